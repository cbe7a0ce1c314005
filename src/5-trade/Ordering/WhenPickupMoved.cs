using Linli.Campaigns;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>The pickup times were changed: every household that still comes for something hears it.</summary>
static class WhenPickupMoved
{
    public static async Task Tell(PickupMoved fact, LinliDb db, Board board, Mailbox mailbox, CancellationToken ct)
    {
        var campaign = await board.Read(fact.Campaign, ct);
        // Changed once more since: that one is told.
        if ((campaign.PickupFrom, campaign.PickupTo) != (fact.From, fact.To)) return;
        var orders = await db.Set<Order>().AsNoTracking()
            .Where(o => o.Campaign == fact.Campaign && (o.State == OrderState.AwaitingPayment || o.State == OrderState.Confirmed))
            .Select(o => new { o.Id, o.Household }).ToListAsync(ct);
        var why = fact.Reason.Length > 0 ? $"（{fact.Reason}）" : "";
        var because = fact.Reason.Length > 0 ? $" ({fact.Reason})" : "";
        foreach (var home in orders.GroupBy(o => o.Household, o => o.Id))
            mailbox.Send(home.Key, ("取货时间改了", "Another pickup time"),
                ($"“{campaign.Title}”改到 {BusinessDay.Say(fact.From)} 到 {BusinessDay.Say(fact.To)} 取货{why}。来不了的话，可以在订单里请邻居代取。",
                    $"\"{campaign.Title}\" is fetched {BusinessDay.SayInEnglish(fact.From)} – {BusinessDay.SayInEnglish(fact.To)}{because}. If you cannot come, ask a neighbour from your order."), $"/orders/{home.First().Value}");
    }
}
