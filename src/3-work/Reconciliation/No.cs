using System.Globalization;

namespace Linli.Reconciliation;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal DayUnknown() => new(404, "reconciliation.day-unknown",
        "这一天没有对账：没有线上收款，也没有上传账单", "Nothing to compare on this day: no payment and no uploaded bill");
    public static Refusal DayNotOver() => new(409, "reconciliation.day-not-over",
        "这一天还没过完，明天再对账", "This day is not over; compare it tomorrow");
    public static Refusal ProviderWrong() => new(422, "reconciliation.provider-wrong",
        "只能对微信、支付宝、银行、群收款和测试通道的账", "The provider is wechat, alipay, bank, outside or testpay");
    public static Refusal DifferenceUnknown() => new(404, "reconciliation.difference-unknown", "没有这条差异", "There is no such difference");
    public static Refusal EntryUnknown() => new(404, "reconciliation.entry-unknown", "没有这笔更正", "There is no such correcting entry");
    public static Refusal EntryIdTaken() => new(409, "reconciliation.entry-id-taken",
        "这个更正编号已被另一笔更正使用", "This id belongs to another correcting entry");
    public static Refusal AlreadyBooked() => new(409, "reconciliation.already-booked",
        "这条差异已经更正过；要改请先撤销原来的更正", "This difference is already settled; undo its entry first");
    public static Refusal NothingToBook() => new(409, "reconciliation.nothing-to-book",
        "这条差异不用记账：它已经自己对上了，或两边金额相同", "There is nothing to book: it has closed itself, or no money differs");
    public static Refusal ReasonMissing(int most) => new(422, "reconciliation.reason-missing",
        $"请写明原因，最多 {most} 个字", $"Give a reason of at most {most} letters");
    public static Refusal CountWrong(int most) => new(422, "reconciliation.count-wrong",
        $"点钞金额不能小于 0 或超过一百万元，备注最多 {most} 个字", $"A count is 0 to a million yuan, a note at most {most} letters");
    public static Refusal CountIdTaken() => new(409, "reconciliation.count-id-taken",
        "这个点钞编号已被另一次点钞使用", "This id belongs to another count");
    public static Refusal UndoFirst() => new(409, "reconciliation.undo-first",
        "这天的现金差额已经更正过；请先撤销更正，再重新点钞", "The cash difference of this day is settled; undo its entry, then count again");
    public static Refusal FeeWrong() => new(422, "reconciliation.fee-wrong",
        "费率是 0 到 10%，以万分之几填写（0.6% 填 60）", "A fee is 0 to 10 %, in hundredths of a percent (0.6 % is 60)");
    public static Refusal BillUnknown() => new(422, "reconciliation.bill-unknown",
        "认不出这份账单：要有时间、金额和订单号三列，请直接上传平台下载的 CSV 或 Excel 文件",
        "This bill is not understood: it needs columns of time, amount and number; upload the CSV or Excel file as downloaded");
    public static Refusal BillRowWrong(IReadOnlyList<BadRow> rows) => new(422, "reconciliation.bill-row-wrong",
        $"账单有 {rows.Count} 行看不懂，没有导入，请核对这些行的时间、类型和金额", $"{rows.Count} rows of the bill are not understood; nothing was taken in")
    {
        Rows = [.. rows.Take(100)],
    };
    public static Refusal BillCut(int said, int found) => new(422, "reconciliation.bill-cut",
        string.Create(CultureInfo.InvariantCulture, $"账单说有 {said} 行，文件里只有 {found} 行，请重新下载完整的文件"),
        string.Create(CultureInfo.InvariantCulture, $"The bill says {said} rows, the file has {found}; download it again"));
    public static Refusal BillOfAnotherDay(DateOnly day) => new(422, "reconciliation.bill-of-another-day",
        $"这份账单不是 {day:yyyy-MM-dd} 的，请选对日期", $"This bill is not of {day:yyyy-MM-dd}; choose the right day");
}
