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

    public static Refusal AccountUnknown() => new(404, "ledger.account-unknown", "没有这个账户", "There is no such account");

    public static Refusal CodeUnknown() =>
        new(422, "ledger.code-unknown", "没有这种记账类型", "There is no such kind of transfer");

    public static Refusal NothingToExplain() => new(422, "ledger.nothing-to-explain",
        "请说明要看哪个账户、哪一天或哪种往来", "Name an account, a day or a kind of transfer to explain");
}
