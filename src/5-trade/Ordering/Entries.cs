using Linli.Campaigns;

namespace Linli.Ordering;

/// <summary>
/// 序号 — numbers the orders of a chain as they are placed, so that a number never means another order, and those of one pasted
/// text stay in its order.
/// </summary>
static class Entries
{
    /// <param name="fresh">In the order in which they were placed. Two hosts that give the same number: one of them begins again.</param>
    public static async Task Number(
        LinliDb db, IEnumerable<Order> fresh, IReadOnlyDictionary<CampaignId, CampaignCard> campaigns, CancellationToken ct)
    {
        foreach (var chain in fresh.Where(o => o.Entry is null && (o.Nickname is not null || campaigns[o.Campaign].Kind == CampaignKind.Chain)).GroupBy(o => o.Campaign))
        {
            var last = await db.Set<Order>().Where(o => o.Campaign == chain.Key).MaxAsync(o => o.Entry, ct) ?? 0;
            foreach (var order in chain) order.Entry = ++last;
        }
    }
}
