using Linli.Members;
using Linli.Payments;

namespace Linli.Reconciliation;

/// <summary>差异列表: GET /api/reconciliation/differences?day=&amp;provider=&amp;state= — the open ones first.</summary>
static class ListDifferences
{
    public static async Task<Ok<Page<DifferenceShown>>> Handle(
        DateOnly? day, string? provider, Word<DifferenceState>? state, int? take, string? after, LinliDb db, Roster roster, CancellationToken ct)
    {
        var all = db.Set<Difference>().AsNoTracking();
        if (day is not null) all = all.Where(d => d.Day == day);
        if (provider is not null) all = all.Where(d => d.Provider == provider);
        if (state?.Value is { } now) all = all.Where(d => d.State == now);
        var page = await Paging.Of(take, after).Of(all.OrderByDescending(d => d.State == DifferenceState.Open || d.Overtaken)
            .ThenByDescending(d => d.Day).ThenBy(d => d.Provider).ThenBy(d => d.FoundAt).ThenBy(d => d.Id), ct);
        return TypedResults.Ok(new Page<DifferenceShown>(await DifferenceShown.Of(page.Items, db, roster, ct), page.Next));
    }
}

/// <summary>What one side says.</summary>
/// <param name="Done">False when it is known there and not done.</param>
sealed record SideShown(Money Amount, DateTimeOffset At, bool Done = true, Money? Fee = null);

/// <summary>A balanced entry: what is debited, what is credited.</summary>
sealed record EntryShown(string Debit, string Credit, Money Amount);

sealed record CorrectionShown(
    CorrectionId Id, string Debit, string Credit, Money Amount, string Reason, string By, DateTimeOffset At, DateTimeOffset? UndoneAt, string? UndoneBy, string? UndoneReason);

/// <param name="Effect">By how much the account holds more than the ledger says.</param>
/// <param name="Ledger">What our ledger says; nothing when it knows nothing.</param>
/// <param name="Payment">What our payments say.</param>
/// <param name="Bill">What the provider's bill says.</param>
/// <param name="Overtaken">An entry was booked and then the missing thing came: take the entry back.</param>
/// <param name="Proposed">The entry that would settle it.</param>
/// <param name="Person">Whose cash it is.</param>
sealed record DifferenceShown(
    DifferenceId Id, string Provider, DateOnly Day, DifferenceKind What, BillKind Kind, string Number, string? TradeNo, Guid? Order, Money Effect,
    SideShown? Ledger, SideShown? Payment, SideShown? Bill, DifferenceState State, bool Overtaken, DateTimeOffset FoundAt, DateTimeOffset? ClearedAt,
    EntryShown? Proposed, string? Person, IReadOnlyList<CorrectionShown> Corrections)
{
    public static async Task<IReadOnlyList<DifferenceShown>> Of(IReadOnlyList<Difference> some, LinliDb db, Roster roster, CancellationToken ct)
    {
        DifferenceId[] ids = [.. some.Select(d => d.Id)];
        var corrections = (await db.Set<Correction>().AsNoTracking().Where(c => ids.Contains(c.Difference)).OrderBy(c => c.At).ToListAsync(ct))
            .ToLookup(c => c.Difference);
        var cash = some.Where(d => d.What is DifferenceKind.CashOver or DifferenceKind.CashShort).ToDictionary(d => d.Id, d => new MemberId(Guid.ParseExact(d.Number, "N")));
        MemberId[] people = [.. corrections.SelectMany(c => c).SelectMany(c => new[] { c.By, c.UndoneBy ?? c.By }).Distinct().Select(p => new MemberId(p)), .. cash.Values];
        var names = await roster.Names(people, ct);
        string Name(Guid id) => names.GetValueOrDefault(new(id)) ?? "";
        return [.. some.Select(d => new DifferenceShown(
            d.Id, d.Provider, d.Day, d.What, d.Kind, d.Number, d.TradeNo, d.About, d.Effect,
            d.LedgerAmount is { } l ? new(l, d.LedgerAt!.Value) : null,
            d.PaymentAmount is { } p ? new(p, d.PaymentAt!.Value, d.PaymentDone) : null,
            d.BillAmount is { } b ? new(b, d.BillAt!.Value, true, d.BillFee) : null,
            d.State, d.Overtaken, d.FoundAt, d.ClearedAt, Proposal.For(d), cash.TryGetValue(d.Id, out var who) ? Name(who.Value) : null,
            [.. corrections[d.Id].Select(c => new CorrectionShown(
                c.Id, c.Debit, c.Credit, c.Amount, c.Reason, Name(c.By), c.At, c.UndoneAt, c.UndoneBy is { } undoer ? Name(undoer) : null, c.UndoneReason))]))];
    }

    public static async Task<DifferenceShown> Of(Difference one, LinliDb db, Roster roster, CancellationToken ct) => (await Of([one], db, roster, ct))[0];
}

/// <summary>Against which account a difference is settled.</summary>
enum Against { Differences, Fees, Losses, Bank }

/// <summary>建议分录 — the balanced entry that makes the ledger say what the provider's account holds.</summary>
static class Proposal
{
    public static EntryShown? For(Difference d, Against? against = null)
    {
        if (!d.CanBeBooked) return null;
        // The fee is already booked as it was taken: what was too much of it is owed to us.
        var (account, other) = d.What == DifferenceKind.FeeDiffers
            ? (Account(against ?? Against.Differences), "fees")
            : ($"provider:{d.Provider}", Account(against ?? Usual(d)));
        var amount = new Money(Math.Abs(d.Effect.Fen));
        return account == other ? null : d.Effect > Money.Zero ? new(account, other, amount) : new(other, account, amount);
    }

    static Against Usual(Difference d) => d.What == DifferenceKind.Unbooked && d.TradeNo == "提现" ? Against.Bank : Against.Differences;

    static string Account(Against against) => against switch
    {
        Against.Fees => "fees",
        Against.Losses => "losses",
        Against.Bank => "provider:bank",
        _ => "differences",
    };
}
