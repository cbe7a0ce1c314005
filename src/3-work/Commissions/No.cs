namespace Linli.Commissions;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal LeaderMissing() => new(422, "commission.leader-missing", "请选一位团长", "Choose a leader");
    public static Refusal LeaderUnknown() => new(404, "commission.leader-unknown", "没有这位团长", "There is no such leader");
    public static Refusal NotYours() =>
        new(403, "commission.not-yours", "只能看自己的佣金", "You can see your own commissions only");
    public static Refusal DaysWrong(int most) => new(422, "commission.days-wrong",
        $"日期不对：结束不能早于开始，最多 {most} 天", $"The days are wrong: the last is not before the first, at most {most} of them");
}
