using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>
/// 店面 — the door for whoever shows a shop to people who have only just opened its address: what GET /api/shops/{shop} and
/// GET /api/shops/{shop}/campaigns would answer them, in one piece and at most a second old. What this host changes is seen at once.
/// </summary>
public sealed class Storefront(LinliDb db, Shops shops, Caller caller, Map map, Goods goods, Roster roster, TimeProvider clock)
{
    /// <summary>It stands within a page: nothing in it may look like a tag.</summary>
    static readonly JsonSerializerOptions withinAPage = new(Json.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Who shows it has seen when it was made.</summary>
    public sealed record Shown(string Shop, string Language, ReadOnlyMemory<byte> Json);

    sealed record Whole(string Lang, ShopFront Shop, Page<CampaignShown> Campaigns);

    /// <param name="code">The shop of the address; without one it is the only one of this installation.</param>
    /// <returns>Nothing when there is no such shop.</returns>
    public async Task<Shown?> Of(string? code, string language, CancellationToken ct)
    {
        var shop = code is null ? (await shops.Only(ct))?.Id : await shops.Known(code, ct);
        if (shop is null) return null;
        caller.ActAsSystemOf(shop.Value);
        caller.Speak(language);
        Type[] rows = [.. Map.FrontRows, typeof(Campaign), typeof(CampaignItem), typeof(CampaignArea)];
        return (await db.Known<string, Shown>(rows, [language], async _ => new Dictionary<string, Shown> { [language] = await Read(language, ct) }))[language];
    }

    async Task<Shown> Read(string language, CancellationToken ct)
    {
        var front = await map.Front(ct);
        var list = await ListCampaigns.ToAnybody(Paging.Of(null, null), db, new Showing(db, goods, map, roster, caller, clock), clock, ct);
        return new(front.Code, language, JsonSerializer.SerializeToUtf8Bytes(new Whole(language, front, list), withinAPage));
    }
}
