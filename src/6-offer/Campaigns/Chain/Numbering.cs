using System.Globalization;

namespace Linli.Campaigns;

/// <summary>序号 — which lines begin with the number of an entry, and which only with a number: 1.5斤, 10:30, 3-2-501.</summary>
/// <param name="lines">Half width, lower case.</param>
sealed class Numbering(string[] lines)
{
    /// <summary>Lines of one entry within which its neighbour's number is looked for.</summary>
    const int LongestEntry = 20;

    /// <summary>The number a line begins with, when it can be the next of the run.</summary>
    public int? Of(int i, int last, bool running)
    {
        var found = Signs.Numbered().Match(lines[i]);
        if (!found.Success) return null;
        var n = int.Parse(found.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
        var rest = lines[i].AsSpan(found.Length);
        // "1.5斤" and "10:30" are no numbering unless the count asks for exactly this number.
        var glued = IsGlued(i, found.Length);
        var next = n == last + 1;
        if (found.Groups["blank"].Success)
            return next && rest.Length > 0 && !char.IsAsciiDigit(rest[0]) && Quantities.Unit(lines[i], found.Length).Length == 0 ? n : null;
        // "3.5斤五花肉" below entry 2 is no entry 3 when that follows.
        if (glued && (!next || Has(n, i + 1))) return null;
        if (lines[i][found.Groups["n"].Index + found.Groups["n"].Length] == ':' && glued) return null;
        return running ? n == 1 || (n > last - 3 && n <= last + 20) ? n : null : n <= 50 ? n : null;
    }

    /// <summary>Whether one of the next lines is surely entry n.</summary>
    public bool Has(int n, int from)
    {
        for (var i = from; i < lines.Length && i < from + LongestEntry; i++)
            if (Signs.Numbered().Match(lines[i]) is { Success: true } found && found.Groups["n"].Value == $"{n}" && !IsGlued(i, found.Length)) return true;
        return false;
    }

    bool IsGlued(int i, int end) => end < lines[i].Length && char.IsAsciiDigit(lines[i][end]) && lines[i][end - 1] is '.' or ':';
}
