namespace Linli.Catalog;

/// <summary>GET /api/skus/{sku}</summary>
static class ReadSku
{
    public static async Task<Ok<SkuAnswer>> Handle(SkuId sku, LinliDb db, CancellationToken ct)
    {
        var found = await db.Set<Sku>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == sku, ct)
            ?? throw No.SkuUnknown();
        return TypedResults.Ok(await Answer(found, db, ct));
    }

    public static async Task<SkuAnswer> Answer(Sku sku, LinliDb db, CancellationToken ct) => SkuAnswer.Of(
        sku, await db.Set<Supplier>().Where(s => s.Id == sku.Supplier).Select(s => s.Name).FirstOrDefaultAsync(ct));
}
