using Linli.Campaigns;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>GET /api/today — the shopkeeper's first screen: what runs, what the day brought, what waits for a decision.</summary>
static class ReadToday
{
    /// <param name="Kind">The app words it: claims, claims-passed, closing-soon, deal-missing.</param>
    public sealed record Need(string Kind, string Text, string Link, int Count);

    public sealed record Running(
        CampaignId Id, string Title, CampaignKind Kind, DateTimeOffset ClosesAt, bool CutOff, int Orders, Money Takings, int Households, int? DealHouseholds);

    /// <param name="LastWeekSameDay">Ordered value of the same weekday last week, up to the same time of day.</param>
    public sealed record Shown(
        IReadOnlyList<Need> Needs, IReadOnlyList<Running> Campaigns, int OrdersToday, Money OrderedToday, Money LastWeekSameDay);

    public static async Task<Ok<Shown>> Handle(
        LinliDb db, Caller caller, Roster roster, Board board, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var orders = (await Scope.Orders(db, caller, roster, ct)).AsNoTracking();
        var led = caller.SeesTheWholeShop ? null : await roster.NeighbourhoodsOf(new MemberId(caller.Person), ct);
        var campaigns = await board.Recent(led, closingAfter: now.AddDays(-1), ct);
        CampaignId[] ids = [.. campaigns.Select(c => c.Id)];
        OrderState[] alive = [OrderState.Confirmed, OrderState.Completed];
        var sums = await orders.Where(o => ids.Contains(o.Campaign) && alive.Contains(o.State)).GroupBy(o => o.Campaign)
            .Select(g => new { g.Key, Orders = g.Count(), Households = g.Select(o => o.Household).Distinct().Count() })
            .ToDictionaryAsync(g => g.Key, ct);
        var takings = (await orders.Where(o => ids.Contains(o.Campaign) && alive.Contains(o.State))
            .Select(o => new { o.Campaign, o.Total }).ToListAsync(ct)).ToLookup(o => o.Campaign, o => o.Total);
        var (from, _) = BusinessDay.Bounds(BusinessDay.Of(now));
        var today = await Ordered(orders, from, now, alive, ct);
        var lastWeek = await Ordered(orders, from.AddDays(-7), now.AddDays(-7), alive, ct);

        return TypedResults.Ok(new Shown(
            [.. await Needs(orders, campaigns, caller, now, ct)],
            [.. campaigns.Select(c => new Running(
                c.Id, c.Title, c.Kind, c.ClosesAt, !c.TakesOrdersAt(now) && now >= c.OpensAt, sums.GetValueOrDefault(c.Id)?.Orders ?? 0,
                takings[c.Id].Sum(m => m), sums.GetValueOrDefault(c.Id)?.Households ?? 0, c.DealHouseholds))],
            today.Count, today.Sum(m => m), lastWeek.Sum(m => m)));
    }

    static Task<List<Money>> Ordered(
        IQueryable<Order> orders, DateTimeOffset from, DateTimeOffset to, OrderState[] alive, CancellationToken ct) =>
        orders.Where(o => o.PlacedAt >= from && o.PlacedAt <= to && alive.Contains(o.State)).Select(o => o.Total).ToListAsync(ct);

    static async Task<IEnumerable<Need>> Needs(
        IQueryable<Order> orders, IReadOnlyList<CampaignCard> campaigns, Caller caller, DateTimeOffset now, CancellationToken ct)
    {
        var (needs, en, wholeShop) = (new List<Need>(), caller.Language == "en", caller.SeesTheWholeShop);
        // What a leader passed on waits for the shop alone, and is none of the leader's any more.
        var passed = wholeShop ? await orders.CountAsync(o => o.Claims.Any(c => c.State == ClaimState.Open && c.ReferredAt != null), ct) : 0;
        if (passed > 0) needs.Add(new("claims-passed", en ? $"Claims passed on to the shop: {passed}" : $"{passed} 个售后转给店里来定", "/orders?claims=true", passed));
        var claims = wholeShop ? await orders.CountAsync(o => o.Claims.Any(c => c.State == ClaimState.Open && c.ReferredAt == null), ct)
            : await orders.CountAsync(o => o.Claims.Any(c => c.State == ClaimState.Open && c.PassedBy == null), ct);
        if (claims > 0) needs.Add(new("claims", en ? $"Claims that wait for you: {claims}" : $"{claims} 个售后等您处理", "/orders?claims=true", claims));
        foreach (var c in campaigns.Where(c => c.TakesOrdersAt(now)))
        {
            if (c.Deal is { } deal && (deal.Reached == 0 || deal.Waiting > 0))
                needs.Add(new("deal-missing", en ? $"{c.Title}: {deal.Say(c.ClosesAt, now, over: false, failed: 0, caller.Language)}" : $"“{c.Title}”{deal.Say(c.ClosesAt, now, over: false, failed: 0, caller.Language)}", $"/campaigns/{c.Id.Value}", 1));
            else if (c.ClosesAt - now < TimeSpan.FromHours(2))
                needs.Add(new("closing-soon", en ? $"{c.Title}: closes at {BusinessDay.Say(c.ClosesAt).Split(' ')[^1]}" : $"“{c.Title}”{BusinessDay.Say(c.ClosesAt)} 截单", $"/campaigns/{c.Id.Value}", 1));
        }

        return needs;
    }
}
