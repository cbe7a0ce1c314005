using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Linli.Payments;

/// <summary>支付宝 — the real client of Alipay's open gateway for a merchant of its own: by QR (precreate) and in a phone's browser (wap).</summary>
sealed class Alipay : PaymentProvider
{
    const int MostSubject = 120;
    readonly TimeProvider clock;
    readonly Workings workings;
    readonly Lazy<(AlipayAccount Account, AlipayTalk Talk)?> setUp;

    public Alipay(IConfiguration settings, IHttpClientFactory clients, TimeProvider clock, Workings workings, ILogger<Alipay> log)
    {
        (this.clock, this.workings) = (clock, workings);
        setUp = new(() => AlipayAccount.Read(settings) is { } account ? (account, new AlipayTalk(clients, account, clock, log)) : null);
    }

    public override string Name => "alipay";
    public override bool IsSetUp => setUp.Value is not null;
    public override bool HasBills => true;
    public override string Heard => "success";
    public override bool Offers(PayWay way) => way is PayWay.Native or PayWay.H5 or PayWay.Page;

    AlipayAccount Account => (setUp.Value ?? throw No.ProviderNotSetUp()).Account;
    AlipayTalk Talk => (setUp.Value ?? throw No.ProviderNotSetUp()).Talk;

    public override async Task<Presented?> Present(Payment payment, Payer payer, CancellationToken ct)
    {
        var byQr = payment.Way == PayWay.Native;
        var order = new
        {
            out_trade_no = Number(payment.Number),
            total_amount = AlipayTalk.Yuan(payment.Whole),
            subject = Subject(payment.Title),
            product_code = byQr ? "QR_CODE_OFFLINE" : "QUICK_WAP_WAY",
            time_expire = AlipayTalk.Moment(payment.ExpiresAt),
            // Comes back in the bill, so that shops that share a merchant number never read each other's rows.
            store_id = payment.Tenant.Value.ToString("N"),
            quit_url = byQr ? null : payment.ReturnUrl,
        };
        if (!byQr) return new(Url: Talk.Page("alipay.trade.wap.pay", order, Notify(payment.Tenant), payment.ReturnUrl));
        var said = (await Talk.Ask("alipay.trade.precreate", order, ct, Notify(payment.Tenant))).OrRefuse();
        return said.Text("out_trade_no") == Number(payment.Number) ? new(Qr: said.Text("qr_code")) : throw No.NotOurs();
    }

    // What a shop sells is named by people; the gateway takes no / = & in it.
    static string Subject(string text)
    {
        var plain = string.Concat(text.Select(c => c is '/' or '=' or '&' || char.IsControl(c) ? ' ' : c));
        return plain.Length > MostSubject ? plain[..MostSubject] : plain;
    }

    public override async Task<ProviderSays?> Ask(PaymentId payment, CancellationToken ct)
    {
        var said = await Talk.Ask("alipay.trade.query", new { out_trade_no = Number(payment) }, ct);
        // A QR that nobody has scanned is no trade yet.
        return said.Code is "ACQ.TRADE_NOT_EXIST" ? null : Trade(said.OrRefuse().Text, payment);
    }

    static ProviderSays Trade(Func<string, string?> text, PaymentId? asked)
    {
        var id = Guid.TryParseExact(text("out_trade_no"), "N", out var number) ? new PaymentId(number) : throw No.Unknown();
        if (asked is { } wanted && wanted != id) throw No.NotOurs();
        // A trade is closed when it ran out, and also when all of it went back: then it had been paid.
        var paid = text("trade_status") is "TRADE_SUCCESS" or "TRADE_FINISHED"
            || (text("trade_status") == "TRADE_CLOSED" && (text("send_pay_date") ?? text("gmt_payment")) is { Length: > 0 });
        return new(id, text("trade_no") ?? "", paid, AlipayTalk.Yuan(text("total_amount")));
    }

    public override async Task<bool> Close(PaymentId payment, CancellationToken ct)
    {
        var said = await Talk.Ask("alipay.trade.close", new { out_trade_no = Number(payment) }, ct);
        if (said.Code is null or "ACQ.TRADE_NOT_EXIST") return true;
        // Refusals of closing have several names; what became of the trade has one.
        var now = await Talk.Ask("alipay.trade.query", new { out_trade_no = Number(payment) }, ct);
        if (now.Code is not null) return now.Code == "ACQ.TRADE_NOT_EXIST" ? true : throw No.ProviderSilent();
        if (Trade(now.Text, payment).Paid) return false;
        return now.Text("trade_status") == "TRADE_CLOSED" ? true : throw No.ProviderSilent();
    }

    public override async Task<RefundOutcome> Refund(Refund refund, Payment payment, CancellationToken ct)
    {
        if (await Refunded(refund, payment, ct)) return RefundOutcome.Done;
        var said = await Talk.Ask("alipay.trade.refund", new
        {
            out_trade_no = Number(payment.Number),
            out_request_no = refund.Number,
            refund_amount = AlipayTalk.Yuan(refund.Amount),
            refund_reason = refund.Reason.Length > 80 ? refund.Reason[..80] : refund.Reason,
        }, ct);
        // Somebody must put money into the merchant's account.
        if (said.Code is "ACQ.SELLER_BALANCE_NOT_ENOUGH" or "ACQ.REFUND_CHARGE_ERROR") return RefundOutcome.Stuck;
        said.OrRefuse();
        // "The request was taken" is not "the money went": fund_change says so only to who asked first, the query says it to everybody.
        return await Refunded(refund, payment, ct) ? RefundOutcome.Done : RefundOutcome.OnItsWay;
    }

    async Task<bool> Refunded(Refund refund, Payment payment, CancellationToken ct)
    {
        var said = await Talk.Ask("alipay.trade.fastpay.refund.query", new { out_trade_no = Number(payment.Number), out_request_no = refund.Number }, ct);
        if (said.Code is "ACQ.TRADE_NOT_EXIST" or "TRADE_NOT_EXIST") return false;
        said.OrRefuse();
        // An empty answer is "there is no such refund", a success all the same.
        if (said.Text("refund_status") != "REFUND_SUCCESS") return false;
        return AlipayTalk.Yuan(said.Text("refund_amount")) == refund.Amount ? true : throw No.AmountDiffers();
    }

    /// <summary>A form of names and values; all but sign and sign_type are signed. It brings no time that could be checked, and none is needed: it tells only what stays true.</summary>
    public override Task<ProviderSays?> Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (!IsSetUp) return Task.FromResult<ProviderSays?>(null);
        var form = new FormReader(Encoding.UTF8.GetString(body.Span)).ReadForm();
        string? Of(string name) => form.TryGetValue(name, out var value) && value.Count == 1 ? value[0] : null;
        var text = AlipayTalk.Text(form.Where(p => p.Key is not ("sign" or "sign_type")).Select(p => (p.Key, p.Value.ToString())));
        if (Of("sign_type") != "RSA2" || Of("sign") is not { } sign || !Talk.IsSigned(Encoding.UTF8.GetBytes(text), sign)) return Task.FromResult<ProviderSays?>(null);
        if (Of("app_id") != Account.AppId || (Account.SellerId is { } seller && Of("seller_id") != seller)) throw No.NotOurs();
        return Task.FromResult<ProviderSays?>(Trade(Of, null));
    }

    public override Task<ProviderBill?> Bill(DateOnly day, CancellationToken ct) => AlipayBills.Trades(Talk, day, clock.GetUtcNow(), ct);

    string Notify(TenantId shop) => $"{Account.NotifyAddress ?? workings.PublicAddress}/api/payments/callbacks/{Name}/{shop.Value}";

    static string Number(PaymentId payment) => payment.Value.ToString("N");
}
