using Linli.Campaigns;
using Linli.Members;
using Linli.Ordering;
using Linli.Places;

namespace Linli.Fulfilment;

/// <summary>分拣单: GET /api/campaigns/{campaign}/sorting?point= — every bag in walking order, with its weight.</summary>
static class ReadSorting
{
    public sealed record Point(PickupPointId Id, string Name, IReadOnlyList<BagShown> Bags);

    public sealed record Answer(IReadOnlyList<Point> Points);

    public static async Task<Ok<Answer>> Handle(
        CampaignId campaign, PickupPointId? point, LinliDb db, Caller caller, Roster roster, Board board,
        OrderBook orders, Map map, Showing showing, Audit audit, CancellationToken ct)
    {
        await board.Read(campaign, ct);
        var found = (await Scope.Pickups(db, caller, roster, ct)).Where(p => p.Campaign == campaign);
        if (point is { } one) found = found.Where(p => p.Point == one);
        var bags = await found.AsNoTracking().Include(p => p.Orders).Include(p => p.Sorted).AsSplitQuery()
            .OrderBy(p => p.Place).ThenBy(p => p.Id).ToListAsync(ct);
        var shown = await showing.Bags(bags, (await orders.FrozenLines(campaign).ToListAsync(ct)).ToLookup(l => l.Order), ct);
        var points = await map.Points([.. bags.Select(b => b.Point).Distinct()], ct);
        audit.Note("read-sorting", $"campaign {campaign.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(new Answer([.. bags.Zip(shown).GroupBy(b => b.First.Point, b => b.Second)
            .Select(g => new Point(g.Key, points[g.Key].Name, [.. g])).OrderBy(p => p.Name, StringComparer.Ordinal)]));
    }
}
