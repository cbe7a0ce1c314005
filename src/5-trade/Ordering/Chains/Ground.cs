using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>All that a text is read against and compared with, read in a constant number of queries.</summary>
/// <param name="May">The neighbourhoods whose households the caller may see; nothing means all.</param>
sealed record Ground(
    ChainId Chain, CampaignCard Campaign, IReadOnlyDictionary<SkuId, SkuCard> Skus, IReadOnlyDictionary<PickupPointId, PointCard> Points,
    IReadOnlyList<BuildingPlace> Buildings, IReadOnlyDictionary<string, ChainPerson> People, IReadOnlyDictionary<OrderId, Order> Orders,
    IReadOnlyDictionary<(ChainAliasKind Kind, string Word), ChainAlias> Aliases, IReadOnlySet<Guid>? May, DateTimeOffset Now)
{
    public bool TakesOrders => Now < Campaign.OpensAt || Campaign.TakesOrdersAt(Now);

    public Order? OrderOf(ChainPerson? person) => person?.Order is { } id && Orders.GetValueOrDefault(id) is { IsAlive: true } order ? order : null;

    public Money Price(SkuId sku, long amount) => Skus[sku].PriceOf(Campaign.Items.First(i => i.Sku == sku).PriceFor(amount), amount);

    /// <summary>Who of the people of a text pays member prices, once their households are known.</summary>
    public IReadOnlySet<HouseholdId> Members { get; init; } = new HashSet<HouseholdId>();

    /// <summary>What an order of these costs, discounts taken off.</summary>
    public Money Cost(IReadOnlyList<SkuAmount> lines, HouseholdId? household)
    {
        var isMember = household is { } home && Members.Contains(home);
        return lines.Count == 0 || Campaign.Savings.Count == 0 && !isMember
            ? lines.Sum(l => Price(l.Sku, l.Amount))
            : Quoting.Explain(Campaign, Quoting.Lines(Campaign, [.. lines.Select(l => new WishLine(l.Sku, l.Amount))], Skus), [], null, isMember).ToPay;
    }

    public bool MaySee(HouseholdCard home) => May is null || May.Contains(home.Neighbourhood);

    /// <summary>What the parser must know.</summary>
    public ChainContext Context()
    {
        var words = Aliases.Values.Where(a => a.Kind != ChainAliasKind.Person).ToLookup(a => (a.Kind, a.Target), a => a.Text);
        return new(
            [.. Campaign.Items.Select(i => (Item: i, Sku: Skus[i.Sku])).Select(i => new ChainSku(
                i.Sku.Id, i.Sku.Name, i.Sku.Spec, [.. words[(ChainAliasKind.Sku, i.Sku.Id.Value)]], i.Sku.Unit, i.Sku.Measure, i.Sku.Per, i.Sku.Step,
                i.Sku.BoxSize, i.Item.Price))],
            [.. Campaign.PickupPoints.Where(Points.ContainsKey).Select(p => new ChainPlace(
                p, Points[p].Name, [.. words[(ChainAliasKind.Place, p.Value)].Where(w => !w.StartsWith('@'))]))],
            [.. People.Values.Select(p => p.Said.Nickname).Concat(Aliases.Values.Where(a => a.Kind == ChainAliasKind.Person).Select(a => a.Text)).Where(n => n.Length > 0).Distinct()],
            BusinessDay.Of(Now));
    }
}

/// <summary>Reads the ground of a chain.</summary>
sealed class Surveying(LinliDb db, Board board, Goods goods, Map map, Roster roster, Caller caller, TimeProvider clock)
{
    /// <summary>The campaign, if the caller may take its chains.</summary>
    public async Task<CampaignCard> Campaign(CampaignId id, CancellationToken ct) => await board.ReadToPlan(id, caller, roster, ct);

    /// <summary>A chain of this campaign, tracked.</summary>
    public async Task<Chain> Chain(CampaignId campaign, ChainId id, CancellationToken ct) =>
        await db.Set<Chain>().FirstOrDefaultAsync(c => c.Id == id && c.Campaign == campaign, ct) ?? throw No.ChainUnknown();

    /// <param name="toChange">People, orders and aliases are tracked.</param>
    public async Task<Ground> Of(CampaignCard campaign, ChainId chain, bool toChange, CancellationToken ct)
    {
        var skus = await goods.Find([.. campaign.Items.Select(i => i.Sku)], ct);
        var points = await map.Points(campaign.PickupPoints, ct);
        var buildings = await map.BuildingsIn([.. points.Values.Select(p => p.Neighbourhood).Distinct()], ct);
        var people = Kept(db.Set<ChainPerson>().Where(p => p.Chain == chain), toChange);
        var orders = Kept(db.Set<Order>().Include(o => o.Lines)
            .Where(o => o.Campaign == campaign.Id && db.Set<ChainPerson>().Any(p => p.Chain == chain && p.Order == o.Id)), toChange);
        var aliases = Kept(db.Set<ChainAlias>().Where(a => a.Leader == campaign.Leader).OrderByDescending(a => a.At).Take(ChainAlias.MostOfLeader), toChange);
        return new(
            chain, campaign, skus, points, buildings, await people.ToDictionaryAsync(p => p.Key, ct), await orders.ToDictionaryAsync(o => o.Id, ct),
            await aliases.ToDictionaryAsync(a => (a.Kind, a.Word), ct),
            caller.SeesTheWholeShop ? null : await roster.NeighbourhoodsOf(new MemberId(caller.Person), ct), clock.GetUtcNow());
    }

    static IQueryable<T> Kept<T>(IQueryable<T> rows, bool toChange) where T : class => toChange ? rows : rows.AsNoTracking();
}
