namespace Linli.Ordering;

/// <summary>How bills are refused.</summary>
static partial class No
{
    public static Refusal BillUnknown() => new(404, "bill.unknown", "没有这份账单，请重新拖进来", "There is no such bill; drop it in again");
    public static Refusal BillIdTaken() => new(409, "bill.id-taken", "这个账单编号已经用在别的团购上", "This bill id is in use for another campaign");
    public static Refusal BillUnreadable() => new(422, "bill.unreadable",
        "没看出这是微信支付账单，请在微信“支付-账单-下载账单”里导出后原样拖进来", "This is no WeChat Pay bill; export it in WeChat and drop the file in as it is");
    public static Refusal BillTooLong(int megabytes, int rows) => new(422, "bill.too-long",
        $"账单太长：最多 {megabytes} MB、{rows} 行，请缩短导出的日期", $"A bill has at most {megabytes} MB and {rows} rows; export fewer days");
    public static Refusal BillChoiceWrong(int row) =>
        new(422, "bill.choice-wrong", $"第 {row} 行不能记到这个订单，请重新选", $"Row {row} cannot be booked for that order; choose again");
    public static Refusal BillConfirmed() =>
        new(409, "bill.confirmed", "这份账单已经记过账了，要记别的请重新拖进来", "This bill is booked; drop it in again to book more");
    public static Refusal BillPlanChanged() =>
        new(409, "bill.plan-changed", "刚才有变化，请再看一眼再确认", "Something changed meanwhile; look again before you confirm");
}
