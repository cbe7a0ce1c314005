using System.Globalization;
using System.Text.RegularExpressions;

namespace Linli.Campaigns;

/// <summary>日子 — 明天中午, 周三晚, 6.8号星期一晚餐, read against a business day.</summary>
static partial class Days
{
    [GeneratedRegex(@"\G(?:(?<y>[0-9]{4})[-./年])?(?<m>[0-9]{1,2})(?<s>[-./月])(?<d>[0-9]{1,2})(?<e>日|号)?\s*(?:[(]?(?:星期|周|礼拜)(?<w>[一二三四五六日天])[)]?)?")]
    private static partial Regex Dated();

    [GeneratedRegex(@"\G(?:(?<rel>大后天|后天|明天|明日|今天|今日|明儿|今儿)|(?<next>下)?(?:星期|周|礼拜)(?<w>[一二三四五六日天]))")]
    private static partial Regex Spoken();

    [GeneratedRegex(@"\G(?:早餐|早饭|早上|上午|中午|午餐|午饭|下午|傍晚|晚餐|晚饭|晚上|今晚|明晚|明早|早|晚(?=\s|$|[,，。、]))")]
    private static partial Regex PartWord();

    [GeneratedRegex(@"\G[0-9]{1,2}\s?(?::[0-9]{2}(?::[0-9]{2})?|点半?(?:[0-9]{1,2}分?)?)(?:前|后|左右|之前|之后)?")]
    private static partial Regex Hour();

    public readonly record struct Found(int End, DateOnly? Day, DayPart? Part, bool WeekdayDiffers);

    /// <summary>A day, a part of the day, or an hour that begins exactly here.</summary>
    public static Found? At(string s, int at, DateOnly today)
    {
        DateOnly? day = null;
        DayPart? part = null;
        var (end, differs) = (at, false);
        if (Dated().Match(s, at) is { Success: true } dated && IsDate(s, dated))
        {
            day = Day(dated, today);
            if (day is null) return null;
            end = at + dated.Length;
            differs = dated.Groups["w"].Success && Weekday(dated.Groups["w"].Value) != day.Value.DayOfWeek;
        }
        else if (Spoken().Match(s, at) is { Success: true } spoken)
        {
            day = spoken.Groups["rel"].Success ? today.AddDays(spoken.Groups["rel"].Value[0] switch { '大' => 3, '后' => 2, '明' => 1, _ => 0 })
                : Next(today, Weekday(spoken.Groups["w"].Value), spoken.Groups["next"].Success);
            end = at + spoken.Length;
        }

        var words = end;
        while (words < s.Length && s[words] == ' ' && end > at) words++;
        if (words < s.Length && PartWord().Match(s, words) is { Success: true } word)
        {
            // 早 and 晚 alone are mostly syllables of names; they count behind a day.
            if (word.Length > 1 || end > at) (part, end) = (Part(word.Value), words + word.Length);
            if (word.Value is "明晚" or "明早") day = today.AddDays(1);
            if (word.Value is "今晚") day = today;
        }

        if (end == at) return char.IsAsciiDigit(s[at]) && Hour().Match(s, at) is { Success: true } hour ? new(at + hour.Length, null, null, false) : null;
        return new(end, day, part, differs);
    }

    // 19.9 is a price: a date has a year, a 号, a weekday, or 月.
    static bool IsDate(string s, Match dated) =>
        dated.Groups["y"].Success || dated.Groups["s"].Value == "月" || dated.Groups["e"].Success || dated.Groups["w"].Success
        || (dated.Index == 0 && PartWord().Match(s, dated.Index + dated.Length) is { Success: true, Length: > 1 });

    static DateOnly? Day(Match dated, DateOnly today)
    {
        int Of(string group) => int.Parse(dated.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        var (month, day) = (Of("m"), Of("d"));
        if (month is < 1 or > 12 || day is < 1 or > 31) return null;
        if (dated.Groups["y"].Success) return Make(Of("y"), month, day);
        // Without a year it is the nearest such day.
        return new[] { today.Year - 1, today.Year, today.Year + 1 }.Select(y => Make(y, month, day)).OfType<DateOnly>()
            .OrderBy(d => Math.Abs(d.DayNumber - today.DayNumber)).Cast<DateOnly?>().FirstOrDefault();
    }

    static DateOnly? Make(int year, int month, int day) =>
        year is >= 1 and <= 9998 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    static DayOfWeek Weekday(string sign) => sign[0] switch
    {
        '一' => DayOfWeek.Monday,
        '二' => DayOfWeek.Tuesday,
        '三' => DayOfWeek.Wednesday,
        '四' => DayOfWeek.Thursday,
        '五' => DayOfWeek.Friday,
        '六' => DayOfWeek.Saturday,
        _ => DayOfWeek.Sunday,
    };

    static DateOnly Next(DateOnly today, DayOfWeek wanted, bool nextWeek)
    {
        // Weeks begin on Monday; 周三 said on Friday is the coming one.
        var ahead = ((int)wanted - (int)today.DayOfWeek + 7) % 7;
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return nextWeek ? monday.AddDays(7 + ((int)wanted + 6) % 7) : today.AddDays(ahead);
    }

    static DayPart Part(string word) => word switch
    {
        "早餐" or "早饭" => DayPart.Breakfast,
        "午餐" or "午饭" => DayPart.Lunch,
        "晚餐" or "晚饭" => DayPart.Dinner,
        "早上" or "上午" or "早" or "明早" => DayPart.Morning,
        "中午" => DayPart.Noon,
        "下午" => DayPart.Afternoon,
        _ => DayPart.Evening,
    };
}
