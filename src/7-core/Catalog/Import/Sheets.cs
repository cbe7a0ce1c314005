namespace Linli.Catalog;

/// <summary>Any file of rows as texts: CSV in UTF-8, UTF-16 or GB18030, or the first sheet of a workbook. Refuses what is too large or no table.</summary>
public static class Sheets
{
    /// <summary>At most 16 MB, 200,000 rows, 100 columns.</summary>
    public static IReadOnlyList<(int At, string[] Cells)> Read(byte[] content) => [.. Sheet.Read(content).Rows.Select(r => (r.At, r.Cells))];
}
