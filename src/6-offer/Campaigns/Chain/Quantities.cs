using System.Globalization;

namespace Linli.Campaigns;

/// <param name="Signed">'+' or '-' when written with one, otherwise a blank.</param>
/// <param name="Unit">As written; empty when there was none.</param>
readonly record struct Quantity(int Start, int End, decimal Value, string Unit, char Signed, bool IsMoney, bool IsRange);

/// <summary>数量 — 2份, 两盒, 半斤, 一斤半, x2, +1, 仨; and money (18元), which is none.</summary>
static class Quantities
{
    // Longer words first: 公斤 before 斤. What counts as a unit is what is sold by it; 栋, 楼, 点, 号 are not.
    static readonly string[] units =
    [
        "公斤", "千克", "人份", "大份", "小份", "大盒", "小盒", "大箱", "小箱", "大袋", "小袋", "斤", "两", "克", "kg", "g", "份", "个", "盒", "箱", "瓶",
        "袋", "把", "包", "罐", "只", "条", "根", "颗", "提", "桶", "板", "打", "串", "片", "件", "套", "枚", "棵", "捆", "壶", "杯", "碗", "筐", "扎", "双",
        "对", "组", "单", "块", "粒", "支", "听", "卷", "张", "束", "朵", "篮", "框", "头", "尾", "株", "副", "刀", "坛", "筒", "碟", "盘", "锅", "排", "位",
        "笼", "屉", "篓", "兜", "匣",
    ];

    static readonly ILookup<char, string> byFirst = units.Distinct().ToLookup(u => u[0]);
    static readonly string[] moneyWords = ["元", "块钱", "¥", "rmb", "毛钱"];

    /// <summary>Digits beyond this are no quantity but a number of something.</summary>
    const int mostDigits = 6;

    /// <summary>The quantity that begins exactly here, or nothing.</summary>
    /// <param name="s">Half width, lower case.</param>
    /// <param name="own">Units that count besides the common ones.</param>
    public static Quantity? At(string s, int start, IReadOnlyList<string>? own = null)
    {
        var (at, sign, times) = (start, ' ', false);
        if (s[at] is '¥' or '$') return Money(s, start);
        if (s[at] is 'x' or '×' or '✖' or '*' or '✕' or 'х')
        {
            // The x of a word is no sign: "max2" is somebody.
            if (s[at] == 'x' && at > 0 && char.IsAsciiLetter(s[at - 1])) return null;
            (times, at) = (true, Skip(s, at + 1));
        }
        else if (s[at] is '+' or '-' or '−' or '➕' or '➖')
        {
            (sign, at) = (s[at] is '+' or '➕' ? '+' : '-', Skip(s, at + 1));
        }

        if (at >= s.Length) return null;
        if (s[at] is '俩' or '仨') return new(start, at + 1 + Unit(s, at + 1, own).Length, s[at] == '俩' ? 2 : 3, Unit(s, at + 1, own), sign, false, false);
        if (s[at] == '斤' && at + 1 < s.Length && s[at + 1] == '半' && !IsNumeral(s, at - 1)) return new(start, at + 2, 1.5m, "斤", sign, false, false);
        // A0 is the start of a name: nobody wants 0 of anything.
        if (Number(s, at) is not { Value: > 0 } number) return null;
        var afterSpaces = Skip(s, number.End);
        if (IsMoney(s, afterSpaces)) return new(start, afterSpaces + 1, number.Value, "", sign, true, false);

        var range = Range(s, number.End, own);
        if (range is { } to) (number, afterSpaces) = (to, Skip(s, to.End));
        var unit = Unit(s, number.End, own);
        var end = number.End + unit.Length;
        // A blank may stand before the unit only when a digit came: "2 盒"; "十 个" too, but "一 只" begins a word more often.
        if (unit.Length == 0 && number.Digits && afterSpaces > number.End && Unit(s, afterSpaces, own) is { Length: > 0 } later
            && (afterSpaces + later.Length == s.Length || !char.IsLetter(s[afterSpaces + later.Length]) || later is "斤" or "份" or "盒" or "箱"))
            (unit, end) = (later, afterSpaces + later.Length);
        if (unit.Length == 0)
        {
            if (number.Digits && !times && number.End + 1 < s.Length && s[number.End] is 'x' or '×' or '*' && s[number.End + 1] >= '\u4e00')
                return new(start, number.End + 1, number.Value, "", sign, false, false);
            var bare = number.Digits && IsBare(s, start, number.End);
            return times || sign != ' ' || bare ? Sound(new(start, number.End, number.Value, "", sign, false, range is not null), s) : null;
        }

        var value = number.Value;
        if (unit is "斤" or "公斤" or "份" or "个" or "箱" && end < s.Length && s[end] == '半' && !(end + 1 < s.Length && Unit(s, end + 1, own).Length > 0))
            (value, end) = (value + 0.5m, end + 1);
        // 一斤二两: ten 两 are one 斤.
        if (unit == "斤" && end < s.Length && Number(s, end) is { } more && more.End < s.Length && s[more.End] == '两' && more.Value < 10)
            (value, end) = (value + more.Value / 10, more.End + 1);
        return Sound(new(start, end, value, unit, sign, false, range is not null), s);
    }

    /// <summary>What is really something else: 2号楼, 3点, 5折, 1单元, 2两 as a name.</summary>
    static Quantity? Sound(Quantity q, string s)
    {
        if (q.End >= s.Length) return q;
        var next = s[q.End];
        if (q.Unit == "单" && next == '元') return null;
        if (q.Unit == "个" && (next is '月' or '人' or '小')) return null;
        if (q.Unit == "块" && next == '钱') return q with { IsMoney = true, End = q.End + 1 };
        if (q.Unit == "g" && char.IsAsciiLetter(next)) return null;
        return q.Unit.Length == 0 && "栋幢楼室层号月日年点折%度#座区期".Contains(next, StringComparison.Ordinal) ? null : q;
    }

    public static (decimal Value, int End, bool Digits)? Number(string s, int at)
    {
        if (at >= s.Length) return null;
        if (char.IsAsciiDigit(s[at]))
        {
            var end = at;
            while (end < s.Length && char.IsAsciiDigit(s[end])) end++;
            if (end - at > mostDigits) return null;
            if (end + 1 < s.Length && s[end] == '.' && char.IsAsciiDigit(s[end + 1]))
            {
                end++;
                while (end < s.Length && char.IsAsciiDigit(s[end])) end++;
            }

            if (end - at > mostDigits + 4) return null;
            return (decimal.Parse(s.AsSpan(at, end - at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), end, true);
        }

        return Chinese(s, at);
    }

    /// <summary>一 … 九百九十九, 两, 半.</summary>
    static (decimal, int, bool)? Chinese(string s, int at)
    {
        if (s[at] == '半') return (0.5m, at + 1, false);
        var (total, digit, end, any) = (0, 0, at, false);
        for (; end < s.Length; end++)
        {
            var c = s[end];
            if (Digit(c) is { } d)
            {
                if (digit != 0) break;
                // 三两 is 150 grams: the second sign is a unit.
                if (any && c == '两') break;
                digit = d;
            }
            else if (c is '十' or '百')
            {
                total += (digit == 0 ? 1 : digit) * (c == '十' ? 10 : 100);
                digit = 0;
            }
            else if (c is '零' or '〇' && any) { }
            else break;
            any = true;
        }

        return any && total + digit > 0 && total < 10_000 ? (total + digit, end, false) : null;
    }

    static int? Digit(char c) => c switch
    {
        '一' or '壹' => 1,
        '二' or '两' or '贰' => 2,
        '三' or '叁' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => null,
    };

    static bool IsNumeral(string s, int at) => at >= 0 && (char.IsAsciiDigit(s[at]) || Digit(s[at]) is not null || s[at] is '十' or '百' or '半');

    public static string Unit(string s, int at, IReadOnlyList<string>? own = null)
    {
        if (at >= s.Length) return "";
        foreach (var unit in byFirst[s[at]].Concat(own ?? []))
        {
            if (string.CompareOrdinal(s, at, unit, 0, unit.Length) != 0) continue;
            var end = at + unit.Length;
            if (!char.IsAsciiLetter(unit[0]) || end >= s.Length || !char.IsAsciiLetter(s[end])) return unit;
        }

        return "";
    }

    /// <summary>Whether a unit of goods must be told: it is no common one, and could not be taken for a number or a sign.</summary>
    public static bool IsOwnUnit(string unit) =>
        unit.Length is > 0 and <= 4 && unit.All(char.IsLetter) && Number(unit, 0) is null && Unit(unit, 0) != unit;

    static (decimal Value, int End, bool Digits)? Range(string s, int at, IReadOnlyList<string>? own) =>
        at < s.Length && s[at] is '~' or '～' or '到' or '至' or '-' && Number(s, at + 1) is { Digits: true } to
        && (s[at] != '-' || Unit(s, to.End, own).Length > 0) ? to : null;

    /// <summary>A number without unit counts when nothing is glued to it: "李四 1", "鸡蛋2 白菜3" (after goods the caller allows it).</summary>
    static bool IsBare(string s, int start, int end) =>
        (end == s.Length || IsBreak(s[end])) && (start == 0 || !char.IsAsciiLetterOrDigit(s[start - 1])) && !(start > 0 && s[start - 1] is '.' or '-' or '#');

    public static bool IsBreak(char c) => char.IsWhiteSpace(c) || ",、。;/+()[]!|.&~…！—-".Contains(c, StringComparison.Ordinal);

    static bool IsMoney(string s, int at) => moneyWords.Any(w => string.CompareOrdinal(s, at, w, 0, w.Length) == 0);

    static Quantity? Money(string s, int start) =>
        Number(s, Skip(s, start + 1)) is { } number ? new(start, number.End, number.Value, "", ' ', true, false) : null;

    static int Skip(string s, int at)
    {
        while (at < s.Length && s[at] is ' ' or '\t') at++;
        return at;
    }
}
