using Linli.Campaigns;
using Linli.Members;
using Linli.Payments;

namespace Linli.Ordering;

/// <summary>The provider has the money: the order stands. Money for an order that is over goes back by itself.</summary>
static class WhenPaymentReceived
{
    public static async Task Confirm(
        PaymentReceived fact, LinliDb db, Board board, Cashier cashier, Mailbox mailbox, TimeProvider clock, CancellationToken ct)
    {
        // Cash is counted where it is taken.
        if (fact.Provider == "cash") return;
        var order = await db.Set<Order>().SingleAsync(o => o.Id == new OrderId(fact.About), ct);
        if (order.Receive(fact.Amount, clock.GetUtcNow()))
        {
            await board.Paid(order.Campaign, order.Household, ct);
            return;
        }

        await cashier.Refund(
            Ending.Once(order.Id, $"late:{fact.Payment.Value}"), fact.About, fact.Amount, Ending.Reason(order, "付款晚到"), "prepaid", null, ct);
        order.GiveBack(fact.Amount, Event.LateRefunded, clock.GetUtcNow());
        mailbox.Send(order.Household, "付款晚到，已退回", $"订单 {order.Number} 已关闭，晚到的 {fact.Amount} 已原路退回。", $"/orders/{order.Id.Value}");
    }
}
