using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Linli.Payments;

/// <summary>
/// 业务明细 — the day's list of trades: a ZIP of two tables in GB 18030, one of them sums, each between lines of notes that begin with #.
/// Values end with a tab, so that Excel takes no number for one.
/// </summary>
static class AlipayBills
{
    /// <summary>When the bill of the day before is made at the latest; whatever is missing then never was.</summary>
    static readonly TimeOnly made = new(10, 0);
    const int MostBytes = 64 << 20;

    public static async Task<ProviderBill?> Trades(AlipayTalk talk, DateOnly day, DateTimeOffset now, CancellationToken ct)
    {
        var said = await talk.Ask("alipay.data.dataservice.bill.downloadurl.query",
            new { bill_type = "trade", bill_date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, ct);
        if (said.Code is { } code && code.Replace("-", "_", StringComparison.Ordinal).EndsWith("BILL_NOT_EXIST", StringComparison.OrdinalIgnoreCase))
            return now.ToOffset(TimeSpan.FromHours(8)) >= new DateTimeOffset(day.AddDays(1), made, TimeSpan.FromHours(8)) ? new(day, [], 0, default, default, default) : null;
        var address = said.OrRefuse().Text("bill_download_url") is { } text && Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw No.ProviderSilent();
        return Read(day, Unpack(await talk.Download(address, ct)));
    }

    static string Unpack(byte[] packed)
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        try
        {
            using var zip = new ZipArchive(new MemoryStream(packed), ZipArchiveMode.Read, leaveOpen: false, gb);
            var table = zip.Entries.FirstOrDefault(e => e.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !e.Name.Contains("汇总", StringComparison.Ordinal));
            if (table is null || table.Length > MostBytes) throw No.ProviderSilent();
            using var reader = new StreamReader(table.Open(), gb);
            return reader.ReadToEnd();
        }
        catch (InvalidDataException) { throw No.ProviderSilent(); }
    }

    public static ProviderBill Read(DateOnly day, string csv)
    {
        var lines = csv.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        var head = lines.FindIndex(l => l.StartsWith("支付宝交易号", StringComparison.Ordinal));
        var end = lines.FindIndex(head + 1, l => l.StartsWith('#'));
        // A bill that was cut off on the way would look like missing payments.
        if (head < 0 || end < 0) throw No.ProviderSilent();
        var names = lines[head].Split(',').Select(n => n.Trim()).ToList();
        var rows = lines[(head + 1)..end].Where(l => l.Length > 0).Select(l => Row(names, l.Split(','))).ToList();
        return new(day, rows, rows.Count, rows.Where(r => r.Kind == BillKind.Paid).Sum(r => r.Amount),
            rows.Where(r => r.Kind == BillKind.Refunded).Sum(r => r.Amount), rows.Sum(r => r.Fee));
    }

    static BillLine Row(List<string> names, string[] values)
    {
        // The one value that may hold a comma is what was sold; all others are counted from the nearer end.
        var (more, sold) = (values.Length - names.Count, names.IndexOf("商品名称"));
        if (more < 0 || (more > 0 && sold < 0)) throw No.ProviderSilent();
        string Of(string name) => names.IndexOf(name) is var at and >= 0 ? values[at > sold ? at + more : at].Trim() : throw No.ProviderRefused($"BILL_WITHOUT_{name}");
        var back = Of("业务类型") == "退款";
        if (!back && Of("业务类型") != "交易") throw No.ProviderRefused("BILL_KIND");
        var (amount, fee) = (AlipayTalk.Yuan(Of("订单金额（元）")), AlipayTalk.Yuan(Of("服务费（元）")));
        return new(Moment(Of("完成时间")), back ? BillKind.Refunded : BillKind.Paid, Of("商户订单号"), Of("支付宝交易号"),
            back ? Of("退款批次号/请求号") : null, new(Math.Abs(amount.Fen)), Money.Zero - fee)
        {
            Shop = Guid.TryParseExact(Of("门店编号"), "N", out var shop) ? shop : null,
        };
    }

    static DateTimeOffset Moment(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) ? new(wall, TimeSpan.FromHours(8)) : throw No.ProviderSilent();
}
