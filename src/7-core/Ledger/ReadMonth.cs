namespace Linli.Ledger;

/// <summary>
/// 门店月报: GET /api/ledger/months/{month} — what came in by which way, what was sold, what it cost, and what is left of it. Every figure is an
/// account's movement in the month, so it is the ledger's own, and opens by /api/ledger/explanations with the same account, month and codes.
/// </summary>
static class ReadMonth
{
    const string Provider = "provider:", Supplier = "supplier:";

    public static async Task<Ok<ShopMonth>> Handle(string month, Caller caller, Passbook passbook, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!Month.TryParse(month, out var of) || of.From > now) throw No.MonthWrong();
        var over = of.To <= now;
        string[] results = [.. Chart.All.Where(h => !h.IsFamily && h.Kind is AccountKind.Income or AccountKind.Expense).Select(h => h.Name)];
        List<Turnover> moved = [.. await passbook.Turnovers(results, of.From, of.To, ct)];
        foreach (var family in Chart.All.Where(h => h.IsFamily && h.Kind is AccountKind.Income or AccountKind.Expense))
            moved.AddRange(await passbook.Turnovers(family.Name, of.From, of.To, ct));

        var ways = (await passbook.Turnovers(Provider, of.From, of.To, ct)).Select(t => new MonthWay(
            t.Account, t.Account[Provider.Length..], Words.Of(t.Account).In(caller.Language), t.Opening, Sum(t, "paid", "topped-up"),
            Money.Zero - Sum(t, "refunded", "claim-refunded"), Money.Zero - Sum(t, "fee-charged", "fee-refunded"), t.Closing)).ToList();
        var owed = await passbook.Turnovers(Supplier, of.From, of.To, ct);
        var suppliers = new MonthOwed(owed.Sum(t => t.Opening), owed.Sum(t => Sum(t, "received")), Money.Zero - owed.Sum(t => Sum(t, "supplier-charged")),
            Money.Zero - owed.Sum(t => Sum(t, "supplier-paid")), owed.Sum(t => t.Closing));
        MonthFigure[] figures = [.. moved.SelectMany(t => Figures(t, caller.Language)).OrderBy(f => Chart.All.IndexOf(Chart.Of(f.Account)))];
        var (income, expense) = (Of(figures, AccountKind.Income), Of(figures, AccountKind.Expense));
        return TypedResults.Ok(new ShopMonth(
            of.ToString(), of.First, over ? of.Next.First.AddDays(-1) : BusinessDay.Of(now), over, ways, figures, income, expense, income - expense, suppliers));
    }

    // What was paid back for goods that were sold stands as a row of its own under the account it lessens.
    static IEnumerable<MonthFigure> Figures(Turnover account, string language) => account.Moved.Where(m => m.Value != Money.Zero)
        .OrderByDescending(m => m.Value.Fen).Select(m => new MonthFigure(
            account.Account, Words.Of(account.Account).In(language), Chart.Of(account.Account).Kind, m.Key, Words.Codes[m.Key].In(language), m.Value));

    static Money Of(IEnumerable<MonthFigure> figures, AccountKind kind) => figures.Where(f => f.Kind == kind).Sum(f => f.Amount);

    static Money Sum(Turnover account, params IReadOnlyList<string> codes) => codes.Sum(c => account.Moved.GetValueOrDefault(c));

    static int IndexOf(this IReadOnlyList<Heading> all, Heading one)
    {
        for (var i = 0; i < all.Count; i++) if (all[i] == one) return i;
        return all.Count;
    }
}

/// <param name="To">The last day; of the current month, today.</param>
/// <param name="Over">Whether the month has ended.</param>
/// <param name="Left">Income less expense: what the shop has earned.</param>
/// <param name="Suppliers">What became of the debt to all suppliers; goods bought are no expense before they are sold or lost.</param>
sealed record ShopMonth(
    string Month, DateOnly From, DateOnly To, bool Over, IReadOnlyList<MonthWay> Ways, IReadOnlyList<MonthFigure> Figures, Money Income, Money Expense,
    Money Left, MonthOwed Suppliers);

/// <param name="Provider">"cash", "wechat".</param>
/// <param name="Paid">What people paid by it.</param>
/// <param name="Fees">What it kept.</param>
/// <param name="Closing">What it held at the end: also after payments to suppliers, to the bank and the like.</param>
sealed record MonthWay(string Account, string Provider, string Title, Money Opening, Money Paid, Money Refunded, Money Fees, Money Closing);

/// <param name="Amount">In the account's own direction: below zero when it made the income or the expense less.</param>
sealed record MonthFigure(string Account, string Title, AccountKind Kind, string Code, string What, Money Amount);

sealed record MonthOwed(Money Opening, Money Received, Money Charged, Money Paid, Money Closing);
