using Linli.Campaigns;

namespace Linli.Fulfilment;

/// <summary>Makes some planned bags. What comes from the shelf is there; its household hears so at once.</summary>
static class WhenBagsToMake
{
    public static async Task Make(
        BagsToMake fact, LinliDb db, Board board, Contents contents, Codes codes, Announcing announcing,
        TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        PickupId[] ids = [.. fact.Bags.Select(b => Pickup.IdOf(fact.Campaign, b.Household, b.Point))];
        var made = await db.Set<Pickup>().Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct);
        var lines = await contents.Lines([.. fact.Bags.SelectMany(b => b.Orders)], ct);
        var campaign = await board.Read(fact.Campaign, ct);
        var drawn = await codes.Draw(fact.Bags.Count, ct);
        var now = clock.GetUtcNow();

        var ready = new List<Pickup>();
        for (var i = 0; i < ids.Length; i++)
        {
            var plan = fact.Bags[i];
            // Orders that were dropped meanwhile have no lines.
            var alive = plan.Orders.Where(lines.Contains).ToList();
            if (made.Contains(ids[i]) || alive.Count == 0) continue;
            var bag = new Pickup
            {
                Id = ids[i],
                Campaign = fact.Campaign,
                Household = plan.Household,
                Neighbourhood = lines[alive[0]].First().Neighbourhood,
                Point = plan.Point,
                Code = drawn[i],
                Place = plan.Place,
                From = campaign.PickupFrom,
                To = campaign.PickupTo,
                MadeAt = now,
            };
            bag.Orders.AddRange(alive.Select(o =>
                new PickupOrder { Pickup = bag.Id, Order = o, Number = lines[o].First().Number }));
            if (bag.Follow(Contents.Of(bag, lines), now)) ready.Add(bag);
            db.Add(bag);
        }

        await announcing.Ready(ready, ct);
    }
}
