using Linli.Campaigns;
using Linli.Members;
using Linli.Places;

namespace Linli.Fulfilment;

/// <summary>分拣单: GET /api/campaigns/{campaign}/sorting?point= — every bag in walking order, with its weight.</summary>
static class ReadSorting
{
    public sealed record Point(PickupPointId Id, string Name, IReadOnlyList<BagShown> Bags);

    public sealed record Answer(IReadOnlyList<Point> Points);

    // Of 100,000 bags only so many stand in memory with all they are made of.
    const int MostAtOnce = 1000;

    public static async Task<Ok<Answer>> Handle(
        CampaignId campaign, PickupPointId? point, LinliDb db, Caller caller, Roster roster, Board board,
        Contents contents, Map map, Showing showing, Audit audit, CancellationToken ct)
    {
        await board.Read(campaign, ct);
        var found = (await Scope.Pickups(db, caller, roster, ct)).Where(p => p.Campaign == campaign);
        if (point is { } one) found = found.Where(p => p.Point == one);
        var inOrder = await found.OrderBy(p => p.Place).ThenBy(p => p.Id).Select(p => new { p.Id, p.Point }).ToListAsync(ct);
        var shown = new Dictionary<PickupId, BagShown>(inOrder.Count);
        foreach (var some in inOrder.Select(b => b.Id).Chunk(MostAtOnce))
        {
            var bags = await db.Set<Pickup>().AsNoTracking().Include(p => p.Orders).Include(p => p.Sorted).AsSplitQuery()
                .Where(p => some.Contains(p.Id)).ToListAsync(ct);
            var lines = await contents.Lines([.. bags.SelectMany(b => b.Orders).Select(o => o.Order)], ct);
            foreach (var bag in await showing.Bags(bags, lines, ct)) shown[bag.Pickup] = bag;
        }

        var points = await map.Points([.. inOrder.Select(b => b.Point).Distinct()], ct);
        audit.Note("read-sorting", $"campaign {campaign.Value}");
        await db.Commit(ct);
        // A bag that is gone since the first look is left out.
        return TypedResults.Ok(new Answer([.. inOrder.Where(b => shown.ContainsKey(b.Id)).GroupBy(b => b.Point, b => shown[b.Id])
            .Select(g => new Point(g.Key, points[g.Key].Name, [.. g])).OrderBy(p => p.Name, StringComparer.Ordinal)]));
    }
}
