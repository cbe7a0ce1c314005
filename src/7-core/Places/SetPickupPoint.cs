namespace Linli.Places;

/// <summary>PUT /api/pickup-points/{point}</summary>
static class SetPickupPoint
{
    public sealed record Body(string Name, string Address, NeighbourhoodId Neighbourhood, string Hours, bool Active);

    public static Body Example => new("东门小站", "杏雨花园东门", Id.New<NeighbourhoodId>(), "16:00–20:30", true);

    public static async Task<Ok<PointCard>> Handle(PickupPointId point, Body body, LinliDb db, CancellationToken ct)
    {
        if (!await db.Set<Neighbourhood>().AnyAsync(n => n.Id == body.Neighbourhood, ct)) throw No.NeighbourhoodUnknown();
        var found = await db.Set<PickupPoint>().FirstOrDefaultAsync(p => p.Id == point, ct);
        if (found is null)
        {
            if (await db.Set<PickupPoint>().CountAsync(ct) >= PickupPoint.Most) throw No.TooMany(PickupPoint.Most);
            db.Add(found = new PickupPoint { Id = point });
        }

        found.Set(body.Name, body.Address, body.Neighbourhood, body.Hours, body.Active);
        if (await db.Set<PickupPoint>().AnyAsync(p => p.Name == found.Name && p.Id != point, ct))
            throw No.PointNameTaken(found.Name);
        await db.Commit(ct);
        return TypedResults.Ok(found.Card);
    }
}
