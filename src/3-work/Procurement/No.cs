namespace Linli.Procurement;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal Unknown() =>
        new(404, "purchase-order.unknown", "没有这张采购单", "There is no such purchase order");

    public static Refusal LinesDiffer() => new(422, "purchase-order.lines-differ",
        "请为采购单上的每个商品各填一行实收数量", "Give exactly one line for each sku of the purchase order");

    public static Refusal AmountWrong(IEnumerable<PurchaseLine> lines) => new(422, "purchase-order.amount-wrong",
        $"实收数量不能小于 0 或超过订购量的 {PurchaseLine.MostTimes} 倍，坏货不能多于实收",
        $"Received is 0 to {PurchaseLine.MostTimes} times the order, and bad is not more than received")
    {
        Rows = [.. lines.Select(l => new BadRow(l.Sku.Value.ToString(), "purchase-order.amount-wrong", l.Name))],
    };

    public static Refusal AlreadyReceived(string number) => new(409, "purchase-order.already-received",
        $"采购单 {number} 已经收过货，数量与这次不同；请用库存盘点更正",
        $"Purchase order {number} was already received with other amounts; correct it by a stock count");

    public static Refusal StateUnknown() =>
        new(422, "purchase-order.state-unknown", "采购单的状态只有 made、sent、received", "A state is made, sent or received");

    public static Refusal SupplierUnknown() =>
        new(404, "supplier-account.unknown", "没有这个供应商", "There is no such supplier");

    public static Refusal EntryUnknown() => new(404, "supplier-account.entry-unknown",
        "没有这笔付款或扣款；到货请用收货更正", "There is no such payment or charge; receipts are corrected where goods are received");

    public static Refusal EntryWrong(Money most, int longest) => new(422, "supplier-account.entry-wrong",
        $"请填金额（大于 0，最多 {most}）和说明（1–{longest} 个字）；扣款不选付款方式",
        $"Give an amount (above 0, at most {most}) and a text (1 to {longest} letters); a charge is paid from nothing");

    public static Refusal MonthWrong() => new(422, "supplier-account.month-wrong",
        "月份不对：请写成 2026-11 这样，不能是还没开始的月份", "The month is wrong: write 2026-11, and none that has not begun");

    public static Refusal LinkGone() => new(404, "supplier-account.link-gone",
        "这个对账链接过期了或不完整，请向店里要一个新的", "This link has ended or is not complete; ask the shop for a new one");

    public static Refusal LinkUnknown() => new(404, "supplier-account.link-unknown",
        "没有这个对账链接，可能早就过期了", "There is no such link; it may have ended long ago");

    public static Refusal LinkRevoked() => new(409, "supplier-account.link-revoked",
        "这个链接已经收回，请生成一个新的", "This link was called back; make a new one");

    public static Refusal LinkIdTaken() => new(409, "supplier-account.link-id-taken",
        "这个链接编号已经用过", "This link id is in use");

    public static Refusal FormatUnknown() =>
        new(422, "purchase-order.format-unknown", "只能下载 csv 或 xlsx", "The format is csv or xlsx");
}
