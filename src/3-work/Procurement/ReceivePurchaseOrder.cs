using Linli.Inventory;
using Linli.Ledger;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Procurement;

/// <summary>
/// 收货: PUT /api/purchase-orders/{order}/receipt. Stock, the supplier's account and the orders agree in one commit.
/// </summary>
static class ReceivePurchaseOrder
{
    public const string About = "purchase-order";

    public sealed record Body(IReadOnlyList<Receipt> Lines);

    public static readonly Body Example = new([new(Id.New<Catalog.SkuId>(), 120, 2)]);

    public static async Task<Ok<PurchaseOrderAnswer>> Handle(
        PurchaseOrderId order, Body body, LinliDb db, Stock stock, Book book, OrderBook orders,
        Caller caller, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        var found = await db.PurchaseOrder(order, caller, roster, ct);
        if (!found.Receive(body.Lines, clock.GetUtcNow()))
            return TypedResults.Ok(PurchaseOrderAnswer.From(found, caller.Language));

        // Always the same order of skus, so that two receipts never wait for each other in a ring.
        var lines = found.Lines.OrderBy(l => l.Sku.Value).ToList();
        foreach (var line in lines.Where(l => l.Good > 0))
            await stock.Receive(Id.New<MovementId>(), new(line.Sku, line.Good), About, found.Id.Value, ct);
        await book.Post([.. lines.Where(l => l.CostOf(l.Good) > Money.Zero).Select(l => Owe(found, l))], ct);
        foreach (var line in lines) await orders.Arrive(found.Campaign, line.Sku, line.Good, ct);

        await db.Commit(ct);
        return TypedResults.Ok(PurchaseOrderAnswer.From(found, caller.Language));
    }

    static Posting Owe(PurchaseOrder order, PurchaseLine line) => new(
        Id.New<TransferId>(), "stock", $"supplier:{order.Supplier?.Value.ToString() ?? "none"}", line.CostOf(line.Good),
        "received", About, order.Id.Value, line.Sku.Value, $"采购单 {order.Number} {line.Name}");
}
