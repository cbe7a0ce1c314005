using Linli.Catalog;
using Linli.Ledger;
using Linli.Members;

namespace Linli.Procurement;

/// <summary>供应商往来: GET /api/supplier-accounts — what is owed to each supplier, the most first; also to those that are paid; a supplier sees its own.</summary>
static class ListSupplierAccounts
{
    /// <param name="Supplier">Nothing for goods that name no supplier.</param>
    /// <param name="Owed">Below zero when more was paid than received.</param>
    public sealed record Shown(SupplierId? Supplier, string Name, Money Owed);

    public static async Task<Ok<Page<Shown>>> Handle(int? take, string? after, Passbook passbook, Goods goods, Caller caller, Roster roster, CancellationToken ct)
    {
        var paging = Paging.Of(take, after);
        var names = await goods.SupplierNames(ct);
        if (!caller.SeesTheWholeShop)
        {
            var own = await roster.SupplierOf(new(caller.Person), ct) is { } id ? new SupplierId(id) : default(SupplierId?);
            var mine = own is { } one && names.TryGetValue(one, out var called)
                ? [new Shown(one, called, (await passbook.Read(SupplierAccount.Of(one), null, ct)).Balance)] : Array.Empty<Shown>();
            return TypedResults.Ok(paging.Cut(mine));
        }

        var owed = (await passbook.Family(SupplierAccount.Family, ct)).ToDictionary(s => s.Account, s => s.Balance);
        var accounts = names.Select(n => new Shown(n.Key, n.Value, owed.GetValueOrDefault(SupplierAccount.Of(n.Key))))
            .Concat(owed.Where(o => SupplierAccount.SupplierOf(o.Key) is null).Select(o => new Shown(null, PurchaseOrder.NoSupplier(caller.Language), o.Value)));
        return TypedResults.Ok(paging.Cut([.. accounts.OrderByDescending(a => a.Owed.Fen).ThenBy(a => a.Name, StringComparer.Ordinal)
            .Skip(paging.Skip).Take(paging.Take + 1)]));
    }
}
