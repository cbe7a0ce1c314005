using System.Globalization;

namespace Linli.Catalog;

/// <summary>PUT /api/skus/{sku} — brings a sku, or says anew what it is.</summary>
static class SaveSku
{
    public sealed record Body(
        string Code, string Name, string Category, Measure Measure, int Per, int Step, string Unit, Money Price,
        string? Spec = null, string? Barcode = null, SupplierId? Supplier = null, Money? Cost = null, int BoxSize = 1,
        IReadOnlyList<FileId>? Pictures = null, string? Origin = null, string? Storage = null,
        int? ShelfLifeDays = null, bool Active = true, string? Pinyin = null);

    public static async Task<Results<Ok<SkuAnswer>, ProblemHttpResult>> Handle(
        SkuId sku, Body body, HttpRequest request, LinliDb db, Caller caller, Audit audit, CancellationToken ct)
    {
        var found = await db.Set<Sku>().FirstOrDefaultAsync(s => s.Id == sku, ct);
        if (found is not null && !Matches(request, found.Revision))
            return Changed(await ReadSku.Answer(found, db, ct), caller);

        if (body.Supplier is { } supplier && !await db.Set<Supplier>().AnyAsync(s => s.Id == supplier, ct))
            throw No.SupplierUnknown();
        var data = Sku.Clean(Said(body, found));
        foreach (var wrong in Sku.Wrongs(data)) throw wrong;
        if (await db.Set<Sku>().AnyAsync(s => s.Code == data.Code && s.Id != sku, ct)) throw No.CodeTaken(data.Code);

        if (found is null) db.Add(found = new Sku { Id = sku, Product = await ProductOf(data.Name, db, ct) }.Say(data));
        else
        {
            if (found.Name != data.Name) found.Product = await ProductOf(data.Name, db, ct);
            found.Say(data);
        }

        if (db.ChangeTracker.HasChanges()) audit.Note("sku.saved", $"sku:{sku.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(await ReadSku.Answer(found, db, ct));
    }

    // The screen gets the present state along with the no, to show what is different.
    static ProblemHttpResult Changed(SkuAnswer now, Caller caller)
    {
        var no = No.SkuChanged();
        return TypedResults.Problem(
            title: caller.Language == "en" ? no.English : no.Message,
            statusCode: no.Status,
            type: $"urn:linli:{no.Code}",
            extensions: new Dictionary<string, object?> { ["current"] = now });
    }

    static SkuData Said(Body b, Sku? before) => new(
        b.Code, b.Name, b.Spec ?? "", b.Category, b.Measure, b.Per, b.Step, b.Unit, b.Barcode, b.Supplier,
        b.Cost ?? Money.Zero, b.Price, b.BoxSize, b.Pictures ?? [], b.Origin ?? "", b.Storage ?? "", b.ShelfLifeDays, b.Active,
        b.Pinyin ?? before?.Pinyin ?? "");

    // Skus of one name are one product.
    static async Task<ProductId> ProductOf(string name, LinliDb db, CancellationToken ct) =>
        await db.Set<Sku>().Where(s => s.Name == name).Select(s => (ProductId?)s.Product).FirstOrDefaultAsync(ct)
        ?? Id.New<ProductId>();

    static bool Matches(HttpRequest request, int revision) =>
        request.Headers.IfMatch.ToString() is not { Length: > 0 } wanted
        || wanted == "*" || wanted.Trim('"') == revision.ToString(CultureInfo.InvariantCulture);
}
