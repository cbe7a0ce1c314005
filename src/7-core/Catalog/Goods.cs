namespace Linli.Catalog;

/// <summary>By the piece, or by weight in grams.</summary>
public enum Measure { Piece, Weight }

/// <summary>The door: what rooms above may know of goods.</summary>
public sealed class Goods(LinliDb db)
{
    /// <summary>All the skus asked for; refuses with sku.unknown when one is missing.</summary>
    public Task<IReadOnlyDictionary<SkuId, SkuCard>> Find(IReadOnlyCollection<SkuId> ids, CancellationToken ct) =>
        throw new InvalidOperationException($"{db} {ids} {ct}");
}

/// <param name="Per">The price is for this amount: 1 piece, or 500 or 1000 grams.</param>
/// <param name="Step">The smallest amount one can order, and what amounts are multiples of.</param>
/// <param name="BoxSize">The amount in one of the supplier's boxes.</param>
public sealed record SkuCard(
    SkuId Id, string Code, string Name, string Spec, string Category, Measure Measure, int Per, int Step, string Unit,
    SupplierId? Supplier, string? SupplierName, Money Cost, Money Price, int BoxSize, FileId? Picture,
    string Origin, string Storage, int? ShelfLifeDays, bool Active)
{
    /// <summary>price × amount ÷ per, half a fen up.</summary>
    public Money PriceOf(Money price, long amount) => new((checked(price.Fen * amount) + Per / 2) / Per);
}
