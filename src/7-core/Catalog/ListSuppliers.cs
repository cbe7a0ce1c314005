namespace Linli.Catalog;

sealed record SupplierAnswer(SupplierId Id, string Name, string Phone, string Contact, string Note, bool Active)
{
    public static SupplierAnswer Of(Supplier s) => new(s.Id, s.Name, s.Phone, s.Contact, s.Note, s.Active);
}

/// <summary>GET /api/suppliers</summary>
static class ListSuppliers
{
    public static async Task<Ok<Page<SupplierAnswer>>> Handle(
        int? take, string? after, LinliDb db, CancellationToken ct) =>
        TypedResults.Ok((await Paging.Of(take, after).Of(
            db.Set<Supplier>().AsNoTracking().OrderByDescending(s => s.Active).ThenBy(s => s.Name), ct))
            .Select(SupplierAnswer.Of));
}
