using Linli.Members;

namespace Linli.Campaigns;

/// <summary>开团了 — who wanted it hears that it is open: they asked for it.</summary>
static class WhenCampaignOpened
{
    public static async Task Tell(CampaignOpened fact, LinliDb db, Mailbox mailbox, CancellationToken ct)
    {
        var campaign = await db.Set<Campaign>().AsNoTracking().SingleAsync(c => c.Id == fact.Campaign, ct);
        foreach (var home in await db.Set<Interest>().Where(i => i.Campaign == fact.Campaign).Select(i => i.Household).ToListAsync(ct))
            mailbox.Send(home, "您想要的开团了", $"“{campaign.Title}”开团了，{BusinessDay.Say(campaign.ClosesAt)} 截止。", $"/campaigns/{campaign.Id.Value}");
    }
}
