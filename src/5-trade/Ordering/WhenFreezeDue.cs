using Linli.Campaigns;

namespace Linli.Ordering;

/// <summary>
/// Freezes all orders for buying, or, when a group deal was not reached, gives all money back.
/// Waits until no order of the campaign is unsettled: what is bought is exactly what is paid or promised.
/// </summary>
static class WhenFreezeDue
{
    static readonly TimeSpan soon = TimeSpan.FromSeconds(1);

    public static async Task Freeze(FreezeDue fact, LinliDb db, Board board, Ending ending, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var now = clock.GetUtcNow();
        var orders = db.Set<Order>().Where(o => o.Campaign == fact.Campaign);
        if (await orders.AnyAsync(o => o.State == OrderState.AwaitingPayment, ct))
        {
            db.Raise(fact, fact.Campaign.Value, at: now + soon);
            return;
        }

        var campaign = await board.Read(fact.Campaign, ct);
        if (campaign.DealHouseholds is not null && campaign.DealReachedAt is null)
        {
            foreach (var order in await orders.Include(o => o.Lines).Where(o => o.State == OrderState.Confirmed).ToListAsync(ct))
                await ending.End(order, OrderState.DealFailed, Event.DealFailed, null, ct);
            return;
        }

        var confirmed = orders.Where(o => o.State == OrderState.Confirmed && o.FrozenAt == null);
        // From the shelf: held since placing, so it is there.
        if (campaign.Supply == Supply.Shelf)
        {
            await db.Set<OrderLine>().Where(l => l.Allocated == null && confirmed.Any(o => o.Id == l.Order))
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.Allocated, x => x.Amount), ct);
            await confirmed.ExecuteUpdateAsync(o => o.SetProperty(x => x.ArrivedAt, now), ct);
        }

        await confirmed.ExecuteUpdateAsync(o => o.SetProperty(x => x.FrozenAt, now), ct);
        db.Raise(new OrdersFrozen(fact.Campaign), fact.Campaign.Value);
    }
}
