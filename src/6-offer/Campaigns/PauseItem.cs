using Linli.Catalog;
using Linli.Members;

namespace Linli.Campaigns;

/// <summary>暂停接单: PUT /api/campaigns/{campaign}/items/{sku}/pause</summary>
static class PauseItem
{
    public sealed record Body(bool Paused);

    public static async Task<Ok<CampaignShown>> Handle(
        CampaignId campaign, SkuId sku, Body body, LinliDb db, Caller caller, Roster roster, Showing showing, CancellationToken ct)
    {
        var found = await Scope.ToPlan(campaign, db, caller, roster, ct);
        if (found.Items.All(i => i.Sku != sku)) throw No.ItemUnknown();

        await db.Begin(ct);
        var state = body.Paused ? ItemState.Paused : ItemState.Selling;
        var changed = await db.Set<CampaignItem>().Where(i => i.Campaign == campaign && i.Sku == sku && i.State != ItemState.Closed)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.State, state), ct);
        if (changed == 0) throw No.CutOffPassed();
        db.Tell(campaign.Value);
        db.Touch<CampaignItem>();
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(campaign, toStaff: true, ct));
    }
}
