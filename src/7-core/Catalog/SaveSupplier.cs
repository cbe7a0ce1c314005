namespace Linli.Catalog;

/// <summary>PUT /api/suppliers/{supplier}</summary>
static class SaveSupplier
{
    public sealed record Body(
        string Name, string? Phone = null, string? Contact = null, string? Note = null, bool Active = true);

    public static async Task<Ok<SupplierAnswer>> Handle(
        SupplierId supplier, Body body, LinliDb db, Audit audit, CancellationToken ct)
    {
        var found = await db.Set<Supplier>().FirstOrDefaultAsync(s => s.Id == supplier, ct)
            ?? db.Add(new Supplier { Id = supplier }).Entity;
        found.Say(body.Name, body.Phone, body.Contact, body.Note, body.Active);
        if (await db.Set<Supplier>().AnyAsync(s => s.Name == found.Name && s.Id != supplier, ct))
            throw No.SupplierNameTaken();
        if (db.ChangeTracker.HasChanges()) audit.Note("supplier.saved", $"supplier:{supplier.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(SupplierAnswer.Of(found));
    }
}
