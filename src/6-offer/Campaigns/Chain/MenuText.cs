using System.Globalization;
using System.Text.RegularExpressions;

namespace Linli.Campaigns;

/// <summary>菜单 — what the head of a chain offers by itself: "A 草莓 19.9元/盒", "① 土鸡蛋", "套餐E 50元/份" with its parts below.</summary>
static partial class MenuText
{
    [GeneratedRegex(@"^\s*(?<code>[a-zA-Z](?=[.、:)\s])|[①-⑳]|[❶-❿]|\p{So}️?|[\ud83c-\ud83e][\udc00-\udfff])[.、:)\s]*(?<name>[^0-9¥]{1,30}?)\s*(?:(?<price>¥?\s?[0-9]{1,5}(?:\.[0-9]{1,2})?)\s*(?:元|块)?(?:\s*[/每一]\s*(?<unit>\p{IsCJKUnifiedIdeographs}{1,2}|kg|g))?)?\s*$")]
    private static partial Regex Coded();

    [GeneratedRegex(@"^\s*(?:[0-9]{1,2}[.、)]\s*)?(?<name>[^0-9¥/]{1,30}?)\s*(?<price>¥?\s?[0-9]{1,5}(?:\.[0-9]{1,2})?)\s*元?\s*[/每一]\s*(?<unit>\p{IsCJKUnifiedIdeographs}{1,2}|kg|g)\s*$")]
    private static partial Regex Priced();

    [GeneratedRegex(@"^\s*(?<code>[0-9]{1,2})(?:️?⃣|[.、)])\s*(?<name>[^¥:]{2,30}?)\s*(?:(?<price>¥?\s?[0-9]{1,5}(?:\.[0-9]{1,2})?)\s*(?:元|块)?(?:\s*[/每一]\s*(?<unit>\p{IsCJKUnifiedIdeographs}{1,2}|kg|g))?)?\s*$")]
    private static partial Regex Numbered();

    public static bool IsLine(string line) => Coded().IsMatch(line) || Priced().IsMatch(line);

    /// <param name="parts">Reads "莴笋两根" to one item without a menu.</param>
    public static IReadOnlyList<ChainMenuLine> Read(IEnumerable<string> lines, Func<string, IReadOnlyList<ChainItem>> parts)
    {
        var menu = new List<ChainMenuLine>();
        foreach (var line in lines)
        {
            var half = Width.Half(line);
            if (Coded().Match(half) is { Success: true } coded)
                menu.Add(new(coded.Groups["code"].Value.ToUpperInvariant(), coded.Groups["name"].Value.Trim(), Price(coded), coded.Groups["unit"].Value, []));
            else if (Priced().Match(half) is { Success: true } priced)
                menu.Add(new("", priced.Groups["name"].Value.Trim(), Price(priced), priced.Groups["unit"].Value, []));
            else if (Numbered().Match(half) is { Success: true } numbered)
                menu.Add(new(numbered.Groups["code"].Value, numbered.Groups["name"].Value.Trim(), Price(numbered), numbered.Groups["unit"].Value, []));
            else if (menu is [.., { Price: not null, Code: "" } bundle] && parts(line) is { Count: > 0 } items)
                menu[^1] = bundle with { Parts = [.. bundle.Parts, .. items] };
        }

        return menu;
    }

    static Money? Price(Match found) =>
        found.Groups["price"].Success && decimal.TryParse(found.Groups["price"].Value.Trim('¥', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)
            ? new Money((long)(yuan * 100)) : null;
}
