namespace Linli.Places;

/// <summary>小区 — neighbourhoods, buildings, pickup points, and the shop itself.</summary>
public sealed class PlacesModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Map>();
        services.AddScoped<Foundation>();
    }

    public override void Tables(ModelBuilder model)
    {
        model.Owned<Shop>("places_shops", s => s.Id, row =>
        {
            row.Property(s => s.Phone).HasMaxLength(Shop.MostPhone);
            row.Property(s => s.Address).HasMaxLength(Written.MostAddress);
            row.Property(s => s.Notice).HasMaxLength(Shop.MostNotice);
        });
        model.Owned<Neighbourhood>("places_neighbourhoods", n => n.Id, row =>
        {
            row.Index(n => n.Name).IsUnique();
            row.Property(n => n.Name).HasMaxLength(Written.MostName);
            row.Property(n => n.Address).HasMaxLength(Written.MostAddress);
        });
        model.Owned<Building>("places_buildings", b => b.Id, row =>
        {
            row.HasOne<Neighbourhood>().WithMany().HasForeignKey(b => new { b.Tenant, b.Neighbourhood });
            row.Index(b => new { b.Neighbourhood, b.Name }).IsUnique();
            row.Property(b => b.Name).HasMaxLength(Building.MostName);
        });
        model.Owned<PickupPoint>("places_pickup_points", p => p.Id, row =>
        {
            row.HasOne<Neighbourhood>().WithMany().HasForeignKey(p => new { p.Tenant, p.Neighbourhood });
            row.Index(p => p.Name).IsUnique();
            row.Property(p => p.Name).HasMaxLength(Written.MostName);
            row.Property(p => p.Address).HasMaxLength(Written.MostAddress);
            row.Property(p => p.Hours).HasMaxLength(PickupPoint.MostHours);
        });
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        var places = api.MapGroup("").WithTags("Places");
        places.MapGet("/shops/{code}", ShowShop.Handle).ForAnyone()
            .Says("What a shop shows before sign-in", no: ["shop.unknown"]);
        places.MapGet("/shop", ReadShop.Handle).ForStaff().Says("The own shop and its settings", no: ["shop.unknown"]);
        places.MapPut("/shop", SetShop.Handle).For(Role.Hq, Role.Owner)
            .Says("Change the shop's settings", SetShop.Example,
                ["shop.unknown", "shop.hold-minutes", "shop.commission", "places.text"]);
        places.MapGet("/neighbourhoods", ListNeighbourhoods.Handle).ForAnyone()
            .Says("The neighbourhoods with their buildings; before sign-in of the shop named by ?shop=", no: ["shop.unknown"]);
        places.MapPut("/neighbourhoods/{neighbourhood}", SetNeighbourhood.Handle).For(Role.Hq, Role.Owner)
            .Says("Add or change a neighbourhood", new SetNeighbourhood.Body("桃李小区", "桃李路 1 号"),
                ["neighbourhood.name-taken", "places.too-many", "places.text"]);
        places.MapPut("/neighbourhoods/{neighbourhood}/buildings/{building}", SetBuilding.Handle).For(Role.Hq, Role.Owner)
            .Says("Add or rename a building", new SetBuilding.Body("7号楼"),
                ["neighbourhood.unknown", "building.id-taken", "building.name-taken", "places.too-many", "places.text"]);
        places.MapGet("/pickup-points", ListPickupPoints.Handle).ForSignedIn().Says("The pickup points, closed ones too");
        places.MapPut("/pickup-points/{point}", SetPickupPoint.Handle).For(Role.Hq, Role.Owner)
            .Says("Add or change a pickup point", SetPickupPoint.Example,
                ["neighbourhood.unknown", "pickup-point.name-taken", "places.too-many", "places.text"]);
    }
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
