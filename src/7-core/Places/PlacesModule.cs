namespace Linli.Places;

/// <summary>小区 — neighbourhoods, buildings, pickup points, and the shop itself.</summary>
public sealed class PlacesModule : Module
{
    public override void Services(IServiceCollection services) { }
    public override void Tables(ModelBuilder model) { }
    public override void Endpoints(IEndpointRouteBuilder api) { }
}

public readonly record struct NeighbourhoodId(Guid Value) : IId<NeighbourhoodId>
{
    public static bool TryParse(string? text, out NeighbourhoodId id) => Id.TryParse(text, out id);
}

public readonly record struct BuildingId(Guid Value) : IId<BuildingId>
{
    public static bool TryParse(string? text, out BuildingId id) => Id.TryParse(text, out id);
}

public readonly record struct PickupPointId(Guid Value) : IId<PickupPointId>
{
    public static bool TryParse(string? text, out PickupPointId id) => Id.TryParse(text, out id);
}

