namespace Linli.Places;

/// <summary>GET /api/pickup-points</summary>
static class ListPickupPoints
{
    public static async Task<Ok<IReadOnlyList<PointCard>>> Handle(LinliDb db, CancellationToken ct)
    {
        var all = await db.Set<PickupPoint>().AsNoTracking().OrderBy(p => p.Id).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<PointCard>>([.. all.Select(p => p.Card)]);
    }
}
