using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Linli.Ordering;

/// <summary>
/// What people call themselves, made comparable: half width, lower case, without decoration (emoji, signs), without the places
/// they put beside their name. A name of nothing but signs or places is itself.
/// </summary>
sealed partial class BillName
{
    /// <summary>All of it, without blanks: two texts that are written alike are equal in it.</summary>
    public required string Whole { get; init; }

    /// <summary>The letters and digits of it that are no place; empty when there are none.</summary>
    public required string Bare { get; init; }

    /// <summary>What is left without places, for names of signs alone; all of it when nothing is left.</summary>
    public required string Signs { get; init; }

    /// <summary>The places it names.</summary>
    public required IReadOnlySet<string> Places { get; init; }

    public bool IsNothing => Whole.Length == 0;

    /// <summary>One sign says little: 。 and M are names, but whose?</summary>
    public bool IsShort => new StringInfo(Bare.Length > 0 ? Bare : Signs).LengthInTextElements < 2;

    /// <param name="places">Known places, as <see cref="Fold"/> gives them.</param>
    public static BillName Of(string text, IReadOnlyCollection<string> places)
    {
        var folded = Fold(text);
        var found = new HashSet<string>();
        var bare = Place().Replace(folded, match => Found(match.Value));
        foreach (var place in places) if (bare.Contains(place, StringComparison.Ordinal)) bare = bare.Replace(place, Found(place), StringComparison.Ordinal);
        var (whole, signs) = (folded.Replace(" ", "", StringComparison.Ordinal), bare.Replace(" ", "", StringComparison.Ordinal));
        return new() { Whole = whole, Bare = Letters(bare), Signs = signs.Length > 0 ? signs : whole, Places = found };

        string Found(string place)
        {
            found.Add(place.Trim());
            return " ";
        }
    }

    /// <summary>The first word that is no place and no amount: what an entry begins with.</summary>
    public static BillName OfEntry(string entry, IReadOnlyCollection<string> places)
    {
        var words = Words().Matches(Amount().Replace(Fold(entry), " ")).Select(w => Of(w.Value, places));
        return words.FirstOrDefault(w => w.Bare.Length > 0) ?? Of("", places);
    }

    /// <summary>True when the shorter of both stands in the longer and is long enough to mean somebody: 吴康 in 华为吴康, lynn in 果果lynn.</summary>
    public bool Resembles(BillName other)
    {
        var (inner, outer) = Bare.Length <= other.Bare.Length ? (Bare, other.Bare) : (other.Bare, Bare);
        // Somebody called 妮 is called 妮妮 as well.
        if (inner.Length == 1 && IsChinese(inner[0])) return outer.StartsWith(inner + inner, StringComparison.Ordinal);
        return inner.Length >= (inner.Any(IsChinese) ? 2 : 3) && outer.Contains(inner, StringComparison.Ordinal) && !inner.All(char.IsDigit);
    }

    public bool IsSameAs(BillName other) => !IsNothing && (Bare.Length > 0 ? Bare == other.Bare : other.Bare.Length == 0 && Signs == other.Signs);

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.Control) || c == '\t')
                folded.Append(char.ToLowerInvariant(Width.Half(c)));
        return Blanks().Replace(folded.ToString(), " ").Trim();
    }

    static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    static bool IsChinese(char c) => c is >= '\u3400' and <= '\u9fff';

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\d+(?:\.\d+)?\s*(?:份|盒|斤|个|箱|袋|瓶|kg|元)")]
    private static partial Regex Amount();

    // H区, B座, 11栋, 2单元, 501室, H3: what campuses and neighbourhoods call their corners.
    [GeneratedRegex(@"(?<![a-z])[a-z]\s*[区座栋幢]|\d{1,3}(?:号楼|单元|[栋幢座室层])|[东南西北]门|(?<![a-z0-9])[a-z]\d{1,2}(?![a-z0-9])")]
    private static partial Regex Place();
}
