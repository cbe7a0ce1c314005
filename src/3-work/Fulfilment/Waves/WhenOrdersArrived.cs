using Linli.Ordering;

namespace Linli.Fulfilment;

/// <summary>到货 — a bag is ready when all its orders are; its household is told the code, when and where.</summary>
static class WhenOrdersArrived
{
    public static async Task MakeReady(
        OrdersArrived fact, LinliDb db, Contents contents, Announcing announcing, TimeProvider clock,
        CancellationToken ct)
    {
        await db.Begin(ct);
        OrderId[] ids = [.. fact.Orders];
        var waiting = await db.Set<Pickup>().Include(p => p.Orders)
            .Where(p => p.State == PickupState.Waiting && p.Orders.Any(o => ids.Contains(o.Order))).ToListAsync(ct);
        var inside = await contents.Of(waiting, ct);
        var now = clock.GetUtcNow();
        var ready = waiting.Where(bag => bag.Follow(inside[bag.Id], now)).ToList();
        await announcing.Ready(ready, ct);
        // Goods that come after the pickup window get a day of their own.
        if (ready.Any(bag => bag.To <= now))
            db.Raise(new PickupTimeOver(fact.Campaign), fact.Campaign.Value, at: now.AddDays(1));
    }
}
