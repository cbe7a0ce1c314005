using System.Globalization;

namespace Linli.Commissions;

/// <summary>身份证号 — a Chinese identity number in its 18 digits. Its form is checked; whose it is, the payment provider knows.</summary>
/// <remarks>GB 11643: six digits of region, eight of birth, three in sequence (odd: male), one check by ISO 7064 MOD 11-2.</remarks>
readonly record struct IdNumber
{
    const string checks = "10X98765432";
    static readonly int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    // Regions of GB/T 2260 by province; 81 to 83 are residents of Hong Kong, Macao and Taiwan.
    static readonly HashSet<int> provinces =
    [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
        50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
    ];
    static readonly HashSet<int> municipalities = [11, 12, 31, 50];

    IdNumber(string text) => Text = text;

    public string Text { get; }

    public bool IsFemale => (Text[16] - '0') % 2 == 0;

    public DateOnly Born => DateOnly.ParseExact(Text.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>What people may see of it.</summary>
    public string Masked => Mask(Text);

    public static string Mask(string text) => $"{text[..3]}***********{text[^4..]}";

    // So that a number never stands in a log by accident.
    public override string ToString() => Masked;

    /// <summary>Full-width digits and a small x are what people type; numbers of 15 digits gain their century and check.</summary>
    /// <returns>Nothing when it cannot be a number of somebody alive today.</returns>
    public static IdNumber? Read(string text, DateOnly today)
    {
        var plain = Width.Half(text).Trim().ToUpperInvariant();
        if (plain.Length == 15 && plain.All(char.IsAsciiDigit))
        {
            var long17 = $"{plain[..6]}19{plain[6..]}";
            plain = long17 + CheckOf(long17);
        }

        if (plain.Length != 18 || !plain[..17].All(char.IsAsciiDigit) || plain[17] != CheckOf(plain[..17])) return null;
        return IsRegion(plain[..6]) && IsBirth(plain[6..14], today) ? new(plain) : null;
    }

    static char CheckOf(string digits)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += (digits[i] - '0') * weights[i];
        return checks[sum % 11];
    }

    // Which counties there are changes every year and old numbers keep theirs: only the form of a code is checked.
    static bool IsRegion(string code)
    {
        var (province, city) = (Number(code[..2]), Number(code[2..4]));
        if (!provinces.Contains(province)) return false;
        return !municipalities.Contains(province) || city is >= 1 and <= 3;
    }

    static bool IsBirth(string day, DateOnly today) =>
        DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born)
        && born <= today && born.Year >= 1900;

    static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
