using System.Text.RegularExpressions;

namespace Linli.Campaigns;

/// <summary>门牌 — 3-2-501, 三栋二单元501, 1栋B座22楼, 295-909.</summary>
static partial class Doors
{
    [GeneratedRegex(@"\G(?<b>[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[a-z])\s?(?:栋|幢|号楼|座|#楼?|号院)(?:\s?(?<u>[0-9]{1,2}|[一二三四五六七八九十]{1,2}|[a-z])\s?(?:单元|座|门))?(?:(?:-?(?<r>[0-9]{2,4})|\s(?<r>[0-9]{3,4}))(?![0-9]|[楼层]|\s?[份个盒箱瓶袋斤把包单])(?:室|房|号)?|\s?[0-9]{1,2}[楼层])?")]
    private static partial Regex Spoken();

    [GeneratedRegex(@"\G(?<b>[0-9]{1,3})-(?:(?<u>[0-9]{1,2})-)?(?<r>[0-9]{3,4})(?![0-9]|-|:)(?:室|房|号)?")]
    private static partial Regex Dashed();

    [GeneratedRegex(@"\G(?<u>[0-9]{1,2}|[一二三四五六七八九十]{1,2})单元\s?(?<r>[0-9]{2,4})?(?:室|房)?")]
    private static partial Regex Staircase();

    [GeneratedRegex(@"\G(?<r>[0-9]{3,4})(?:室|房)")]
    private static partial Regex RoomOnly();

    [GeneratedRegex(@"\G[0-9]{1,2}(?:楼|层)")]
    private static partial Regex Storey();

    /// <summary>The door that begins exactly here, and where it ends.</summary>
    /// <param name="s">Half width, lower case.</param>
    public static (ChainDoor? Door, int End)? At(string s, int at)
    {
        if (!(char.IsAsciiLetterOrDigit(s[at]) || s[at] is >= '\u4e00' and <= '\u9fff')) return null;
        if (at > 0 && char.IsAsciiDigit(s[at]) && char.IsAsciiDigit(s[at - 1])) return null;
        if (char.IsAsciiLetter(s[at]) && at > 0 && char.IsAsciiLetterOrDigit(s[at - 1])) return null;
        foreach (var form in (ReadOnlySpan<Regex>)[Spoken(), Dashed(), Staircase(), RoomOnly(), Storey()])
            if (form.Match(s, at) is { Success: true, Length: > 0 } found)
            {
                var building = Digits(found.Groups["b"].Value);
                var room = found.Groups["r"].Success ? found.Groups["r"].Value : null;
                var unit = found.Groups["u"].Success ? Digits(found.Groups["u"].Value) : null;
                return (building.Length > 0 || room is not null ? new(building, unit, room) : null, at + found.Length);
            }

        return null;
    }

    /// <summary>"3号楼", "3栋", "03幢" and "三" are one building.</summary>
    public static string Building(string name)
    {
        var s = Width.Half(name).Trim().ToLowerInvariant();
        if (s.Length == 0) return "";
        if (At(s, 0) is ({ Unit: null, Room: null } door, var end) && end == s.Length) return door.Building.TrimStart('0');
        var bare = s.TrimEnd('楼', '栋', '幢', '座', '号', '#');
        return bare.Length > 0 && Quantities.Number(bare, 0) is { Value: var number, Digits: false } read && read.End == bare.Length
            ? $"{number:0}" : bare.TrimStart('0').ToUpperInvariant();
    }

    static string Digits(string number) =>
        number.Length > 0 && !char.IsAscii(number[0]) && Quantities.Number(number, 0) is { } read ? $"{read.Value:0}" : number.ToUpperInvariant();
}
