using Linli.Catalog;
using Linli.Ledger;
using Linli.Members;

namespace Linli.Procurement;

/// <summary>供应商对账单: GET /api/supplier-accounts/{supplier}/statement?from=&amp;to= — received less charged less paid; a supplier sees its own.</summary>
static class ReadSupplierStatement
{
    /// <param name="Purchases">The numbers of the purchase orders that its entries are about.</param>
    public sealed record Shown(string Name, AccountStatement Statement, IReadOnlyDictionary<Guid, string> Purchases);

    public static async Task<Ok<Shown>> Handle(
        SupplierId supplier, DateOnly from, DateOnly to, int? take, string? after, LinliDb db, Caller caller, Roster roster, Goods goods,
        Passbook passbook, CancellationToken ct) =>
        TypedResults.Ok(await Read(supplier, from, to, Paging.Of(take, after), db, caller, roster, goods, passbook, ct));

    internal static async Task<Shown> Read(
        SupplierId supplier, DateOnly from, DateOnly to, Paging paging, LinliDb db, Caller caller, Roster roster, Goods goods,
        Passbook passbook, CancellationToken ct)
    {
        var name = await SupplierAccount.Named(supplier, caller, roster, goods, ct);
        var statement = await passbook.Statement(SupplierAccount.Of(supplier), from, to, paging, ct);
        var forSupplier = !caller.SeesTheWholeShop;
        statement = statement with { Entries = [.. statement.Entries.Select(e => e with { Text = SupplierAccount.TextOf(e, forSupplier) })] };
        PurchaseOrderId[] orders = [.. statement.Entries.Where(e => e.About == ReceivePurchaseOrder.About).Select(e => new PurchaseOrderId(e.AboutId)).Distinct()];
        var numbers = await db.Set<PurchaseOrder>().AsNoTracking().Where(p => orders.Contains(p.Id)).ToDictionaryAsync(p => p.Id.Value, p => p.Number, ct);
        return new(name, statement, numbers);
    }
}

/// <summary>GET /api/supplier-accounts/{supplier}/statement/file?from=&amp;to=&amp;format=csv|xlsx</summary>
static class DownloadSupplierStatement
{
    public static async Task<FileContentHttpResult> Handle(
        SupplierId supplier, DateOnly from, DateOnly to, string? format, LinliDb db, Caller caller, Roster roster, Goods goods,
        Passbook passbook, CancellationToken ct)
    {
        var rows = new List<IReadOnlyList<object>>();
        var en = caller.Language == "en";
        ReadSupplierStatement.Shown shown;
        for (var after = 0; ; after += Paging.MostTake)
        {
            shown = await ReadSupplierStatement.Read(supplier, from, to, new(Paging.MostTake, after), db, caller, roster, goods, passbook, ct);
            if (after == 0) rows.Add(["", en ? "Opening" : "期初", "", "", "", shown.Statement.Opening.Fen / 100m]);
            rows.AddRange(shown.Statement.Entries.Select(e => (IReadOnlyList<object>)[
                BusinessDay.Of(e.At).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), e.What,
                shown.Purchases.GetValueOrDefault(e.AboutId, ""), e.Text, e.Amount.Fen / 100m, e.Balance.Fen / 100m]));
            if (shown.Statement.Next is null) break;
        }

        var sheet = new Spreadsheet(
            shown.Name, en ? ["Day", "What", "Purchase order", "Text", "Amount (yuan)", "Owed after it (yuan)"]
                : ["日期", "事项", "采购单", "说明", "金额（元）", "之后应付（元）"], rows);
        return format switch
        {
            "csv" => TypedResults.Bytes(sheet.ToCsv(), "text/csv; charset=utf-8", $"{shown.Name}-{from:yyyyMMdd}-{to:yyyyMMdd}.csv"),
            "xlsx" => TypedResults.Bytes(sheet.ToXlsx(), Spreadsheet.XlsxType, $"{shown.Name}-{from:yyyyMMdd}-{to:yyyyMMdd}.xlsx"),
            _ => throw No.FormatUnknown(),
        };
    }
}
