namespace Linli.Inventory;

/// <summary>库存 — what there is on the shelf, what of it is promised, and every movement that made it so.</summary>
public sealed class InventoryModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Stock>();
        services.AddSingleton(PastMovements.Past);
    }

    public override void Tables(ModelBuilder model)
    {
        model.Owned<Shelf>("inventory_shelves", s => s.Sku, row =>
            row.ToTable(t => t.HasCheckConstraint("promises_are_kept", "held >= 0 and held <= on_hand")));
        model.Owned<Movement>("inventory_movements", m => m.Id, row =>
        {
            row.KeptByMonth(nameof(Movement.Id));
            row.Index(m => new { m.Sku, m.At });
            row.Property(m => m.Note).HasMaxLength(Movement.LongestNote);
            row.Property(m => m.About).HasMaxLength(40);
        });
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        var keepers = new[] { Role.Hq, Role.Owner, Role.Clerk };
        var stock = api.MapGroup("/stock").WithTags("Inventory");
        stock.MapGet("", ReadStock.Handle).For(Role.Hq, Role.Owner, Role.Clerk, Role.Sorter).Says("What is on the shelf, held and free");
        stock.MapGet("/{sku}/movements", ReadStock.Movements).For(keepers).Says("Every movement of a sku, newest first");
        stock.MapPut("/{sku}/movements/{movement}", MoveStock.Handle).For(keepers)
            .Says("Receive, count or write off stock", MoveStock.Example, [
                "stock.amount-wrong", "stock.not-enough", "stock.movement-id-taken", "sku.unknown"]);
    }
}

public readonly record struct MovementId(Guid Value) : IId<MovementId>
{
    public static bool TryParse(string? text, out MovementId id) => Id.TryParse(text, out id);
}
