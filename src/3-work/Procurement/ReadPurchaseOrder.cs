using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;

namespace Linli.Procurement;

/// <summary>采购单: GET /api/purchase-orders/{order}</summary>
static class ReadPurchaseOrder
{
    public static async Task<Ok<PurchaseOrderAnswer>> Handle(
        PurchaseOrderId order, LinliDb db, Caller caller, Roster roster, CancellationToken ct) =>
        TypedResults.Ok(PurchaseOrderAnswer.From(await db.PurchaseOrder(order, caller, roster, ct), caller.Language));
}

sealed record SupplierAnswer(SupplierId? Id, string Name);

sealed record CampaignAnswer(CampaignId Id, string Title);

/// <param name="Short">What the orders needed and did not get.</param>
/// <param name="Over">Brought beyond what was ordered.</param>
sealed record PurchaseLineAnswer(
    SkuId Sku, string Name, string Unit, Measure Measure, int Per, long Needed, int BoxSize, long Boxes, long Ordered,
    long Surplus, Money UnitCost, Money Cost, long? Received, long? Bad, long? Short, long? Over)
{
    public static PurchaseLineAnswer From(PurchaseLine l) => new(
        l.Sku, l.Name, l.Unit, l.Measure, l.Per, l.Needed, l.BoxSize, l.Boxes, l.Ordered, l.Surplus, l.UnitCost, l.Cost,
        l.Received, l.Bad, l.Short, l.Over);
}

/// <param name="Cost">Of all that was ordered.</param>
/// <param name="Owed">Of what came and was good; nothing before the receipt.</param>
sealed record PurchaseOrderAnswer(
    PurchaseOrderId Id, string Number, SupplierAnswer Supplier, CampaignAnswer Campaign, DateTimeOffset MadeAt,
    PurchaseState State, IReadOnlyList<PurchaseLineAnswer> Lines, Money Cost, Money? Owed, DateTimeOffset? SentAt,
    DateTimeOffset? ReceivedAt)
{
    public static PurchaseOrderAnswer From(PurchaseOrder p, string language) => new(
        p.Id, p.Number, new(p.Supplier, p.SupplierIn(language)), new(p.Campaign, p.CampaignTitle), p.MadeAt, p.State,
        [.. p.Lines.OrderBy(l => l.Position).Select(PurchaseLineAnswer.From)], p.Cost,
        p.ReceivedAt is null ? null : p.Lines.Sum(l => l.CostOf(l.Good)), p.SentAt, p.ReceivedAt);
}
