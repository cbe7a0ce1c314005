using Linli.Campaigns;
using Linli.Members;
using Linli.Places;

namespace Linli.Channels;

/// <summary>扫码打开: GET /api/links/{code} — what a scanned scene of 32 letters, or a short code of a shop, stands for.</summary>
static class OpenLink
{
    public sealed record Answer(string Shop, CampaignId Campaign, MemberId Leader, PickupPointId? PickupPoint, string? From);

    public static async Task<Ok<Answer>> Handle(string code, LinliDb db, Caller caller, Map map, CancellationToken ct, string? shop = null)
    {
        var wanted = Link.Read(code);
        if (shop is not null) wanted = await map.ShopCalled(shop, ct) is { } known ? (known, code) : null;
        if (wanted is not (var tenant, var letters)) throw No.LinkUnknown();
        caller.ActAsSystemOf(tenant);
        var link = await db.Set<Link>().AsNoTracking().FirstOrDefaultAsync(l => l.Code == letters, ct) ?? throw No.LinkUnknown();
        return TypedResults.Ok(new Answer((await map.Shop(ct)).Code, link.Campaign, link.Leader, link.Point, link.From));
    }
}
