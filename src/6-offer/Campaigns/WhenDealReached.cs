using Linli.Members;

namespace Linli.Campaigns;

/// <summary>成团了 — everybody of the group that is reached hears it.</summary>
static class WhenDealReached
{
    public static async Task Tell(DealReached fact, LinliDb db, Mailbox mailbox, CancellationToken ct)
    {
        var campaign = await db.Set<Campaign>().AsNoTracking().SingleAsync(c => c.Id == fact.Campaign, ct);
        // Told before a deal had groups: nobody waits for it any more.
        if (campaign.Deal is not { } deal || fact.Joined == 0) return;
        var first = deal.Most is { } most ? (fact.Group - 1) * most : 0;
        var some = await Dealing.Joined(db, fact.Campaign).Skip(first).Take(fact.Joined - first).Select(p => p.Household).ToListAsync(ct);
        var which = deal.Most is null ? "" : $"第 {fact.Group} 团";
        foreach (var household in some)
            mailbox.Send(household, ("成团了", "The deal is on"),
                ($"“{campaign.Title}”{which}成团了，{some.Count} 户一起买，{BusinessDay.Say(campaign.PickupFrom)} 开始取货。",
                    $"\"{campaign.Title}\"{(deal.Most is null ? "" : $", group {fact.Group},")} is reached with {some.Count} households. Pickup from {BusinessDay.SayInEnglish(campaign.PickupFrom)}."), $"/campaigns/{campaign.Id.Value}");
    }
}
