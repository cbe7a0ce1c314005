using Linli.Members;

namespace Linli.Campaigns;

/// <summary>开团了 — who wanted it before hears that it is open, and who agreed to hear of openings in the neighbourhood.</summary>
static class WhenCampaignOpened
{
    public static async Task Tell(CampaignOpened fact, LinliDb db, Mailbox mailbox, CancellationToken ct)
    {
        var campaign = await db.Set<Campaign>().AsNoTracking().Include(c => c.Areas).SingleAsync(c => c.Id == fact.Campaign, ct);
        var link = $"/campaigns/{campaign.Id.Value}";
        var text = ($"“{campaign.Title}”开团了，{BusinessDay.Say(campaign.ClosesAt)} 截止。", $"\"{campaign.Title}\" is open until {BusinessDay.SayInEnglish(campaign.ClosesAt)}.");
        var asked = await db.Set<Interest>().Where(i => i.Campaign == fact.Campaign).Select(i => i.Household).ToListAsync(ct);
        foreach (var home in asked) mailbox.Send(home, ("您想要的开团了", "What you wanted is open"), text, link);
        await mailbox.SendOffer([.. campaign.Areas.Select(a => a.Neighbourhood.Value)], asked, ("开团了", "A new group buy"), text, link, ct);
    }
}
