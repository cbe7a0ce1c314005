using Linli.Campaigns;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>
/// Freezes all orders for buying, or, when a group deal was not reached, gives all money back.
/// Waits until no order of the campaign is unsettled: what is bought is exactly what is paid or promised.
/// </summary>
static class WhenFreezeDue
{
    static readonly TimeSpan soon = TimeSpan.FromSeconds(1);

    public static async Task Freeze(FreezeDue fact, LinliDb db, Board board, Ending ending, Mailbox mailbox, TimeProvider clock, CancellationToken ct)
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

        // Who came late to a full group, and whose own group was not reached, gets the money back.
        var late = await board.Waiting(campaign, ct);
        if (campaign.Deal is { } deal && late.Count > 0)
            foreach (var order in await orders.Include(o => o.Lines).Where(o => o.State == OrderState.Confirmed && late.Contains(o.Household)).ToListAsync(ct))
                await ending.End(order, OrderState.DealFailed, Event.DealFailed, ($"第 {deal.Reached + 1} 团只有 {late.Count} 户，没凑够 {deal.Least} 户",
                    $"group {deal.Reached + 1} had {late.Count} households of {deal.Least}"), ct);

        var confirmed = orders.Where(o => o.State == OrderState.Confirmed && o.FrozenAt == null && !late.Contains(o.Household));
        if (campaign.Deal is { Most: not null }) await TellThoseIn(campaign, confirmed, mailbox, ct);
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

    /// <summary>Where a deal has groups, one may have moved up to the end: now it is certain who is in.</summary>
    static async Task TellThoseIn(CampaignCard campaign, IQueryable<Order> confirmed, Mailbox mailbox, CancellationToken ct)
    {
        var those = await confirmed.Select(o => new { o.Id, o.Household }).ToListAsync(ct);
        foreach (var home in those.GroupBy(o => o.Household, o => o.Id))
            mailbox.Send(home.Key, ("截单了，您在团里", "Closed, and you are in"),
                ($"“{campaign.Title}”截单了，您在团里，开始备货；{BusinessDay.Say(campaign.PickupFrom)} 到 {BusinessDay.Say(campaign.PickupTo)} 取货。",
                    $"\"{campaign.Title}\" is closed and you are in. Pickup {BusinessDay.SayInEnglish(campaign.PickupFrom)} – {BusinessDay.SayInEnglish(campaign.PickupTo)}."), $"/orders/{home.First().Value}");
    }
}
