using System.Text.RegularExpressions;

namespace Linli.Campaigns;

/// <summary>记号 — by what a line of a chat shows what it is: numbers, heads with name and time, notices, small talk.</summary>
static partial class Signs
{
    [GeneratedRegex(@"^#\s?(?:接龙|接龍|group\s?note)\s*$")]
    public static partial Regex Marker();

    [GeneratedRegex(@"^(?:例|例如|示例|格式|example)(?:[\s:]|$)")]
    public static partial Regex ExampleLine();

    [GeneratedRegex(@"^\s*(?:第|no\.?\s?)?(?<n>[0-9]{1,4})(?:️?⃣)?\s*(?:[.。、):]|号[.、:\s]|(?<=⃣)|(?<blank>\s)(?=\S))\s*", RegexOptions.IgnoreCase)]
    public static partial Regex Numbered();

    [GeneratedRegex(@"(?<=^|\s)(?<n>[0-9]{1,4})[.、)](?:\s|(?=\D)|$)")]
    public static partial Regex Inline();

    // "张三 10:23", "2026-07-20 10:23:11 张三", "张三 昨天 上午10:23": who spoke and when, as chats are copied.
    [GeneratedRegex(@"^(?:(?<who>\S.{0,38}?)[\s:]+)?(?:[0-9]{4}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}日?\s+|昨天\s*|前天\s*|星期.\s*)?(?:上午|下午|早上|晚上|中午|凌晨)?\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s+(?<who>[^0-9\s:].{0,38}))?$")]
    public static partial Regex ChatHead();

    [GeneratedRegex(@"^(?:\[[^\]]{1,8}\]|[-—=_*~.。\s]{3,}|[-—\s]*[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[-—\s]*|.{0,30}(?:撤回了一条消息|拍了拍.*|加入了?群聊|修改群名为.*|邀请.*加入.*)|以下(?:为|是)新消息)$")]
    public static partial Regex ChatNoise();

    [GeneratedRegex(@"^(?:好的?|收到|谢谢|辛苦了?|ok|嗯+|哈+|在吗|请问.*|.*[?？吗呢]|👌+|👍+|🙏+)[!！。~]*$")]
    public static partial Regex Talk();

    [GeneratedRegex(@"^\s*(?:套餐|组合|礼包|礼盒|大礼包)")]
    public static partial Regex BundleHead();

    [GeneratedRegex("[0-9] ?元|¥")]
    public static partial Regex Price();
}
