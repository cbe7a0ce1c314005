using Linli.Catalog;
using Linli.Members;

namespace Linli.Procurement;

/// <summary>Whose purchase orders the caller may see: the whole shop's, or those of its own house of supply.</summary>
static class Scope
{
    public static async Task<IQueryable<PurchaseOrder>> PurchaseOrders(
        this LinliDb db, Caller caller, Roster roster, CancellationToken ct)
    {
        var orders = db.Set<PurchaseOrder>().Include(p => p.Lines);
        if (caller.SeesTheWholeShop) return orders;
        SupplierId? own = await roster.SupplierOf(new(caller.Person), ct) is { } id ? new SupplierId(id) : null;
        return own is null ? orders.Where(_ => false) : orders.Where(p => p.Supplier == own);
    }

    public static async Task<PurchaseOrder> PurchaseOrder(
        this LinliDb db, PurchaseOrderId order, Caller caller, Roster roster, CancellationToken ct) =>
        await (await db.PurchaseOrders(caller, roster, ct)).FirstOrDefaultAsync(p => p.Id == order, ct)
            ?? throw No.Unknown();
}
