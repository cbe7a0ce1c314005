using Linli.Members;

namespace Linli.Campaigns;

/// <summary>开团了 — who wanted it before hears that it is open, and who agreed to hear of openings in the neighbourhood.</summary>
static class WhenCampaignOpened
{
    public static async Task Tell(CampaignOpened fact, LinliDb db, Mailbox mailbox, CancellationToken ct)
    {
        var campaign = await db.Set<Campaign>().AsNoTracking().Include(c => c.Areas).SingleAsync(c => c.Id == fact.Campaign, ct);
        var (until, link) = ($"{BusinessDay.Say(campaign.ClosesAt)} 截止。", $"/campaigns/{campaign.Id.Value}");
        var asked = await db.Set<Interest>().Where(i => i.Campaign == fact.Campaign).Select(i => i.Household).ToListAsync(ct);
        foreach (var home in asked) mailbox.Send(home, "您想要的开团了", $"“{campaign.Title}”开团了，{until}", link);
        await mailbox.SendOffer([.. campaign.Areas.Select(a => a.Neighbourhood.Value)], asked, "开团了", $"“{campaign.Title}”开团了，{until}", link, ct);
    }
}
