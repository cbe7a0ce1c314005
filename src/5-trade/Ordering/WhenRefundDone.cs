using Linli.Members;
using Linli.Payments;

namespace Linli.Ordering;

/// <summary>The money is back with the household: it is told so.</summary>
static class WhenRefundDone
{
    public static async Task Tell(RefundDone fact, LinliDb db, Mailbox mailbox, CancellationToken ct)
    {
        // Nobody waits any more for what concerns an archived order.
        if (await db.Set<Order>().AsNoTracking().SingleOrDefaultAsync(o => o.Id == new OrderId(fact.About), ct) is not { } order) return;
        mailbox.Send(order.Household, ("退款到账", "Your refund is there"),
            ($"订单 {order.Number} 的 {fact.Amount} {(order.PaysOutside ? "已经退给您" : "已退回您的付款账户")}。",
                $"{fact.Amount} of order {order.Number} {(order.PaysOutside ? "was given back to you" : "is back on the account you paid from")}."), $"/orders/{order.Id.Value}");
    }
}
