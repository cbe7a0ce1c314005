using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Linli.Standins.WeChat;

namespace Linli.Standins.Alipay;

/// <summary>An application of a merchant as Alipay knows it.</summary>
public sealed record Application(string AppId, string SellerId, string PublicKey);

/// <summary>Alipay's open gateway as a merchant meets it: checks who asks, signs what it says, and stumbles where it was told to.</summary>
public sealed class AlipayStandin : IAsyncDisposable
{
    /// <summary>All there are, and what each does.</summary>
    static readonly SortedDictionary<string, string> all = new(StringComparer.Ordinal)
    {
        ["answer-500"] = "does it and answers 500",
        ["answer-lost"] = "does it and does not answer",
        ["answer-forged"] = "does it; the answer's signature is wrong",
        ["answer-unsigned"] = "does it; the answer carries no signature",
        ["answer-unsure"] = "does it and says 20000, that it does not know",
        ["answer-html"] = "does it and answers with a page",
        ["query-not-exist"] = "a query says that there is no such trade",
        ["query-wrong-amount"] = "a query names another amount",
        ["notify-lost"] = "a notification is never sent",
        ["notify-twice"] = "an acknowledged notification comes again",
        ["notify-forged"] = "the first try of a notification is signed wrongly",
        ["notify-wrong-amount"] = "the first try of a notification, rightly signed, names another amount",
        ["notify-wrong-app"] = "the first try of a notification names another application",
        ["notify-unpaid"] = "a notification of a trade that only waits comes first",
        ["paid-after-close"] = "a closed trade is paid all the same",
        ["refund-unsure"] = "a refund is done and answered with ACQ.SYSTEM_ERROR",
        ["refund-nothing"] = "a refund is taken with fund_change N and never done",
        ["balance-empty"] = "the merchant's account holds too little for a refund",
        ["bill-not-ready"] = "the bill of the day is not made yet",
        ["bill-missing-row"] = "a row of the bill is missing",
        ["bill-one-fen"] = "a row of the bill has one fen more",
        ["bill-cut"] = "the bill ends midway",
    };

    static readonly TimeSpan forever = TimeSpan.FromSeconds(40);
    static readonly JsonSerializerOptions json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    sealed class Trade
    {
        public required Application App { get; init; }
        public required string OutTradeNo { get; init; }
        public required string TradeNo { get; init; }
        public required long Total { get; init; }
        public required string Subject { get; init; }
        public required string StoreId { get; init; }
        public required string? NotifyUrl { get; init; }
        public required DateTimeOffset ExpiresAt { get; init; }
        public required DateTimeOffset MadeAt { get; init; }
        public bool Scanned { get; set; }
        public string Status { get; set; } = "WAIT_BUYER_PAY";
        public DateTimeOffset? PaidAt { get; set; }
        public Dictionary<string, (long Amount, DateTimeOffset At)> Back { get; } = [];
    }

    readonly Lock gate = new();
    readonly Faults faults = new(all);
    readonly Diary diary;
    readonly TimeProvider clock;
    readonly IReadOnlyList<TimeSpan> pauses;
    readonly Lazy<RSA> key = new(() => RSA.Create(2048));
    readonly Dictionary<string, Application> apps = [];
    readonly Dictionary<string, Trade> trades = [];
    readonly Dictionary<string, byte[]> files = [];
    readonly List<Task> running = [];
    readonly CancellationTokenSource closing = new();
    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
    int number = RandomNumberGenerator.GetInt32(100_000);

    internal AlipayStandin(StandinOptions options, TimeProvider clock, Diary diary) => (this.clock, this.diary, pauses) = (clock, diary, options.Pauses);

    public static IReadOnlyCollection<string> FaultNames => [.. all.Keys];

    internal void Endpoints(IEndpointRouteBuilder app, Func<string> address)
    {
        app.MapPost("/gateway.do", (Delegate)((HttpContext context) => Answer(context, address())));
        app.MapGet("/gateway.do", Page);
        app.MapGet("/alipay/bills/{token}", (string token) => files.TryGetValue(token, out var bytes) ? Results.Bytes(bytes, "application/zip") : Results.NotFound());
        var control = app.MapGroup("/control/alipay").OnlyHere();
        control.MapGet("/faults", () => Results.Json(faults.Shown()));
        control.MapPut("/faults", async (HttpRequest request) =>
        {
            faults.Become(await JsonSerializer.DeserializeAsync<Faults.Wanted>(request.Body, JsonSerializerOptions.Web) ?? throw Problem.Malformed("a body is needed"));
            return Results.Json(faults.Shown());
        });
        control.MapPut("/applications", (Application one) =>
        {
            lock (gate) apps[one.AppId] = one;
            return Results.Json(new { publicKey = key.Value.ExportSubjectPublicKeyInfoPem() });
        });
        control.MapPost("/pay/{no}", (string no) => Results.Json(new { tradeNo = Pay(no).TradeNo }));
    }

    string Sign(string text) => Convert.ToBase64String(key.Value.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    static string Text(IEnumerable<KeyValuePair<string, string>> values) =>
        string.Join('&', values.Where(p => p.Value.Length > 0).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));

    /// <summary>Who asks; refuses who is unknown, late, or has signed something else.</summary>
    Application Check(Dictionary<string, string> form)
    {
        Application? found;
        lock (gate) found = apps.GetValueOrDefault(form.GetValueOrDefault("app_id", ""));
        if (found is null) throw new Problem(40002, "isv.invalid-app-id", "无效的AppID参数");
        if (form.GetValueOrDefault("sign_type") != "RSA2" || form.GetValueOrDefault("charset") != "utf-8" || form.GetValueOrDefault("version") != "1.0")
            throw new Problem(40002, "isv.invalid-signature-type", "无效签名类型");
        var time = DateTime.ParseExact(form["timestamp"], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        if (Math.Abs((new DateTimeOffset(time, TimeSpan.FromHours(8)) - clock.GetUtcNow()).TotalHours) > 24) throw new Problem(40002, "isv.invalid-timestamp", "非法的时间戳参数");
        using var their = RSA.Create();
        their.ImportFromPem(found.PublicKey);
        var text = Text(form.Where(p => p.Key != "sign"));
        return their.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(form.GetValueOrDefault("sign", "")), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ? found : throw new Problem(40002, "isv.invalid-signature", "验签出错");
    }

    async Task<IResult> Answer(HttpContext context, string address)
    {
        var form = (await context.Request.ReadFormAsync()).ToDictionary(p => p.Key, p => p.Value.ToString());
        var method = form.GetValueOrDefault("method", "");
        object said;
        try
        {
            var app = Check(form);
            using var content = JsonDocument.Parse(form["biz_content"]);
            said = Do(app, method, content.RootElement, form.GetValueOrDefault("notify_url"), address);
        }
        catch (Problem no)
        {
            diary.Write("alipay refused", method, no.Code);
            said = new { code = no.Status.ToString(CultureInfo.InvariantCulture), msg = "Business Failed", sub_code = no.Code, sub_msg = no.Message };
        }

        if (faults.Happens("answer-lost")) await Task.Delay(forever, context.RequestAborted);
        if (faults.Happens("answer-500")) return Results.Text("<html>502</html>", "text/html", Encoding.UTF8, 500);
        if (faults.Happens("answer-html")) return Results.Text("<html>系统维护中</html>", "text/html", Encoding.UTF8);
        if (faults.Happens("answer-unsure")) said = new { code = "20000", msg = "Service Currently Unavailable", sub_code = "isp.unknow-error", sub_msg = "系统繁忙" };
        var part = JsonSerializer.Serialize(said, json);
        var sign = Sign(faults.Happens("answer-forged") ? part + " " : part);
        var name = method.Replace('.', '_') + "_response";
        return Results.Text(faults.Happens("answer-unsigned") ? $$"""{"{{name}}":{{part}}}""" : $$"""{"{{name}}":{{part}},"sign":"{{sign}}"}""", "application/json", Encoding.UTF8);
    }

    object Do(Application app, string method, JsonElement content, string? notify, string address) => method switch
    {
        "alipay.trade.precreate" => Precreate(app, content, notify),
        "alipay.trade.query" => Query(app, content),
        "alipay.trade.close" => Close(app, content),
        "alipay.trade.refund" => Refund(app, content),
        "alipay.trade.fastpay.refund.query" => AskRefund(app, content),
        "alipay.data.dataservice.bill.downloadurl.query" => Bill(app, content, address),
        _ => throw new Problem(40002, "isv.invalid-method", "不存在的方法名"),
    };

    static string Field(JsonElement content, string name, int most = 256) =>
        content.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text && text.Length <= most ? text : throw new Problem(40004, "ACQ.INVALID_PARAMETER", name);

    static long Fen(string yuan) => (long)(decimal.Parse(yuan, CultureInfo.InvariantCulture) * 100);
    static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);
    static string Moment(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    Trade Make(Application app, JsonElement content, string? notify, bool scanned)
    {
        var (no, total) = (Field(content, "out_trade_no", 64), Fen(Field(content, "total_amount")));
        var subject = Field(content, "subject");
        if (total < 1 || subject.Any(c => c is '/' or '=' or '&')) throw new Problem(40004, "ACQ.INVALID_PARAMETER", "subject");
        lock (gate)
        {
            if (!trades.TryGetValue(no, out var known))
                known = trades[no] = new()
                {
                    App = app,
                    OutTradeNo = no,
                    TradeNo = $"{Moment(clock.GetUtcNow())[..10].Replace("-", "", StringComparison.Ordinal)}22001{Interlocked.Increment(ref number):D15}",
                    Total = total,
                    Subject = subject,
                    StoreId = content.TryGetProperty("store_id", out var store) ? store.GetString() ?? "" : "",
                    NotifyUrl = notify,
                    MadeAt = clock.GetUtcNow(),
                    ExpiresAt = new(DateTime.ParseExact(Field(content, "time_expire"), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), TimeSpan.FromHours(8)),
                };
            if (known.Total != total || known.App.AppId != app.AppId) throw new Problem(40004, "ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
            if (known.Status is "TRADE_SUCCESS" or "TRADE_FINISHED") throw new Problem(40004, "ACQ.TRADE_HAS_SUCCESS", "交易已被支付");
            if (known.Status == "TRADE_CLOSED") throw new Problem(40004, "ACQ.TRADE_HAS_CLOSE", "交易已经关闭");
            known.Scanned |= scanned;
            return known;
        }
    }

    object Precreate(Application app, JsonElement content, string? notify)
    {
        var made = Make(app, content, notify, scanned: false);
        return new { code = "10000", msg = "Success", out_trade_no = made.OutTradeNo, qr_code = $"https://qr.alipay.com/bax{made.OutTradeNo[..12]}" };
    }

    /// <summary>A person's browser comes with a signed address: the page asks to pay, and pays.</summary>
    IResult Page(HttpContext context)
    {
        var form = context.Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString());
        try
        {
            var app = Check(form);
            if (form.GetValueOrDefault("method") != "alipay.trade.wap.pay") throw new Problem(40002, "isv.invalid-method", "不存在的方法名");
            using var content = JsonDocument.Parse(form["biz_content"]);
            var made = Make(app, content.RootElement, form.GetValueOrDefault("notify_url"), scanned: true);
            var back = HtmlEncoder.Default.Encode(form.GetValueOrDefault("return_url", "/"));
            return Results.Text($"""
                <!doctype html><meta charset=utf-8><meta name=viewport content="width=device-width"><title>支付宝（测试）</title>
                <body style="font:18px sans-serif;text-align:center;padding:32px"><h2>支付宝收银台（测试）</h2><p>{HtmlEncoder.Default.Encode(made.Subject)}</p><p style="font-size:32px">¥{Yuan(made.Total)}</p>
                <button id=pay style="font-size:20px;padding:12px 40px" onclick="fetch('/control/alipay/pay/{made.OutTradeNo}',{"{method:'POST'}"}).then(()=>location='{back}')">确认付款</button></body>
                """, "text/html", Encoding.UTF8);
        }
        catch (Problem no) { return Results.Text(no.Message, "text/plain", Encoding.UTF8, 400); }
    }

    Trade Find(Application app, JsonElement content)
    {
        lock (gate)
        {
            var found = trades.GetValueOrDefault(Field(content, "out_trade_no", 64));
            // A QR that nobody has scanned is no trade.
            if (found is null || !found.Scanned || found.App.AppId != app.AppId) throw new Problem(40004, "ACQ.TRADE_NOT_EXIST", "交易不存在");
            if (found.Status == "WAIT_BUYER_PAY" && found.ExpiresAt <= clock.GetUtcNow()) found.Status = "TRADE_CLOSED";
            return found;
        }
    }

    object Query(Application app, JsonElement content)
    {
        var found = Find(app, content);
        if (faults.Happens("query-not-exist")) throw new Problem(40004, "ACQ.TRADE_NOT_EXIST", "交易不存在");
        var total = Yuan(found.Total + (faults.Happens("query-wrong-amount") ? 100 : 0));
        return found.PaidAt is { } at
            ? new { code = "10000", msg = "Success", out_trade_no = found.OutTradeNo, trade_no = found.TradeNo, trade_status = found.Status, total_amount = total, send_pay_date = Moment(at), buyer_logon_id = "159****5620" }
            : new { code = "10000", msg = "Success", out_trade_no = found.OutTradeNo, trade_no = found.TradeNo, trade_status = found.Status, total_amount = total };
    }

    object Close(Application app, JsonElement content)
    {
        var found = Find(app, content);
        lock (gate)
        {
            if (found.PaidAt is not null) throw new Problem(40004, "ACQ.REASON_TRADE_STATUS_INVALID", "交易状态异常");
            found.Status = "TRADE_CLOSED";
        }

        diary.Write("alipay closed", found.OutTradeNo);
        return new { code = "10000", msg = "Success", out_trade_no = found.OutTradeNo, trade_no = found.TradeNo };
    }

    /// <summary>The payer pays.</summary>
    Trade Pay(string no)
    {
        Trade? found;
        lock (gate)
        {
            found = trades.GetValueOrDefault(no) ?? throw new Problem(404, "NOT_FOUND", $"there is no {no}");
            found.Scanned = true;
            if (found.Status == "WAIT_BUYER_PAY" && found.ExpiresAt <= clock.GetUtcNow()) found.Status = "TRADE_CLOSED";
            if (found.PaidAt is not null || (found.Status == "TRADE_CLOSED" && !faults.Happens("paid-after-close"))) return found;
            (found.Status, found.PaidAt) = ("TRADE_SUCCESS", clock.GetUtcNow());
        }

        Notify(found);
        return found;
    }

    object Refund(Application app, JsonElement content)
    {
        var (found, no, amount) = (Find(app, content), Field(content, "out_request_no", 64), Fen(Field(content, "refund_amount")));
        if (faults.Happens("balance-empty")) throw new Problem(40004, "ACQ.SELLER_BALANCE_NOT_ENOUGH", "卖家余额不足");
        var change = "N";
        lock (gate)
        {
            if (found.PaidAt is null) throw new Problem(40004, "ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
            if (found.Back.TryGetValue(no, out var known) && known.Amount != amount) throw new Problem(40004, "ACQ.DISCORDANT_REPEAT_REQUEST", "不一致的请求");
            if (!found.Back.ContainsKey(no) && !faults.Happens("refund-nothing"))
            {
                if (found.Back.Values.Sum(b => b.Amount) + amount > found.Total) throw new Problem(40004, "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限");
                found.Back[no] = (amount, clock.GetUtcNow());
                if (found.Back.Values.Sum(b => b.Amount) == found.Total) found.Status = "TRADE_CLOSED";
                change = "Y";
                diary.Write("alipay refund", no, Yuan(amount));
            }
        }

        if (faults.Happens("refund-unsure")) throw new Problem(40004, "ACQ.SYSTEM_ERROR", "系统错误");
        return new { code = "10000", msg = "Success", out_trade_no = found.OutTradeNo, trade_no = found.TradeNo, fund_change = change, refund_fee = Yuan(found.Back.Values.Sum(b => b.Amount)) };
    }

    object AskRefund(Application app, JsonElement content)
    {
        var (found, no) = (Find(app, content), Field(content, "out_request_no", 64));
        lock (gate)
            return found.Back.TryGetValue(no, out var known)
                ? new { code = "10000", msg = "Success", out_trade_no = found.OutTradeNo, trade_no = found.TradeNo, out_request_no = no, refund_amount = Yuan(known.Amount), refund_status = "REFUND_SUCCESS", total_amount = Yuan(found.Total) }
                : new { code = "10000", msg = "Success" };
    }

    void Notify(Trade trade)
    {
        if (trade.NotifyUrl is null) return;
        if (faults.Happens("notify-lost"))
        {
            diary.Write("alipay lost", trade.OutTradeNo);
            return;
        }

        lock (gate) running.Add(Task.Run(async () =>
        {
            try
            {
                if (faults.Happens("notify-unpaid")) await Try(trade, false, "WAIT_BUYER_PAY");
                var told = false;
                for (var tried = 0; !told && tried <= pauses.Count; tried++)
                {
                    if (tried > 0) await Task.Delay(pauses[tried - 1], closing.Token);
                    told = await Try(trade, tried == 0, "TRADE_SUCCESS");
                }

                if (told && faults.Happens("notify-twice")) await Try(trade, false, "TRADE_SUCCESS");
                if (!told) diary.Write("alipay gaveUp", trade.OutTradeNo);
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
                // What is not told when the stand-in ends is found by asking.
            }
        }));
    }

    /// <summary>It counts as heard only when the answer is the word success.</summary>
    async Task<bool> Try(Trade trade, bool first, string status)
    {
        bool Wrong(string fault) => first && faults.Happens(fault);
        var form = new Dictionary<string, string>
        {
            ["notify_time"] = Moment(clock.GetUtcNow()),
            ["notify_type"] = "trade_status_sync",
            ["notify_id"] = Guid.NewGuid().ToString("N"),
            ["app_id"] = Wrong("notify-wrong-app") ? "2021000000000000" : trade.App.AppId,
            ["seller_id"] = trade.App.SellerId,
            ["charset"] = "utf-8",
            ["version"] = "1.0",
            ["out_trade_no"] = trade.OutTradeNo,
            ["trade_no"] = trade.TradeNo,
            ["trade_status"] = status,
            ["total_amount"] = Yuan(trade.Total + (Wrong("notify-wrong-amount") ? 100 : 0)),
            ["subject"] = trade.Subject,
            ["gmt_payment"] = status == "TRADE_SUCCESS" ? Moment(trade.PaidAt!.Value) : "",
        };
        var sign = Sign(Text(form) + (Wrong("notify-forged") ? " " : ""));
        (form["sign"], form["sign_type"]) = (sign, "RSA2");
        try
        {
            using var answer = await http.PostAsync(trade.NotifyUrl, new FormUrlEncodedContent(form), closing.Token);
            var said = await answer.Content.ReadAsStringAsync(closing.Token);
            diary.Write("alipay told", trade.OutTradeNo, $"{status} {((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture)} {said}");
            return answer.IsSuccessStatusCode && said == "success";
        }
        catch (HttpRequestException e)
        {
            diary.Write("alipay told", trade.OutTradeNo, e.Message);
            return false;
        }
    }

    object Bill(Application app, JsonElement content, string address)
    {
        if (Field(content, "bill_type") != "trade") throw new Problem(40004, "INVAILID_ARGUMENTS", "bill_type");
        var day = DateOnly.ParseExact(Field(content, "bill_date"), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        List<(DateTimeOffset At, Trade Trade, string No, long Amount)> rows;
        lock (gate)
            rows = [.. trades.Values.Where(t => t.App.AppId == app.AppId && t.PaidAt is not null).Select(t => (t.PaidAt!.Value, t, "", t.Total))
                .Concat(trades.Values.SelectMany(t => t.Back.Select(b => (b.Value.At, t, b.Key, b.Value.Amount)))).Where(r => ShiftedClock.DayOf(r.Item1) == day).OrderBy(r => r.Item1)];
        if (day >= ShiftedClock.DayOf(clock.GetUtcNow()) || rows.Count == 0 || faults.Happens("bill-not-ready")) throw new Problem(40004, "BILL_NOT_EXIST", "账单不存在");
        if (faults.Happens("bill-missing-row")) rows.RemoveAt(0);
        var text = Table(app, day, rows, faults.Happens("bill-one-fen") ? 1 : 0);
        if (faults.Happens("bill-cut")) text = text[..(text.Length / 2)];
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true, gb))
            foreach (var (name, part) in new[] { ("业务明细(汇总)", "#支付宝业务汇总查询\r\n"), ("业务明细", text) })
            {
                using var file = zip.CreateEntry($"{app.SellerId}0156_{day:yyyyMMdd}_{name}.csv").Open();
                file.Write(gb.GetBytes(part));
            }

        var token = RandomNumberGenerator.GetHexString(32);
        lock (gate) files[token] = packed.ToArray();
        return new { code = "10000", msg = "Success", bill_download_url = $"{address}/alipay/bills/{token}" };
    }

    static string Table(Application app, DateOnly day, List<(DateTimeOffset At, Trade Trade, string No, long Amount)> rows, long more)
    {
        var text = new StringBuilder($"#支付宝业务明细查询\r\n#账号：[{app.SellerId}0156]\r\n#起始日期：[{day:yyyy年MM月dd日} 00:00:00]\r\n#-----业务明细列表----\r\n");
        text.Append("支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,"
            + "商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注\r\n");
        foreach (var (at, trade, no, amount) in rows)
        {
            var (back, add) = (no.Length > 0, trade == rows[0].Trade ? more : 0);
            var (sum, fee) = (Yuan((back ? -1 : 1) * (amount + add)), Yuan((back ? 1 : -1) * (((amount * 60) + 5000) / 10_000)));
            text.Append(CultureInfo.InvariantCulture, $"{trade.TradeNo}\t,{trade.OutTradeNo}\t,{(back ? "退款" : "交易")}\t,{trade.Subject}\t,{Moment(trade.MadeAt)}\t,{Moment(at)}\t,{trade.StoreId}\t,,,,*小满(159****5620)\t,{sum},{sum},0.00,0.00,0.00,0.00,0.00,,0.00,0.00,{no}\t,{fee},0.00,\t\r\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"#-----业务明细列表结束----\r\n#交易合计：{rows.Count(r => r.No.Length == 0)}笔\r\n#导出时间：[{Moment(rows[^1].At)}]\r\n").ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        Task[] left;
        lock (gate) left = [.. running];
        await Task.WhenAll(left);
        http.Dispose();
        closing.Dispose();
        if (key.IsValueCreated) key.Value.Dispose();
    }
}
