namespace Linli.Places;

/// <summary>小区 — where neighbours live together.</summary>
sealed class Neighbourhood : IOwned
{
    public const int Most = 500;

    public TenantId Tenant { get; set; }
    public required NeighbourhoodId Id { get; init; }
    public string Name { get; private set; } = "";
    public string Address { get; private set; } = "";

    public void Set(string name, string address) => (Name, Address) = (Written.Name(name), Written.Address(address));
}

/// <summary>楼栋 — a building of a neighbourhood.</summary>
sealed class Building : IOwned
{
    public const int MostName = 20, Most = 200;

    public TenantId Tenant { get; set; }
    public required BuildingId Id { get; init; }
    public required NeighbourhoodId Neighbourhood { get; init; }
    public string Name { get; private set; } = "";

    public void Set(string name) => Name = Written.Fit(name, "楼栋", "building", 1, MostName);
}

/// <summary>自提点 — where bags wait for their households.</summary>
sealed class PickupPoint : IOwned
{
    public const int MostHours = 60, Most = 500;

    public TenantId Tenant { get; set; }
    public required PickupPointId Id { get; init; }
    public string Name { get; private set; } = "";
    public string Address { get; private set; } = "";
    public NeighbourhoodId Neighbourhood { get; private set; }
    public string Hours { get; private set; } = "";
    public bool Active { get; private set; } = true;

    public void Set(string name, string address, NeighbourhoodId neighbourhood, string hours, bool active)
    {
        (Name, Address) = (Written.Name(name), Written.Address(address));
        (Neighbourhood, Active) = (neighbourhood, active);
        Hours = Written.Fit(hours, "营业时间", "opening hours", 0, MostHours);
    }

    public PointCard Card => new(Id, Name, Address, Neighbourhood, Hours, Active);
}

sealed record NeighbourhoodCard(NeighbourhoodId Id, string Name, string Address, IReadOnlyList<BuildingCard> Buildings)
{
    public static NeighbourhoodCard Of(Neighbourhood one, IEnumerable<Building> buildings) => new(one.Id, one.Name, one.Address,
        Written.InOrder(buildings.Select(b => new BuildingCard(b.Id, b.Name)), b => b.Name));
}

sealed record BuildingCard(BuildingId Id, string Name);
