using Linli.Campaigns;
using Linli.Members;
using Linli.Payments;

namespace Linli.Ordering;

/// <summary>付款: PUT /api/orders/{order}/payments/{payment} — starts or resumes an online payment.</summary>
static class PayOrder
{
    /// <param name="Way">How: on a page, by a QR (native), inside WeChat (jsapi), in a phone's browser (h5).</param>
    /// <param name="App">Where in WeChat, for jsapi: who pays is whom WeChat knows there as the caller.</param>
    public sealed record Body(string? ReturnUrl = null, PayWay Way = PayWay.Page, WeChatApp App = WeChatApp.MiniProgram);

    public static async Task<Ok<PaymentCard>> Handle(
        OrderId order, PaymentId payment, Body body, LinliDb db, Caller caller, Roster roster, Board board, Cashier cashier, WeChatIds weChat,
        HttpContext http, TimeProvider clock, CancellationToken ct)
    {
        if (!IsAddress(body.ReturnUrl)) throw No.NothingToPay();
        var found = await Scope.OwnOrder(order, db, caller, roster, ct);
        if (!found.PaysOnline || found.IsFree || body.Way == PayWay.Code) throw No.NothingToPay();
        // A phone that asks again after paying gets its answer, not a refusal.
        if (found.State != OrderState.AwaitingPayment && found.Paid.Fen == 0) throw No.PayTimeOver();
        if (found.State == OrderState.AwaitingPayment && found.PayBy <= clock.GetUtcNow()) throw No.PayTimeOver();

        var payer = body.Way == PayWay.Jsapi ? await weChat.Of(new(caller.Person), body.App, ct) : null;
        var until = found.Rest.Fen > 0 ? clock.GetUtcNow().AddMinutes(Order.RestMinutes) : found.PayBy!.Value;
        var campaign = await board.Read(found.Campaign, ct);
        // Asked again after it paid the rest, it is shown as paid: what is due now is another amount.
        var known = await cashier.Known([payment], ct);
        if (found.State == OrderState.AwaitingPayment || found.Rest.Fen > 0 || known.GetValueOrDefault(payment) != order.Value)
            await cashier.Start(payment, order.Value, found.PaymentText(campaign.Title), found.ToPayOnline, found.Payment, body.ReturnUrl, until, ct, body.Way);
        await db.Commit(ct);
        return TypedResults.Ok(await cashier.Present(payment, ct, new(payer?.OpenId, http.Connection.RemoteIpAddress?.ToString(), payer?.AppId)));
    }

    /// <summary>Where the provider's page may send people back to.</summary>
    public static bool IsAddress(string? url) =>
        url is null || (url.Length <= 500 && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https"));
}
