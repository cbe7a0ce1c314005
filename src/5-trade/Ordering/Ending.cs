using System.Security.Cryptography;
using Linli.Campaigns;
using Linli.Inventory;
using Linli.Members;
using Linli.Payments;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>How an order that will not be fulfilled gives everything back: its place, its goods, its money.</summary>
sealed class Ending(LinliDb db, Board board, Stock stock, Cashier cashier, Coupons coupons, PointsBook points, Mailbox mailbox, TimeProvider clock)
{
    /// <param name="order">With its lines.</param>
    /// <param name="reason">As the household is told; what a person typed is the same in both languages.</param>
    public async Task End(Order order, OrderState state, Event what, (string Zh, string En)? reason, CancellationToken ct)
    {
        var campaign = await board.Read(order.Campaign, ct);
        // Only what is paid online counts towards a deal.
        var wasPaid = order.PaysOnline && order.State == OrderState.Confirmed;
        order.End(state, what, clock.GetUtcNow(), reason?.Zh);
        // The others of a joint payment can be paid without this one, by another number.
        if (order.PaysOnline) await cashier.Drop(order.Id.Value, ct);
        board.GiveBack([new(order.Campaign, order.Household, [.. order.Lines.Select(l => new WishLine(l.Sku, l.Amount))])]);
        if (order.Coupons.Count > 0) await coupons.GiveBack(order.Id.Value, ct);
        if (order.HasPoints) await points.Keep(order.Id.Value, 0, order.Number, ct);
        if (wasPaid) await board.Unpaid(order.Campaign, order.Household, ct, failed: what == Event.DealFailed);
        // Held are goods from the shelf since placing, and bought goods since they were allocated.
        stock.Release([.. order.Lines.Select(l => new Pick(
            l.Sku, campaign.Supply == Supply.Shelf || l.Allocated is not null ? l.InBag - l.Handed : 0))]);
        await PayBack(order, what == Event.DealFailed ? Event.DealFailed : Event.Refunded, reason?.Zh ?? "", ct);
        if (order.Frozen) db.Raise(new OrderDropped(order.Id, order.Campaign), order.Id.Value);
        if (what == Event.DealFailed) db.Raise(new OrderDealFailed(order.Id, order.Campaign), order.Id.Value);
        Tell(order, campaign.Title, what, reason);
    }

    /// <summary>Everything paid and not yet given back, back the way it came.</summary>
    public async Task PayBack(Order order, Event what, string reason, CancellationToken ct)
    {
        var due = order.Paid - order.Refunded;
        if (due.Fen == 0) return;
        await cashier.Refund(Once(order.Id, $"all:{order.Refunded.Fen}"), order.Id.Value, due, Reason(order, reason), "prepaid", null, ct);
        order.GiveBack(due, what, clock.GetUtcNow());
    }

    /// <summary>What was paid in the group for more than the order holds since it was changed.</summary>
    /// <param name="change">Tells two changes of one order apart.</param>
    public async Task PayBackOver(Order order, Guid change, CancellationToken ct)
    {
        if (order.Overpaid is not { Fen: > 0 } over) return;
        await cashier.Refund(Once(order.Id, $"changed:{change}"), order.Id.Value, over, Reason(order, "改单退差"), "prepaid", null, ct);
        order.GiveBack(over, Event.Refunded, clock.GetUtcNow());
    }

    public static string Reason(Order order, string reason) => $"订单 {order.Number} {reason}".Trim();

    /// <summary>The same refund of the same order is the same refund, however often it is tried.</summary>
    public static RefundId Once(OrderId order, string what)
    {
        var name = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{order.Value}/{what}"));
        return new(new Guid(name.AsSpan(0, 16)));
    }

    void Tell(Order order, string title, Event what, (string Zh, string En)? reason)
    {
        ((string, string) Head, (string, string) Text) said = what switch
        {
            Event.Expired => (("订单已关闭", "Order closed"), ($"“{title}”的订单 {order.Number} 超时未付款，已关闭。还想要的话可以重新下单。",
                $"Order {order.Number} of \"{title}\" was not paid in time and is closed. Order again if you still want it.")),
            Event.DealFailed => (("没有成团", "The deal was not reached"), ($"“{title}”{reason?.Zh ?? "没有凑够户数"}，订单 {order.Number} 的 {order.Refunded} 已原路退回。",
                $"\"{title}\": {reason?.En ?? "too few households joined"}. {order.Refunded} of order {order.Number} went back the way it was paid.")),
            _ => (("订单已取消", "Order cancelled"), ($"“{title}”的订单 {order.Number} 已取消{(reason is { Zh.Length: > 0 } ? $"（{reason.Value.Zh}）" : "")}"
                + (order.Refunded.Fen > 0 ? $"，{order.Refunded} {(order.PaysOutside ? "由团长在群里退给您" : "已原路退回")}。" : "。"),
                $"Order {order.Number} of \"{title}\" was cancelled{(reason is { En.Length: > 0 } ? $" ({reason.Value.En})" : "")}."
                + (order.Refunded.Fen > 0 ? $" {order.Refunded} {(order.PaysOutside ? "is given back by the leader in the group" : "went back the way it was paid")}." : ""))),
        };
        mailbox.Send(order.Household, said.Head, said.Text, $"/orders/{order.Id.Value}");
    }
}
