using Linli.Catalog;
using Linli.Members;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>申请售后: PUT /api/orders/{order}/claims/{claim}</summary>
static class ClaimLine
{
    /// <param name="Amount">Units or grams of what was taken home.</param>
    /// <param name="PointsPercent">How much of the refund is to come as points instead of money, 0 to 100.</param>
    public sealed record Body(SkuId Sku, long Amount, string Reason, FileId[]? Pictures = null, int PointsPercent = 0);

    public static Body Example { get; } = new(default, 1, "有两个烂了");

    public static async Task<Ok<OrderShown>> Handle(
        OrderId order, ClaimId claim, Body body, LinliDb db, Caller caller, Roster roster, PointsBook points, Showing showing, TimeProvider clock, CancellationToken ct)
    {
        var found = await Scope.OwnOrder(order, db, caller, roster, ct);
        if (await db.Set<Claim>().FirstOrDefaultAsync(c => c.Id == claim, ct) is { } earlier)
            return (earlier.Order, earlier.Sku, earlier.Amount, earlier.Reason, earlier.PointsPercent)
                == (order, body.Sku, body.Amount, body.Reason.Trim(), body.PointsPercent)
                ? TypedResults.Ok(await showing.One(found, ct))
                : throw No.ClaimIdTaken();

        var line = found.Lines.FirstOrDefault(l => l.Sku == body.Sku);
        var most = line is null ? 0 : line.Handed - line.Claimed;
        if (line is null || body.Amount <= 0 || body.Amount > most || body.Reason.Trim().Length is 0 or > Claim.LongestReason
            || body.Pictures?.Length > Claim.MostPictures || body.PointsPercent is < 0 or > 100) throw No.ClaimWrong(line?.Measure == Measure.Weight ? $"{most} 克" : $"{most}");
        var now = clock.GetUtcNow();
        if (now > found.LastHandedOver.AddHours(Claim.HoursAfterPickup)) throw No.ClaimTooLate(Claim.HoursAfterPickup);

        if (body.PointsPercent > 0) await points.MustBeUsable(ct);

        line.Claimed += body.Amount;
        found.Claims.Add(new Claim
        {
            Id = claim,
            Order = order,
            Sku = body.Sku,
            Amount = body.Amount,
            Reason = body.Reason.Trim(),
            Pictures = [.. body.Pictures ?? []],
            At = now,
            PointsPercent = body.PointsPercent,
        });
        db.Raise(new ClaimWaits(order, claim, Asked: false), order.Value, at: now.AddHours(Claim.LeaderHours));
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(found, ct));
    }
}
