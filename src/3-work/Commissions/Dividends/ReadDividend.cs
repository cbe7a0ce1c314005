using Linli.Members;

namespace Linli.Commissions;

/// <summary>利润分红的算法: GET /api/commissions/dividends/{dividend} — how it was worked out, line by line; a leader sees its own.</summary>
static class ReadDividend
{
    public sealed record Answer(DividendShown Dividend, IReadOnlyList<DividendLine> Lines, string? Next);

    public static async Task<Ok<Answer>> Handle(
        DividendId dividend, int? take, string? after, LinliDb db, Caller caller, Dividends dividends, CancellationToken ct)
    {
        var found = await db.Set<Dividend>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == dividend, ct);
        if (found is null || !caller.Is(Role.Hq, Role.Owner) && found.Leader != new MemberId(caller.Person)) throw No.DividendUnknown();
        var page = await dividends.Lines(found, Paging.Of(take, after), ct);
        return TypedResults.Ok(new Answer(DividendShown.Of(found), page.Items, page.Next));
    }
}

/// <summary>Sold less cost less commissions less refunded less losses less fees is the profit; of it so many hundredths of a percent, and at most so much, is the amount.</summary>
sealed record DividendShown(
    DividendId Id, string Month, int Lines, Money Sold, Money Cost, Money Commissions, Money Refunded, Money Losses, Money Fees, Money Profit, int BasisPoints, Money Most,
    Money Amount, DateTimeOffset At)
{
    public static DividendShown Of(Dividend d) => new(
        d.Id, new Month(d.Month).ToString(), d.Lines, d.Sold, d.Cost, d.Commissions, d.Refunded, d.Losses, d.Fees, d.Profit, d.BasisPoints, d.Most, d.Amount, d.At);
}
