using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Campaigns;

sealed record LeaderShown(MemberId Id, string Name);

sealed record PointShown(PickupPointId Id, string Name, string Address);

/// <param name="Left">Units or grams; nothing when there is no total.</param>
/// <param name="Spoken">By what a search finds it besides its name: "hongfushi hfs".</param>
/// <param name="Praise">Why the campaign's leader recommends it.</param>
sealed record ItemShown(
    SkuId Sku, string Name, string Spec, string Category, FileId? Picture, Measure Measure, int Per, int Step, string Unit,
    Money Price, Money ShelfPrice, long? Total, long? PerHousehold, long Taken, long? Left, ItemState State,
    string Origin, string Storage, int? ShelfLifeDays, IReadOnlyList<StepPrice> Steps, Money? MemberPrice, string Spoken, string? Praise);

/// <summary>A campaign as people see it. What only staff may see is left out for residents.</summary>
sealed record CampaignShown(
    CampaignId Id, CampaignKind Kind, Supply Supply, string Title, string Text, IReadOnlyList<FileId> Pictures,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt, CampaignState State, LeaderShown Leader, int? CommissionBasisPoints,
    IReadOnlyList<NeighbourhoodId> Neighbourhoods, IReadOnlyList<PointShown> PickupPoints, DateTimeOffset PickupFrom, DateTimeOffset PickupTo,
    int? DealHouseholds, int JoinedHouseholds, DateTimeOffset? DealReachedAt, int Orders, DateTimeOffset? CutOffAt, int? Revision,
    IReadOnlyList<ItemShown> Items, IReadOnlyList<Saving> Savings, int? DealMost, string? DealText, int Interested);

/// <summary>How many ordered in a campaign: a sum over its households, so it is not counted anew for everybody who looks.</summary>
sealed record Popularity(int Orders);

/// <summary>Dresses campaigns with the names of goods, places and people.</summary>
sealed class Showing(LinliDb db, Goods goods, Map map, Roster roster, Caller caller, TimeProvider clock)
{
    public async Task<CampaignShown> One(CampaignId id, bool toStaff, CancellationToken ct)
    {
        var found = await db.Set<Campaign>().AsNoTracking().Include(c => c.Items).Include(c => c.Areas).FirstOrDefaultAsync(c => c.Id == id, ct)
            ?? throw No.Unknown();
        return (await Many([found], toStaff, ct))[0];
    }

    public async Task<IReadOnlyList<CampaignShown>> Many(IReadOnlyList<Campaign> campaigns, bool toStaff, CancellationToken ct)
    {
        var skus = await goods.Known([.. campaigns.SelectMany(c => c.Items).Select(i => i.Sku).Distinct()], ct);
        var points = await map.KnownPoints([.. campaigns.SelectMany(c => c.PickupPoints).Distinct()], ct);
        var leaders = await roster.Names([.. campaigns.Select(c => c.Leader).Distinct()], ct);
        CampaignId[] ids = [.. campaigns.Select(c => c.Id)];
        var orders = await db.Known([typeof(Participant)], ids, missing => Count(missing, ct));
        var now = clock.GetUtcNow();
        CampaignId[] coming = [.. campaigns.Where(c => c.StateAt(now) == CampaignState.Announced).Select(c => c.Id)];
        var interested = coming.Length == 0 ? [] : await db.Set<Interest>().Where(i => coming.Contains(i.Campaign)).GroupBy(i => i.Campaign)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        CampaignId[] capped = [.. campaigns.Where(c => c.DealMost is not null && c.StateAt(now) == CampaignState.CutOff).Select(c => c.Id)];
        var failed = capped.Length == 0 ? [] : await db.Set<Participant>().Where(p => capped.Contains(p.Campaign) && p.Failed).GroupBy(p => p.Campaign)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

        return [.. campaigns.Select(c => new CampaignShown(
            c.Id, c.Kind, c.Supply, c.Title, c.Text, c.Pictures, c.OpensAt, c.ClosesAt, c.StateAt(now),
            new(c.Leader, leaders.GetValueOrDefault(c.Leader, "")), toStaff ? c.CommissionBasisPoints : null,
            [.. c.Areas.Select(a => a.Neighbourhood)],
            [.. c.PickupPoints.Where(points.ContainsKey).Select(p => new PointShown(p, points[p].Name, points[p].Address))],
            c.PickupFrom, c.PickupTo, c.DealHouseholds, c.JoinedHouseholds, c.DealReachedAt, orders[c.Id].Orders, c.CutOffAt,
            toStaff ? db.RevisionOf(c) : null,
            [.. c.Items.OrderBy(i => i.Position).Select(i => Item(i, skus[i.Sku]))], c.Savings ?? [],
            c.DealMost, c.Deal?.Say(c.ClosesAt, now, c.StateAt(now) == CampaignState.CutOff, failed.GetValueOrDefault(c.Id), caller.Language),
            interested.GetValueOrDefault(c.Id)))];
    }

    async Task<IReadOnlyDictionary<CampaignId, Popularity>> Count(IReadOnlyCollection<CampaignId> campaigns, CancellationToken ct)
    {
        var orders = await db.Set<Participant>().Where(p => campaigns.Contains(p.Campaign)).GroupBy(p => p.Campaign)
            .Select(g => new { g.Key, Orders = g.Sum(p => p.Orders) }).ToDictionaryAsync(g => g.Key, g => g.Orders, ct);
        return campaigns.ToDictionary(c => c, c => new Popularity(orders.GetValueOrDefault(c)));
    }

    static ItemShown Item(CampaignItem item, SkuCard sku) => new(
        sku.Id, sku.Name, sku.Spec, sku.Category, sku.Picture, sku.Measure, sku.Per, sku.Step, sku.Unit, item.Price, sku.Price,
        item.Total, item.PerHousehold, item.Taken, item.Total - item.Taken, item.State, sku.Origin, sku.Storage, sku.ShelfLifeDays,
        item.StepPrices, item.MemberPrice, sku.Spoken, item.Praise);
}
