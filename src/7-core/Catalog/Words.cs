using System.Text;

namespace Linli.Catalog;

/// <summary>Texts of people: cleaned for keeping, and folded for finding.</summary>
static class Words
{
    /// <summary>Trims, and makes every run of spaces one.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.Trim())
        {
            var space = char.IsWhiteSpace(c);
            if (!space) clean.Append(c);
            else if (clean[^1] != ' ') clean.Append(' ');
        }

        return clean.ToString();
    }

    public static IEnumerable<Refusal> Wrongs(string what, string english, string text, int most, bool needed = false)
    {
        if (needed && text.Length == 0) yield return No.TextMissing(what, english);
        if (text.Length > most) yield return No.TextTooLong(what, english, most);
        if (text.Any(char.IsControl) || !IsPaired(text)) yield return No.TextInvalid(what, english);
    }

    // Half a character breaks when it is stored as UTF-8.
    static bool IsPaired(string text) =>
        !text.Any(char.IsSurrogate) || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    /// <summary>Full width, case, spaces and brackets of both kinds do not matter.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Width.Half(IsPaired(text) ? text : ""))
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '_' or '-' or '·' or '*') continue;
            folded.Append(char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }

    /// <summary>What one column keeps so that a search by name, spec, code, barcode or pinyin finds the sku.</summary>
    public static string ToFind(string name, string spec, string code, string? barcode, string pinyin)
    {
        var spoken = pinyin.Length == 0 ? Pinyin.Whole(name + spec) : Fold(pinyin);
        var initials = pinyin.Length == 0 ? "" : string.Concat(
            pinyin.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => char.ToLowerInvariant(s[0])));
        var found = string.Join('|', new[]
        {
            Fold(name + spec), Fold(code), barcode ?? "", Pinyin.Initials(name + spec), initials, spoken,
        }.Where(part => part.Length > 0).Distinct());
        return found.Length > MostToFind ? found[..MostToFind] : found;
    }

    public const int MostToFind = 600;

    /// <summary>A word to compare with: without control characters, of which PostgreSQL will not hear.</summary>
    public static string Plain(string text) => Clean(string.Concat(text.Where(c => !char.IsControl(c))));

    /// <summary>What was typed into a search box, as the words that must all be found.</summary>
    public static IReadOnlyList<string> Asked(string? q) => q is null ? [] :
        [.. q.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Fold).Where(w => w.Length > 0)];
}
