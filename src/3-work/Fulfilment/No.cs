namespace Linli.Fulfilment;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal Unknown() => new(404, "pickup.unknown", "没有这个取货袋", "There is no such bag");
    public static Refusal WrongCode() =>
        new(422, "pickup.wrong-code", "取货码不对，请核对后再输", "The pickup code is wrong; check it and type it again");
    public static Refusal TooManyTries(TimeSpan wait) => new(429, "pickup.too-many-tries",
        $"取货码输错太多次，请 {Minutes(wait)} 分钟后再试", $"Too many wrong codes for this bag; try again in {Minutes(wait)} minutes")
    {
        RetryAfter = wait,
    };
    public static Refusal AlreadyDone() => new(409, "pickup.already-done",
        "这一袋已经取走了，取货码只能用一次", "This bag was picked up already; a pickup code works once");
    public static Refusal NotArrived() => new(409, "pickup.not-arrived",
        "货还没到齐，到货后会通知取货", "The goods have not arrived yet; a message will follow when they have");

    /// <summary>The row says the amount in fen, so that a desk can ask for it and send it again.</summary>
    public static Refusal CashNeeded(Money due) => new(409, "pickup.cash-needed",
        due.Fen > 0 ? $"请先收现金 {due}，再交货" : "这次不用收现金",
        due.Fen > 0 ? $"Take {due} in cash first" : "No cash is due for this")
    {
        Rows = [new("cashTaken", "pickup.cash-needed", $"{due.Fen}")],
    };
    public static Refusal AmountWrong() => new(422, "pickup.amount-wrong",
        "交货的商品或数量不对：每种商品一行，数量要大于 0，不能超过还没取的",
        "Each sku has one line, above 0 and at most what is left to pick up");
    public static Refusal NoteTooLong(int most) =>
        new(422, "pickup.note-too-long", $"代取备注最多 {most} 个字", $"A note has at most {most} characters");
    public static Refusal ProxyNameWrong(int most) => new(422, "pickup.proxy-name-wrong",
        $"请写谁来代取，最多 {most} 个字", $"Say who fetches it, in at most {most} characters");
    public static Refusal ProxyIdTaken() => new(409, "pickup.proxy-id-taken",
        "这个代取编号已经用过，请重新生成", "This proxy id was used for something else; make another");
    public static Refusal RedemptionIdTaken() => new(409, "pickup.redemption-id-taken",
        "这个交货编号已经用过，请刷新后再试", "This redemption id was used for something else; start again");
    public static Refusal SearchTooLong(int most) =>
        new(422, "pickup.search-too-long", $"最多输入 {most} 个字", $"A search has at most {most} characters");
    public static Refusal SortedWrong() => new(422, "pickup.sorted-wrong",
        "分拣的商品或数量不对：每种商品一行，数量从 0 到这一袋应装的数量", "Each sku of the bag has one line, from 0 to what belongs into it");
    public static Refusal FormatUnknown() =>
        new(422, "consolidation.format-unknown", "文件格式请选 csv 或 xlsx", "The format is csv or xlsx");

    static int Minutes(TimeSpan wait) => (int)Math.Ceiling(wait.TotalMinutes);
}
