using Linli.Campaigns;

namespace Linli.Ordering;

/// <summary>
/// 序号 — numbers the orders of a chain as they are placed, so that a number never means another order, and those of one pasted
/// text stay in its order.
/// </summary>
static class Entries
{
    /// <param name="fresh">In the order in which they were placed.</param>
    public static async Task Number(
        LinliDb db, Board board, IEnumerable<Order> fresh, IReadOnlyDictionary<CampaignId, CampaignCard> campaigns, CancellationToken ct)
    {
        var chains = fresh.Where(o => o.Nickname is not null || campaigns[o.Campaign].Kind == CampaignKind.Chain)
            .GroupBy(o => o.Campaign).OrderBy(c => c.Key.Value).ToList();
        // The goods are taken first: a cut-off locks the items before the campaign's row, and so must we.
        if (chains.Count > 0) await db.SaveChangesAsync(ct);
        foreach (var chain in chains)
        {
            var next = await board.NextEntries(chain.Key, chain.Count(), ct);
            foreach (var order in chain) order.Entry = next++;
        }
    }
}
