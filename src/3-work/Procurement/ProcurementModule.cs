using Linli.Ordering;

namespace Linli.Procurement;

/// <summary>采购 — what is bought for each campaign, from whom, and what arrived.</summary>
public sealed class ProcurementModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<SupplierMonths>();
        services.AddScoped<SupplierLinks>();
        services.When<OrdersFrozen>(WhenOrdersFrozen.Buy);
        services.When<SupplierAtFault>(WhenSupplierAtFault.Charge);
    }

    public override void Tables(ModelBuilder model)
    {
        model.Owned<PurchaseOrder>("procurement_orders", p => p.Id, order =>
        {
            order.Index(p => new { p.Day, p.Running }).IsUnique();
            order.Index(p => p.Campaign);
            order.Index(p => p.MadeAt);
            order.Property(p => p.SupplierName).HasMaxLength(200);
            order.Property(p => p.CampaignTitle).HasMaxLength(200);
        });
        model.Owned<PurchaseLine>("procurement_lines", l => new { l.Order, l.Sku }, line =>
        {
            line.PartOf(l => l.Order, (PurchaseOrder p) => p.Lines);
            line.Property(l => l.Name).HasMaxLength(300);
            line.Property(l => l.Unit).HasMaxLength(40);
        });
        model.Owned<SupplierLink>("procurement_links", l => l.Id, link => link.Index(l => new { l.Supplier, l.MadeAt }));
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        Role[] readers = [Role.Hq, Role.Owner, Role.Clerk, Role.Supplier];
        var orders = api.MapGroup("/purchase-orders").WithTags("Procurement");
        orders.MapGet("", ListPurchaseOrders.Handle).For(readers)
            .Says("Purchase orders, the newest first; a supplier sees only its own", no: ["purchase-order.state-unknown"]);
        var one = orders.MapGroup("/{order}");
        one.MapGet("", ReadPurchaseOrder.Handle).For(readers)
            .Says("One purchase order", no: ["purchase-order.unknown"]);
        one.MapPut("/sent", SendPurchaseOrder.Handle).For(Role.Hq, Role.Owner, Role.Clerk)
            .Says("Note that the supplier has it", no: ["purchase-order.unknown"]);
        one.MapPut("/receipt", ReceivePurchaseOrder.Handle).For(Role.Hq, Role.Owner, Role.Clerk)
            .Says("Receive the goods: what is good is shared out first come first served, what is short is refunded",
                ReceivePurchaseOrder.Example,
                ["purchase-order.unknown", "purchase-order.lines-differ", "purchase-order.amount-wrong",
                    "purchase-order.already-received"]);
        one.MapGet("/file", DownloadPurchaseOrder.Handle).For(readers)
            .Says("The purchase order for the supplier, ?format=csv or xlsx",
                no: ["purchase-order.unknown", "purchase-order.format-unknown"]);
        var accounts = api.MapGroup("/supplier-accounts").WithTags("Procurement");
        accounts.MapGet("", ListSupplierAccounts.Handle).For(Role.Hq, Role.Owner, Role.Supplier)
            .Says("What is owed to each supplier, the most first; a supplier sees its own");
        accounts.MapGet("/{supplier}/statement", ReadSupplierStatement.Handle).For(Role.Hq, Role.Owner, Role.Supplier)
            .Says("Received less charged less paid on some days; a supplier sees its own", no: ["supplier-account.unknown", "ledger.days-wrong"]);
        accounts.MapGet("/{supplier}/statement/file", DownloadSupplierStatement.Handle).For(Role.Hq, Role.Owner, Role.Supplier).Heavy()
            .Says("The same as ?format=csv or xlsx", no: ["supplier-account.unknown", "ledger.days-wrong", "purchase-order.format-unknown"]);
        accounts.MapGet("/{supplier}/month", ReadSupplierMonth.Handle).For(Role.Hq, Role.Owner, Role.Supplier)
            .Says("A month's opening, receipts, charges, payments and closing, entry by entry with its goods; a supplier sees its own",
                no: ["supplier-account.unknown", "supplier-account.month-wrong"]);
        accounts.MapPut("/{supplier}/links/{link}", ShareSupplierMonth.Handle).For(Role.Hq, Role.Owner)
            .Says("A link by which the supplier reads its statements for 30 days", no: [
                "supplier-account.unknown", "supplier-account.link-revoked", "supplier-account.link-id-taken"]);
        accounts.MapGet("/{supplier}/links", ListSupplierLinks.Handle).For(Role.Hq, Role.Owner)
            .Says("The links of a supplier that are open, the newest first", no: ["supplier-account.unknown"]);
        accounts.MapPut("/{supplier}/links/{link}/revocation", RevokeSupplierLink.Handle).For(Role.Hq, Role.Owner)
            .Says("Call a link back: nobody reads by it any more", no: ["supplier-account.link-unknown"]);
        api.MapGet("/supplier-statements/{link}", ReadSupplierMonth.ByLink).ForAnyone().WithTags("Procurement")
            .Says("A month's statement for the supplier who was sent the link",
                no: ["supplier-account.link-gone", "supplier-account.month-wrong", "supplier-account.unknown"]);
        accounts.MapPut("/{supplier}/entries/{entry}", BookSupplierEntry.Handle).For(Role.Hq, Role.Owner)
            .Says("Write down that the supplier was paid, or bears something", BookSupplierEntry.Example, [
                "supplier-account.unknown", "supplier-account.entry-wrong", "ledger.transfer-differs"]);
        accounts.MapPut("/{supplier}/entries/{entry}/reversal", UndoSupplierEntry.Handle).For(Role.Hq, Role.Owner)
            .Says("Take such an entry back by one the other way round", no: ["supplier-account.unknown", "supplier-account.entry-unknown"]);
    }
}

public readonly record struct SupplierLinkId(Guid Value) : IId<SupplierLinkId>
{
    public static bool TryParse(string? text, out SupplierLinkId id) => Id.TryParse(text, out id);
}

public readonly record struct PurchaseOrderId(Guid Value) : IId<PurchaseOrderId>
{
    public static bool TryParse(string? text, out PurchaseOrderId id) => Id.TryParse(text, out id);
}
