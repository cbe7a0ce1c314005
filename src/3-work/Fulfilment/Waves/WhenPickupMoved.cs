using Linli.Campaigns;

namespace Linli.Fulfilment;

/// <summary>Bags that somebody may still come for follow the new pickup times; what was overdue is so no longer.</summary>
static class WhenPickupMoved
{
    public static async Task Follow(PickupMoved fact, LinliDb db, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var now = clock.GetUtcNow();
        var living = db.Set<Pickup>().Where(p => p.Campaign == fact.Campaign && p.State != PickupState.Done && p.State != PickupState.Cancelled);
        await living.ExecuteUpdateAsync(p => p.SetProperty(x => x.From, fact.From).SetProperty(x => x.To, fact.To), ct);
        if (fact.To > now)
        {
            var late = living.Where(p => p.State == PickupState.Overdue);
            await late.Where(p => p.Redemptions.Any()).ExecuteUpdateAsync(p => p.SetProperty(x => x.State, PickupState.Partly), ct);
            await late.ExecuteUpdateAsync(p => p.SetProperty(x => x.State, PickupState.Ready), ct);
        }

        if (await db.Set<Wave>().AnyAsync(w => w.Campaign == fact.Campaign, ct))
            db.Raise(new PickupTimeOver(fact.Campaign), fact.Campaign.Value, at: fact.To > now ? fact.To : now);
    }
}
