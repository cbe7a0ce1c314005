using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>GET /api/campaigns?state=&amp;day=&amp;q=&amp;take=&amp;after=</summary>
static class ListCampaigns
{
    const int MostSearch = 40, MostFound = 200;

    public static async Task<Ok<Page<CampaignShown>>> Handle(
        Word<CampaignState>? state, DateOnly? day, string? q, int? take, string? after,
        LinliDb db, Caller caller, Roster roster, Goods goods, Showing showing, TimeProvider clock, CancellationToken ct)
    {
        if (q?.Length > MostSearch) throw No.SearchTooLong(MostSearch);
        var rows = Board.Within(db.Set<Campaign>(), await Scope.Neighbourhoods(caller, roster, ct));
        var planner = caller.SeesTheWholeShop || caller.Is(Role.Leader);
        if (!planner) rows = rows.Where(c => c.PublishedAt != null);
        else if (caller.Is(Role.Leader) && !caller.SeesTheWholeShop)
        {
            var me = new MemberId(caller.Person);
            rows = rows.Where(c => c.PublishedAt != null || c.Leader == me);
        }

        if (q?.Trim() is { Length: > 0 } text)
        {
            // By its title, or by what is in it: 草莓, caomei or cm.
            SkuId[] found = [.. await goods.Search(text, MostFound, ct)];
            rows = rows.Where(c => c.Title.Contains(text) || c.Items.Any(i => found.Contains(i.Sku)));
        }

        return TypedResults.Ok(await Shown(Filter(rows, state?.Value, day, clock.GetUtcNow()), Paging.Of(take, after), planner, showing, ct));
    }

    /// <summary>GET /api/shops/{shop}/campaigns — for people who followed a shared link.</summary>
    public static async Task<Ok<Page<CampaignShown>>> ForPassersBy(
        string shop, int? take, string? after,
        LinliDb db, Caller caller, Map map, Showing showing, TimeProvider clock, CancellationToken ct)
    {
        caller.ActAsSystemOf(await map.ShopCalled(shop, ct) ?? throw No.Unknown());
        return TypedResults.Ok(await ToAnybody(Paging.Of(take, after), db, showing, clock, ct));
    }

    /// <summary>What is open or announced in the caller's shop, as everybody may see it.</summary>
    public static Task<Page<CampaignShown>> ToAnybody(Paging paging, LinliDb db, Showing showing, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return Shown(db.Set<Campaign>().Where(c => c.PublishedAt != null && c.CutOffAt == null && c.ClosesAt > now), paging, planner: false, showing, ct);
    }

    static IQueryable<Campaign> Filter(IQueryable<Campaign> rows, CampaignState? state, DateOnly? day, DateTimeOffset now)
    {
        rows = state switch
        {
            CampaignState.Draft => rows.Where(c => c.PublishedAt == null),
            CampaignState.CutOff => rows.Where(c => c.PublishedAt != null && (c.CutOffAt != null || c.ClosesAt <= now)),
            CampaignState.Announced => rows.Where(c => c.PublishedAt != null && c.CutOffAt == null && c.OpensAt > now),
            CampaignState.Open => rows.Where(c => c.PublishedAt != null && c.CutOffAt == null && c.OpensAt <= now && c.ClosesAt > now),
            _ => rows,
        };
        if (day is not { } date) return rows;
        var (from, to) = BusinessDay.Bounds(date);
        return rows.Where(c => c.OpensAt < to && c.PickupTo >= from);
    }

    static async Task<Page<CampaignShown>> Shown(
        IQueryable<Campaign> rows, Paging paging, bool planner, Showing showing, CancellationToken ct)
    {
        var page = await paging.Of(rows.AsNoTracking().Include(c => c.Items).Include(c => c.Areas)
            .OrderByDescending(c => c.ClosesAt).ThenByDescending(c => c.MadeAt).ThenBy(c => c.Id), ct);
        return new(await showing.Many(page.Items, planner, ct), page.Next);
    }
}
