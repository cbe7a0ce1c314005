using Linli.Catalog;
using Linli.Ledger;
using Linli.Members;

namespace Linli.Procurement;

/// <summary>付货款或扣款: PUT /api/supplier-accounts/{supplier}/entries/{entry}. Said again it is the same entry.</summary>
static class BookSupplierEntry
{
    /// <param name="From">Of a payment; the bank when nothing is said.</param>
    /// <param name="Text">The bank's reference, or what it is charged for.</param>
    public sealed record Body(SupplierEntryKind Kind, Money Amount, string Text, PaidFrom? From = null);

    public static Body Example { get; } = new(SupplierEntryKind.Payment, new(120_000), "工行 5 月 3 日 流水 8812");

    public static async Task<Ok<Standing>> Handle(
        SupplierId supplier, TransferId entry, Body body, LinliDb db, Caller caller, Roster roster, Goods goods, Book book, Passbook passbook,
        Audit audit, CancellationToken ct)
    {
        await db.Begin(ct);
        await SupplierAccount.Named(supplier, caller, roster, goods, ct);
        var text = body.Text?.Trim() ?? "";
        if (body.Amount <= Money.Zero || body.Amount > SupplierAccount.Most || text.Length is 0 or > SupplierAccount.LongestText
            || body is { Kind: SupplierEntryKind.Charge, From: not null }) throw No.EntryWrong(SupplierAccount.Most, SupplierAccount.LongestText);
        var (credit, code) = body.Kind == SupplierEntryKind.Payment
            ? ($"provider:{(body.From ?? PaidFrom.Bank).ToString().ToLowerInvariant()}", "supplier-paid")
            : ("losses", "supplier-charged");
        await book.Post([new(
            entry, SupplierAccount.Of(supplier), credit, body.Amount, code, SupplierAccount.About, supplier.Value, null, text)], ct);
        audit.Note("book-supplier-entry", $"supplier {supplier.Value} entry {entry.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(await passbook.Read(SupplierAccount.Of(supplier), null, ct));
    }
}

/// <summary>撤销: PUT /api/supplier-accounts/{supplier}/entries/{entry}/reversal — by an entry the other way round.</summary>
static class UndoSupplierEntry
{
    public static async Task<Ok<Standing>> Handle(
        SupplierId supplier, TransferId entry, LinliDb db, Caller caller, Roster roster, Goods goods, Book book, Passbook passbook, Audit audit,
        CancellationToken ct)
    {
        await db.Begin(ct);
        await SupplierAccount.Named(supplier, caller, roster, goods, ct);
        var account = SupplierAccount.Of(supplier);
        var found = (await passbook.Flows(account, [entry], ct)).FirstOrDefault(f => f.Id == entry);
        if (found is not { Code: "supplier-paid" or "supplier-charged" }) throw No.EntryUnknown();
        await book.Post([new(
            new(Id.Derived(entry.Value, "reversal")), found.Other, account, found.Amount, "corrected", SupplierAccount.About, supplier.Value, null,
            $"撤销：{found.Text}"[..Math.Min(found.Text.Length + 3, 200)])], ct);
        audit.Note("undo-supplier-entry", $"supplier {supplier.Value} entry {entry.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(await passbook.Read(account, null, ct));
    }
}
