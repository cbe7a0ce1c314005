using Linli.Members;

namespace Linli.Procurement;

/// <summary>已发给供应商: PUT /api/purchase-orders/{order}/sent</summary>
static class SendPurchaseOrder
{
    public static async Task<Ok<PurchaseOrderAnswer>> Handle(
        PurchaseOrderId order, LinliDb db, Caller caller, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        var found = await db.PurchaseOrder(order, caller, roster, ct);
        found.Send(clock.GetUtcNow());

        await db.Commit(ct);
        return TypedResults.Ok(PurchaseOrderAnswer.From(found, caller.Language));
    }
}
