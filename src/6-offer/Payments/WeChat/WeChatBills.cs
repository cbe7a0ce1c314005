using System.Globalization;
using System.Text;

namespace Linli.Payments;

/// <summary>
/// 账单 — the day's list of trades (交易账单) and of movements of the merchant's account (资金账单). A CSV in which each value has a
/// backtick before it, so that a comma in a name is no end of a value; the last two lines are a head and sums.
/// </summary>
static class WeChatBills
{
    public static async Task<ProviderBill?> Trades(WeChatTalk talk, DateOnly day, CancellationToken ct) =>
        await Download(talk, $"/v3/bill/tradebill?bill_date={Text(day)}&bill_type=ALL&tar_type=GZIP", ct) is { } csv
            ? csv.Length == 0 ? new(day, [], 0, default, default, default) : ReadTrades(day, csv) : null;

    public static async Task<IReadOnlyList<FundLine>?> Funds(WeChatTalk talk, DateOnly day, CancellationToken ct) =>
        await Download(talk, $"/v3/bill/fundflowbill?bill_date={Text(day)}&account_type=BASIC&tar_type=GZIP", ct) is { } csv
            ? csv.Length == 0 ? [] : ReadFunds(csv) : null;

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static async Task<string?> Download(WeChatTalk talk, string path, CancellationToken ct)
    {
        var said = await talk.Ask(HttpMethod.Get, path, null, ct);
        if (said.Code == "STATEMENT_CREATING") return null;
        // A day without a single trade has no bill, and never will.
        if (said.Code == "NO_STATEMENT_EXIST") return "";
        var body = said.OrRefuse().Body;
        var address = new Uri(body.GetProperty("download_url").GetString()!);
        return Encoding.UTF8.GetString(await talk.Download(address, body.GetProperty("hash_value").GetString()!, ct) ?? []);
    }

    public static ProviderBill ReadTrades(DateOnly day, string csv)
    {
        var (rows, sums) = Read(csv);
        var lines = rows.Select(row =>
        {
            var back = row("交易状态") is "REFUND" or "REVOKED";
            return new BillLine(Moment(row("交易时间")), back ? BillKind.Refunded : BillKind.Paid, row("商户订单号"), row("微信订单号"),
                back ? row("商户退款单号") : null, Yuan(row(back ? "申请退款金额" : "订单金额")), Yuan(row("手续费")))
            {
                Shop = Guid.TryParseExact(row("商户数据包"), "N", out var shop) ? shop : null,
            };
        }).ToList();
        var count = int.Parse(sums("总交易单数"), CultureInfo.InvariantCulture);
        // A bill that was cut off on the way would look like missing payments.
        if (count != lines.Count) throw No.ProviderSilent();
        return new(day, lines, count, Yuan(sums("订单总金额")), Yuan(sums("申请退款总金额")), Yuan(sums("手续费总金额")));
    }

    public static IReadOnlyList<FundLine> ReadFunds(string csv)
    {
        var (rows, _) = Read(csv);
        return [.. rows.Select(row => new FundLine(Moment(row("记账时间")), row("微信支付业务单号"), row("业务类型"),
            row("收支类型") == "收入" ? Yuan(row("收支金额（元）")) : Money.Zero - Yuan(row("收支金额（元）")), Yuan(row("账户结余（元）")), row("备注")))];
    }

    static (List<Func<string, string>> Rows, Func<string, string> Sums) Read(string csv)
    {
        var lines = csv.TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0).ToList();
        if (lines.Count < 3 || lines[^2].StartsWith('`') || lines[0].StartsWith('`')) throw No.ProviderSilent();
        return ([.. lines[1..^2].Select(l => Row(lines[0], l))], Row(lines[^2], lines[^1]));
    }

    static Func<string, string> Row(string head, string line)
    {
        var (names, values) = (head.Split(','), line.TrimStart('`').Split(",`"));
        if (names.Length != values.Length) throw No.ProviderSilent();
        return name => Array.IndexOf(names, name) is var at and >= 0 ? values[at].Trim() : throw No.ProviderRefused($"BILL_WITHOUT_{name}");
    }

    static DateTimeOffset Moment(string text) =>
        new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    /// <summary>Yuan with up to five places; half a fen and more is a fen, away from zero.</summary>
    public static Money Yuan(string text)
    {
        var sign = text.StartsWith('-') ? -1 : 1;
        var parts = text.TrimStart('-').Split('.');
        if (parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var whole)) throw No.ProviderSilent();
        var places = (parts.Length == 2 ? parts[1] : "").PadRight(5, '0');
        if (places.Length > 5 || !long.TryParse(places, NumberStyles.None, CultureInfo.InvariantCulture, out var rest)) throw No.ProviderSilent();
        return new(sign * checked((whole * 100) + ((rest + 500) / 1000)));
    }
}
