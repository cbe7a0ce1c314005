namespace Linli.Catalog;

/// <summary>A sku as a seeder or an edge brings it.</summary>
public sealed record NewSku(
    string Code, string Name, string Spec, string Category, Measure Measure, int Per, int Step, string Unit,
    string? Barcode, SupplierId? Supplier, Money Cost, Money Price, int BoxSize, IReadOnlyList<FileId> Pictures,
    string Origin, string Storage, int? ShelfLifeDays, string Pinyin = "");

/// <summary>The door for bringing goods in without a person at a screen; the caller commits.</summary>
public sealed class Assortment(LinliDb db)
{
    public SupplierId AddSupplier(string name, string phone = "", string contact = "", string note = "") =>
        db.Add(new Supplier { Id = Id.New<SupplierId>() }.Say(name, phone, contact, note, active: true)).Entity.Id;

    /// <summary>Puts it on sale. Skus of the same name become one product.</summary>
    public SkuId AddSku(NewSku sku)
    {
        var name = Words.Clean(sku.Name);
        var product = db.Set<Sku>().Local.FirstOrDefault(s => s.Name == name)?.Product ?? Id.New<ProductId>();
        return db.Add(new Sku { Id = Id.New<SkuId>(), Product = product }.Say(new SkuData(
            sku.Code, sku.Name, sku.Spec, sku.Category, sku.Measure, sku.Per, sku.Step, sku.Unit, sku.Barcode,
            sku.Supplier, sku.Cost, sku.Price, sku.BoxSize, sku.Pictures, sku.Origin, sku.Storage, sku.ShelfLifeDays,
            Active: sku.Price > Money.Zero, sku.Pinyin))).Entity.Id;
    }
}
