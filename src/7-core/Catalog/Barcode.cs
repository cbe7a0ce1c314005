namespace Linli.Catalog;

/// <summary>条码: GTIN-8, -12, -13 and -14 with the check digit of the GS1 General Specifications, section 7.9.</summary>
static class Barcode
{
    public static bool IsRight(string text) =>
        text.Length is 8 or 12 or 13 or 14 && text.All(char.IsAsciiDigit) && text[^1] - '0' == CheckDigit(text[..^1]);

    /// <summary>From the right the digits weigh 3, 1, 3, 1 …; the check digit fills the sum up to a ten.</summary>
    public static int CheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 3 : 1);
        return (10 - sum % 10) % 10;
    }
}
