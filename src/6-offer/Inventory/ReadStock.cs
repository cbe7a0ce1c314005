using Linli.Catalog;

namespace Linli.Inventory;

/// <summary>GET /api/stock and GET /api/stock/{sku}/movements</summary>
static class ReadStock
{
    public sealed record ShelfShown(SkuId Sku, string Name, string Unit, Measure Measure, long OnHand, long Held, long Free);

    public sealed record MovementShown(
        MovementId Id, DateTimeOffset At, MovementKind Kind, long Amount, string About, Guid? AboutId, string Note);

    public static async Task<Ok<Page<ShelfShown>>> Handle(
        string? q, int? take, string? after, LinliDb db, Goods goods, CancellationToken ct)
    {
        var paging = Paging.Of(take, after);
        var shelves = await db.Set<Shelf>().AsNoTracking().OrderBy(s => s.Sku).ToListAsync(ct);
        var skus = await goods.Find([.. shelves.Select(s => s.Sku)], ct);
        var shown = shelves.Select(s => (Shelf: s, Sku: skus[s.Sku]))
            .Where(s => q is null or "" || s.Sku.Name.Contains(q, StringComparison.OrdinalIgnoreCase) || s.Sku.Code == q)
            .OrderBy(s => s.Sku.Name, StringComparer.Ordinal)
            .Skip(paging.Skip).Take(paging.Take + 1)
            .Select(s => new ShelfShown(
                s.Sku.Id, s.Sku.Name, s.Sku.Unit, s.Sku.Measure, s.Shelf.OnHand, s.Shelf.Held, s.Shelf.OnHand - s.Shelf.Held))
            .ToList();
        return TypedResults.Ok(paging.Cut(shown));
    }

    public static async Task<Ok<Page<MovementShown>>> Movements(
        SkuId sku, int? take, string? after, LinliDb db, CancellationToken ct) =>
        TypedResults.Ok((await Paging.Of(take, after).Of(db.Set<Movement>().AsNoTracking().Where(m => m.Sku == sku)
            .OrderByDescending(m => m.At).ThenBy(m => m.Id), ct))
            .Select(m => new MovementShown(m.Id, m.At, m.Kind, m.Amount, m.About, m.AboutId, m.Note)));
}
