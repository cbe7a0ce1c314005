using Linli.Campaigns;
using Linli.Fulfilment;
using Linli.Ordering;
using Linli.Payments;

namespace Linli.Channels;

/// <summary>Tells the buyers by WeChat: goods are there, the deal is made or failed, money is back.</summary>
static class WhenNews
{
    public static async Task Arrived(PickupReady fact, Notifying notices, Outgoing outgoing, OrderBook orders, CancellationToken ct)
    {
        if (!await notices.IsOn(ct)) return;
        await notices.Tell(NoticeKind.Arrived, fact.Pickup.Value, await orders.Briefs(fact.Orders, ct), outgoing, fact.From, "到货了，请凭取货码来取", ct);
    }

    public static async Task DealReached(DealReached fact, Notifying notices, Outgoing outgoing, OrderBook orders, Board board, CancellationToken ct)
    {
        if (!await notices.IsOn(ct)) return;
        var campaign = await board.Read(fact.Campaign, ct);
        await notices.Tell(NoticeKind.DealReached, fact.Campaign.Value, await orders.Standing(fact.Campaign, ct), outgoing, campaign.PickupFrom, "已成团，到货会再通知您", ct);
    }

    public static async Task DealFailed(OrderDealFailed fact, Notifying notices, Outgoing outgoing, OrderBook orders, TimeProvider clock, CancellationToken ct)
    {
        if (!await notices.IsOn(ct)) return;
        await notices.Tell(NoticeKind.DealFailed, fact.Order.Value, await orders.Briefs([fact.Order], ct), outgoing, clock.GetUtcNow(), "没有成团，付的钱原路退回", ct);
    }

    public static async Task Refunded(RefundDone fact, Notifying notices, Outgoing outgoing, OrderBook orders, TimeProvider clock, CancellationToken ct)
    {
        if (!await notices.IsOn(ct)) return;
        await notices.Tell(NoticeKind.Refunded, fact.Refund.Value, await orders.Briefs([new(fact.About)], ct), outgoing, clock.GetUtcNow(),
            "已退回您的付款账户", ct, fact.Amount);
    }
}
