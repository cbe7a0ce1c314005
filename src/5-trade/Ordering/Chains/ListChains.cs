using Linli.Campaigns;

namespace Linli.Ordering;

/// <summary>GET /api/campaigns/{campaign}/chains</summary>
static class ListChains
{
    /// <param name="CanUndo">The paste that can be taken back.</param>
    public sealed record Line(ChainId Id, string Name, int People, int Orders, int Waiting, DateTimeOffset? LastAt, PasteId? CanUndo);

    public sealed record Shown(IReadOnlyList<Line> Items);

    public static async Task<Ok<Shown>> Handle(
        CampaignId campaign, LinliDb db, Surveying surveying, TimeProvider clock, CancellationToken ct)
    {
        var card = await surveying.Campaign(campaign, ct);
        var open = card.TakesOrdersAt(clock.GetUtcNow());
        var chains = await db.Set<Chain>().AsNoTracking().Where(c => c.Campaign == campaign && c.LastAt != null).ToListAsync(ct);
        ChainId[] ids = [.. chains.Select(c => c.Id)];
        var people = db.Set<ChainPerson>().Where(p => ids.Contains(p.Chain));
        var states = await people.GroupBy(p => new { p.Chain, p.State }).Select(g => new { g.Key.Chain, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        OrderState[] alive = [OrderState.Confirmed, OrderState.Completed];
        var orders = await people.Where(p => db.Set<Order>().Any(o => p.Order == o.Id && alive.Contains(o.State)))
            .GroupBy(p => p.Chain).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return TypedResults.Ok(new Shown([.. chains.OrderBy(c => c.MadeAt).ThenBy(c => c.Id.Value).Select(c => new Line(
            c.Id, c.Name, states.Where(s => s.Chain == c.Id && s.State != ChainState.Withdrawn).Sum(s => s.Count), orders.GetValueOrDefault(c.Id),
            states.Where(s => s.Chain == c.Id && s.State == ChainState.Waiting).Sum(s => s.Count), c.LastAt, open ? c.LastPaste : null))]));
    }
}
