using Linli.Catalog;
using Linli.Places;
using Microsoft.Extensions.Configuration;

namespace Linli.Campaigns;

/// <summary>The door (群文案): a campaign as leaders write it in a group, and the address under which it is opened.</summary>
public sealed class Posts(LinliDb db, Goods goods, Map map, IConfiguration settings, Workings workings, TimeProvider clock)
{
    /// <summary>Where the apps of this house are found.</summary>
    public string Site => (settings["Linli:PublicAddress"] is { Length: > 0 } site ? site : workings.PublicAddress).TrimEnd('/');

    /// <summary>Nothing when there is no such campaign.</summary>
    public async Task<string?> Write(CampaignId id, CancellationToken ct) =>
        await db.Set<Campaign>().AsNoTracking().Include(c => c.Items).FirstOrDefaultAsync(c => c.Id == id, ct) is { } found
            ? await Write(found, Site, ct) : null;

    internal async Task<string> Write(Campaign campaign, string site, CancellationToken ct) => PostText.Write(
        campaign, await goods.Find([.. campaign.Items.Select(i => i.Sku)], ct), await map.Points(campaign.PickupPoints, ct),
        await Link(campaign.Id, site, ct), clock.GetUtcNow());

    internal async Task<string> Link(CampaignId campaign, string site, CancellationToken ct) =>
        $"{site.TrimEnd('/')}/#/pages/campaign/index?shop={(await map.Shop(ct)).Code}&campaign={campaign.Value}";
}
