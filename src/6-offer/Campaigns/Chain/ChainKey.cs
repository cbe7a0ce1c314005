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

    /// <summary>What of a text names something: without amounts, signs and words that only ask for it. Empty for "两份" and "再来2斤".</summary>
    public static string Words(string text)
    {
        var (s, words) = (Width.Half(text).ToLowerInvariant(), new StringBuilder(text.Length));
        for (var i = 0; i < s.Length;)
        {
            if (Quantities.At(s, i) is { } amount) i = amount.End;
            else words.Append(s[i++]);
        }

        // "A2": glued to a letter it is an amount all the same.
        var left = words.ToString().Trim().TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').Trim(' ', ',', '、', '。', ':', '-', '(', ')', '+', '*', '×');
        return left.Any(char.IsLetter) && Quantities.Unit(left, 0) != left && !EntryReader.IsFiller(left) ? left : "";
    }

    // Emoji stay: 小白🌸 and 小白🍀 are two people. Only what phones add by themselves goes.
    static string Plain(string folded) => folded.TrimEnd('.', '。', '-', '—', '_', ',', '，', '~', '～').TrimStart('@', '-', '—', '.', '。');

    /// <summary>Variation selectors, joiners, direction marks, combining strokes: they change how a sign looks, not which it is.</summary>
    public static bool IsInvisible(char c) => c is '\u200b' or '\u200c' or '\u200d' or '\u200e' or '\u200f' or '\u2060' or '\ufeff' or '\ufe0e' or '\ufe0f'
        || (c is >= '\u202a' and <= '\u202e') || (c is >= '\u2066' and <= '\u2069')
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control && c is not ('\n' or '\t');
}
