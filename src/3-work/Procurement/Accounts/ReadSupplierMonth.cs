using Linli.Catalog;
using Linli.Members;

namespace Linli.Procurement;

/// <summary>供应商月对账单: GET /api/supplier-accounts/{supplier}/month?month=2026-11 — the current month when none is named; a supplier sees its own.</summary>
static class ReadSupplierMonth
{
    public static async Task<Ok<SupplierMonth>> Handle(
        SupplierId supplier, string? month, int? take, string? after, Caller caller, Roster roster, Goods goods, SupplierMonths months, CancellationToken ct)
    {
        await SupplierAccount.Named(supplier, caller, roster, goods, ct);
        return TypedResults.Ok(await months.Of(supplier, months.MonthOf(month), !caller.SeesTheWholeShop, Paging.Of(take, after), ct));
    }

    /// <summary>GET /api/supplier-statements/{link}?month= — the same for whoever the shop sent the link to, without an account of ours.</summary>
    public static async Task<Ok<SupplierMonth>> ByLink(
        string link, string? month, int? take, string? after, SupplierLinks links, SupplierMonths months, CancellationToken ct)
    {
        return TypedResults.Ok(await months.Of(await links.Open(link, ct), months.MonthOf(month), forSupplier: true, Paging.Of(take, after), ct));
    }
}
