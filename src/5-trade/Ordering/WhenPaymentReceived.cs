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
        var id = new OrderId(fact.About);
        var late = Ending.Once(id, $"late:{fact.Payment.Value}");
        if (await db.Set<Order>().Include(o => o.Lines).SingleOrDefaultAsync(o => o.Id == id, ct) is not { } order)
        {
            // Archived since: what comes now can only go back.
            await cashier.Refund(late, fact.About, fact.Amount, "付款晚到", "prepaid", null, ct);
            return;
        }

        var received = order.Receive(fact.Amount, clock.GetUtcNow(), fact.With);
        if (received == Received.Order) await board.Paid(order.Campaign, order.Household, ct);
        if (received != Received.Late) return;

        await cashier.Refund(late, fact.About, fact.Amount, Ending.Reason(order, "付款晚到"), "prepaid", null, ct);
        order.GiveBack(fact.Amount, Event.LateRefunded, clock.GetUtcNow());
        mailbox.Send(order.Household, ("付款晚到，已退回", "Paid too late, given back"),
            ($"订单 {order.Number} {(order.State is OrderState.Confirmed or OrderState.Completed ? "不用再付了" : "已关闭")}，晚到的 {fact.Amount} 已原路退回。",
                $"Order {order.Number} {(order.State is OrderState.Confirmed or OrderState.Completed ? "needed no payment any more" : "is closed")}; the {fact.Amount} that came late went back the way it was paid."), $"/orders/{order.Id.Value}");
    }
}
