using Linli.Catalog;
using Linli.Members;

namespace Linli.Procurement;

/// <summary>给供应商的链接: PUT /api/supplier-accounts/{supplier}/links/{link} — a new one beside those that are open; the log says who made it.</summary>
static class ShareSupplierMonth
{
    /// <param name="Path">Where the console shows it.</param>
    public sealed record Answer(SupplierLinkId Id, string Link, string Path, DateTimeOffset Until);

    public static async Task<Ok<Answer>> Handle(
        SupplierId supplier, SupplierLinkId link, LinliDb db, Caller caller, Roster roster, Goods goods, SupplierLinks links, Audit audit, TimeProvider clock,
        CancellationToken ct)
    {
        await SupplierAccount.Named(supplier, caller, roster, goods, ct);
        var (now, made) = (clock.GetUtcNow(), await db.Set<SupplierLink>().FirstOrDefaultAsync(l => l.Id == link, ct));
        if (made is not null && made.Supplier != supplier) throw No.LinkIdTaken();
        if (made is { RevokedAt: not null }) throw No.LinkRevoked();
        if (made is null)
        {
            await db.Begin(ct);
            // Who opened which link when stands in the log; rows of links that ended long ago tell nobody anything.
            var old = now.AddDays(-SupplierLink.Days);
            await db.Set<SupplierLink>().Where(l => l.Supplier == supplier && l.Until < old).ExecuteDeleteAsync(ct);
            db.Add(made = new() { Tenant = caller.Tenant, Id = link, Supplier = supplier, MadeBy = new(caller.Person), MadeAt = now, Until = now.AddDays(SupplierLink.Days) });
            audit.Note("share-supplier-statement", $"supplier {supplier.Value} link {link.Value}");
            await db.Commit(ct);
        }

        var path = links.Write(made);
        return TypedResults.Ok(new Answer(link, path, $"/console/supplier/{path}", made.Until));
    }
}

/// <summary>GET /api/supplier-accounts/{supplier}/links — those that are open, the newest first.</summary>
static class ListSupplierLinks
{
    /// <param name="By">Who made it.</param>
    public sealed record Shown(SupplierLinkId Id, string By, DateTimeOffset MadeAt, DateTimeOffset Until);

    public static async Task<Ok<Page<Shown>>> Handle(
        SupplierId supplier, int? take, string? after, LinliDb db, Caller caller, Roster roster, Goods goods, TimeProvider clock, CancellationToken ct)
    {
        await SupplierAccount.Named(supplier, caller, roster, goods, ct);
        var now = clock.GetUtcNow();
        var page = await Paging.Of(take, after).Of(db.Set<SupplierLink>().AsNoTracking()
            .Where(l => l.Supplier == supplier && l.RevokedAt == null && l.Until > now).OrderByDescending(l => l.MadeAt).ThenBy(l => l.Id), ct);
        var names = await roster.Names([.. page.Items.Select(l => l.MadeBy).Distinct()], ct);
        return TypedResults.Ok(page.Select(l => new Shown(l.Id, names.GetValueOrDefault(l.MadeBy, ""), l.MadeAt, l.Until)));
    }
}

/// <summary>收回链接: PUT /api/supplier-accounts/{supplier}/links/{link}/revocation — whoever has it reads nothing by it from now on.</summary>
static class RevokeSupplierLink
{
    public static async Task<NoContent> Handle(
        SupplierId supplier, SupplierLinkId link, LinliDb db, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var found = await db.Set<SupplierLink>().FirstOrDefaultAsync(l => l.Id == link && l.Supplier == supplier, ct) ?? throw No.LinkUnknown();
        if (found.RevokedAt is not null) return TypedResults.NoContent();
        found.Revoke(clock.GetUtcNow());
        audit.Note("revoke-supplier-link", $"supplier {supplier.Value} link {link.Value}");
        await db.Commit(ct);
        return TypedResults.NoContent();
    }
}
