using Linli.Catalog;

namespace Linli.Campaigns;

/// <summary>How well words name a sku.</summary>
enum Fit { Name, Alias, Part, Shared }

/// <param name="Skus">More than one when the words fit several.</param>
readonly record struct Named(int End, IReadOnlyList<ChainSku> Skus, Fit Fit);

/// <summary>
/// 词典 — finds goods and places in running text by the longest match. Besides names and learned aliases it knows every part
/// of a name of two signs or more: 小白 is 小白菜 as long as no other sku has it.
/// </summary>
sealed class Lexicon
{
    const int LongestWord = 24;

    readonly Dictionary<string, (List<ChainSku> Skus, Fit Fit)> words = new(StringComparer.Ordinal);
    readonly Dictionary<string, ChainSku> codes = new(StringComparer.Ordinal);
    readonly List<(string Word, ChainPlace Place)> places = [];
    readonly Dictionary<char, ChainPlace> zones = [];
    readonly HashSet<char> starts = [];
    readonly int longest;

    public IReadOnlyList<ChainSku> Skus { get; }
    public HashSet<string> Names { get; }
    public int LongestName { get; }

    /// <summary>Units that only these goods are sold by, besides the common ones.</summary>
    public IReadOnlyList<string> Units { get; }

    /// <summary>The menu is numbered with 1⃣, 2⃣, …</summary>
    public bool HasKeycaps { get; }

    /// <summary>"麦当劳 自选": takes any words.</summary>
    public ChainSku? FreeChoice { get; }

    public Lexicon(ChainContext context, IEnumerable<ChainMenuLine> menu)
    {
        Skus = context.Skus;
        Units = [.. Skus.Select(s => ChainKey.Fold(s.Unit)).Distinct().Where(Quantities.IsOwnUnit)];
        foreach (var sku in context.Skus)
        {
            foreach (var alias in sku.Aliases) Alias(alias, sku);
            var name = ChainKey.Fold(sku.Name);
            Add(name, sku, Fit.Name);
            if (sku.Spec.Length > 0) Add(name + ChainKey.Fold(sku.Spec), sku, Fit.Name);
            if (Bare(name) is { Length: > 1 } bare && bare != name) Add(bare, sku, Fit.Name);
        }

        foreach (var line in menu) Offer(line);
        foreach (var sku in context.Skus) AddParts(ChainKey.Fold(sku.Name), sku);
        foreach (var word in words.Keys) starts.Add(word[0]);
        HasKeycaps = words.Keys.Any(w => w.EndsWith('\u20e3'));
        longest = words.Count == 0 ? 0 : Math.Min(LongestWord, words.Keys.Max(w => w.Length));

        foreach (var place in context.Places)
            foreach (var word in Called(place, context.Places))
            {
                places.Add((word, place));
                if (char.IsAsciiLetter(word[0]) && word.Length == 2 && word[1] is '区' or '座' or '栋') zones.TryAdd(word[0], place);
            }

        places.Sort((a, b) => b.Word.Length.CompareTo(a.Word.Length));
        Names = [.. context.Names.Select(ChainKey.Fold).Where(n => n.Length > 0)];
        LongestName = Names.Count == 0 ? 0 : Names.Max(n => n.Length);
        FreeChoice = context.Skus.Where(s => s.Name.Contains("自选", StringComparison.Ordinal) || s.Name.Contains("任选", StringComparison.Ordinal))
            .ToList() is [var one] ? one : null;
    }

    /// <summary>Its name, what people learned to call it, and its beginning where that names no other: 南门 is 南门便民店.</summary>
    static IEnumerable<string> Called(ChainPlace place, IReadOnlyList<ChainPlace> all)
    {
        var name = ChainKey.Fold(place.Name);
        var words = place.Aliases.Select(ChainKey.Fold).Prepend(name).ToHashSet();
        for (var length = 2; length < name.Length; length++)
        {
            var begins = name[..length];
            var ends = "门区栋座店站路苑园楼城里村场口".Contains(begins[^1], StringComparison.Ordinal) || kinds.Contains(name[length..]);
            if (ends && all.Count(p => ChainKey.Fold(p.Name).StartsWith(begins, StringComparison.Ordinal)) == 1) words.Add(begins);
        }

        return words.Where(w => w.Length > 0);
    }

    static readonly string[] kinds = ["店", "站", "点", "自提点", "取货点", "便民店", "便利店", "驿站", "超市", "小店", "菜店", "门店", "服务站", "小卖部", "生鲜店"];

    /// <summary>A line of the text's own menu: its code stands for the sku that its name fits.</summary>
    void Offer(ChainMenuLine line)
    {
        var name = ChainKey.Fold(line.Name);
        var fits = Skus.Where(s => ChainKey.Fold(s.Name) is var own && (own.Contains(name, StringComparison.Ordinal) || name.Contains(own, StringComparison.Ordinal))).ToList();
        if (fits is not [var sku]) return;
        foreach (var code in Codes(line.Code)) Alias(code, sku);
        if (name.Length > 1) Add(name, sku, Fit.Alias);
    }

    /// <summary>The third thing of a numbered menu is called ③, 3⃣ or 3号 – never 3, which is an amount.</summary>
    static IEnumerable<string> Codes(string code)
    {
        if (code.Length == 0) return [];
        if (!int.TryParse(code, System.Globalization.CultureInfo.InvariantCulture, out var number)) return [code];
        return number is >= 1 and <= 20 ? [$"{(char)('①' + number - 1)}", $"{number}⃣", $"{number}号"] : [$"{number}号"];
    }

    void Alias(string alias, ChainSku sku)
    {
        var word = ChainKey.Fold(alias);
        if (word.Length == 0) return;
        if (IsCode(word)) codes.TryAdd(word, sku);
        else Add(word, sku, Fit.Alias);
    }

    static bool IsCode(string word) => word.Length == 1 ? !(word[0] is >= '\u4e00' and <= '\u9fff') : word.Length == 2 && char.IsHighSurrogate(word[0]);

    void Add(string word, ChainSku sku, Fit fit)
    {
        if (word.Length is 0 or > LongestWord) return;
        if (!words.TryGetValue(word, out var known)) words[word] = ([sku], fit);
        else if (fit < known.Fit) words[word] = ([sku], fit);
        else if (fit == known.Fit && !known.Skus.Contains(sku)) known.Skus.Add(sku);
    }

    void AddParts(string name, ChainSku sku)
    {
        for (var length = 2; length < Math.Min(name.Length, LongestWord); length++)
            for (var at = 0; at + length <= name.Length; at++)
            {
                var part = name.Substring(at, length);
                if (part.All(c => c is >= '\u4e00' and <= '\u9fff') && !IsPackaging(part)) Add(part, sku, Fit.Part);
            }
    }

    // 一斤装, 大盒, 500克: how it is packed names no goods.
    static bool IsPackaging(string part) => part.Length == 2
        && (("大中小一二两三四五六七八九十半每整散".Contains(part[0], StringComparison.Ordinal) && Quantities.Unit(part, 1).Length > 0) || part[1] == '装' || praises.Contains(part));

    static readonly string[] praises = ["新鲜", "有机", "本地", "农家", "精品", "特级", "进口", "现摘"];

    /// <summary>
    /// Whether a part of a name surely means the goods: its beginning, or its end when only an adjective is left off
    /// (土鸡蛋 – 鸡蛋, but not 小白菜 – 白菜).
    /// </summary>
    public static bool IsSurePart(string name, string part)
    {
        var bare = Bare(name);
        if (bare.StartsWith(part, StringComparison.Ordinal)) return true;
        return bare.EndsWith(part, StringComparison.Ordinal) && !"小大中红黄白黑紫青绿老嫩干水冻甜苦香".Contains(bare[0], StringComparison.Ordinal);
    }

    /// <summary>Without what stands in brackets, how it is packed, and adjectives of praise.</summary>
    static string Bare(string name)
    {
        var cut = name.IndexOfAny(['(', '[', '【', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        var bare = cut > 0 ? name[..cut] : name;
        if (bare.Length > 3 && bare[^2] is '大' or '中' or '小' && Quantities.Unit(bare, bare.Length - 1).Length == 1) bare = bare[..^2];
        foreach (var praise in praises)
            if (bare.StartsWith(praise, StringComparison.Ordinal) && bare.Length > praise.Length + 1) bare = bare[praise.Length..];
        return bare;
    }

    /// <summary>Goods whose name begins exactly here: the longest.</summary>
    /// <param name="s">Half width, lower case, blanks and all.</param>
    public Named? SkuAt(string s, int at)
    {
        if (longest == 0 || !starts.Contains(s[at])) return null;
        Named? best = null;
        Span<char> word = stackalloc char[LongestWord];
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var length = 0;
        for (var i = at; i < s.Length && length < longest; i++)
        {
            if (ChainKey.IsInvisible(s[i])) continue;
            // A blank inside a name is forgiven only between letters: "fresh milk".
            if (char.IsWhiteSpace(s[i]))
            {
                if (i > at && char.IsAsciiLetter(s[i - 1]) && i + 1 < s.Length && char.IsAsciiLetter(s[i + 1])) continue;
                break;
            }

            word[length++] = s[i];
            if (lookup.TryGetValue(word[..length], out var found)) best = new(i + 1, found.Skus, found.Fit);
        }

        return best;
    }

    /// <summary>A code of the menu that begins exactly here: a single letter, ①, an emoji.</summary>
    /// <param name="afterAmount">"A2B1": the digit before it is an amount.</param>
    public (ChainSku Sku, int End)? CodeAt(string s, int at, bool afterAmount)
    {
        if (codes.Count == 0) return null;
        var length = char.IsHighSurrogate(s[at]) && at + 1 < s.Length ? 2 : 1;
        if (!codes.TryGetValue(s.Substring(at, length), out var sku)) return null;
        var end = at + length;
        var glued = (at > 0 && !afterAmount && char.IsAsciiLetterOrDigit(s[at - 1])) || (end < s.Length && char.IsAsciiLetter(s[end]));
        if (char.IsAsciiLetter(s[at]) && glued) return null;
        while (end < s.Length && ChainKey.IsInvisible(s[end])) end++;
        return (sku, end);
    }

    /// <summary>Whether words have signs in common with goods, and with which; the best first, at most four.</summary>
    public IReadOnlyList<ChainSku> Like(string words)
    {
        var wanted = ChainKey.Fold(words);
        if (wanted.Length == 0) return [];
        return [.. Skus.Select(s => (Sku: s, Score: Likeness(wanted, ChainKey.Fold(s.Name))))
            .Where(s => s.Score >= 0.34).OrderByDescending(s => s.Score).Take(4).Select(s => s.Sku)];
    }

    /// <summary>Dice's coefficient over signs (L. R. Dice, Ecology 26, 1945).</summary>
    static double Likeness(string a, string b)
    {
        var left = b.ToList();
        var shared = a.Count(c => char.IsLetterOrDigit(c) && left.Remove(c));
        return 2.0 * shared / (a.Length + b.Length);
    }

    public readonly record struct FoundPlace(ChainPlace? Place, string Text, int End, bool Sure);

    /// <summary>A pickup point that begins exactly here: by its name, or by its zone letter, as H3 and "H 区" are in H区.</summary>
    public FoundPlace? PlaceAt(string s, int at)
    {
        foreach (var (word, place) in places)
        {
            if (Matches(s, at, word) is not { } end) continue;
            if (char.IsAsciiLetter(word[0]) && at > 0 && char.IsAsciiLetterOrDigit(s[at - 1])) continue;
            return new(place, s[at..end], end, true);
        }

        if (!char.IsAsciiLetter(s[at]) || (at > 0 && char.IsAsciiLetterOrDigit(s[at - 1])) || codes.ContainsKey(s.Substring(at, 1))) return null;
        var next = at + 1;
        var digits = next;
        while (digits < s.Length && char.IsAsciiDigit(s[digits]) && digits - next < 3) digits++;
        var suffix = digits < s.Length && s[digits] is '区' or '座' or '栋' ? digits + 1
            : digits + 1 < s.Length && s[digits] == ' ' && s[digits + 1] is '区' ? digits + 2 : digits;
        if (digits < s.Length && (char.IsAsciiDigit(s[digits]) || (char.IsAsciiLetter(s[digits]) && suffix == digits))) return null;
        var zone = zones.GetValueOrDefault(s[at]);
        // "E东": the east gate of zone E.
        if (zone is not null && at > 0 && next < s.Length && s[next] is '东' or '西' or '南' or '北' && (next + 1 == s.Length || Quantities.IsBreak(s[next + 1]) || s[next + 1] == '门'))
            return new(zone, s[at..(next + 1)], next + 1 + (next + 1 < s.Length && s[next + 1] == '门' ? 1 : 0), true);
        // "E1份" is zone E and one portion, or zone E1 and a slip: the letter is the place, and somebody must look.
        if (digits > next && suffix == digits && Quantities.Unit(s, digits).Length > 0)
            return zone is null ? null : new(zone, s[at..next].ToUpperInvariant(), next, false);
        if (suffix > digits || digits > next)
            return zone is not null ? new(zone, s[at..suffix], suffix, true) : places.Count == 0 ? new(null, $"{char.ToUpperInvariant(s[at])}区", suffix, true) : null;
        // A letter alone is a place when nothing else is glued to it: "Stacey H, ...".
        return zone is not null && (next == s.Length || Quantities.IsBreak(s[next])) && at > 0 ? new(zone, s[at..next], next, true) : null;
    }

    static int? Matches(string s, int at, string word)
    {
        var i = at;
        foreach (var c in word)
        {
            while (i < s.Length && i > at && s[i] == ' ' && c != ' ') i++;
            if (i >= s.Length || s[i] != c) return null;
            i++;
        }

        return i;
    }
}
