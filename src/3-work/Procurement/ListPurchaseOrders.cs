using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;

namespace Linli.Procurement;

/// <summary>采购单列表: GET /api/purchase-orders?campaign=&amp;supplier=&amp;state=</summary>
static class ListPurchaseOrders
{
    public static async Task<Ok<Page<PurchaseOrderAnswer>>> Handle(
        CampaignId? campaign, SupplierId? supplier, string? state, int? take, string? after,
        LinliDb db, Caller caller, Roster roster, CancellationToken ct)
    {
        var orders = (await db.PurchaseOrders(caller, roster, ct)).AsNoTracking();
        if (campaign is not null) orders = orders.Where(p => p.Campaign == campaign);
        if (supplier is not null) orders = orders.Where(p => p.Supplier == supplier);
        orders = state switch
        {
            null => orders,
            "made" => orders.Where(p => p.SentAt == null && p.ReceivedAt == null),
            "sent" => orders.Where(p => p.SentAt != null && p.ReceivedAt == null),
            "received" => orders.Where(p => p.ReceivedAt != null),
            _ => throw No.StateUnknown(),
        };
        var page = await Paging.Of(take, after).Of(orders.OrderByDescending(p => p.Day).ThenBy(p => p.Running), ct);
        return TypedResults.Ok(page.Select(p => PurchaseOrderAnswer.From(p, caller.Language)));
    }
}
