namespace Linli.Ledger;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal TransferDiffers() => new(409, "ledger.transfer-differs",
        "这笔账已经记过，而且内容不同", "This transfer was already booked with other content");

    public static Refusal BelowZero(Words account) => new(409, "ledger.below-zero",
        $"“{account.Zh}”的余额不够，这笔账记不了", $"\"{account.En}\" does not hold enough for this");

    public static Refusal PendingUnknown() => new(404, "ledger.pending-unknown",
        "没有这笔冻结的款项", "There is no such pending transfer");

    public static Refusal AlreadySettled() => new(409, "ledger.already-settled",
        "这笔冻结的款项已经入账，不能再撤销", "This pending transfer was settled and cannot be voided");

    public static Refusal AlreadyVoided() => new(409, "ledger.already-voided",
        "这笔冻结的款项已经撤销，不能再入账", "This pending transfer was voided and cannot be settled");

    public static Refusal PendingExpired() => new(409, "ledger.pending-expired",
        "这笔冻结的款项已过期退回，请重新发起", "This pending transfer has expired and went back; start again");

    public static Refusal MoreThanReserved(Money reserved) => new(409, "ledger.more-than-reserved",
        $"入账的金额不能超过冻结的 {reserved}", $"No more than the reserved {reserved} can be booked");

    public static Refusal DaysWrong(int most) => new(422, "ledger.days-wrong",
        $"日期不对：结束不能早于开始，最多 {most} 天", $"The days are wrong: the last is not before the first, at most {most} of them");

    public static Refusal MonthWrong() => new(422, "ledger.month-wrong",
        "月份不对：请写成 2026-11 这样，不能是还没开始的月份", "The month is wrong: write 2026-11, and none that has not begun");

    public static Refusal MomentWrong() => new(422, "ledger.moment-wrong",
        "只能查过去的时刻，请换一个时间", "Only a past moment can be looked at; choose another");

    public static Refusal AccountUnknown() => new(404, "ledger.account-unknown", "没有这个账户", "There is no such account");

    public static Refusal CodeUnknown() =>
        new(422, "ledger.code-unknown", "没有这种记账类型", "There is no such kind of transfer");

    public static Refusal NothingToExplain() => new(422, "ledger.nothing-to-explain",
        "请说明要看哪个账户、哪一天或哪种往来", "Name an account, a day or a kind of transfer to explain");
}
