using Linli.Members;

namespace Linli.Pricing;

/// <param name="LastDay">The last day they are good.</param>
sealed record PointsLotShown(DateOnly LastDay, long Points);

/// <param name="Text">Why, in a sentence.</param>
sealed record PointsEntryShown(Guid Id, PointsMove Move, long Points, DateOnly LastDay, Guid? Order, string Text, DateTimeOffset At)
{
    public static PointsEntryShown Of(PointsEntry e, string language) => new(e.Id, e.Move, e.Points, e.LastDay, e.Order, e.Say(language), e.At);
}

/// <param name="Next">Those that end first.</param>
/// <param name="MostBasisPoints">The share of an order's goods that points may pay; none when zero.</param>
sealed record PointsShown(long Points, PointsLotShown? Next, int PerYuan, int MostBasisPoints);

/// <summary>我的积分: GET /api/points</summary>
static class ReadPoints
{
    public static async Task<Ok<PointsShown>> Handle(LinliDb db, Caller caller, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        var household = (await roster.HouseholdOf(new(caller.Person), ct))?.Id ?? throw No.NoHousehold();
        var today = BusinessDay.Of(clock.GetUtcNow());
        var lots = await db.Set<PointsLot>().AsNoTracking().Where(l => l.Household == household && l.LastDay >= today && l.Left > 0)
            .OrderBy(l => l.LastDay).ToListAsync(ct);
        var rules = await PointsRules.Of(db, ct);
        return TypedResults.Ok(new PointsShown(
            lots.Sum(l => l.Left), lots.Count > 0 ? new(lots[0].LastDay, lots[0].Left) : null, rules.PerYuan, rules.MostBasisPoints));
    }
}

/// <summary>积分明细: GET /api/points/entries — the newest first.</summary>
static class ListPointsEntries
{
    public static async Task<Ok<Page<PointsEntryShown>>> Handle(
        int? take, string? after, LinliDb db, Caller caller, Roster roster, CancellationToken ct)
    {
        var household = (await roster.HouseholdOf(new(caller.Person), ct))?.Id ?? throw No.NoHousehold();
        var page = await Paging.Of(take, after).Of(
            db.Set<PointsEntry>().AsNoTracking().Where(e => e.Household == household).OrderByDescending(e => e.At).ThenBy(e => e.Id), ct);
        return TypedResults.Ok(page.Select(e => PointsEntryShown.Of(e, caller.Language)));
    }
}

/// <param name="NextDay">The last day of those that end first.</param>
sealed record PointsHolder(HouseholdId Household, string Name, Guid Building, string Room, long Points, DateOnly NextDay);

/// <summary>GET /api/points/holders — to whom the shop owes points, those with most first.</summary>
static class ListPointsHolders
{
    public static async Task<Ok<Page<PointsHolder>>> Handle(int? take, string? after, LinliDb db, Roster roster, Audit audit, CancellationToken ct)
    {
        var page = await Paging.Of(take, after).Of(db.Set<PointsLot>().Where(l => l.Left > 0).GroupBy(l => l.Household)
            .Select(g => new { Household = g.Key, Points = g.Sum(l => l.Left), Next = g.Min(l => l.LastDay) })
            .OrderByDescending(h => h.Points).ThenBy(h => h.Household), ct);
        var homes = await roster.Households([.. page.Items.Select(h => h.Household)], ct);
        audit.Note("read-households", $"{page.Items.Count} households");
        await db.Commit(ct);
        return TypedResults.Ok(page.Select(h => new PointsHolder(
            h.Household, homes[h.Household].Name, homes[h.Household].Building, homes[h.Household].Room, h.Points, h.Next)));
    }
}

/// <param name="Points">What households hold altogether: so many fen the shop owes.</param>
/// <param name="Ending">How many of them end on which day, the soonest first.</param>
sealed record PointsOutlook(long Points, long Households, IReadOnlyList<PointsLotShown> Ending);

/// <summary>积分负债: GET /api/points/outlook — what the shop owes in points, and when how many of them end.</summary>
static class ReadPointsOutlook
{
    const int MostDays = 60;

    public static async Task<Ok<PointsOutlook>> Handle(LinliDb db, CancellationToken ct)
    {
        var held = db.Set<PointsLot>().Where(l => l.Left > 0);
        var ending = await held.GroupBy(l => l.LastDay).Select(g => new { g.Key, Points = g.Sum(l => l.Left) }).OrderBy(g => g.Key).Take(MostDays).ToListAsync(ct);
        return TypedResults.Ok(new PointsOutlook(
            await held.SumAsync(l => l.Left, ct), await held.Select(l => l.Household).Distinct().CountAsync(ct),
            [.. ending.Select(e => new PointsLotShown(e.Key, e.Points))]));
    }
}
