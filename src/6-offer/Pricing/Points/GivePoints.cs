using Linli.Members;

namespace Linli.Pricing;

/// <summary>送积分: PUT /api/households/{household}/points/{gift} — by the shop, with a reason the household reads.</summary>
static class GivePoints
{
    public const long Most = 100_000;

    public sealed record Body(long Points, string Reason);

    public static Body Example { get; } = new(200, "送货晚了，表示歉意");

    public static async Task<Ok<PointsEntryShown>> Handle(
        HouseholdId household, Guid gift, Body body, LinliDb db, Caller caller, Roster roster, PointsBook points, Mailbox mailbox, Audit audit, CancellationToken ct)
    {
        var reason = body.Reason.Trim();
        if (body.Points is <= 0 or > Most || reason.Length is 0 or > PointsEntry.LongestReason) throw No.PointsGiftWrong(Most);
        await db.Begin(ct);
        if (await db.Set<PointsEntry>().AsNoTracking().FirstOrDefaultAsync(e => e.Id == gift, ct) is { } earlier)
            return (earlier.Household, earlier.Points, earlier.Text, earlier.Move) == (household, body.Points, reason, PointsMove.Given)
                ? TypedResults.Ok(PointsEntryShown.Of(earlier, caller.Language)) : throw No.PointsGiftIdTaken();
        if (!(await roster.Households([household], ct)).ContainsKey(household)) throw No.PointsForNobody();
        await points.Give(gift, household, body.Points, reason, ct);
        mailbox.Send(household, ("店里送您积分", "Points from the shop"),
            ($"{body.Points} 积分，可抵 {new Money(body.Points)}：{reason}", $"{body.Points} points, worth {new Money(body.Points)}: {reason}"), "/points");
        audit.Note("give-points", $"household {household.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(PointsEntryShown.Of(await db.Set<PointsEntry>().AsNoTracking().SingleAsync(e => e.Id == gift, ct), caller.Language));
    }
}
