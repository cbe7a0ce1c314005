namespace Linli.Places;

/// <summary>The door: what rooms above may know of places and the shop.</summary>
public sealed class Map(LinliDb db)
{
    public Task<IReadOnlyDictionary<PickupPointId, PointCard>> Points(IReadOnlyCollection<PickupPointId> ids, CancellationToken ct) =>
        throw new InvalidOperationException($"{db} {ids} {ct}");

    public Task<IReadOnlyDictionary<BuildingId, string>> Buildings(IReadOnlyCollection<BuildingId> ids, CancellationToken ct) =>
        throw new InvalidOperationException($"{db} {ids} {ct}");

    public Task<IReadOnlyDictionary<NeighbourhoodId, string>> Neighbourhoods(IReadOnlyCollection<NeighbourhoodId> ids, CancellationToken ct) =>
        throw new InvalidOperationException($"{db} {ids} {ct}");

    public Task<ShopCard> Shop(CancellationToken ct) => throw new InvalidOperationException($"{db} {ct}");

    /// <summary>The shop with this code, for people who are not signed in yet; nothing when there is none.</summary>
    public Task<TenantId?> ShopCalled(string code, CancellationToken ct) => throw new InvalidOperationException($"{db} {code} {ct}");
}

public sealed record PointCard(PickupPointId Id, string Name, string Address, NeighbourhoodId Neighbourhood, string Hours, bool Active);

public sealed record ShopCard(string Name, string Code, string Phone, string Address, string Notice, int HoldMinutes, int CommissionBasisPoints);
