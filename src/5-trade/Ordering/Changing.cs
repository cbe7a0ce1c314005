using Linli.Campaigns;
using Linli.Catalog;
using Linli.Inventory;

namespace Linli.Ordering;

/// <summary>Takes the difference between what orders hold and what they shall hold, from the campaign and from the shelf.</summary>
static class Changing
{
    /// <param name="changes">Living orders of one campaign with their lines; they themselves are not touched.</param>
    public static async Task<IReadOnlyList<Served<Granted>>> Take(
        IReadOnlyList<(Order Order, Wish To)> changes, CampaignCard campaign, Board board, Stock stock, CancellationToken ct)
    {
        var fromShelf = campaign.Supply == Supply.Shelf;
        var free = fromShelf
            ? await stock.Free([.. changes.SelectMany(c => c.To.Lines).Select(l => l.Sku).Distinct()], ct)
            : new Dictionary<SkuId, long>();
        var served = await board.Change(
            [.. changes.Select(c => (new Wish(campaign.Id, c.Order.Household, Held(c.Order)), c.To))],
            new Dictionary<CampaignId, CampaignCard> { [campaign.Id] = campaign }, free, ct);
        if (!fromShelf) return served;

        var picks = changes.Zip(served).Where(x => x.Second.No is null).SelectMany(x => Differences(x.First.Order, x.First.To))
            .GroupBy(p => p.Sku, p => p.Amount).Select(g => new Pick(g.Key, g.Sum())).ToList();
        stock.Release([.. picks.Where(p => p.Amount < 0).Select(p => p with { Amount = -p.Amount })]);
        stock.Hold([.. picks.Where(p => p.Amount > 0)]);
        return served;
    }

    static WishLine[] Held(Order order) => [.. order.Lines.Select(l => new WishLine(l.Sku, l.Amount))];

    static IEnumerable<Pick> Differences(Order order, Wish to) =>
        to.Lines.Select(l => new Pick(l.Sku, l.Amount)).Concat(order.Lines.Select(l => new Pick(l.Sku, -l.Amount)));
}
