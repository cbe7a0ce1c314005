namespace Linli.Members;

/// <summary>Texts and phone numbers as people write them.</summary>
static class Written
{
    public const int MostSearch = 40;

    public static string Fit(string text, string what, string english, int most)
    {
        var fit = text.Trim();
        return fit.Length >= 1 && fit.Length <= most && !fit.Any(char.IsControl) ? fit : throw No.Text(what, english, most);
    }

    /// <summary>What somebody searches for, or nothing when that is empty. A search never fails, it only finds less.</summary>
    public static string? Search(string? q)
    {
        var wanted = string.Concat((q ?? "").Where(c => !char.IsControl(c))).Trim();
        return wanted is "" ? null : wanted[..Math.Min(wanted.Length, MostSearch)];
    }

    /// <summary>"１单元 ４０２" and "1单元402" are one door: half-width, capitals, no blanks.</summary>
    public static string Door(string room) =>
        string.Concat(room.Where(c => !char.IsWhiteSpace(c)).Select(Width.Half)).ToUpperInvariant();

    /// <summary>A Chinese mobile number; blanks, hyphens and +86 are forgiven.</summary>
    public static string Phone(string phone)
    {
        if (phone.Length > 30) throw No.Phone();
        var digits = phone.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (digits.StartsWith("+86", StringComparison.Ordinal)) digits = digits[3..];
        var right = digits is ['1', >= '3' and <= '9', ..] && digits.Length == 11 && digits.All(char.IsAsciiDigit);
        return right ? digits : throw No.Phone();
    }

    /// <summary>138****0001</summary>
    public static string Mask(string phone) => $"{phone[..3]}****{phone[7..]}";
}
