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

    public sealed record DayShown(DateOnly Day, Money Earned, Money Reversed, Money Total, IReadOnlyList<Line> Lines);

    /// <param name="Pending">Of all days: earned, but somebody may still complain about the goods.</param>
    /// <param name="Available">Of all days: what can be withdrawn now.</param>
    public sealed record Answer(
        LeaderShown Leader, DateOnly From, DateOnly To, Money Earned, Money Reversed, Money Total, Money Pending, Money Available,
        IReadOnlyList<DayShown> Days);

    public static async Task<Ok<Answer>> Handle(
        MemberId? leader, DateOnly? from, DateOnly? to, LinliDb db, Caller caller, Roster roster, Wallet wallet, TimeProvider clock,
        CancellationToken ct) =>
        TypedResults.Ok(await Of(Purse.Leader, Whose(leader, caller), from, to, db, roster, wallet, clock, ct));

    public static async Task<Answer> Of(
        Purse purse, MemberId whose, DateOnly? from, DateOnly? to, LinliDb db, Roster roster, Wallet wallet, TimeProvider clock,
        CancellationToken ct)
    {
        var last = to ?? BusinessDay.Of(clock.GetUtcNow());
        var first = from ?? last;
        if (last < first || last.DayNumber - first.DayNumber >= MostDays) throw No.DaysWrong(MostDays);
        var name = (await roster.Names([whose], ct)).GetValueOrDefault(whose) ?? throw No.LeaderUnknown();

        var (begin, end) = (BusinessDay.Bounds(first).From, BusinessDay.Bounds(last).To);
        var lines = await db.Set<CommissionLine>().AsNoTracking()
            .Where(l => l.Payee == whose && (l.Share == Share.Leader) == (purse == Purse.Leader) && l.At >= begin && l.At < end)
            .OrderBy(l => l.At).ThenBy(l => l.Id).ToListAsync(ct);
        var days = lines.GroupBy(l => BusinessDay.Of(l.At)).OrderByDescending(d => d.Key).Select(d =>
        {
            var (earned, reversed) = Sums(d);
            return new DayShown(d.Key, earned, reversed, earned - reversed, [.. d.Select(Show)]);
        });
        var (allEarned, allReversed) = Sums(lines);
        var now = await wallet.Of(purse, whose, ct);
        return new(
            new(whose, name), first, last, allEarned, allReversed, allEarned - allReversed, now.Pending, now.Available, [.. days]);
    }

    static MemberId Whose(MemberId? leader, Caller caller)
    {
        var me = new MemberId(caller.Person);
        if (caller.Is(Role.Hq, Role.Owner)) return leader ?? (caller.Is(Role.Leader) ? me : throw No.LeaderMissing());
        return leader is null || leader == me ? me : throw No.NotYours();
    }

    static (Money Earned, Money Reversed) Sums(IEnumerable<CommissionLine> lines)
    {
        var byKind = lines.ToLookup(l => l.Kind, l => l.Commission);
        return (byKind[CommissionKind.Earned].Sum(m => m), byKind[CommissionKind.Reversed].Sum(m => m));
    }

    static Line Show(CommissionLine l) => new(
        l.Order, l.Number, l.Sku, l.Name, l.Amount, l.Base, l.BasisPoints, l.Commission, l.At, l.Kind, l.Share);
}
