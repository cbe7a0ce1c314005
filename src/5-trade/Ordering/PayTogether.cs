using Linli.Campaigns;
using Linli.Members;
using Linli.Payments;

namespace Linli.Ordering;

/// <summary>
/// 合并付款: PUT /api/joint-payments/{payment} — starts or resumes one online payment for several orders of a household. Only the payment
/// is joint: each order keeps its campaign, its pickup, its own time and its own refund.
/// </summary>
static class PayTogether
{
    public const int Most = 10;

    /// <param name="Way">How: on a page, by a QR (native), inside WeChat (jsapi), in a phone's browser (h5).</param>
    /// <param name="App">Where in WeChat, for jsapi: who pays is whom WeChat knows there as the caller.</param>
    public sealed record Body(
        IReadOnlyList<OrderId> Orders, string? ReturnUrl = null, PayWay Way = PayWay.Page, WeChatApp App = WeChatApp.MiniProgram);

    public static Body Example { get; } = new([new(new("0197c0de-0000-7000-8000-000000000001")), new(new("0197c0de-0000-7000-8000-000000000002"))]);

    public static async Task<Ok<PaymentCard>> Handle(
        PaymentId payment, Body body, LinliDb db, Caller caller, Roster roster, Board board, Cashier cashier, WeChatIds weChat,
        HttpContext http, TimeProvider clock, CancellationToken ct)
    {
        if (body.Orders is not { Count: >= 2 and <= Most } || body.Orders.Distinct().Count() != body.Orders.Count) throw No.TogetherWrong(Most);
        if (!PayOrder.IsAddress(body.ReturnUrl) || body.Way == PayWay.Code) throw No.NothingToPay();
        var home = await roster.HouseholdOf(new MemberId(caller.Person), ct) ?? throw No.HouseholdMissing();
        var orders = await db.Set<Order>().Where(o => body.Orders.Contains(o.Id) && o.Household == home.Id).OrderBy(o => o.Id).ToListAsync(ct);
        if (orders.Count != body.Orders.Count) throw No.Unknown();
        // A phone that asks again after paying gets its answer, not a refusal.
        var known = (await cashier.Joined(payment, ct)).ToHashSet().SetEquals(orders.Select(o => o.Id.Value));
        var now = clock.GetUtcNow();
        if (!known && orders.Find(o => !o.PaysOnline || o.State != OrderState.AwaitingPayment || o.PayBy <= now) is { } stuck) throw No.NotPayable(stuck.Number);
        if (orders.Select(o => o.Payment).Distinct().Count() > 1) throw No.PaidApart();

        var payer = body.Way == PayWay.Jsapi ? await weChat.Of(new(caller.Person), body.App, ct) : null;
        var campaigns = await board.Read([.. orders.Select(o => o.Campaign).Distinct()], ct, skus: []);
        // Who pays too late for one of them would pay for goods that another household may have by then.
        await cashier.StartTogether(
            payment, [.. orders.Select(o => new PaymentPart(o.Id.Value, o.PaymentText(campaigns[o.Campaign].Title), o.Total))],
            orders[0].Payment, body.ReturnUrl, orders.Min(o => o.PayBy) ?? now, ct, body.Way);
        await db.Commit(ct);
        return TypedResults.Ok(await cashier.Present(payment, ct, new(payer?.OpenId, http.Connection.RemoteIpAddress?.ToString(), payer?.AppId)));
    }
}
