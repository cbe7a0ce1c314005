using Linli.Campaigns;
using Linli.Payments;

namespace Linli.Ordering;

/// <summary>
/// 付款码: PUT /api/orders/{order}/payments/{payment}/code — a clerk scans the code on the payer's phone. Asked again with the same
/// payment, it says what became of it; money is never taken twice under one number.
/// </summary>
static class PayByCode
{
    public sealed record Body(string Code)
    {
        public override string ToString() => "code";
    }

    public static Body Example { get; } = new("134567890123456789");

    public static async Task<Ok<PaymentCard>> Handle(
        OrderId order, PaymentId payment, Body body, LinliDb db, Board board, Cashier cashier, TimeProvider clock, CancellationToken ct)
    {
        if (body.Code is not { Length: >= 16 and <= 24 } || !body.Code.All(char.IsAsciiDigit)) throw No.CodeWrong();
        var found = await db.Set<Order>().Include(o => o.Lines).FirstOrDefaultAsync(o => o.Id == order, ct) ?? throw No.Unknown();
        if (!found.PaysOnline) throw No.NothingToPay();
        if (found.State != OrderState.AwaitingPayment && found.Paid.Fen == 0) throw No.PayTimeOver();
        if (found.State == OrderState.AwaitingPayment && found.PayBy <= clock.GetUtcNow()) throw No.PayTimeOver();

        var until = found.Rest.Fen > 0 ? clock.GetUtcNow().AddMinutes(Order.RestMinutes) : found.PayBy!.Value;
        var campaign = await board.Read(found.Campaign, ct);
        var known = await cashier.Known([payment], ct);
        if (found.State == OrderState.AwaitingPayment || found.Rest.Fen > 0 || known.GetValueOrDefault(payment) != order.Value)
            await cashier.Start(payment, order.Value, found.PaymentText(campaign.Title), found.ToPayOnline, found.Payment, null, until, ct, PayWay.Code);
        // Before the money is asked for: a crash between the two must leave the number behind.
        await db.Commit(ct);
        var card = await cashier.Charge(payment, body.Code, ct);
        await db.Commit(ct);
        return TypedResults.Ok(card);
    }
}
