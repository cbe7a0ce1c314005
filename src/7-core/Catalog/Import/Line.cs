namespace Linli.Catalog;

/// <summary>The amount in a supplier's box as the file says it: in the sku's unit, or in grams.</summary>
readonly record struct BoxRead(int Count, bool InGrams)
{
    // What is too much for a box stays too much, and the sku refuses it.
    public int AmountFor(Measure measure, int per) =>
        InGrams || measure == Measure.Piece ? Count : (int)Math.Min((long)Count * per, int.MaxValue);
}

/// <summary>What one good row says of one sku. What it does not say is null, and the sku keeps it.</summary>
sealed record Line(
    int At, string? Code, string Name, string? Spec, string? Category, UnitRead? Unit, Money? Cost, Money? Price,
    string? Barcode, string? Supplier, string? Origin, string? Storage, int? ShelfLifeDays, BoxRead? Box,
    DateOnly? Date, string? Pinyin)
{
    /// <summary>A sku is known by its code; where a list has none, by name and spec.</summary>
    public string Key => Code ?? $"{Name}\n{Spec}";

    public bool SaysTheSameAs(Line other) => this with { At = other.At } == other;
}
