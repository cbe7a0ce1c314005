namespace Linli.Catalog;

/// <summary>By the piece, or by weight in grams.</summary>
public enum Measure { Piece, Weight }

/// <summary>The door: what rooms above may know of goods.</summary>
public sealed class Goods(LinliDb db)
{
    /// <summary>All the skus asked for; refuses with sku.unknown when one is missing.</summary>
    public async Task<IReadOnlyDictionary<SkuId, SkuCard>> Find(IReadOnlyCollection<SkuId> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToList();
        var found = await (
            from sku in db.Set<Sku>().AsNoTracking().Where(s => wanted.Contains(s.Id))
            join supplier in db.Set<Supplier>() on sku.Supplier equals (SupplierId?)supplier.Id into suppliers
            from supplier in suppliers.DefaultIfEmpty()
            select new { sku, Supplier = (string?)supplier.Name }).ToListAsync(ct);
        if (found.Count != wanted.Count) throw No.SkuUnknown();
        return found.ToDictionary(f => f.sku.Id, f => Card(f.sku, f.Supplier));
    }

    /// <summary>The same as it was at most a second ago, for counters and for what many look at.</summary>
    public Task<IReadOnlyDictionary<SkuId, SkuCard>> Known(IReadOnlyCollection<SkuId> ids, CancellationToken ct) =>
        db.Known([typeof(Sku), typeof(Supplier)], ids, missing => Find(missing, ct));

    /// <summary>Those that a search for these words finds: by name, spec, code, pinyin or its first letters; at most so many.</summary>
    public async Task<IReadOnlyList<SkuId>> Search(string q, int most, CancellationToken ct)
    {
        var found = db.Set<Sku>().AsNoTracking();
        foreach (var word in Words.Asked(q).Take(MostWords)) found = found.Where(s => s.Search.Contains(word));
        return await found.OrderBy(s => s.Code).ThenBy(s => s.Id).Take(most).Select(s => s.Id).ToListAsync(ct);
    }

    internal const int MostWords = 8;

    /// <summary>What goods are called. Those that are not in this shop are missing in the answer.</summary>
    public async Task<IReadOnlyDictionary<SkuId, string>> Names(IReadOnlyCollection<SkuId> ids, CancellationToken ct) =>
        await db.Set<Sku>().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, ct);

    public async Task<IReadOnlyDictionary<SupplierId, string>> SupplierNames(CancellationToken ct) =>
        await db.Set<Supplier>().Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, ct);

    static SkuCard Card(Sku s, string? supplier) => new(
        s.Id, s.Code, s.Name, s.Spec, s.Category, s.Measure, s.Per, s.Step, s.Unit, s.Supplier, supplier,
        s.Cost, s.Price, s.BoxSize, s.Pictures is [var first, ..] ? first : null, s.Origin, s.Storage,
        s.ShelfLifeDays, s.Active)
    { Said = s.Pinyin };
}

/// <param name="Per">The price is for this amount: 1 piece, or 500 or 1000 grams.</param>
/// <param name="Step">The smallest amount one can order, and what amounts are multiples of.</param>
/// <param name="BoxSize">The amount in one of the supplier's boxes.</param>
public sealed record SkuCard(
    SkuId Id, string Code, string Name, string Spec, string Category, Measure Measure, int Per, int Step, string Unit,
    SupplierId? Supplier, string? SupplierName, Money Cost, Money Price, int BoxSize, FileId? Picture,
    string Origin, string Storage, int? ShelfLifeDays, bool Active)
{
    /// <summary>How the shop says its name is spoken, when it knows better.</summary>
    public string Said { get; init; } = "";

    /// <summary>By what it is found besides its name: "hongfushi hfs".</summary>
    public string Spoken => Said.Length > 0
        ? $"{Words.Fold(Said)} {string.Concat(Said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => char.ToLowerInvariant(s[0])))}"
        : $"{Pinyin.Whole(Name)} {Pinyin.Initials(Name)}";

    /// <summary>price × amount ÷ per, half a fen up.</summary>
    public Money PriceOf(Money price, long amount) => new((checked(price.Fen * amount) + Per / 2) / Per);
}
