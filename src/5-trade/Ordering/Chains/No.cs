namespace Linli.Ordering;

/// <summary>How chains are refused.</summary>
static partial class No
{
    public static Refusal ChainUnknown() => new(404, "chain.unknown", "没有这个接龙", "There is no such chain");
    public static Refusal ChainPasteUnknown() => new(404, "chain.paste-unknown", "没有这次粘贴，请重新粘贴", "There is no such paste; paste the text again");
    public static Refusal ChainEntryUnknown() => new(404, "chain.entry-unknown", "接龙里没有这个人", "There is nobody of this name in the chain");
    public static Refusal ChainIdTaken() => new(409, "chain.id-taken", "这个编号已经用在别的接龙上", "This id is in use for another chain");
    public static Refusal ChainEmpty() =>
        new(422, "chain.nothing-in-it", "文本里没有看出接龙，请把群里的接龙整段复制过来", "No chain was found in the text; copy all of it from the group");
    public static Refusal ChainNameWrong(int most) => new(422, "chain.name-wrong", $"群的名字最多 {most} 个字", $"The group's name has at most {most} letters");
    public static Refusal ChainTooMany(int most) =>
        new(422, "chain.too-many", $"一个团购最多 {most} 个接龙", $"A campaign has at most {most} chains");
    public static Refusal ChainChoiceWrong(string who, string what, string english) =>
        new(422, "chain.choice-wrong", $"“{who}”的{what}不对，请重新选", $"Choose again for {who}: {english}");
    public static Refusal ChainConfirmed() =>
        new(409, "chain.confirmed", "这次粘贴已经确认过了，要改请重新粘贴", "This paste is confirmed; paste again to change something");
    public static Refusal ChainPlanChanged() =>
        new(409, "chain.plan-changed", "刚才有变化，请再看一眼再确认", "Something changed meanwhile; look again before you confirm");
    public static Refusal ChainGroupDeal() =>
        new(409, "chain.group-deal", "拼团要在线付款，不能用接龙", "A group deal is paid online and takes no chains");
    public static Refusal ChainChangedSince() =>
        new(409, "chain.changed-since", "这个订单后来又改过", "This order was changed since");
    public static Refusal ChainCannotUndo(string why, string english, IReadOnlyList<BadRow>? rows = null) =>
        new(409, "chain.cannot-undo", $"不能撤销：{why}", $"This cannot be undone: {english}") { Rows = rows ?? [] };
}
