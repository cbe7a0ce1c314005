namespace Linli.Places;

/// <summary>PUT /api/neighbourhoods/{neighbourhood}/buildings/{building}</summary>
static class SetBuilding
{
    public sealed record Body(string Name);

    public static async Task<Ok<BuildingCard>> Handle(
        NeighbourhoodId neighbourhood, BuildingId building, Body body, LinliDb db, CancellationToken ct)
    {
        if (!await db.Set<Neighbourhood>().AnyAsync(n => n.Id == neighbourhood, ct)) throw No.NeighbourhoodUnknown();
        var found = await db.Set<Building>().FirstOrDefaultAsync(b => b.Id == building, ct);
        if (found is null)
        {
            if (await db.Set<Building>().CountAsync(b => b.Neighbourhood == neighbourhood, ct) >= Building.Most)
                throw No.TooMany(Building.Most);
            db.Add(found = new Building { Id = building, Neighbourhood = neighbourhood });
        }

        if (found.Neighbourhood != neighbourhood) throw No.BuildingIdTaken();
        found.Set(body.Name);
        var others = db.Set<Building>().Where(b => b.Neighbourhood == neighbourhood && b.Id != building);
        if (await others.AnyAsync(b => b.Name == found.Name, ct)) throw No.BuildingNameTaken(found.Name);
        await db.Commit(ct);
        return TypedResults.Ok(new BuildingCard(found.Id, found.Name));
    }
}
