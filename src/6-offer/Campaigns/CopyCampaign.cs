using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>复制昨天的: PUT /api/campaigns/{campaign}/copies/{copy} — a draft with the same goods that are still on sale.</summary>
static class CopyCampaign
{
    public sealed record Body(DateTimeOffset OpensAt, DateTimeOffset ClosesAt, DateTimeOffset PickupFrom, DateTimeOffset PickupTo);

    public static Body Example { get; } = new(
        new(2026, 5, 2, 23, 0, 0, default), new(2026, 5, 3, 14, 0, 0, default), new(2026, 5, 4, 8, 0, 0, default), new(2026, 5, 4, 12, 0, 0, default));

    public static async Task<Ok<CampaignShown>> Handle(
        CampaignId campaign, CampaignId copy, Body body, LinliDb db, Caller caller, Goods goods, Map map, Roster roster,
        Showing showing, TimeProvider clock, CancellationToken ct)
    {
        var source = await Scope.ToPlan(campaign, db, caller, roster, ct);
        if (await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == copy, ct) is { } earlier)
        {
            if ((earlier.OpensAt, earlier.ClosesAt, earlier.Title) != (body.OpensAt, body.ClosesAt, source.Title)) throw No.IdTaken();
            return TypedResults.Ok(await showing.One(copy, toStaff: true, ct));
        }

        db.Add(await Of(source, copy, body, clock.GetUtcNow(), goods, map, roster, ct));
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(copy, toStaff: true, ct));
    }

    public static async Task<Campaign> Of(
        Campaign source, CampaignId copy, Body times, DateTimeOffset now, Goods goods, Map map, Roster roster, CancellationToken ct)
    {
        var skus = await goods.Find([.. source.Items.Select(i => i.Sku)], ct);
        return await PutCampaign.Write(copy, new(
            source.Kind, source.Title, times.OpensAt, times.ClosesAt, source.Leader, [.. source.PickupPoints], times.PickupFrom, times.PickupTo,
            [.. source.Items.OrderBy(i => i.Position).Where(i => skus[i.Sku].Active)
                .Select(i => new PutCampaign.Item(i.Sku, i.Price, i.Total, i.PerHousehold, [.. i.StepPrices], i.MemberPrice, i.Praise))],
            source.Supply, source.Text, [.. source.Pictures], source.CommissionBasisPoints, source.DealHouseholds,
            source.Savings?.ToArray(), source.DealMost),
            now, goods, map, roster, ct);
    }
}
