namespace Linli.Catalog;

sealed record Named(SupplierId Id, string Name);

sealed record SkuAnswer(
    SkuId Id, ProductId Product, string Code, string Name, string Spec, string Category, Measure Measure, int Per,
    int Step, string Unit, string? Barcode, Named? Supplier, Money Cost, Money Price, int BoxSize,
    IReadOnlyList<FileId> Pictures, string Origin, string Storage, int? ShelfLifeDays, bool Active, int Revision)
{
    public static SkuAnswer Of(Sku s, string? supplier) => new(
        s.Id, s.Product, s.Code, s.Name, s.Spec, s.Category, s.Measure, s.Per, s.Step, s.Unit, s.Barcode,
        s.Supplier is { } id && supplier is not null ? new(id, supplier) : null, s.Cost, s.Price, s.BoxSize, s.Pictures,
        s.Origin, s.Storage, s.ShelfLifeDays, s.Active, s.Revision);
}

/// <summary>GET /api/skus?q=&amp;category=&amp;active=&amp;supplier=</summary>
static class ListSkus
{
    public static async Task<Ok<Page<SkuAnswer>>> Handle(
        string? q, string? category, bool? active, SupplierId? supplier, int? take, string? after,
        LinliDb db, CancellationToken ct)
    {
        var query = db.Set<Sku>().AsNoTracking();
        foreach (var word in Words.Asked(q).Take(Goods.MostWords)) query = query.Where(s => s.Search.Contains(word));
        if (!string.IsNullOrWhiteSpace(category)) query = query.Where(s => s.Category == Words.Plain(category));
        if (active is { } wanted) query = query.Where(s => s.Active == wanted);
        if (supplier is { } from) query = query.Where(s => s.Supplier == from);
        var page = await Paging.Of(take, after).Of(query.OrderBy(s => s.Code).ThenBy(s => s.Id), ct);
        var names = await Suppliers(db, page.Items, ct);
        return TypedResults.Ok(page.Select(
            s => SkuAnswer.Of(s, s.Supplier is { } id ? names.GetValueOrDefault(id) : null)));
    }

    static async Task<Dictionary<SupplierId, string>> Suppliers(
        LinliDb db, IReadOnlyList<Sku> skus, CancellationToken ct)
    {
        var ids = skus.Where(s => s.Supplier is not null).Select(s => s.Supplier!.Value).Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Set<Supplier>().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Name })
            .ToDictionaryAsync(s => s.Id, s => s.Name, ct);
    }
}
