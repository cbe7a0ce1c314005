namespace Linli.Places;

/// <summary>What anybody sees of a shop: GET /api/shops/{code}</summary>
static class ShowShop
{
    public static async Task<Ok<ShopFront>> Handle(string code, Shops shops, Map map, Caller caller, CancellationToken ct)
    {
        var name = await shops.Find(code, ct) ?? throw No.ShopUnknown();
        caller.ActAsSystemOf(name.Id);
        return TypedResults.Ok(await map.Front(ct));
    }
}
