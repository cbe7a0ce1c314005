using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>买菜得积分 — goods that were taken home earn points when nothing of them can go back any more.</summary>
static class WhenPointsEarned
{
    // An hour after the last moment for a claim, and every hour while one waits for its decision.
    static readonly TimeSpan hour = TimeSpan.FromHours(1);

    public static async Task Wait(LinesHandedOver fact, LinliDb db, PointsBook points, CancellationToken ct)
    {
        if (await points.AreEarned(ct)) db.Raise(new PointsDue(fact.Order), fact.Order.Value, at: fact.At.AddHours(Claim.HoursAfterPickup) + hour);
    }

    public static async Task Grant(PointsDue fact, LinliDb db, PointsBook points, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        // Archived since: too late for it.
        if (await db.Set<Order>().AsNoTracking().Include(o => o.Lines).Include(o => o.Claims).SingleOrDefaultAsync(o => o.Id == fact.Order, ct) is not { } order) return;
        var now = clock.GetUtcNow();
        // A later hand-over of the same order has an alarm of its own.
        if (order.LastHandedOver.AddHours(Claim.HoursAfterPickup) >= now) return;
        if (order.Claims.Any(c => c.State == ClaimState.Open)) db.Raise(fact, fact.Order.Value, at: now + hour);
        else await points.Earn(order.Household, order.Id.Value, order.Number,
            order.Lines.Sum(l => l.ValueOf(l.Handed)) - order.ClaimsRefunded - new Money(order.Claims.Sum(c => c.Points)), ct);
    }
}
