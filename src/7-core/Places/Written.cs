using System.Globalization;

namespace Linli.Places;

/// <summary>Texts as people write them: without blanks around, of bounded length, on the lines they are meant for.</summary>
static class Written
{
    public const int MostName = 40, MostAddress = 120;

    public static string Name(string text) => Fit(text, "名称", "name", 1, MostName);
    public static string Address(string text) => Fit(text, "地址", "address", 1, MostAddress);

    public static string Fit(string text, string what, string english, int least, int most, bool lines = false)
    {
        var fit = text.Trim();
        return fit.Length >= least && fit.Length <= most && !fit.Any(c => char.IsControl(c) && !(lines && c == '\n'))
            ? fit
            : throw No.Text(what, english, least, most);
    }

    /// <summary>"2号楼" before "10号楼": by the number in front, then by the letters.</summary>
    public static IReadOnlyList<T> InOrder<T>(IEnumerable<T> things, Func<T, string> name) =>
        [.. things.OrderBy(t => Number(name(t))).ThenBy(name, StringComparer.Ordinal)];

    static int Number(string name)
    {
        var digits = name.AsSpan(0, name.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : name.Length);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
    }
}
