using Linli.Payments;

namespace Linli.Ordering;

/// <summary>The alarm set at placing. The provider is asked before a hold is given back: its callback may have been lost.</summary>
static class WhenPayTimeOver
{
    public static async Task Expire(
        PayTimeOver alarm, LinliDb db, Cashier cashier, Ending ending, CancellationToken ct)
    {
        var order = await db.Set<Order>().Include(o => o.Lines).SingleAsync(o => o.Id == alarm.Order, ct);
        if (order.State != OrderState.AwaitingPayment) return;
        // Found paid: the payment's own fact will confirm it.
        if (await cashier.CloseOrFindPaid(order.Id.Value, ct)) return;
        await ending.End(order, OrderState.Expired, Event.Expired, null, ct);
    }
}
