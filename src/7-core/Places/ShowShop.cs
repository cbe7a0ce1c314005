namespace Linli.Places;

/// <summary>What anybody sees of a shop: GET /api/shops/{code}</summary>
static class ShowShop
{
    public sealed record Front(TenantId Id, string Code, string Name, string Phone, string Address, string Notice);

    public static async Task<Ok<Front>> Handle(string code, LinliDb db, Shops shops, Caller caller, CancellationToken ct)
    {
        var name = await shops.Find(code, ct) ?? throw No.ShopUnknown();
        caller.ActAsSystemOf(name.Id);
        var shop = await db.Set<Shop>().AsNoTracking().FirstOrDefaultAsync(ct) ?? throw No.ShopUnknown();
        return TypedResults.Ok(new Front(name.Id, name.Code, name.Name, shop.Phone, shop.Address, shop.Notice));
    }
}
