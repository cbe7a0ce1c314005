using Linli.Campaigns;
using Linli.Catalog;
using Linli.Ledger;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>
/// 月结算单 — what became of one person's purse in a month, as the ledger booked it: opening + earned − taken back + dividend − withdrawn + other is
/// closing, to the fen, and closing is the ledger account at that moment.
/// </summary>
/// <param name="To">The last day; of the current month, today.</param>
/// <param name="Over">Whether the month has ended, so that nothing of it changes any more.</param>
/// <param name="Earned">What became theirs: the claim window had ended. What had gone back before that is not in it.</param>
/// <param name="TakenBack">What went back for refunds after it had become theirs.</param>
/// <param name="Withdrawn">Gross of what was paid out: <paramref name="Tax"/> and <paramref name="Net"/> together.</param>
/// <param name="Dividend">The leader's part of the profit of own orders, as <paramref name="Dividends"/> work it out.</param>
/// <param name="Other">Corrections and the like, below zero when they took.</param>
/// <param name="OnItsWay">Of the closing balance: asked for and not paid yet.</param>
/// <param name="Waiting">Not in the closing balance: earned, but somebody might still complain about the goods.</param>
/// <param name="Campaigns">Of the whole month; only with the first page of lines.</param>
/// <param name="Count">How many lines there are in all.</param>
sealed record MonthStatement(
    EarnerShown Earner, Purse Purse, string Month, DateOnly From, DateOnly To, bool Over, Money Opening, Money Earned, Money TakenBack,
    Money Withdrawn, Money Tax, Money Net, Money Dividend, Money Other, Money Closing, Money OnItsWay, Money Waiting,
    IReadOnlyList<CampaignEarned> Campaigns, IReadOnlyList<WithdrawnShown> Withdrawals, IReadOnlyList<DividendShown> Dividends, int Count, IReadOnlyList<EarnedLine> Lines, string? Next);

sealed record EarnerShown(MemberId Id, string Name);

/// <param name="Title">Nothing when the campaign is no longer known.</param>
sealed record CampaignEarned(CampaignId Campaign, string? Title, int Lines, Money Earned, Money TakenBack);

/// <summary>One order line of the statement. Who bought is not in it: a promoter may not learn it.</summary>
/// <param name="Amount">As it changed the purse: below zero when it was taken back.</param>
/// <param name="Base">What was paid for it, less what had gone back by then.</param>
/// <param name="Text">What the ledger says, for what is no order line.</param>
sealed record EarnedLine(
    DateTimeOffset At, string Code, OrderId? Order, string Number, SkuId? Sku, string Name, CampaignId? Campaign, Money Base, int BasisPoints,
    Money Amount, string Text);

/// <param name="Tax">And by which method it was withheld; nothing before the approval.</param>
/// <param name="PaidAt">Nothing while it was on its way as the month ended.</param>
sealed record WithdrawnShown(
    WithdrawalId Id, DateTimeOffset At, DateTimeOffset? PaidAt, Money Gross, Money? Tax, Money? Net, TaxMethod? Method, string? Provider);

/// <summary>Writes month statements from the ledger, the order lines and the withdrawals.</summary>
sealed class MonthStatements(LinliDb db, Passbook passbook, Roster roster, Board board, TimeProvider clock)
{
    public const string Earned = "commission-earned", Reversed = "commission-reversed", Withdrawn = "withdrawn", Shared = "dividend-earned";

    /// <summary>The current one when nothing is said; one that has not begun is refused.</summary>
    public Month MonthOf(string? text)
    {
        var now = clock.GetUtcNow();
        var month = text is null ? Month.Of(now) : Month.TryParse(text, out var said) ? said : throw No.MonthWrong();
        return month.From > now ? throw No.MonthWrong() : month;
    }

    public async Task<MonthStatement> Of(Purse purse, MemberId who, Month month, Paging paging, CancellationToken ct)
    {
        var name = (await roster.Names([who], ct)).GetValueOrDefault(who) ?? throw No.EarnerUnknown();
        var account = CommissionLine.AccountOf(purse, who);
        var now = clock.GetUtcNow();
        var over = month.To <= now;
        var closing = await passbook.Read(account, over ? month.To : null, ct);
        var moved = (await passbook.Turnovers(account, month.From, month.To, ct)).SingleOrDefault() ?? new(account, Money.Zero, new Dictionary<string, Money>());
        Money Sum(string code) => moved.Moved.GetValueOrDefault(code);
        var (came, back, went) = (Sum(Earned), Money.Zero - Sum(Reversed), Money.Zero - Sum(Withdrawn));

        var dividend = Sum(Shared);
        DividendId[] worked = dividend == Money.Zero ? []
            : [.. (await passbook.Flows(account, month.From, month.To, Shared, ct)).Select(f => new DividendId(f.AboutId))];
        var dividends = worked.Length == 0 ? [] : await db.Set<Dividend>().AsNoTracking().Where(d => worked.Contains(d.Id)).OrderBy(d => d.Month).ToListAsync(ct);

        var (page, count) = await passbook.FlowsBut(Withdrawn, account, month.From, month.To, paging, ct);
        var lines = await Lines(purse, who, account, page.Items, ct);
        var paid = await Withdrawals(purse, who, await passbook.Flows(account, month.From, month.To, Withdrawn, ct), month, ct);
        var (tax, net) = (paid.Where(w => w.PaidAt is not null).Sum(w => w.Tax ?? Money.Zero), paid.Where(w => w.PaidAt is not null).Sum(w => w.Net ?? Money.Zero));
        return new(
            new(who, name), purse, month.ToString(), month.First, over ? month.Next.First.AddDays(-1) : BusinessDay.Of(now), over, moved.Opening, came, back,
            went, tax, net, dividend, moved.Closing - moved.Opening - came + back - dividend + went, moved.Closing, closing.Held, closing.Coming,
            paging.Skip > 0 ? [] : await Campaigns(purse, who, account, month, page.Next is null ? lines : null, ct), paid,
            [.. dividends.Select(DividendShown.Of)], count, lines, page.Next);
    }

    async Task<IReadOnlyList<EarnedLine>> Lines(Purse purse, MemberId who, string account, IReadOnlyList<Flowed> flows, CancellationToken ct)
    {
        var known = new List<CommissionLine>();
        foreach (var some in flows.Where(f => f.About == "order").Select(f => new OrderId(f.AboutId)).Distinct().Chunk(1000))
            known.AddRange(await db.Set<CommissionLine>().AsNoTracking()
                .Where(l => l.Payee == who && (l.Share == Share.Leader) == (purse == Purse.Leader) && some.Contains(l.Order)).ToListAsync(ct));
        var byId = known.ToDictionary(l => l.Id.Value);
        // What was taken back by a booking of its own does not lessen what was earned before, were it in the same moment.
        TransferId[] back = [.. known.Where(l => l.Kind == CommissionKind.Reversed).Select(l => new TransferId(l.Id.Value))];
        var booked = (await passbook.Flows(account, back, ct)).Select(f => f.Origin.Value).ToHashSet();
        var byLine = known.Where(l => !booked.Contains(l.Id.Value)).ToLookup(l => (l.Order.Value, l.Sku.Value));
        return [.. flows.Select(f =>
        {
            // What was taken back is booked under the line's own number; what was earned, under its hold, in one sum.
            CommissionLine[] behind = byId.TryGetValue(f.Origin.Value, out var one) ? [one] : [.. byLine[(f.AboutId, f.Line ?? default)].Where(l => l.At <= f.At)];
            var first = behind.FirstOrDefault();
            var paid = one is not null ? one.Base : behind.Sum(l => l.Kind == CommissionKind.Earned ? l.Base : Money.Zero - l.Base);
            return new EarnedLine(
                f.At, f.Code, first?.Order, first?.Number ?? "", first?.Sku, first?.Name ?? "", first?.Campaign, paid, first?.BasisPoints ?? 0,
                Money.Zero - f.Amount, f.Text);
        })];
    }

    /// <summary>A day at a time: a month of a busy leader need not lie in memory.</summary>
    async Task<IReadOnlyList<CampaignEarned>> Campaigns(
        Purse purse, MemberId who, string account, Month month, IReadOnlyList<EarnedLine>? all, CancellationToken ct)
    {
        var sums = new Dictionary<CampaignId, CampaignEarned>();
        if (all is not null) Add(sums, all);
        var now = clock.GetUtcNow();
        var end = month.To < now ? month.Next.First : BusinessDay.Of(now).AddDays(1);
        for (var day = month.First; all is null && day < end; day = day.AddDays(1))
        {
            var (from, to) = BusinessDay.Bounds(day);
            Add(sums, await Lines(purse, who, account, await passbook.Flows(account, from, to, ct), ct));
        }

        var titles = await board.Titles([.. sums.Keys], ct);
        return [.. sums.Values.Select(c => c with { Title = titles.GetValueOrDefault(c.Campaign) })];
    }

    static void Add(Dictionary<CampaignId, CampaignEarned> sums, IEnumerable<EarnedLine> lines)
    {
        foreach (var campaign in lines.Where(l => l.Campaign is not null).GroupBy(l => l.Campaign!.Value))
        {
            var sum = sums.GetValueOrDefault(campaign.Key, new(campaign.Key, null, 0, Money.Zero, Money.Zero));
            sums[campaign.Key] = sum with
            {
                Lines = sum.Lines + campaign.Count(),
                Earned = sum.Earned + campaign.Where(l => l.Code == Earned).Sum(l => l.Amount),
                TakenBack = sum.TakenBack - campaign.Where(l => l.Code == Reversed).Sum(l => l.Amount),
            };
        }
    }

    /// <summary>What was paid out in the month, and what was on its way as it ended.</summary>
    async Task<IReadOnlyList<WithdrawnShown>> Withdrawals(Purse purse, MemberId who, IReadOnlyList<Flowed> flows, Month month, CancellationToken ct)
    {
        var paidAt = flows.ToDictionary(f => new WithdrawalId(f.AboutId), f => f.At);
        var (end, ids) = (month.To, paidAt.Keys.ToArray());
        var found = await db.Set<Withdrawal>().AsNoTracking()
            .Where(w => w.Payee == who && w.Purse == purse && (ids.Contains(w.Id) || (w.At < end && (w.EndedAt == null || w.EndedAt >= end))))
            .OrderBy(w => w.At).ThenBy(w => w.Id).ToListAsync(ct);
        return [.. found.Select(w =>
        {
            var taxed = w.TaxedOn is not null;
            return new WithdrawnShown(
                w.Id, w.At, paidAt.TryGetValue(w.Id, out var at) ? at : null, w.Amount, taxed ? w.Tax : null, taxed ? w.Amount - w.Tax : null,
                taxed ? w.TaxMethod : null, w.Provider);
        })];
    }
}
