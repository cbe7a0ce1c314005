using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Linli.Payments;

/// <summary>微信支付 — the real client of WeChat Pay APIv3 for a direct merchant.</summary>
sealed class WeChatPay : PaymentProvider
{
    static readonly TimeSpan china = TimeSpan.FromHours(8);

    readonly TimeProvider clock;
    readonly Workings workings;
    readonly Lazy<(WeChatAccount Account, WeChatTalk Talk)?> setUp;

    public WeChatPay(IConfiguration settings, IHttpClientFactory clients, TimeProvider clock, Workings workings, ILogger<WeChatPay> log)
    {
        (this.clock, this.workings) = (clock, workings);
        setUp = new(() => WeChatAccount.Read(settings) is { } account ? (account, new WeChatTalk(clients, account, clock, log)) : null);
    }

    public override string Name => "wechat";
    public override bool IsSetUp => setUp.Value is not null;
    public override bool PaysOut => true;
    public override bool HasBills => true;
    public override bool Shares => IsSetUp && Account.SharesProfit;
    public override bool Offers(PayWay way) => true;

    internal WeChatAccount Account => (setUp.Value ?? throw No.ProviderNotSetUp()).Account;
    internal WeChatTalk Talk => (setUp.Value ?? throw No.ProviderNotSetUp()).Talk;

    public override async Task<Presented?> Present(Payment payment, Payer payer, CancellationToken ct)
    {
        if (payment.Way == PayWay.Jsapi && payer.OpenId is not { Length: > 0 and <= 128 }) throw No.PayerNeeded();
        // A shop's own app pays here only when the merchant number is bound to it: what came in under another would be refused as not ours.
        if (payment.Way == PayWay.Jsapi && payer.AppId is { } from && !Account.AppIds.Contains(from)) throw No.AppNotBound();
        var app = payment.Way == PayWay.Jsapi ? payer.AppId ?? Account.AppId : Account.AppId;
        var way = payment.Way switch { PayWay.Jsapi => "jsapi", PayWay.Native => "native", _ => "h5" };
        var said = (await Talk.Ask(HttpMethod.Post, $"/v3/pay/transactions/{way}", new
        {
            appid = app,
            mchid = Account.MerchantId,
            description = payment.Title,
            out_trade_no = Number(payment.Number),
            time_expire = payment.ExpiresAt.ToOffset(china).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            notify_url = Notify(payment.Tenant),
            // Comes back in the bill, so that shops that share a merchant number never read each other's rows.
            attach = payment.Tenant.Value.ToString("N"),
            settle_info = payment.Splits ? new { profit_sharing = true } : null,
            amount = new { total = payment.Whole.Fen, currency = "CNY" },
            payer = payment.Way == PayWay.Jsapi ? new { openid = payer.OpenId } : null,
            scene_info = way == "h5" ? new { payer_client_ip = payer.Address ?? "127.0.0.1", h5_info = new { type = "Wap" } } : null,
        }, ct)).OrRefuse().Body;
        return way switch
        {
            "jsapi" => new(InWeChat: InWeChat(app, said.GetProperty("prepay_id").GetString()!)),
            "native" => new(Qr: said.GetProperty("code_url").GetString()),
            _ => new(Url: said.GetProperty("h5_url").GetString()
                + (payment.ReturnUrl is { } back ? $"&redirect_url={Uri.EscapeDataString(back)}" : "")),
        };
    }

    /// <summary>What the mini-program hands to wx.requestPayment, signed with the merchant's key.</summary>
    Dictionary<string, string> InWeChat(string app, string prepay)
    {
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var (nonce, package) = (WeChatSigning.NewNonce(), $"prepay_id={prepay}");
        return new()
        {
            ["appId"] = app,
            ["timeStamp"] = time,
            ["nonceStr"] = nonce,
            ["package"] = package,
            ["signType"] = "RSA",
            ["paySign"] = WeChatSigning.Sign(Account.PrivateKey, $"{app}\n{time}\n{nonce}\n{package}\n"),
        };
    }

    public override async Task<ProviderSays> Charge(Payment payment, string code, CancellationToken ct)
    {
        var said = await Talk.Ask(HttpMethod.Post, "/v3/pay/transactions/codepay", new
        {
            appid = Account.AppId,
            mchid = Account.MerchantId,
            description = payment.Text,
            out_trade_no = Number(payment.Id),
            attach = payment.Tenant.Value.ToString("N"),
            amount = new { total = payment.Amount.Fen, currency = "CNY" },
            payer = new { auth_code = code },
            scene_info = new { store_info = new { id = "linli" } },
        }, ct);
        return said.Code == "USERPAYING" ? new(payment.Id, "", false, payment.Amount) : Transaction(said.OrRefuse().Body);
    }

    public override async Task<ProviderSays?> Ask(PaymentId payment, CancellationToken ct)
    {
        var said = await Query(payment, ct);
        return said.Code is "ORDER_NOT_EXIST" or "ORDERNOTEXIST" or "RESOURCE_NOT_EXISTS" or "NOT_FOUND" ? null : Transaction(said.OrRefuse().Body);
    }

    Task<WeChatTalk.Said> Query(PaymentId payment, CancellationToken ct) =>
        Talk.Ask(HttpMethod.Get, $"/v3/pay/transactions/out-trade-no/{Number(payment)}?mchid={Account.MerchantId}", null, ct);

    public override Task<bool> Close(PaymentId payment, CancellationToken ct) => End(payment, "close", new { mchid = Account.MerchantId }, ct);

    public override async Task<bool> Reverse(PaymentId payment, CancellationToken ct) =>
        // Reversing what is paid would give it back.
        await Ask(payment, ct) is not { Paid: true } && await End(payment, "reverse", new { appid = Account.AppId, mchid = Account.MerchantId }, ct);

    async Task<bool> End(PaymentId payment, string how, object body, CancellationToken ct)
    {
        var said = await Talk.Ask(HttpMethod.Post, $"/v3/pay/transactions/out-trade-no/{Number(payment)}/{how}", body, ct);
        if (said.Code is null) return true;
        // Refusals of closing have many names; what became of the payment has few.
        var now = await Query(payment, ct);
        if (now.Code is not null) return now.Status == 404 ? true : throw No.ProviderSilent();
        if (Transaction(now.Body).Paid) return false;
        return now.Body.GetProperty("trade_state").GetString() is "CLOSED" or "REVOKED" ? true : throw No.ProviderSilent();
    }

    public override async Task<RefundOutcome> Refund(Refund refund, Payment payment, CancellationToken ct)
    {
        var known = await Talk.Ask(HttpMethod.Get, $"/v3/refund/domestic/refunds/{refund.Number}", null, ct);
        if (known.Code is null) return Outcome(known.Body, "status", refund.Amount);
        if (known.Status != 404) throw No.ProviderRefused(known.Code);
        var said = (await Talk.Ask(HttpMethod.Post, "/v3/refund/domestic/refunds", new
        {
            out_trade_no = Number(payment.Number),
            out_refund_no = refund.Number,
            reason = refund.Reason.Length > 80 ? refund.Reason[..80] : refund.Reason,
            notify_url = Notify(payment.Tenant),
            amount = new { refund = refund.Amount.Fen, total = payment.Whole.Fen, currency = "CNY" },
        }, ct)).OrRefuse();
        return Outcome(said.Body, "status", refund.Amount);
    }

    static RefundOutcome Outcome(JsonElement refund, string field, Money amount) =>
        refund.GetProperty("amount").GetProperty("refund").GetInt64() != amount.Fen ? throw No.AmountDiffers()
        : refund.GetProperty(field).GetString() switch
        {
            "SUCCESS" => RefundOutcome.Done,
            "CLOSED" => RefundOutcome.Closed,
            "ABNORMAL" => RefundOutcome.Stuck,
            _ => RefundOutcome.OnItsWay,
        };

    public override async Task<ProviderSays?> Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (!IsSetUp || !await Talk.IsTrue(name => headers[name].ToString(), body, ct)) return null;
        try
        {
            var notice = JsonSerializer.Deserialize<JsonElement>(body.Span);
            var about = JsonSerializer.Deserialize<JsonElement>(WeChatSigning.Decrypt(Account.ApiKey, notice.GetProperty("resource")));
            var kind = notice.GetProperty("event_type").GetString() ?? "";
            if (kind.StartsWith("MCHTRANSFER.", StringComparison.Ordinal)) return Transfer(about);
            return kind.StartsWith("REFUND.", StringComparison.Ordinal) ? Refunded(about) : Transaction(about);
        }
        catch (Exception e) when (e is CryptographicException or JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            // Signed, but not to be read: whoever sent it will send it again.
            return null;
        }
    }

    ProviderSays Transaction(JsonElement said)
    {
        if (said.GetProperty("mchid").GetString() != Account.MerchantId || !Account.AppIds.Contains(said.GetProperty("appid").GetString())) throw No.NotOurs();
        var paid = said.GetProperty("trade_state").GetString() is "SUCCESS" or "REFUND";
        return new(IdOf(said), said.TryGetProperty("transaction_id", out var trade) ? trade.GetString() ?? "" : "", paid,
            new(said.TryGetProperty("amount", out var amount) ? amount.GetProperty("total").GetInt64() : 0));
    }

    ProviderSays Refunded(JsonElement said)
    {
        if (said.GetProperty("mchid").GetString() != Account.MerchantId) throw No.NotOurs();
        var amount = new Money(said.GetProperty("amount").GetProperty("refund").GetInt64());
        if (Payments.Refund.Parse(said.GetProperty("out_refund_no").GetString()) is not { } refund) throw No.Unknown();
        return new(IdOf(said), said.GetProperty("transaction_id").GetString() ?? "", false, amount)
        {
            Refund = refund.Id,
            Outcome = Outcome(said, "refund_status", amount),
        };
    }

    ProviderSays Transfer(JsonElement said) => said.GetProperty("mch_id").GetString() != Account.MerchantId
        ? throw No.NotOurs() : new(default, "", false, default) { Payout = WeChatTransfers.Says(said) };

    public override Task<PayoutSays> PayOut(Payout payout, Payee payee, CancellationToken ct) =>
        WeChatTransfers.Send(Talk, Account, payout, payee, Notify(payout.Tenant), ct);

    public override Task<PayoutSays?> AskPayout(PayoutId payout, CancellationToken ct) => WeChatTransfers.Ask(Talk, payout, ct);

    public override Task CancelPayout(PayoutId payout, CancellationToken ct) => WeChatTransfers.Cancel(Talk, payout, ct);

    public override (string Merchant, string App)? ConfirmsAs(Payout payout) => (Account.MerchantId, payout.AppId ?? Account.AppId);

    public override PayoutFailure WhyFailed(string reason) => WeChatTransfers.WhyFailed(reason);

    WeChatShares Sharing => new(Talk, Account);

    public override Task AddReceiver(string merchant, string name, PartnerRelation relation, CancellationToken ct) => Sharing.Add(merchant, name, relation, ct);

    public override Task<ShareOutcome> SendShare(Share share, Payment payment, CancellationToken ct) =>
        Sharing.Share(share.Id.Value.ToString("N"), payment.TradeNo!, [new(share.Merchant, share.Amount, "合作分账")], rest: false, ct);

    public override Task<ShareOutcome?> AskShare(Share share, Payment payment, CancellationToken ct) => Sharing.Ask(share.Id.Value.ToString("N"), payment.TradeNo!, ct);

    public override Task<ShareOutcome> ReturnShare(ShareReturn back, Share share, CancellationToken ct) =>
        Sharing.Return(back.Number, share.Id.Value.ToString("N"), share.Merchant, back.Amount, "退款回退", ct);

    public override Task EndSharing(Payment payment, CancellationToken ct) => Sharing.Unfreeze($"{Number(payment.Number)}u", payment.TradeNo!, "分账完结", ct);

    public override Task<ProviderBill?> Bill(DateOnly day, CancellationToken ct) => WeChatBills.Trades(Talk, day, ct);

    string Notify(TenantId shop) => $"{Account.NotifyAddress ?? workings.PublicAddress}/api/payments/callbacks/{Name}/{shop.Value}";

    static PaymentId IdOf(JsonElement said) =>
        Guid.TryParseExact(said.GetProperty("out_trade_no").GetString(), "N", out var id) ? new(id) : throw No.Unknown();

    internal static string Number(PaymentId payment) => payment.Value.ToString("N");
}
