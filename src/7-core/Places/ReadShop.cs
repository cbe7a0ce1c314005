namespace Linli.Places;

/// <summary>GET /api/shop</summary>
static class ReadShop
{
    public static async Task<Ok<ShopSettings>> Handle(LinliDb db, Shops shops, CancellationToken ct)
    {
        var name = await shops.Own(ct) ?? throw No.ShopUnknown();
        var shop = await db.Set<Shop>().AsNoTracking().FirstOrDefaultAsync(ct) ?? throw No.ShopUnknown();
        return TypedResults.Ok(shop.Settings(name));
    }
}
