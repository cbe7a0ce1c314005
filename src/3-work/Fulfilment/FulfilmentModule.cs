using Linli.Campaigns;
using Linli.Ordering;

namespace Linli.Fulfilment;

/// <summary>履约 — what was ordered, seen from five sides; put into bags, and handed over at the pickup point.</summary>
public sealed class FulfilmentModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Contents>();
        services.AddScoped<Showing>();
        services.AddScoped<Walk>();
        services.AddScoped<Shelves>();
        services.AddScoped<Codes>();
        services.AddScoped<Announcing>();
        services.AddScoped<Naming>();
        services.AddSingleton(OwnPickups.Own);
        services.When<OrdersFrozen>(WhenOrdersFrozen.Plan);
        services.When<BagsToMake>(WhenBagsToMake.Make);
        services.When<OrdersArrived>(WhenOrdersArrived.MakeReady);
        services.When<OrderDropped>(WhenOrderDropped.TakeOut);
        services.When<PickupMoved>(WhenPickupMoved.Follow);
        services.When<PickupTimeOver>(WhenPickupTimeOver.MarkOverdue);
    }

    public override void Tables(ModelBuilder model)
    {
        model.Owned<Wave>("fulfilment_waves", w => w.Campaign);
        model.Owned<Shelf>("fulfilment_shelves", s => new { s.Point, s.Number });
        model.Owned<Pickup>("fulfilment_pickups", p => p.Id, row =>
        {
            row.Property(p => p.Code).HasMaxLength(6);
            // A code names one bag as long as somebody may still come for it.
            row.Index(p => p.Code).IsUnique().HasFilter("state not in ('Done', 'Cancelled')");
            row.Index(p => new { p.Campaign, p.State });
            row.Index(p => new { p.Household, p.MadeAt });
            row.Index(p => new { p.Point, p.State });
        });
        model.Owned<PickupOrder>("fulfilment_orders", o => new { o.Pickup, o.Order }, row =>
        {
            row.PartOf(o => o.Pickup, (Pickup p) => p.Orders);
            row.Property(o => o.Number).HasMaxLength(12);
            row.Index(o => o.Order);
            row.Index(o => o.Number);
        });
        model.Owned<SortedLine>("fulfilment_sorted", l => new { l.Pickup, l.Sku }, row =>
            row.PartOf(l => l.Pickup, (Pickup p) => p.Sorted));
        model.Owned<Proxy>("fulfilment_proxies", p => p.Id, row =>
        {
            row.PartOf(p => p.Pickup, (Pickup p) => p.Proxies);
            row.Property(p => p.Code).HasMaxLength(6);
            row.Property(p => p.Name).HasMaxLength(Proxy.LongestName);
            row.Index(p => p.Code);
        });
        model.Owned<Redemption>("fulfilment_redemptions", r => r.Id, row =>
        {
            row.PartOf(r => r.Pickup, (Pickup p) => p.Redemptions);
            row.Property(r => r.Asked).HasMaxLength(64);
            row.Property(r => r.ProxyNote).HasMaxLength(Redemption.LongestNote);
        });
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        var desk = new[] { Role.Owner, Role.Clerk, Role.Leader, Role.Sorter };
        var campaign = api.MapGroup("/campaigns/{campaign}").WithTags("Fulfilment");
        campaign.MapGet("/consolidation", ReadConsolidation.Handle).ForStaff().Heavy()
            .Says("What was ordered, by supplier, sku, pickup point, leader and building", no: ["campaign.unknown"]);
        campaign.MapGet("/consolidation/file", DownloadConsolidation.Handle).ForStaff().Heavy()
            .Says("The same as CSV or XLSX", no: ["campaign.unknown", "consolidation.format-unknown"]);
        campaign.MapGet("/sorting", ReadSorting.Handle).ForStaff().Heavy()
            .Says("The bags of each pickup point in walking order", no: ["campaign.unknown"]);
        var pickups = api.MapGroup("/pickups").WithTags("Fulfilment");
        pickups.MapGet("", FindPickups.Handle).For(desk)
            .Says("Bags by pickup code or proxy's code, phone tail, name, building and door, or order number; leaders see their neighbourhoods'", no: [
                "pickup.search-too-long"]);
        pickups.MapPut("/{pickup}/sorted", SortPickup.Handle).For(Role.Sorter, Role.Clerk, Role.Owner)
            .Says("Say what was put into the bag, and what the scale says of weighed goods", SortPickup.Example, [
                "pickup.unknown", "pickup.already-done", "pickup.sorted-wrong", "order.not-arrived", "order.overweight",
                "order.weighed-too-late"]);
        pickups.MapPut("/{pickup}/redemptions/{redemption}", RedeemPickup.Handle).For(desk)
            .Says("Hand over against the pickup code, a proxy's code, or to who is known without one; whole or in part", RedeemPickup.Example, [
                "pickup.unknown", "pickup.wrong-code", "pickup.too-many-tries", "pickup.already-done",
                "pickup.not-arrived", "pickup.cash-needed", "pickup.amount-wrong", "pickup.note-too-long",
                "pickup.redemption-id-taken"]);
        api.MapGet("/me/pickups", ListMyPickups.Handle).For(Role.Resident).WithTags("Fulfilment")
            .Says("My household's bags with their pickup codes, newest first");
        var proxy = api.MapGroup("/me/pickups/{pickup}/proxies/{proxy}").WithTags("Fulfilment");
        proxy.MapPut("", LetProxyFetch.Handle).For(Role.Resident).Says("A code by which somebody else fetches a bag, once; one given before ends",
            LetProxyFetch.Example, ["pickup.unknown", "pickup.already-done", "pickup.proxy-name-wrong", "pickup.proxy-id-taken"]);
        proxy.MapPut("/end", LetProxyFetch.End).For(Role.Resident).Says("Take the code back", no: ["pickup.unknown"]);
    }
}

public readonly record struct PickupId(Guid Value) : IId<PickupId>
{
    public static bool TryParse(string? text, out PickupId id) => Id.TryParse(text, out id);
}

public readonly record struct ProxyId(Guid Value) : IId<ProxyId>
{
    public static bool TryParse(string? text, out ProxyId id) => Id.TryParse(text, out id);
}

public readonly record struct RedemptionId(Guid Value) : IId<RedemptionId>
{
    public static bool TryParse(string? text, out RedemptionId id) => Id.TryParse(text, out id);
}
