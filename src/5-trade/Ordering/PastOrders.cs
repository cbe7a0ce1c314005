using Linli.Campaigns;
using Linli.Members;
using Linli.Payments;

namespace Linli.Ordering;

/// <summary>
/// Which orders of a month may be archived: those that ended, whose campaign is long over, about which nobody claims anything, and
/// for which no money moves. What still lives stays.
/// </summary>
static class PastOrders
{
    /// <summary>So long after the last pickup nobody comes back with a claim, and no provider with money.</summary>
    public const int RestDays = 60;
    const int MostAtOnce = 1000;

    public static Past Past { get; } = new(typeof(Order), Ended) { Carry = Remember };

    static async Task<IReadOnlyList<Guid>> Ended(IServiceProvider services, Month month, CancellationToken ct)
    {
        var (db, board, cashier) = (services.GetRequiredService<LinliDb>(), services.GetRequiredService<Board>(), services.GetRequiredService<Cashier>());
        var before = services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-RestDays);
        var (from, to) = (month.From, month.To);
        var ended = await db.Set<Order>()
            .Where(o => o.PlacedAt >= from && o.PlacedAt < to && o.State != OrderState.AwaitingPayment && o.State != OrderState.Confirmed
                && !o.Claims.Any(c => c.State == ClaimState.Open))
            .Select(o => new { o.Id, o.Campaign }).ToListAsync(ct);
        var over = new HashSet<CampaignId>();
        foreach (var some in ended.Select(o => o.Campaign).Distinct().Chunk(MostAtOnce)) over.UnionWith(await board.Over(some, before, ct));
        var past = new List<Guid>();
        foreach (var some in ended.Where(o => over.Contains(o.Campaign)).Select(o => o.Id.Value).Chunk(MostAtOnce))
        {
            var moving = await cashier.StillMoving(some, ct);
            past.AddRange(some.Where(o => !moving.Contains(o)));
        }

        return past;
    }

    /// <summary>Whose orders leave has bought here all the same. Brought back, they say nothing else, so what is remembered stays.</summary>
    static async Task Remember(IServiceProvider services, Month month, IReadOnlyCollection<Guid> ids, bool leaving, CancellationToken ct)
    {
        if (!leaving) return;
        var db = services.GetRequiredService<LinliDb>();
        var orders = ids.Select(id => new OrderId(id)).ToList();
        var bought = (await db.Set<Order>().Where(o => orders.Contains(o.Id) && o.State == OrderState.Completed)
            .Select(o => new { o.Household, o.PlacedAt }).ToListAsync(ct)).GroupBy(o => o.Household, o => o.PlacedAt);
        var homes = bought.Select(b => b.Key).ToList();
        var known = await db.Set<PastBuyer>().Where(b => homes.Contains(b.Household)).ToDictionaryAsync(b => b.Household, ct);
        foreach (var home in bought)
            if (!known.TryGetValue(home.Key, out var buyer)) db.Add(new PastBuyer { Household = home.Key, First = home.Min() });
            else if (home.Min() < buyer.First) buyer.First = home.Min();
    }
}

/// <summary>老住户 — a household that took home what it had ordered, and whose orders have since been archived: it never is new again.</summary>
sealed class PastBuyer : IOwned
{
    public TenantId Tenant { get; set; }
    public required HouseholdId Household { get; init; }

    /// <summary>When the earliest of them was placed.</summary>
    public required DateTimeOffset First { get; set; }
}
