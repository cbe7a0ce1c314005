using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Linli.Catalog;

/// <summary>CSV as it is really saved: UTF-8, UTF-16 or GB18030; comma, tab or semicolon.</summary>
static class CsvSheet
{
    static readonly Encoding utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    static readonly Encoding gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static Sheet Read(byte[] content)
    {
        var (text, encoding) = Decode(content);
        if (string.IsNullOrWhiteSpace(text)) throw No.Empty();
        if (text.Contains('\0', StringComparison.Ordinal)) throw No.Unreadable();
        var rows = new List<SheetRow>();
        using var reader = new StringReader(text);
        using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Delimiter(text),
            BadDataFound = null,
            IgnoreBlankLines = true,
        });
        while (csv.Read())
        {
            if (csv.Count > Sheet.MostColumns) throw No.TooManyColumns();
            // One more than the limit, because the header stands in one of them.
            if (rows.Count > Sheet.MostRows) throw No.TooManyRows();
            rows.Add(new(csv.RawRow, csv.Record!));
        }

        return new($"csv {encoding}", rows);
    }

    static (string Text, string Encoding) Decode(byte[] content)
    {
        try
        {
            return content switch
            {
                [0xEF, 0xBB, 0xBF, .. var rest] => (utf8.GetString(rest), "utf-8"),
                [0xFF, 0xFE, .. var rest] => (Encoding.Unicode.GetString(rest), "utf-16"),
                [0xFE, 0xFF, .. var rest] => (Encoding.BigEndianUnicode.GetString(rest), "utf-16"),
                _ => (utf8.GetString(content), "utf-8"),
            };
        }
        catch (DecoderFallbackException)
        {
            try { return (gb18030.GetString(content), "gb18030"); }
            catch (DecoderFallbackException) { throw No.Unreadable(); }
        }
    }

    // The sign that the first line holds most often, outside of quotes.
    static string Delimiter(string text)
    {
        int comma = 0, tab = 0, semicolon = 0;
        var quoted = false;
        foreach (var c in text.AsSpan().TrimStart())
        {
            if (c == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (c is '\r' or '\n') break;
            else if (c == ',') comma++;
            else if (c == '\t') tab++;
            else if (c == ';') semicolon++;
        }

        return tab > comma && tab >= semicolon ? "\t" : semicolon > comma ? ";" : ",";
    }
}
