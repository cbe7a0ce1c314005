namespace Linli.Places;

/// <summary>PUT /api/neighbourhoods/{neighbourhood}</summary>
static class SetNeighbourhood
{
    public sealed record Body(string Name, string Address);

    public static async Task<Ok<NeighbourhoodCard>> Handle(
        NeighbourhoodId neighbourhood, Body body, LinliDb db, CancellationToken ct)
    {
        var found = await db.Set<Neighbourhood>().FirstOrDefaultAsync(n => n.Id == neighbourhood, ct);
        if (found is null)
        {
            if (await db.Set<Neighbourhood>().CountAsync(ct) >= Neighbourhood.Most) throw No.TooMany(Neighbourhood.Most);
            db.Add(found = new Neighbourhood { Id = neighbourhood });
        }

        found.Set(body.Name, body.Address);
        if (await db.Set<Neighbourhood>().AnyAsync(n => n.Name == found.Name && n.Id != neighbourhood, ct))
            throw No.NeighbourhoodNameTaken(found.Name);
        var buildings = await db.Set<Building>().AsNoTracking().Where(b => b.Neighbourhood == neighbourhood).ToListAsync(ct);
        await db.Commit(ct);
        return TypedResults.Ok(NeighbourhoodCard.Of(found, buildings));
    }
}
