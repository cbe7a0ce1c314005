using System.Text;

namespace Linli.Catalog;

/// <summary>
/// The first letters of how a Chinese name is said: 红富士 → hfs. The 3,755 common characters of GB/T 2312-1980,
/// level 1 (rows 16–55), stand in the order of their pinyin, so the place of a character tells its first letter.
/// Level 2 is ordered by radical; of it the characters that a grocer needs are listed.
/// </summary>
static class Pinyin
{
    static readonly Encoding gbk = CodePagesEncodingProvider.Instance.GetEncoding(
        936, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback)!;

    // The first character of each letter, as GB 2312 code: 啊 芭 擦 搭 蛾 发 噶 哈 击 喀 垃 妈 拿 哦 啪 期 然 撒 塌 挖 昔 压 匝.
    static readonly int[] starts =
    [
        0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
        0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
    ];

    const string letters = "abcdefghjklmnopqrstwxyz";
    const int afterLevel1 = 0xD7FA;

    static readonly Dictionary<char, char> level2 = Read(
        "a鹌 b孢荸蒡鲅 c枞蛏鹑鲳 d炖 f妃 g擀鲴 h瓠茴荟蒿蕻蚶蚝馄 j伽橘腱苣茭荠蕨豇鲫 l藜鲈鲢麟蛎 m猕莓馍鳗 n腩鲶馕 p杷枇椪苤蟠 " +
        "q麒 s葚鳝 t茼薹鲐鳎饨 w莴 x禧苋鲟鳕 y媛柚胭 z楂粽胗鳟榛");

    public static string Initials(string text)
    {
        var initials = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Initial(c) is { } letter) initials.Append(letter);
            else if (char.IsAsciiLetterOrDigit(c)) initials.Append(char.ToLowerInvariant(c));
        }

        return initials.ToString();
    }

    public static char? Initial(char c)
    {
        if (c is < '\u4e00' or > '\u9fff') return null;
        if (level2.TryGetValue(c, out var listed)) return listed;
        Span<byte> bytes = stackalloc byte[4];
        if (gbk.GetBytes([c], bytes) != 2) return null;
        var code = bytes[0] << 8 | bytes[1];
        if (code < starts[0] || code >= afterLevel1 || bytes[1] < 0xA1) return null;
        var place = Array.BinarySearch(starts, code);
        return letters[place >= 0 ? place : ~place - 1];
    }

    static Dictionary<char, char> Read(string groups) => groups.Split(' ')
        .SelectMany(group => group.Skip(1).Select(c => (c, group[0]))).ToDictionary(pair => pair.c, pair => pair.Item2);
}
