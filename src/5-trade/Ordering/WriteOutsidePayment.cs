using Linli.Members;
using Linli.Payments;

namespace Linli.Ordering;

/// <summary>记群里付款: PUT /api/orders/{order}/outside-payments/{payment} — somebody paid the leader in the group.</summary>
static class WriteOutsidePayment
{
    public sealed record Body(Money Amount);

    public static Body Example { get; } = new(new Money(1600));

    public static async Task<Ok<OrderShown>> Handle(
        OrderId order, PaymentId payment, Body body, LinliDb db, Caller caller, Roster roster, Cashier cashier, Showing showing, Audit audit,
        TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var found = await Scope.Order(order, db, caller, roster, ct);
        var again = (await cashier.Known([payment], ct)).ContainsKey(payment);
        if (!again && (!found.PaysOutside || found.State != OrderState.Confirmed || body.Amount.Fen <= 0 || body.Amount > found.ToPay))
            throw No.OutsideWrong(found.PaysOutside ? found.ToPay : Money.Zero);
        if (await cashier.TakeOutside(payment, order.Value, $"订单 {found.Number} 群里付款", body.Amount, ct))
        {
            found.TakeOutside(body.Amount, clock.GetUtcNow());
            audit.Note("write-outside-payment", $"order {order.Value}");
            await db.Commit(ct);
        }

        return TypedResults.Ok(await showing.One(found, ct));
    }
}
