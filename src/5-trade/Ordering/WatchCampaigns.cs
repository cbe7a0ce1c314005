using Linli.Campaigns;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>
/// How far campaigns are, for whoever looks at them. A page is told by events: GET /api/shops/{shop}/live?campaigns=a,b — a mini-program has
/// none and asks again and again: GET /api/shops/{shop}/progress?campaigns=a,b, answered by 304 while nothing has changed.
/// </summary>
static class WatchCampaigns
{
    public static async Task Live(string shop, string campaigns, HttpContext http, Map map, Live<CampaignProgress> live, CancellationToken ct) =>
        await live.Stream(http, await ShopOf(shop, map, ct), Ids(campaigns));

    public static async Task<Ok<Page<CampaignProgress>>> Now(
        string shop, string campaigns, HttpContext http, Map map, Live<CampaignProgress> live, CancellationToken ct)
    {
        var (now, tag) = await live.Latest(await ShopOf(shop, map, ct), Ids(campaigns), ct);
        http.Response.Headers.ETag = tag;
        return TypedResults.Ok(new Page<CampaignProgress>(now, null));
    }

    public static Func<HttpContext, string, bool> Unchanged(Live<CampaignProgress> live) => (http, tag) =>
        http.Request.Query["campaigns"] is [{ } campaigns] && TryIds(campaigns, out var ids) && live.IsLatest(tag, ids);

    public static async Task<CampaignProgress?> Read(IServiceProvider services, Guid id, CancellationToken ct)
    {
        var campaign = new CampaignId(id);
        if (await services.GetRequiredService<Board>().Progress(campaign, ct) is not { } progress) return null;
        // Before the cut-off nothing can have come for anybody.
        return progress.CutOffAt is null ? progress : progress with
        {
            Arrived = await services.GetRequiredService<LinliDb>().Set<Order>().CountAsync(o => o.Campaign == campaign && o.ArrivedAt != null, ct),
        };
    }

    static async Task<TenantId> ShopOf(string shop, Map map, CancellationToken ct) => await map.KnownShopCalled(shop, ct) ?? throw No.WatchedUnknown();

    static List<Guid> Ids(string campaigns) => TryIds(campaigns, out var ids) ? ids : throw No.WatchedWrong(Live<CampaignProgress>.MostTogether);

    static bool TryIds(string campaigns, out List<Guid> ids)
    {
        ids = [];
        foreach (var text in campaigns.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Guid.TryParse(text, out var id) || ids.Count == Live<CampaignProgress>.MostTogether) return false;
            if (!ids.Contains(id)) ids.Add(id);
        }

        return ids.Count > 0;
    }
}
