using Linli.Catalog;
using Linli.Members;

namespace Linli.Procurement;

/// <summary>给供应商的链接: PUT /api/supplier-accounts/{supplier}/link — one more that is as good as the last one; the log says who made it.</summary>
static class ShareSupplierMonth
{
    /// <param name="Path">Where the console shows it.</param>
    public sealed record Answer(string Link, string Path, DateTimeOffset Until);

    public static async Task<Ok<Answer>> Handle(
        SupplierId supplier, LinliDb db, Caller caller, Roster roster, Goods goods, SupplierLinks links, Audit audit, CancellationToken ct)
    {
        await SupplierAccount.Named(supplier, caller, roster, goods, ct);
        var (link, until) = links.Make(caller.Tenant, supplier);
        audit.Note("share-supplier-statement", $"supplier {supplier.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(new Answer(link, $"/console/supplier/{link}", until));
    }
}
