namespace Linli.Catalog;

/// <summary>Money as people write it in yuan, to fen, exactly. What could mean two things is refused.</summary>
static class Yuan
{
    /// <summary>Nothing for an empty cell; otherwise the money, or what is wrong.</summary>
    public static (Money? Money, Problem? Wrong) Read(string text, string what)
    {
        if (text.Length == 0) return default;
        var number = Bare(text);
        var negative = number.StartsWith('-') || number is ['(', .., ')'];
        if (negative) number = number.Trim('-', '(', ')');
        if (!IsNumber(number)) return (null, Wrong.PriceUnclear(what, text));

        var dot = number.IndexOf('.', StringComparison.Ordinal);
        var yuan = (dot < 0 ? number : number[..dot]).Replace(",", "", StringComparison.Ordinal).TrimStart('0');
        var rest = (dot < 0 ? "" : number[(dot + 1)..]).TrimEnd('0');
        if (rest.Length > 2) return (null, Wrong.FinerThanFen(what, text));
        if (yuan.Length > 9) return (null, Wrong.PriceTooHigh(what, text));
        var fen = long.Parse($"0{yuan}{rest.PadRight(2, '0')}", System.Globalization.CultureInfo.InvariantCulture);
        if (negative && fen > 0) return (null, Wrong.PriceNegative(what, text));
        return new Money(fen) > Sku.MostPrice ? (null, Wrong.PriceTooHigh(what, text)) : (new Money(fen), null);
    }

    // Without the signs that only say that it is money.
    static string Bare(string text)
    {
        if (text.Any(c => c > 127)) text = Width.Half(text).Replace('−', '-').Replace('。', '.');
        var bare = text.Trim();
        var minus = bare.StartsWith('-') ? "-" : "";
        bare = bare[minus.Length..].TrimStart();
        foreach (var sign in (ReadOnlySpan<string>)["¥", "RMB", "CNY"])
            if (bare.StartsWith(sign, StringComparison.OrdinalIgnoreCase)) bare = bare[sign.Length..].TrimStart();
        if (bare.EndsWith('元') || bare.EndsWith('块')) bare = bare[..^1].TrimEnd();
        return minus + bare;
    }

    // 1234, 1234.5, 1,234.50 — but not 2,25 nor 1,23,4 nor 1.234.5.
    static bool IsNumber(string number)
    {
        var dot = number.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? number : number[..dot];
        var rest = dot < 0 ? "" : number[(dot + 1)..];
        if (dot >= 0 && rest.Length == 0 || whole.Length + rest.Length == 0) return false;
        if (!rest.All(char.IsAsciiDigit)) return false;
        var groups = whole.Split(',');
        return groups.All(g => g.All(char.IsAsciiDigit)) && (groups.Length == 1
            || groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3));
    }
}
