using Linli.Ordering;

namespace Linli.Fulfilment;

/// <summary>An order that ended leaves its bag; an empty bag is none, and what remains may now be complete.</summary>
static class WhenOrderDropped
{
    public static async Task TakeOut(
        OrderDropped fact, LinliDb db, Contents contents, Announcing announcing, TimeProvider clock,
        CancellationToken ct)
    {
        await db.Begin(ct);
        var bag = await db.Set<Pickup>().Include(p => p.Orders)
            .FirstOrDefaultAsync(p => p.Orders.Any(o => o.Order == fact.Order), ct);
        if (bag is null) return;
        bag.Orders.RemoveAll(o => o.Order == fact.Order);
        if (bag.Follow(await contents.Of(bag, ct), clock.GetUtcNow())) await announcing.Ready([bag], ct);
    }
}
