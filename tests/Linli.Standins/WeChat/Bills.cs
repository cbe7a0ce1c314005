using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Linli.Standins.WeChat;

/// <summary>The day's bills, as WeChat writes them: a backtick before each value, and sums at the end.</summary>
sealed class Bills(World world, Faults faults, TimeProvider clock)
{
    const string Head = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
        + "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
    const string Sums = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
    const string FundHead = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号";
    const string FundSums = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";

    readonly Dictionary<string, byte[]> files = [];

    /// <summary>For tests of the sums: what stands in the bill without any fault.</summary>
    sealed record Row(DateTimeOffset At, Trade Trade, string Transaction, Return? Back)
    {
        public long Amount => Back?.Amount ?? Trade.Total;

        /// <summary>0.6 %, to the nearest fen; given back with the refund.</summary>
        public long Fee => (Back is null ? 1 : -1) * (((Amount * 60) + 5000) / 10_000);
    }

    public void Endpoints(IEndpointRouteBuilder app, Func<string> address)
    {
        app.MapGet("/v3/bill/tradebill", (HttpContext http) => Offer(http, address(), Trades));
        app.MapGet("/v3/bill/fundflowbill", (HttpContext http) => Offer(http, address(), Funds));
        app.MapGet("/v3/billdownload/file", (string token) =>
            Results.Bytes(world.Alone(() => files.GetValueOrDefault(token)) ?? throw new Problem(404, "NOT_FOUND", "账单已过期"), "application/gzip"));
    }

    IResult Offer(HttpContext http, string address, Func<Merchant, List<Row>, string> write)
    {
        if (!DateOnly.TryParseExact(http.Request.Query["bill_date"], "yyyy-MM-dd", out var day)) throw new Problem(400, "PARAM_ERROR", "bill_date");
        var merchant = World.Asker(http);
        var today = ShiftedClock.DayOf(clock.GetUtcNow());
        if (day >= today || faults.Happens("bill-not-ready")) throw new Problem(400, "STATEMENT_CREATING", "账单生成中");
        var rows = Rows(merchant, day);
        if (rows.Count == 0) throw new Problem(400, "NO_STATEMENT_EXIST", "账单不存在");
        var text = Encoding.UTF8.GetBytes("\uFEFF" + write(merchant, rows));
#pragma warning disable CA5350 // WeChat's own choice
        var hash = Convert.ToHexStringLower(SHA1.HashData(text));
#pragma warning restore CA5350
        if (faults.Happens("bill-cut")) text = text[..(text.Length / 2)];
        if (faults.Happens("bill-tampered")) text[^3] ^= 1;
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(text);
        var token = RandomNumberGenerator.GetHexString(32);
        world.Alone(() => files[token] = packed.ToArray());
        return Results.Json(new { hash_type = "SHA1", hash_value = hash, download_url = $"{address}/v3/billdownload/file?token={token}&tartype=gzip" });
    }

    List<Row> Rows(Merchant merchant, DateOnly day)
    {
        var rows = world.Alone(() => world.Trades.Where(t => t.MchId == merchant.MchId).SelectMany(t => t.Paid.Select(p => new Row(p.At, t, p.Id, null)))
            .Concat(world.Returns.Where(r => r is { State: "SUCCESS", DoneAt: not null } && r.Trade.MchId == merchant.MchId)
                .Select(r => new Row(r.DoneAt!.Value, r.Trade, r.TransactionId, r))).ToList());
        var late = faults.Happens("bill-late-row") ? rows.Where(r => ShiftedClock.DayOf(r.At) == day).MaxBy(r => r.At) : null;
        var chosen = rows.Where(r => ShiftedClock.DayOf(r.At) == day && r != late).OrderBy(r => r.At).ToList();
        if (chosen.Count > 0 && faults.Happens("bill-missing-row")) chosen.RemoveAt(chosen.Count / 2);
        if (chosen.Count > 0 && faults.Happens("bill-doubled-row")) chosen.Add(chosen[^1]);
        return chosen;
    }

    string Trades(Merchant merchant, List<Row> rows)
    {
        var more = faults.Happens("bill-one-fen") ? 1 : 0;
        var csv = new StringBuilder(Head).Append("\r\n");
        foreach (var row in rows)
        {
            var (t, back) = (row.Trade, row.Back);
            var add = row == rows[0] ? more : 0;
            string[] values =
            [
                Time(row.At), merchant.AppId, merchant.MchId, "0", "", row.Transaction, t.OutTradeNo, t.OpenId ?? "oUpF8uMuAJO", t.Kind.ToUpperInvariant(),
                back is null ? "SUCCESS" : "REFUND", "OTHERS", "CNY", back is null ? Yuan(row.Amount + add) : "0.00", "0.00", back?.RefundId ?? "0", back?.OutRefundNo ?? "0",
                back is null ? "0.00" : Yuan(row.Amount + add), "0.00", back is null ? "" : "ORIGINAL", back is null ? "" : "SUCCESS", t.Text, t.Attach, $"{Yuan(row.Fee)}000", "0.60%",
                back is null ? Yuan(row.Amount + add) : "0.00", back is null ? "0.00" : Yuan(row.Amount + add), "",
            ];
            csv.Append(Line(values));
        }

        long paid = rows.Where(r => r.Back is null).Sum(r => r.Amount), returned = rows.Where(r => r.Back is not null).Sum(r => r.Amount);
        return csv.Append(Sums).Append("\r\n").Append(Line(
        [
            rows.Count.ToString(CultureInfo.InvariantCulture), Yuan(paid), Yuan(returned), "0.00", $"{Yuan(rows.Sum(r => r.Fee))}000", Yuan(paid), Yuan(returned),
        ])).ToString();
    }

    string Funds(Merchant merchant, List<Row> rows)
    {
        var csv = new StringBuilder(FundHead).Append("\r\n");
        var (balance, count, inCount, income, outcome) = (0L, 0, 0, 0L, 0L);
        void Add(Row row, string kind, long amount)
        {
            (balance, count) = (balance + amount, count + 1);
            if (amount > 0) (inCount, income) = (inCount + 1, income + amount);
            else outcome -= amount;
            csv.Append(Line([Time(row.At), row.Transaction, world.NewNumber("1000"), kind, kind, amount > 0 ? "收入" : "支出", Yuan(Math.Abs(amount)), Yuan(balance), "system", merchant.MchId, row.Trade.OutTradeNo]));
        }

        foreach (var row in rows)
        {
            Add(row, row.Back is null ? "交易" : "退款", row.Back is null ? row.Amount : -row.Amount);
            if (row.Fee != 0) Add(row, "扣除交易手续费", -row.Fee);
        }

        return csv.Append(FundSums).Append("\r\n").Append(Line(
        [
            count.ToString(CultureInfo.InvariantCulture), inCount.ToString(CultureInfo.InvariantCulture), Yuan(income),
            (count - inCount).ToString(CultureInfo.InvariantCulture), Yuan(outcome),
        ])).ToString();
    }

    static string Line(string[] values) => string.Join(",", values.Select(v => "`" + v)) + "\r\n";
    static string Time(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
