namespace Linli.Places;

/// <summary>GET /api/neighbourhoods — of the own shop, or before sign-in of the one named, or of the only one there is.</summary>
static class ListNeighbourhoods
{
    public static async Task<Ok<IReadOnlyList<NeighbourhoodCard>>> Handle(
        string? shop, LinliDb db, Shops shops, Caller caller, CancellationToken ct)
    {
        if (caller.Tenant == default)
        {
            var named = shop is null ? await shops.Only(ct) : await shops.Find(shop, ct);
            caller.ActAsSystemOf((named ?? throw No.ShopUnknown()).Id);
        }

        var all = await db.Set<Neighbourhood>().AsNoTracking().ToListAsync(ct);
        var buildings = (await db.Set<Building>().AsNoTracking().ToListAsync(ct)).ToLookup(b => b.Neighbourhood);
        return TypedResults.Ok(Written.InOrder(all.Select(n => NeighbourhoodCard.Of(n, buildings[n.Id])), n => n.Name));
    }
}
