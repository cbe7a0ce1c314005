using System.Globalization;
using System.Text;

namespace Linli.Campaigns;

/// <summary>Folds nicknames and words so that typing differences do not matter: width, case, blanks, decoration.</summary>
public static class ChainKey
{
    /// <summary>Two nicknames with the same key are one person. A nickname of nothing but signs keeps its signs.</summary>
    public static string Of(string nickname)
    {
        var folded = Fold(nickname);
        var letters = string.Concat(folded.Where(char.IsLetterOrDigit));
        return letters.Length > 0 ? Plain(folded) : folded;
    }

    /// <summary>Half width, lower case, without blanks and invisible signs.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var half = Width.Half(c);
            if (!char.IsWhiteSpace(half) && !IsInvisible(half)) folded.Append(char.ToLowerInvariant(half));
        }

        return folded.ToString();
    }

    // Emoji stay: 小白🌸 and 小白🍀 are two people. Only what phones add by themselves goes.
    static string Plain(string folded) => folded.TrimEnd('.', '。', '-', '—', '_', ',', '，', '~', '～').TrimStart('@', '-', '—', '.', '。');

    /// <summary>Variation selectors, joiners, direction marks, combining strokes: they change how a sign looks, not which it is.</summary>
    public static bool IsInvisible(char c) => c is '\u200b' or '\u200c' or '\u200d' or '\u200e' or '\u200f' or '\u2060' or '\ufeff' or '\ufe0e' or '\ufe0f'
        || (c is >= '\u202a' and <= '\u202e') || (c is >= '\u2066' and <= '\u2069')
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control && c is not ('\n' or '\t');
}
