namespace Linli.Places;

/// <summary>The door: what rooms above may know of places and the shop.</summary>
public sealed class Map(LinliDb db, Shops shops)
{
    /// <summary>Those of the points asked for that exist, closed ones too.</summary>
    public async Task<IReadOnlyDictionary<PickupPointId, PointCard>> Points(
        IReadOnlyCollection<PickupPointId> ids, CancellationToken ct) =>
        ids.Count == 0 ? new() : await db.Set<PickupPoint>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Card, ct);

    /// <summary>The same as it was at most a second ago, for counters and for what many look at.</summary>
    public Task<IReadOnlyDictionary<PickupPointId, PointCard>> KnownPoints(IReadOnlyCollection<PickupPointId> ids, CancellationToken ct) =>
        db.Known([typeof(PickupPoint)], ids, missing => Points(missing, ct));

    public async Task<IReadOnlyDictionary<BuildingId, string>> Buildings(
        IReadOnlyCollection<BuildingId> ids, CancellationToken ct) =>
        await db.Set<Building>().Where(b => ids.Contains(b.Id)).Select(b => new { b.Id, b.Name }).ToDictionaryAsync(b => b.Id, b => b.Name, ct);

    public async Task<IReadOnlyList<BuildingPlace>> BuildingsIn(IReadOnlyCollection<NeighbourhoodId> neighbourhoods, CancellationToken ct) =>
        await db.Set<Building>().Where(b => neighbourhoods.Contains(b.Neighbourhood)).OrderBy(b => b.Id)
            .Select(b => new BuildingPlace(b.Id, b.Neighbourhood, b.Name)).ToListAsync(ct);

    /// <summary>All buildings of the shop, or of some neighbourhoods, with this in their names.</summary>
    public async Task<IReadOnlyList<BuildingPlace>> BuildingsCalled(string part, IReadOnlyCollection<Guid>? neighbourhoods, CancellationToken ct)
    {
        NeighbourhoodId[] within = [.. (neighbourhoods ?? []).Select(n => new NeighbourhoodId(n))];
        return await db.Set<Building>().Where(b => b.Name.Contains(part) && (neighbourhoods == null || within.Contains(b.Neighbourhood)))
            .OrderBy(b => b.Id).Take(200).Select(b => new BuildingPlace(b.Id, b.Neighbourhood, b.Name)).ToListAsync(ct);
    }

    public async Task<IReadOnlyDictionary<NeighbourhoodId, string>> Neighbourhoods(
        IReadOnlyCollection<NeighbourhoodId> ids, CancellationToken ct) =>
        await db.Set<Neighbourhood>().Where(n => ids.Contains(n.Id)).Select(n => new { n.Id, n.Name }).ToDictionaryAsync(n => n.Id, n => n.Name, ct);

    public async Task<bool> HasAll(IReadOnlyCollection<NeighbourhoodId> ids, CancellationToken ct)
    {
        var distinct = ids.ToHashSet();
        return await db.Set<Neighbourhood>().CountAsync(n => distinct.Contains(n.Id), ct) == distinct.Count;
    }

    public async Task<ShopCard> Shop(CancellationToken ct)
    {
        var name = await shops.Own(ct) ?? throw No.ShopUnknown();
        var shop = await db.Set<Shop>().AsNoTracking().FirstOrDefaultAsync(ct) ?? throw No.ShopUnknown();
        return new(name.Name, name.Code, shop.Phone, shop.Address, shop.Notice, shop.HoldMinutes, shop.CommissionBasisPoints);
    }

    /// <summary>The same for a counter, as it was at most a second ago.</summary>
    public async Task<ShopCard> KnownShop(CancellationToken ct) => (await db.Known<string, ShopCard>(
        [typeof(Shop)], [""], async _ => new Dictionary<string, ShopCard> { [""] = await Shop(ct) }))[""];

    /// <summary>What anybody sees of the shop.</summary>
    public async Task<ShopFront> Front(CancellationToken ct)
    {
        var name = await shops.Own(ct) ?? throw No.ShopUnknown();
        var shop = await db.Set<Shop>().AsNoTracking().FirstOrDefaultAsync(ct) ?? throw No.ShopUnknown();
        return new(name.Id, name.Code, name.Name, shop.Phone, shop.Address, shop.Notice);
    }

    /// <summary>The rows it is made of, for what keeps it in memory.</summary>
    public static Type[] FrontRows => [typeof(Shop)];

    /// <summary>The shop with this code, for people who are not signed in yet; nothing when there is none.</summary>
    public async Task<TenantId?> ShopCalled(string code, CancellationToken ct) => (await shops.Find(code, ct))?.Id;

    /// <summary>The same as it was at most a second ago.</summary>
    public Task<TenantId?> KnownShopCalled(string code, CancellationToken ct) => shops.Known(code, ct);

    /// <summary>Where a building stands; nothing when there is no such building.</summary>
    public async Task<NeighbourhoodId?> NeighbourhoodOf(BuildingId building, CancellationToken ct) =>
        await db.Set<Building>().Where(b => b.Id == building)
            .Select(b => (NeighbourhoodId?)b.Neighbourhood).FirstOrDefaultAsync(ct);

    public Task<bool> IsOpenPickupPoint(PickupPointId point, CancellationToken ct) =>
        db.Set<PickupPoint>().AnyAsync(p => p.Id == point && p.Active, ct);
}

public sealed record PointCard(
    PickupPointId Id, string Name, string Address, NeighbourhoodId Neighbourhood, string Hours, bool Active);

public sealed record BuildingPlace(BuildingId Id, NeighbourhoodId Neighbourhood, string Name);

/// <summary>What anybody sees of a shop, as GET /api/shops/{code} answers it.</summary>
public sealed record ShopFront(TenantId Id, string Code, string Name, string Phone, string Address, string Notice);

public sealed record ShopCard(
    string Name, string Code, string Phone, string Address, string Notice, int HoldMinutes, int CommissionBasisPoints);
