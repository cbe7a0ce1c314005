using Linli.Catalog;
using Linli.Ledger;

namespace Linli.Procurement;

/// <summary>供应商往来: GET /api/supplier-accounts — what is owed to each supplier, the most first.</summary>
static class ListSupplierAccounts
{
    /// <param name="Supplier">Nothing for goods that name no supplier.</param>
    /// <param name="Owed">Below zero when more was paid than received.</param>
    public sealed record Shown(SupplierId? Supplier, string Name, Money Owed);

    public static async Task<Ok<Page<Shown>>> Handle(int? take, string? after, Passbook passbook, Goods goods, Caller caller, CancellationToken ct)
    {
        var paging = Paging.Of(take, after);
        var names = await goods.SupplierNames(ct);
        var accounts = (await passbook.Family(SupplierAccount.Family, ct)).Select(s => SupplierAccount.SupplierOf(s.Account) is { } supplier
            ? new Shown(supplier, names.GetValueOrDefault(supplier, ""), s.Balance)
            : new Shown(null, PurchaseOrder.NoSupplier(caller.Language), s.Balance));
        return TypedResults.Ok(paging.Cut([.. accounts.OrderByDescending(a => a.Owed.Fen).ThenBy(a => a.Name, StringComparer.Ordinal)
            .Skip(paging.Skip).Take(paging.Take + 1)]));
    }
}
