namespace Linli.Ledger;

/// <summary>日结: GET /api/ledger/days/{day}</summary>
static class ReadDay
{
    const string Provider = "provider:";

    public static async Task<Ok<DayClose>> Handle(DateOnly day, LinliDb db, CancellationToken ct)
    {
        var booked = db.Set<Transfer>()
            .Where(t => t.Day == day && (t.Kind == TransferKind.Posted || t.Kind == TransferKind.Settles));
        var flows = await booked.GroupBy(t => new { t.Debit, t.Credit, t.Code })
            .Select(g => new Flow(g.Key.Debit, g.Key.Credit, g.Key.Code, g.Sum(t => t.Fen))).ToListAsync(ct);
        var completed = await booked.Where(t => t.Code == "handed-over").Select(t => t.AboutId).Distinct()
            .CountAsync(ct);
        var whole = await db.Set<Account>().SumAsync(a => a.DebitsPosted - a.CreditsPosted, ct);
        return TypedResults.Ok(Close(day, flows, completed, whole));
    }

    // By account, not by code: whatever touched income or expense that day is in the margin.
    static DayClose Close(DateOnly day, List<Flow> flows, int completed, long whole)
    {
        Money In(string account) => flows.Where(f => f.Debit == account).Sum(f => new Money(f.Fen));
        Money Out(string account) => flows.Where(f => f.Credit == account).Sum(f => new Money(f.Fen));
        Money Net(string account) => In(account) - Out(account);
        Money With(params string[] codes) => flows.Where(f => codes.Contains(f.Code)).Sum(f => new Money(f.Fen));

        var sales = Out("sales") - In("sales");
        var (commissions, cost, losses) = (Net("commissions"), Net("cost"), Net("losses"));
        var takings = flows.SelectMany(f => new[] { f.Debit, f.Credit })
            .Where(a => a.StartsWith(Provider, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)
            .Select(a => new Takings(a[Provider.Length..], In(a), Out(a), Net(a)));
        var (income, expense) = (All(AccountKind.Income) - sales, All(AccountKind.Expense) - cost - losses - commissions);
        return new(
            day, [.. takings], sales, With("refunded", "claim-refunded"), With("claim-refunded"), commissions, cost,
            losses, income, expense, sales + income - cost - losses - commissions - expense, completed, new(whole));

        Money All(AccountKind kind) => flows.Sum(f => Account.Natural(
            kind, Chart.Of(f.Debit).Kind == kind ? f.Fen : 0, Chart.Of(f.Credit).Kind == kind ? f.Fen : 0));
    }

    sealed record Flow(string Debit, string Credit, string Code, long Fen);
}

/// <param name="Provider">"cash", "testpay".</param>
sealed record Takings(string Provider, Money In, Money Refunds, Money Net);

/// <param name="Sales">What was handed over that day, less what was paid back for it.</param>
/// <param name="Refunds">All money paid back to residents that day.</param>
/// <param name="ClaimRefunds">The part of it that was paid back after hand-over.</param>
/// <param name="Commissions">Earned less reversed.</param>
/// <param name="OtherIncome">Delivery fees and services.</param>
/// <param name="OtherExpenses">Coupons, discounts, points granted, fees of payment.</param>
/// <param name="Margin">Sales and other income less cost, losses, commissions and other expenses.</param>
/// <param name="Sum">All balances of the ledger together: always 0.</param>
sealed record DayClose(
    DateOnly Day, IReadOnlyList<Takings> Takings, Money Sales, Money Refunds, Money ClaimRefunds, Money Commissions,
    Money Cost, Money Losses, Money OtherIncome, Money OtherExpenses, Money Margin, int OrdersCompleted, Money Sum);
