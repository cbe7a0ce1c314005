using Linli.Members;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>GET /api/campaigns/{campaign}</summary>
static class ReadCampaign
{
    public static async Task<Ok<CampaignShown>> Handle(
        CampaignId campaign, Caller caller, Roster roster, Showing showing, CancellationToken ct)
    {
        var planner = caller.SeesTheWholeShop || caller.Is(Role.Leader);
        var shown = await showing.One(campaign, planner, ct);
        if (await Scope.Neighbourhoods(caller, roster, ct) is { } own && !shown.Neighbourhoods.Any(n => own.Contains(n.Value))) throw No.Unknown();
        var mine = caller.SeesTheWholeShop || shown.Leader.Id == new MemberId(caller.Person);
        if (shown.State == CampaignState.Draft && !mine) throw No.Unknown();
        return TypedResults.Ok(shown);
    }

    /// <summary>GET /api/shops/{shop}/campaigns/{campaign}</summary>
    public static async Task<Ok<CampaignShown>> ForPassersBy(
        string shop, CampaignId campaign, Caller caller, Map map, Showing showing, CancellationToken ct)
    {
        caller.ActAsSystemOf(await map.ShopCalled(shop, ct) ?? throw No.Unknown());
        var shown = await showing.One(campaign, toStaff: false, ct);
        return shown.State is CampaignState.Draft ? throw No.Unknown() : TypedResults.Ok(shown);
    }
}
