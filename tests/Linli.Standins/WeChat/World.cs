using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Linli.Standins.WeChat;

/// <summary>What WeChat Pay keeps: merchants, payments, refunds.</summary>
sealed class World(TimeProvider clock, Faults faults, Diary diary, Notifier notifier, TimeSpan refundTakes)
{
    readonly Lock gate = new();
    readonly Dictionary<string, Merchant> merchants = [];
    readonly Dictionary<string, Trade> trades = [];
    readonly Dictionary<string, Return> returns = [];
    long number = RandomNumberGenerator.GetInt32(1_000_000);

    public Merchant? Merchant(string mchid)
    {
        lock (gate) return merchants.GetValueOrDefault(mchid);
    }

    public void Know(Merchant merchant)
    {
        lock (gate) merchants[merchant.MchId] = merchant;
    }

    /// <summary>Runs alone.</summary>
    public T Alone<T>(Func<T> act)
    {
        lock (gate) return act();
    }

    public IEnumerable<Trade> Trades => trades.Values;
    public IEnumerable<Return> Returns => returns.Values;

    public string NewNumber(string kind) =>
        $"{kind}{clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)):yyyyMMdd}{Interlocked.Increment(ref number):D14}";

    public void Endpoints(IEndpointRouteBuilder app)
    {
        app.MapPost("/v3/pay/transactions/{kind}", Prepay);
        app.MapGet("/v3/pay/transactions/out-trade-no/{no}", Query);
        app.MapPost("/v3/pay/transactions/out-trade-no/{no}/close", (string no, HttpContext http) => End(no, http, "CLOSED"));
        app.MapPost("/v3/pay/transactions/out-trade-no/{no}/reverse", (string no, HttpContext http) => End(no, http, "REVOKED"));
        app.MapPost("/v3/refund/domestic/refunds", (Delegate)GiveBack);
        app.MapGet("/v3/refund/domestic/refunds/{no}", AskRefund);
    }

    public static Merchant Asker(HttpContext http) => (Merchant)http.Items[Talk.Asker]!;

    public static async Task<JsonElement> Body(HttpContext http) => await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body);

    public static string Text(JsonElement body, string name, int most)
    {
        var text = body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is { Length: > 0 } && text.Length <= most ? text : throw new Problem(400, "PARAM_ERROR", $"{name} must have 1 to {most} letters");
    }

    static void Check(Merchant merchant, JsonElement body)
    {
        if (Text(body, "mchid", 32) != merchant.MchId) throw new Problem(400, "MCH_NOT_EXISTS", "mchid is not who signs");
        if (Text(body, "appid", 32) is var app && app != merchant.AppId && !merchant.Bound.Contains(app)) throw new Problem(400, "APPID_MCHID_NOT_MATCH", "appid does not belong to mchid");
    }

    async Task<IResult> Prepay(string kind, HttpContext http)
    {
        if (kind is not ("jsapi" or "native" or "h5" or "codepay" or "app")) throw new Problem(404, "NOT_FOUND", "there is no such way");
        var (merchant, body) = (Asker(http), await Body(http));
        Check(merchant, body);
        var amount = body.GetProperty("amount");
        var total = amount.GetProperty("total").GetInt64();
        if (total < 1 || amount.GetProperty("currency").GetString() != "CNY") throw new Problem(400, "PARAM_ERROR", "amount");
        var no = Text(body, "out_trade_no", 32);
        var notify = kind == "codepay" ? null : Text(body, "notify_url", 255);
        if (notify is not null && (!Uri.TryCreate(notify, UriKind.Absolute, out var url) || url.Query.Length > 0)) throw new Problem(400, "PARAM_ERROR", "notify_url");
        var openId = kind == "jsapi" ? Text(body.GetProperty("payer"), "openid", 128) : null;
        if (kind == "h5") Text(body.GetProperty("scene_info"), "payer_client_ip", 45);
        var trade = Alone(() =>
        {
            if (trades.TryGetValue(no, out var known))
            {
                if (known.Total != total || known.Kind != kind) throw new Problem(403, "OUT_TRADE_NO_USED", "the number names another payment");
                if (known.State == "SUCCESS") throw new Problem(400, "ORDERPAID", "it is paid");
                if (known.State == "CLOSED") throw new Problem(400, "ORDER_CLOSED", "it is closed");
                return known;
            }

            return trades[no] = new Trade
            {
                MchId = merchant.MchId,
                AppId = Text(body, "appid", 32),
                OutTradeNo = no,
                Kind = kind,
                Total = total,
                Text = Text(body, "description", 127),
                NotifyUrl = notify,
                OpenId = openId,
                Attach = body.TryGetProperty("attach", out var attach) ? attach.GetString() ?? "" : "",
                Splits = body.TryGetProperty("settle_info", out var settle) && settle.GetProperty("profit_sharing").GetBoolean(),
                MadeAt = clock.GetUtcNow(),
                ExpiresAt = body.TryGetProperty("time_expire", out var until) ? DateTimeOffset.Parse(until.GetString()!, CultureInfo.InvariantCulture) : null,
                Puzzles = faults.Happens("query-not-exist") ? 1 : 0,
            };
        });
        return kind switch
        {
            "jsapi" or "app" => Results.Json(new { prepay_id = $"wx{no}" }),
            "native" => Results.Json(new { code_url = $"weixin://wxpay/bizpayurl?pr={no[..8]}" }),
            "h5" => Results.Json(new { h5_url = $"https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx{no}&package=1" }),
            _ => PayByCode(trade, Text(body.GetProperty("payer"), "auth_code", 24)),
        };
    }

    IResult PayByCode(Trade trade, string code)
    {
        if (!code.StartsWith('1')) throw new Problem(400, "AUTH_CODE_INVALID", "no payment code");
        var puzzled = Alone(() =>
        {
            if (trade.State != "NOTPAY") return trade.State == "USERPAYING";
            if (!faults.Happens("user-paying")) return false;
            (trade.State, trade.Puzzles) = ("USERPAYING", 3);
            return true;
        });
        if (puzzled) throw new Problem(400, "USERPAYING", "需要用户输入支付密码");
        Pay(trade.OutTradeNo);
        return Results.Json(trade.Shown());
    }

    IResult Query(string no, HttpContext http)
    {
        if (http.Request.Query["mchid"] != Asker(http).MchId) throw new Problem(400, "PARAM_ERROR", "mchid");
        var known = Alone(() =>
        {
            var trade = trades.GetValueOrDefault(no);
            if (trade is null || (trade.State != "USERPAYING" && trade.Puzzles-- > 0)) throw new Problem(404, "ORDER_NOT_EXIST", "订单不存在");
            Expire(trade);
            return trade;
        });
        if (known.State == "USERPAYING" && --known.Puzzles <= 0)
        {
            known.State = "NOTPAY";
            Pay(no);
        }

        return Results.Json(known.Shown(faults.Happens("query-wrong-amount") ? 100 : 0));
    }

    void Expire(Trade trade)
    {
        if (trade.State == "NOTPAY" && trade.ExpiresAt <= clock.GetUtcNow()) trade.State = "CLOSED";
    }

    IResult End(string no, HttpContext http, string state) => Alone(() =>
    {
        var trade = trades.GetValueOrDefault(no) ?? throw new Problem(404, "ORDER_NOT_EXIST", "订单不存在");
        if (trade.State == "SUCCESS") throw new Problem(400, "ORDERPAID", "订单已支付");
        trade.State = state;
        diary.Write("wechat closed", no, state);
        return state == "CLOSED" ? Results.NoContent() : Results.Json(new { recall = "N" });
    });

    /// <summary>The payer pays. Paying what is paid or closed changes nothing, unless that is the fault of the day.</summary>
    public object Pay(string no)
    {
        var (trade, times) = Alone(() =>
        {
            var found = trades.GetValueOrDefault(no) ?? throw new Problem(404, "NOT_FOUND", $"there is no {no}");
            Expire(found);
            if (found.State != "NOTPAY" && !(found.State == "CLOSED" && faults.Happens("paid-after-close"))) return (found, 0);
            found.State = "SUCCESS";
            var paid = faults.Happens("paid-twice") ? 2 : 1;
            for (var i = 0; i < paid; i++) found.Paid.Add((NewNumber("4200"), clock.GetUtcNow()));
            return (found, paid);
        });
        for (var i = 0; i < times; i++)
        {
            var about = Notifier.Text(trade.Shown());
            if (i > 0) about = about.Replace(trade.Paid[0].Id, trade.Paid[i].Id, StringComparison.Ordinal);
            _ = notifier.Send(Merchant(trade.MchId)!, "TRANSACTION.SUCCESS", no, about, trade.NotifyUrl);
        }

        return trade.Shown();
    }

    async Task<IResult> GiveBack(HttpContext http)
    {
        var (merchant, body) = (Asker(http), await Body(http));
        var (no, outTradeNo) = (Text(body, "out_refund_no", 64), Text(body, "out_trade_no", 32));
        var amount = body.GetProperty("amount");
        var (back, total) = (amount.GetProperty("refund").GetInt64(), amount.GetProperty("total").GetInt64());
        var (made, fresh) = Alone(() =>
        {
            var trade = trades.GetValueOrDefault(outTradeNo);
            if (trade is null || trade.MchId != merchant.MchId) throw new Problem(404, "RESOURCE_NOT_EXISTS", "订单不存在");
            if (returns.TryGetValue(no, out var known))
                return known.Amount == back && known.Trade == trade ? (known, false) : throw new Problem(403, "INVALID_REQUEST", "the number names another refund");
            if (trade.State is not ("SUCCESS" or "REFUND")) throw new Problem(403, "INVALID_REQUEST", "订单未支付");
            if (total != trade.Total || back < 1) throw new Problem(400, "PARAM_ERROR", "amount");
            if (trade.Back + back > trade.Total) throw new Problem(403, "INVALID_REQUEST", "可退金额不足");
            if (trade.Back + back + trade.Shared > trade.Total) throw new Problem(403, "NOT_ENOUGH", "分账的钱要先收回");
            var one = new Return
            {
                OutRefundNo = no,
                RefundId = NewNumber("5030"),
                Trade = trade,
                TransactionId = trade.Paid[0].Id,
                Amount = back,
                NotifyUrl = body.TryGetProperty("notify_url", out var url) ? url.GetString() : null,
                Fate = faults.Happens("refund-abnormal") ? "ABNORMAL" : faults.Happens("refund-closed") ? "CLOSED" : "SUCCESS",
                Puzzles = faults.Happens("refund-slow") ? 3 : 0,
            };
            trade.Back += back;
            diary.Write("wechat refunding", outTradeNo, $"{back}");
            return (returns[no] = one, true);
        });
        if (fresh && made.Puzzles == 0)
        {
            if (faults.Happens("notify-first")) await Become(made, made.Fate);
            else if (refundTakes == TimeSpan.Zero && made.Fate == "SUCCESS") _ = Become(made, made.Fate);
            else _ = Task.Run(async () =>
            {
                await Task.Delay(refundTakes);
                await Become(made, made.Fate);
            });
        }

        return Results.Json(made.Shown("status"));
    }

    async Task<IResult> AskRefund(string no, HttpContext http)
    {
        var found = Alone(() => returns.GetValueOrDefault(no));
        if (found is null || found.Trade.MchId != Asker(http).MchId) throw new Problem(404, "RESOURCE_NOT_EXISTS", "退款单不存在");
        if (found.State == "PROCESSING" && found.Puzzles > 0 && --found.Puzzles == 0) _ = Become(found, found.Fate);
        return Results.Json(await Task.FromResult(found.Shown("status")));
    }

    /// <summary>A refund is over, or cannot go on; once.</summary>
    public Task Become(Return refund, string state)
    {
        var told = Alone(() =>
        {
            if (refund.State is "SUCCESS" or "CLOSED" || refund.State == state) return false;
            refund.State = state;
            if (state == "SUCCESS") (refund.DoneAt, refund.Trade.State) = (clock.GetUtcNow(), "REFUND");
            if (state == "CLOSED") refund.Trade.Back -= refund.Amount;
            diary.Write("wechat refund", refund.OutRefundNo, state);
            return true;
        });
        return told ? notifier.Send(Merchant(refund.Trade.MchId)!, $"REFUND.{state}", refund.OutRefundNo, Notifier.Text(refund.Shown("refund_status")), refund.NotifyUrl)
            : Task.CompletedTask;
    }

    public Return Refund(string no) => Alone(() => returns.GetValueOrDefault(no)) ?? throw new Problem(404, "NOT_FOUND", $"there is no {no}");
}
