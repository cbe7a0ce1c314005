namespace Linli.Catalog;

/// <summary>商品 — what can be sold at all, from whom, and at what shelf price.</summary>
public sealed class CatalogModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Goods>();
        services.AddScoped<Assortment>();
    }

    public override void Tables(ModelBuilder model)
    {
        model.Owned<Sku>("catalog_skus", s => s.Id, row =>
        {
            row.Index(s => s.Code).IsUnique();
            row.Index(s => s.Name);
            row.Index(s => s.Category);
            row.Property(s => s.Code).HasMaxLength(Sku.MostCode);
            string[] texts = [nameof(Sku.Name), nameof(Sku.Spec), nameof(Sku.Origin), nameof(Sku.Storage)];
            foreach (var text in texts) row.Property(text).HasMaxLength(Sku.MostText);
            row.Property(s => s.Category).HasMaxLength(Sku.MostCategory);
            row.Property(s => s.Unit).HasMaxLength(Sku.MostUnit);
            row.Property(s => s.Barcode).HasMaxLength(14);
            row.Property(s => s.Pinyin).HasMaxLength(Sku.MostPinyin);
            row.Property(s => s.Search).HasMaxLength(Words.MostToFind);
            row.Json(s => s.Pictures);
            row.HasOne<Supplier>().WithMany().HasForeignKey(s => new { s.Tenant, s.Supplier });
            row.Ignore(s => s.Data);
        });
        model.Owned<Supplier>("catalog_suppliers", s => s.Id, row =>
        {
            row.Index(s => s.Name).IsUnique();
            row.Property(s => s.Name).HasMaxLength(Supplier.MostName);
            row.Property(s => s.Phone).HasMaxLength(Supplier.MostPhone);
            row.Property(s => s.Contact).HasMaxLength(Supplier.MostContact);
            row.Property(s => s.Note).HasMaxLength(Supplier.MostNote);
        });
        model.Owned<Import>("catalog_imports", i => i.Id, row =>
        {
            row.Property(i => i.File).HasMaxLength(Import.MostFile);
            row.Property(i => i.Hash).HasMaxLength(64);
            row.Property(i => i.Format).HasMaxLength(20);
            row.Json(i => i.Columns);
            row.Json(i => i.Reasons);
            row.Json(i => i.Warnings);
        });
        model.Owned<ImportPage>("catalog_import_pages", p => new { p.Import, p.Bad, p.Number },
            row => row.HasOne<Import>().WithMany().HasForeignKey(p => new { p.Tenant, p.Import }));
    }

    static readonly Role[] keepers = [Role.Hq, Role.Owner, Role.Clerk];

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        var room = api.MapGroup("").WithTags("Catalog");
        room.MapGet("/skus", ListSkus.Handle).ForStaff().Says("Goods by words, category, sale and supplier");
        room.MapGet("/skus/{sku}", ReadSku.Handle).ForStaff().Says("One sku", no: ["sku.unknown"]);
        room.MapPut("/skus/{sku}", SaveSku.Handle).For(keepers).Says("Bring a sku, or change it (If-Match: revision)",
            new SaveSku.Body("V99", "小番茄", "蔬菜", Measure.Weight, 500, 250, "500g", new(698), Cost: new(420)),
            "sku.changed", "sku.code-taken", "sku.measure-fixed", "sku.text-missing", "sku.text-too-long",
            "sku.text-invalid", "sku.price-out-of-range", "sku.price-missing", "sku.barcode-wrong",
            "sku.box-size-wrong", "sku.shelf-life-wrong", "sku.too-many-pictures", "sku.per-wrong", "sku.step-wrong", "supplier.unknown");
        room.MapGet("/categories", ListCategories.Handle).ForStaff().Says("Categories and how many skus each has");
        room.MapGet("/suppliers", ListSuppliers.Handle).ForStaff().Says("Whom the shop buys from");
        room.MapPut("/suppliers/{supplier}", SaveSupplier.Handle).For(keepers).Says("Bring a supplier, or change it",
            new SaveSupplier.Body("一畦春蔬菜社", "0571-0000000"),
            "supplier.name-taken", "sku.text-missing", "sku.text-too-long");

        var import = room.MapGroup("/imports/{import}");
        import.MapPut("", PreviewImport.Handle).For(keepers)
            .Heavy(PreviewImport.MostListenedTo)
            .Says("Preview a price list (raw body: CSV or XLSX, at most 16 MB); nothing is imported yet", null,
                "import.id-taken", "import.empty", "import.too-large", "import.compressed", "import.old-excel",
                "import.unreadable", "import.too-much-inside", "import.too-many-rows", "import.too-many-columns",
                "import.too-many-skus", "import.no-header");
        import.MapGet("", ReadImport.Handle).For(keepers).Says("One import", no: ["import.unknown"]);
        import.MapGet("/rows", ListImportRows.Handle).For(keepers).Says("Rows with problems", no: ["import.unknown"]);
        import.MapPut("/confirmed", ConfirmImport.Handle).For(keepers).Heavy().Says("Import what the preview showed", null,
            "import.unknown", "import.nothing-good");
    }
}

public readonly record struct SkuId(Guid Value) : IId<SkuId>
{
    public static bool TryParse(string? text, out SkuId id) => Id.TryParse(text, out id);
}

public readonly record struct ProductId(Guid Value) : IId<ProductId>
{
    public static bool TryParse(string? text, out ProductId id) => Id.TryParse(text, out id);
}

public readonly record struct SupplierId(Guid Value) : IId<SupplierId>
{
    public static bool TryParse(string? text, out SupplierId id) => Id.TryParse(text, out id);
}

readonly record struct ImportId(Guid Value) : IId<ImportId>
{
    public static bool TryParse(string? text, out ImportId id) => Id.TryParse(text, out id);
}
