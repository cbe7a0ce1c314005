using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Linli.Ordering;

/// <summary>
/// Reads what WeChat exports (微信支付账单): some lines about the export, a header, then payments. Times are of the shop's zone.
/// Only money that came in and stayed counts; a row that should count and cannot be read is told with the reason.
/// </summary>
static class BillReader
{
    public const int MostMegabytes = 2, MostRows = 5000, LongestPayer = 64, LongestMemo = 200;
    const int MostPreamble = 60, LongestTradeNo = 64;
    const long MostFen = 100_000_000;

    static readonly string[] needed = ["交易时间", "收/支", "金额(元)", "交易单号"];
    static readonly string[] times = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm"];

    public static (List<BillRow> Rows, List<BadRow> Bad) Read(string csv)
    {
        if (Encoding.UTF8.GetByteCount(csv) > MostMegabytes << 20) throw No.BillTooLong(MostMegabytes, MostRows);
        using var text = new StringReader(csv.TrimStart('\ufeff'));
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, IgnoreBlankLines = true });
        var columns = Header(parser) ?? throw No.BillUnreadable();
        var (rows, bad, seen, count) = (new List<BillRow>(), new List<BadRow>(), new HashSet<string>(), 0);
        while (parser.Read())
        {
            if (++count > MostRows) throw No.BillTooLong(MostMegabytes, MostRows);
            string Cell(string column) => columns.TryGetValue(column, out var at) && at < parser.Count ? parser[at].Trim('\t', ' ', '\'', '`') : "";
            if (Cell("收/支") != "收入" || Cell("当前状态").Contains("退款", StringComparison.Ordinal) || Cell("交易类型").Contains("退款", StringComparison.Ordinal))
                continue;
            if (Wrong(Cell, seen) is { } wrong) bad.Add(wrong with { At = $"{parser.RawRow}" });
            else
                rows.Add(new(
                    parser.RawRow, Time(Cell("交易时间"))!.Value, Cut(Cell("交易类型"), 40), Cut(Cell("交易对方"), LongestPayer), Cut(Cell("备注"), LongestMemo),
                    Amount(Cell("金额(元)"))!.Value, Cell("交易单号")));
        }

        return (rows, bad);
    }

    static Dictionary<string, int>? Header(CsvParser parser)
    {
        for (var line = 0; line < MostPreamble && parser.Read(); line++)
        {
            var names = parser.Record!.Select((name, at) => (Name: Width.Half(name).Trim('\t', ' '), At: at)).ToList();
            if (needed.All(n => names.Any(x => x.Name == n)))
                return names.DistinctBy(n => n.Name).ToDictionary(n => n.Name, n => n.At);
        }

        return null;
    }

    static BadRow? Wrong(Func<string, string> cell, HashSet<string> seen)
    {
        if (Time(cell("交易时间")) is null) return new("", "bill.row-time", $"看不懂时间“{Cut(cell("交易时间"), 30)}”", $"This time is not understood: {Cut(cell("交易时间"), 30)}");
        if (Amount(cell("金额(元)")) is null) return new("", "bill.row-amount", $"看不懂金额“{Cut(cell("金额(元)"), 30)}”", $"This amount is not understood: {Cut(cell("金额(元)"), 30)}");
        var number = cell("交易单号");
        // Spreadsheets turn long numbers into 1.00E+27: who it was can then not be told for ever.
        if (number.Length is < 10 or > LongestTradeNo || !number.All(char.IsAsciiLetterOrDigit))
            return new("", "bill.row-number", "交易单号不完整，可能被表格软件改过，请用微信导出的原文件",
                "The number of the trade is not whole; a spreadsheet may have changed it: use the file as WeChat exported it");
        return seen.Add(number) ? null : new("", "bill.row-repeated", "同一笔交易在账单里出现了两次，只算一次", "The same trade stands twice in the bill; it counts once");
    }

    static DateTimeOffset? Time(string text) =>
        DateTime.TryParseExact(text, times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
            ? BusinessDay.At(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall))
            : null;

    static Money? Amount(string text)
    {
        var digits = Width.Half(text).TrimStart('¥').Replace(",", "", StringComparison.Ordinal).Trim();
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)
            && yuan > 0 && yuan * 100 <= MostFen && yuan * 100 == decimal.Truncate(yuan * 100)
            ? new((long)(yuan * 100))
            : null;
    }

    static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
