using Linli.Catalog;
using Linli.Members;
using Linli.Places;
using Microsoft.Extensions.Configuration;

namespace Linli.Campaigns;

/// <summary>GET /api/campaigns/{campaign}/post — the text a leader pastes into the WeChat group.</summary>
static class ReadPost
{
    /// <param name="Link">The address in it, for a poster's code.</param>
    public sealed record Post(string Text, string Link);

    public static async Task<Ok<Post>> Handle(
        CampaignId campaign, LinliDb db, Caller caller, Roster roster, Goods goods, Map map, IConfiguration settings,
        HttpRequest request, TimeProvider clock, CancellationToken ct)
    {
        var found = await Scope.ToPlan(campaign, db, caller, roster, ct);
        var shop = await map.Shop(ct);
        var site = settings["Linli:PublicAddress"] ?? $"{request.Scheme}://{request.Host}";
        var link = $"{site.TrimEnd('/')}/#/pages/campaign/index?shop={shop.Code}&campaign={campaign.Value}";
        return TypedResults.Ok(new Post(PostText.Write(
            found, await goods.Find([.. found.Items.Select(i => i.Sku)], ct), await map.Points(found.PickupPoints, ct), link, clock.GetUtcNow()), link));
    }
}
