using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>
/// 佣金对账单: GET /api/commissions/statements?leader=&amp;from=&amp;to= — days are the shop's, both included.
/// </summary>
static class ReadStatement
{
    const int MostDays = 93;

    public sealed record LeaderShown(MemberId Id, string Name);

    /// <param name="Base">What the household paid, or got back.</param>
    public sealed record Line(
        OrderId Order, string Number, SkuId Sku, string Name, long Amount, Money Base, int BasisPoints,
        Money Commission, DateTimeOffset At, CommissionKind Kind, Share Share);

    /// <param name="Count">How many lines it has; all of them are here unless the days have more than a page of them.</param>
    public sealed record DayShown(DateOnly Day, Money Earned, Money Reversed, Money Total, int Count, IReadOnlyList<Line> Lines);

    /// <param name="Pending">Of all days: earned, but somebody may still complain about the goods.</param>
    /// <param name="Available">Of all days: what can be withdrawn now.</param>
    /// <param name="Next">More lines of the day, when one day was asked for.</param>
    public sealed record Answer(
        LeaderShown Leader, DateOnly From, DateOnly To, Money Earned, Money Reversed, Money Total, Money Pending, Money Available,
        IReadOnlyList<DayShown> Days, string? Next);

    public static async Task<Ok<Answer>> Handle(
        MemberId? leader, DateOnly? from, DateOnly? to, int? take, string? after, LinliDb db, Caller caller, Roster roster, Wallet wallet, TimeProvider clock,
        CancellationToken ct) =>
        TypedResults.Ok(await Of(Purse.Leader, Whose(leader, caller), from, to, Paging.Of(take ?? Paging.MostTake, after), db, roster, wallet, clock, ct));

    public static async Task<Answer> Of(
        Purse purse, MemberId whose, DateOnly? from, DateOnly? to, Paging paging, LinliDb db, Roster roster, Wallet wallet, TimeProvider clock,
        CancellationToken ct)
    {
        var last = to ?? BusinessDay.Of(clock.GetUtcNow());
        var first = from ?? last;
        if (last < first || last.DayNumber - first.DayNumber >= MostDays) throw No.DaysWrong(MostDays);
        var name = (await roster.Names([whose], ct)).GetValueOrDefault(whose) ?? throw No.LeaderUnknown();

        var (begin, end) = (BusinessDay.Bounds(first).From, BusinessDay.Bounds(last).To);
        var lines = db.Set<CommissionLine>().AsNoTracking()
            .Where(l => l.Payee == whose && (l.Share == Share.Leader) == (purse == Purse.Leader) && l.At >= begin && l.At < end);
        var (sums, count) = (new SortedDictionary<DateOnly, (Money Earned, Money Reversed, int Count)>(), 0);
        await foreach (var l in lines.Select(l => new { l.At, l.Kind, l.Commission }).AsAsyncEnumerable().WithCancellation(ct))
        {
            var (day, back) = (BusinessDay.Of(l.At), l.Kind == CommissionKind.Reversed);
            var sum = sums.GetValueOrDefault(day);
            sums[day] = (sum.Earned + (back ? Money.Zero : l.Commission), sum.Reversed + (back ? l.Commission : Money.Zero), sum.Count + 1);
            count++;
        }

        // A busy month has more lines than anybody reads at once: then they are read a day at a time, and of a day page by page.
        var page = first == last || count <= paging.Take ? await paging.Of(lines.OrderBy(l => l.At).ThenBy(l => l.Id), ct) : new([], null);
        var byDay = page.Items.ToLookup(l => BusinessDay.Of(l.At));
        var (earned, reversed) = (sums.Values.Sum(d => d.Earned), sums.Values.Sum(d => d.Reversed));
        var now = await wallet.Of(purse, whose, ct);
        return new(
            new(whose, name), first, last, earned, reversed, earned - reversed, now.Pending, now.Available,
            [.. sums.Reverse().Select(d => new DayShown(
                d.Key, d.Value.Earned, d.Value.Reversed, d.Value.Earned - d.Value.Reversed, d.Value.Count, [.. byDay[d.Key].Select(Show)]))], page.Next);
    }

    static MemberId Whose(MemberId? leader, Caller caller)
    {
        var me = new MemberId(caller.Person);
        if (caller.Is(Role.Hq, Role.Owner)) return leader ?? (caller.Is(Role.Leader) ? me : throw No.LeaderMissing());
        return leader is null || leader == me ? me : throw No.NotYours();
    }

    static Line Show(CommissionLine l) => new(
        l.Order, l.Number, l.Sku, l.Name, l.Amount, l.Base, l.BasisPoints, l.Commission, l.At, l.Kind, l.Share);
}
