using System.Text;

namespace Linli.Campaigns;

/// <summary>
/// 接龙 — reads the text that neighbours write into a WeChat group as orders. A grammar, not a model: layout (which line is
/// what), nickname, then amounts and goods against the campaign's list. It never throws away a line and never guesses silently:
/// what is not sure says why.
/// </summary>
public static class ChainReader
{
    public const int MostBytes = 200_000, MostEntries = 2_000;

    /// <exception cref="Refusal">chain.too-long</exception>
    public static ChainText Read(string text, ChainContext context)
    {
        if (text.Length > MostBytes || Encoding.UTF8.GetByteCount(text) > MostBytes) throw No.ChainTooLong(MostBytes, MostEntries);
        var plain = new Lexicon(context, []);
        var guess = new Scanner(plain, context.Today);
        var layout = new Layout(text, line => Looks.LikeEntry(line, guess, plain), line => Looks.IsGoods(line, guess), line => Looks.Announces(line, guess));
        layout.Read();
        if (layout.Pieces.Count > MostEntries) throw No.ChainTooLong(MostBytes, MostEntries);

        var nothing = new ChainContext([], [], [], context.Today);
        var unlisted = new EntryReader(new(nothing, []), nothing);
        var menu = MenuText.Read(layout.Pieces.Count == 0 ? layout.Raw : layout.Header,
            line => unlisted.Read(new(null, line, [], Who: ""), 0).Items);
        var lexicon = menu.Count == 0 ? plain : new Lexicon(context, menu);
        var issues = new List<ChainReason>();
        if (layout.Superseded) issues.Add(new("superseded", "文本里有好几份接龙，只用最后一份", "There are several chains; the last one counts"));
        var when = HeaderDays(layout.Header, context.Today, issues);
        var reader = new EntryReader(lexicon, context);
        var entries = layout.Pieces.Select((p, i) => Read(reader, p, i, when)).ToList();
        var title = layout.Header.FirstOrDefault(h => h.Trim().Length > 0)?.Trim() ?? "";
        return new(
            layout.IsNative, title, when.Count > 0 ? when[0].Day : null, when.Count == 1 ? when[0].Part : null, string.Join('\n', layout.Closing),
            LinesOf(layout), People(entries), menu, issues);
    }

    static ChainEntry Read(EntryReader reader, Piece piece, int position, List<(DateOnly? Day, DayPart? Part)> when)
    {
        var entry = reader.Read(piece, position);
        var part = entry.Part ?? (when.Count == 1 ? when[0].Part : null);
        // 6.12 晚餐 and 6.13 午餐 in one header: the part of the day tells which day is meant.
        var ofPart = when.FirstOrDefault(w => w.Part is not null && w.Part == part).Day;
        var day = entry.Day ?? ofPart ?? when.Select(w => w.Day).FirstOrDefault();
        return entry with { Day = day, Part = part };
    }

    /// <summary>The days that the header speaks of, each with its part: 6.10号星期三午餐.</summary>
    static List<(DateOnly? Day, DayPart? Part)> HeaderDays(List<string> header, DateOnly today, List<ChainReason> issues)
    {
        var found = new List<(DateOnly? Day, DayPart? Part)>();
        foreach (var line in header.Select(h => Width.Half(h).ToLowerInvariant().Trim()))
            for (var i = 0; i < line.Length; i++)
            {
                if (i > 0 && char.IsAsciiDigit(line[i]) && (char.IsAsciiDigit(line[i - 1]) || line[i - 1] == '.')) continue;
                if (Days.At(line, i, today) is not { } day || (day.Day is null && day.Part is null)) continue;
                if (day.Day is not null || found.Count == 0) found.Add((day.Day, day.Part));
                else if (found[^1] is { Day: not null, Part: null }) found[^1] = found[^1] with { Part = day.Part };
                if (day.WeekdayDiffers) issues.Add(new("weekday-mismatch", $"“{line[i..day.End]}”的日期和星期对不上", $"The date and the weekday of {line[i..day.End]} differ"));
                i = day.End - 1;
            }

        return [.. found.Where(f => f.Day is not null || f.Part is not null)];
    }

    static IReadOnlyList<ChainLine> LinesOf(Layout layout)
    {
        var entry = new int?[layout.Raw.Count];
        for (var p = 0; p < layout.Pieces.Count; p++)
            foreach (var line in layout.Pieces[p].Lines) entry[line] ??= p;
        return [.. layout.Raw.Select((line, i) => new ChainLine(i + 1, line, layout.Kinds[i], entry[i]))];
    }

    /// <summary>What only the order of entries tells: a plus sign adds to something, and the same name twice may be a mistake.</summary>
    static List<ChainEntry> People(List<ChainEntry> entries)
    {
        var seen = new Dictionary<string, ChainEntry>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (i > 0 && entries[i - 1].Items.Count > 0 && Looks.Same(entry.Raw.Trim()))
                entry = entries[i] = entry with
                {
                    Items = entries[i - 1].Items,
                    Confidence = Confidence.Unsure,
                    Reasons = [new("same-as-above", $"写的是“同上”，按“{entries[i - 1].Nickname}”的一样算，对吗", $"Read as the same as {entries[i - 1].Nickname}")],
                };
            if (entry.Key.Length == 0) continue;
            var before = seen.GetValueOrDefault(entry.Key);
            if (entry.Meaning == ChainMeaning.Add && before is null) entry = entry with { Meaning = ChainMeaning.Order };
            var name = entry.Nickname;
            if (entry.Meaning == ChainMeaning.Order && before is not null)
                entry = Doubt(entry, new("twice", $"“{name}”接了两次：加一份还是改单，请选一下", $"{name} stands here twice: more, or a correction?"));
            if (entry.Meaning is ChainMeaning.Less && before is null)
                entry = Doubt(entry, new("nothing-before", $"“{name}”要减，但前面没有接过", $"{name} takes away from nothing"));
            entries[i] = entry;
            seen.TryAdd(entry.Key, entry);
        }

        return entries;
    }

    static ChainEntry Doubt(ChainEntry entry, ChainReason reason) => entry with
    {
        Reasons = [.. entry.Reasons, reason],
        Confidence = entry.Confidence == Confidence.Sure ? Confidence.Unsure : entry.Confidence,
    };
}

/// <summary>Quick looks at a line, before it is known whether it is an entry at all.</summary>
static class Looks
{
    const int LongestLooseEntry = 60;
    static readonly string[] same = ["同上", "同楼上", "跟上面一样", "和楼上一样", "同上面"];
    static readonly string[] announcing = ["满", "截止", "截单", "开团", "成团", "大家", "请", "通知", "自提", "时间", "价格", "配送", "路线", "备选", "套餐价", "费用"];

    /// <summary>A name with an amount, a known thing, a correction or a withdrawal, and nothing that announces.</summary>
    public static bool LikeEntry(string line, Scanner scanner, Lexicon lexicon)
    {
        var body = line.Trim();
        if (body.Length is 0 or > LongestLooseEntry) return false;
        if (announcing.Any(w => body.Contains(w, StringComparison.Ordinal))) return false;
        var cut = scanner.Cut(body, 0, body.Length);
        // A line with a price is the list, unless somebody adds up: "鸡蛋2盒=56元".
        if (cut.Any(t => t.Kind == TokenKind.Money) && !cut.Any(t => t.Kind == TokenKind.Quantity && t.Quantity.Unit.Length > 0)) return false;
        if (Same(body)) return true;
        if (cut.Any(t => t.Kind is TokenKind.Quantity or TokenKind.Cancel or TokenKind.Replace or TokenKind.Again)) return true;
        var named = cut.Any(t => t.Kind is TokenKind.Code || (t.Kind == TokenKind.Goods && t.Goods.Fit < Fit.Part));
        return lexicon.Skus.Count > 0 && named && cut.Any(t => t.Kind == TokenKind.Word);
    }

    /// <summary>"同上": the same as the entry above.</summary>
    public static bool Same(string text) => same.Any(w => text.EndsWith(w, StringComparison.Ordinal)) && text.Length <= LongestLooseEntry;

    public static bool Announces(string line, Scanner scanner)
    {
        var body = line.Trim();
        return announcing.Any(w => w.Length > 1 && body.Contains(w, StringComparison.Ordinal))
            && !scanner.Cut(body, 0, body.Length).Any(t => t.Kind is TokenKind.Goods or TokenKind.Code or TokenKind.Quantity);
    }

    public static bool IsGoods(string line, Scanner scanner)
    {
        var body = line.Trim();
        return scanner.Cut(body, 0, body.Length) is [{ Kind: TokenKind.Goods or TokenKind.Code or TokenKind.Quantity }, ..];
    }
}
