using System.Globalization;
using Linli.Payments;

namespace Linli.Reconciliation;

/// <summary>
/// A bill as people download it from a provider's website, CSV or XLSX, read by the names of its columns: WeChat Pay's 交易账单, Alipay's
/// 业务明细, or any table with a time, an amount and a number. Lines before the head and after the last row are left out. Amounts in yuan.
/// </summary>
static class BillFile
{
    public const int MostHeadLines = 50;

    static readonly string[] times = ["交易时间", "完成时间", "入账时间", "创建时间", "时间", "time"],
        numbers = ["商户订单号", "商家订单号", "商户单号", "number"], trades = ["微信订单号", "支付宝交易号", "交易单号", "流水号", "trade"],
        backs = ["商户退款单号", "退款批次号/请求号", "退款单号", "refund"], kinds = ["交易状态", "业务类型", "类型", "收/支", "kind"],
        paid = ["订单金额", "订单金额（元）", "金额", "金额（元）", "金额(元)", "amount"], returned = ["申请退款金额"],
        fees = ["手续费", "服务费（元）", "手续费（元）", "fee"], shops = ["商户数据包", "门店编号"];

    static readonly string[] refunds = ["REFUND", "REVOKED", "退款", "退货", "支出", "refund"], payments = ["SUCCESS", "交易", "付款", "收款", "收入", "支付", "paid"];

    public static IReadOnlyList<BillLine> Read(IReadOnlyList<(int At, string[] Cells)> rows, Guid shop)
    {
        var head = rows.Take(MostHeadLines).Select((r, i) => (Names: Array.ConvertAll(r.Cells, Clean), i))
            .FirstOrDefault(h => Find(h.Names, times) >= 0 && Find(h.Names, paid) >= 0 && (Find(h.Names, numbers) >= 0 || Find(h.Names, trades) >= 0));
        if (head.Names is not { } names) throw No.BillUnknown();
        var columns = new Columns(names);
        var (lines, wrong) = (new List<BillLine>(), new List<BadRow>());
        foreach (var (at, cells) in rows.Skip(head.i + 1))
        {
            string Cell(int column) => column >= 0 && column < cells.Length ? Clean(cells[column]) : "";
            if (Cell(0).StartsWith('#') || Cell(0) == "总交易单数") break;
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace)) continue;
            if (Line(Cell, columns) is { } line) lines.Add(line);
            else wrong.Add(new(at.ToString(CultureInfo.InvariantCulture), "reconciliation.bill-row-wrong", string.Join(" ", cells.Take(6)).Trim()));
        }

        if (wrong.Count > 0) throw No.BillRowWrong(wrong);
        if (rows.Count > 0 && Sums(rows) is { } count && count != lines.Count) throw No.BillCut(count, lines.Count);
        return [.. lines.Where(l => l.Shop is null || l.Shop == shop)];
    }

    sealed class Columns(string[] names)
    {
        public readonly int Time = Find(names, times), Number = Find(names, numbers), Trade = Find(names, trades), Back = Find(names, backs),
            Kind = Find(names, kinds), Paid = Find(names, paid), Returned = Find(names, returned), Fee = Find(names, fees), Shop = Find(names, shops);
    }

    static BillLine? Line(Func<int, string> cell, Columns c)
    {
        if (Moment(cell(c.Time)) is not { } at) return null;
        var word = cell(c.Kind);
        var raw = cell(c.Paid);
        var back = refunds.Contains(word) || (word.Length == 0 && raw.StartsWith('-'));
        if (!back && word.Length > 0 && !payments.Contains(word)) return null;
        if (Yuan(back && c.Returned >= 0 ? cell(c.Returned) : raw) is not { } amount || Yuan(cell(c.Fee), mayBeEmpty: true) is not { } fee) return null;
        return new(at, back ? BillKind.Refunded : BillKind.Paid, cell(c.Number), cell(c.Trade), back ? cell(c.Back) : null,
            new(Math.Abs(amount.Fen)), back && fee > Money.Zero ? Money.Zero - fee : !back && fee < Money.Zero ? Money.Zero - fee : fee)
        {
            Shop = Guid.TryParseExact(cell(c.Shop), "N", out var shop) ? shop : null,
        };
    }

    /// <summary>WeChat's bill ends with how many rows it has.</summary>
    static int? Sums(IReadOnlyList<(int At, string[] Cells)> rows)
    {
        var at = Enumerable.Range(0, rows.Count).LastOrDefault(i => rows[i].Cells.Length > 0 && Clean(rows[i].Cells[0]) == "总交易单数", -1);
        return at >= 0 && at + 1 < rows.Count && int.TryParse(Clean(rows[at + 1].Cells[0]), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
    }

    // Both put a sign before what Excel would take for a number: a backtick, or a tab behind it.
    static string Clean(string cell) => cell.Trim().TrimStart('`', '\'').Trim();

    static int Find(string[] names, string[] wanted)
    {
        foreach (var name in wanted)
            if (Array.FindIndex(names, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at) return at;
        return -1;
    }

    static readonly string[] forms = ["yyyy-MM-dd HH:mm:ss", "yyyy/MM/dd HH:mm:ss", "yyyy-M-d H:mm:ss", "yyyy/M/d H:mm:ss", "yyyy-M-d H:mm", "yyyy/M/d H:mm"];

    static DateTimeOffset? Moment(string text) => DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
        ? new DateTimeOffset(wall, BusinessDay.Zone.GetUtcOffset(wall)).ToUniversalTime() : null;

    /// <summary>Yuan with at most five places; more than fen are rounded.</summary>
    public static Money? Yuan(string text, bool mayBeEmpty = false)
    {
        if (text.Length == 0) return mayBeEmpty ? Money.Zero : null;
        var plain = text.TrimStart('¥', '￥').Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var yuan) && Math.Abs(yuan) < 100_000_000
            ? new Money((long)Math.Round(yuan * 100, MidpointRounding.AwayFromZero)) : null;
    }
}
