using Linli.Campaigns;
using Linli.Ordering;

namespace Linli.Fulfilment;

/// <summary>
/// Plans the bags of a campaign: one per household and pickup point, with a place in walking order. They are made in
/// parts, so that a campaign with 100,000 orders does not keep other writers waiting.
/// </summary>
static class WhenOrdersFrozen
{
    public const int MostBagsPerPart = 500;

    // Bags that nobody came for may stand a while before their shelf is used again.
    static readonly TimeSpan afterPickup = TimeSpan.FromDays(2);

    public static async Task Plan(
        OrdersFrozen fact, LinliDb db, Board board, OrderBook orders, Walk walk, Shelves shelves, TimeProvider clock,
        CancellationToken ct)
    {
        if (await db.Set<Wave>().AnyAsync(w => w.Campaign == fact.Campaign, ct)) return;
        var campaign = await board.Read(fact.Campaign, ct);
        var now = clock.GetUtcNow();
        var bags = (await orders.FrozenOrders(fact.Campaign, ct))
            .GroupBy(o => (o.PickupPoint, o.Household), o => o.Id)
            .Select(b => (b.Key.PickupPoint, b.Key.Household, Orders: b.ToList())).ToList();
        var keys = await walk.Keys(bags.Select(b => b.Household), ct);

        var plans = new List<BagPlan>(bags.Count);
        foreach (var point in bags.GroupBy(b => b.PickupPoint).OrderBy(p => p.Key.Value))
        {
            var inOrder = point.OrderBy(b => keys[b.Household], StringComparer.Ordinal)
                .ThenBy(b => b.Household.Value).ToList();
            var first = await shelves.Reserve(
                point.Key, campaign.Id, inOrder.Count, now, Later(campaign.PickupTo, now) + afterPickup, ct);
            plans.AddRange(inOrder.Select((b, i) =>
                new BagPlan(b.PickupPoint, b.Household, Bin.On(first, i).Place, b.Orders)));
        }

        db.Add(new Wave { Campaign = campaign.Id, PlannedAt = now, Bags = plans.Count });
        // All about the campaign, so they are told in this order, and before its goods arrive.
        foreach (var part in plans.Chunk(MostBagsPerPart))
            db.Raise(new BagsToMake(campaign.Id, part), campaign.Id.Value);
        db.Raise(new PickupTimeOver(campaign.Id), campaign.Id.Value, at: Later(campaign.PickupTo, now));
    }

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
