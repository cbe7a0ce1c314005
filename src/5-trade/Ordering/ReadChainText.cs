using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>
/// 贴回群里: GET /api/campaigns/{campaign}/chain-text?kind=entries|unpaid|arrived|uncollected — the chain as people write it,
/// or who is kindly reminded. Nobody's phone or door is in it.
/// </summary>
static class ReadChainText
{
    public enum Kind { Entries, Unpaid, Arrived, Uncollected }

    public sealed record Shown(string Text);

    public static async Task<Ok<Shown>> Handle(
        CampaignId campaign, Word<Kind>? kind, LinliDb db, Caller caller, Roster roster, Board board, Goods goods, Map map, Naming naming,
        Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var card = await board.ReadToPlan(campaign, caller, roster, ct);
        var orders = await db.Set<Order>().AsNoTracking().Include(o => o.Lines).AsSplitQuery()
            .Where(o => o.Campaign == campaign && (o.State == OrderState.AwaitingPayment || o.State == OrderState.Confirmed || o.State == OrderState.Completed))
            .ToListAsync(ct);
        var words = new GroupText(
            card, await goods.Find([.. card.Items.Select(i => i.Sku)], ct), await map.Points(card.PickupPoints, ct),
            [.. orders.OrderBy(o => o.Entry ?? int.MaxValue).ThenBy(o => o.PlacedAt).ThenBy(o => o.Number)], await naming.Of(orders, ct));
        audit.Note("read-chain-text", $"campaign {campaign.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(new Shown(kind?.Value switch
        {
            Kind.Unpaid => words.Unpaid(),
            Kind.Arrived => words.Arrived(),
            Kind.Uncollected => words.Uncollected(),
            _ => words.Entries(BusinessDay.Of(clock.GetUtcNow())),
        }));
    }
}
