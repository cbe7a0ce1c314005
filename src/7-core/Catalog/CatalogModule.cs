namespace Linli.Catalog;

/// <summary>商品 — what can be sold at all, from whom, and at what shelf price.</summary>
public sealed class CatalogModule : Module
{
    public override void Services(IServiceCollection services) { }
    public override void Tables(ModelBuilder model) { }
    public override void Endpoints(IEndpointRouteBuilder api) { }
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

