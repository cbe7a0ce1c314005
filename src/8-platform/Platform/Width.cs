namespace Linli.Platform;

/// <summary>Full-width signs (全角), as Chinese keyboards type them, are the same as their half-width twins.</summary>
public static class Width
{
    // Unicode's full-width block lies in the order of ASCII. String.Normalize does nothing without the ICU library.
    public static char Half(char c) => c switch
    {
        >= '！' and <= '～' => (char)(c - '！' + '!'),
        '￥' => '¥',
        '\u3000' => ' ',
        _ => c,
    };

    public static string Half(string text) => string.Concat(text.Select(Half));
}
