namespace Linli.Places;

/// <summary>PUT /api/shop — the code stays, because it stands in links and on posters.</summary>
static class SetShop
{
    public sealed record Body(
        string Name, string Phone, string Address, string Notice, int HoldMinutes, int CommissionBasisPoints);

    public static Body Example => new("杏雨邻里店", "0571-00000000", "杏雨路 8 号", "今天 22:00 截单", 15, 800);

    public static async Task<Ok<ShopSettings>> Handle(Body body, LinliDb db, Shops shops, Audit audit, CancellationToken ct)
    {
        var was = await shops.Own(ct) ?? throw No.ShopUnknown();
        var shop = await db.Set<Shop>().FirstOrDefaultAsync(ct) ?? throw No.ShopUnknown();
        var name = Written.Name(body.Name);
        shop.Set(body.Phone, body.Address, body.Notice, body.HoldMinutes, body.CommissionBasisPoints);
        await shops.Rename(name, ct);
        audit.Note("set-shop", "shop");
        await db.Commit(ct);
        return TypedResults.Ok(shop.Settings(was with { Name = name }));
    }
}
