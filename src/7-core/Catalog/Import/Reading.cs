namespace Linli.Catalog;

/// <summary>One row of the file and what became of it.</summary>
sealed class RowRead(int at, string text, string name, Line? line, IReadOnlyList<Problem> problems)
{
    public int At => at;
    public string Text => text;
    public string Name => name;
    public Line? Line => line;
    public IReadOnlyList<Problem> Problems { get; private set; } = problems;

    /// <summary>Another row of the file says the same or something newer of the same sku.</summary>
    public bool IsRepeated { get; set; }

    public bool IsBad => Problems.Any(p => p.Grave);

    public void Note(Problem problem) => Problems = [.. Problems, problem];
}

/// <summary>
/// A whole file, read without a database. In a dated price list the newest good row of a sku counts;
/// in any other file a sku may be said only once.
/// </summary>
sealed class Reading
{
    public const int MostSkus = 20_000;
    const int mostText = 300;

    public required string Format { get; init; }
    public required IReadOnlyList<ColumnRead> Columns { get; init; }
    public required IReadOnlyList<RowRead> Rows { get; init; }

    /// <summary>The rows that count, one per sku.</summary>
    public required IReadOnlyList<RowRead> Counting { get; init; }

    public static Reading Of(byte[] content)
    {
        var sheet = Sheet.Read(content);
        var (columns, header) = Catalog.Columns.Find(sheet);
        var reader = new LineReader(columns);
        var rows = new List<RowRead>(sheet.Rows.Count);
        for (var i = header + 1; i < sheet.Rows.Count; i++)
        {
            var row = sheet.Rows[i];
            if (row.IsBlank) continue;
            var (line, wrong) = reader.Read(row);
            var name = line?.Name ?? Cut(columns.Cell(row, Meaning.Name), Sku.MostText);
            rows.Add(new(row.At, Shown(row), name, line, wrong));
        }

        if (rows.Count == 0) throw No.Empty();
        var counting = columns.Has(Meaning.Date) ? Newest(rows) : Once(rows);
        if (counting.Count > MostSkus) throw No.TooManySkus();
        return new() { Format = sheet.Format, Columns = columns.Said, Rows = rows, Counting = counting };
    }

    static List<RowRead> Newest(List<RowRead> rows)
    {
        var newest = new Dictionary<string, RowRead>();
        var differing = new HashSet<string>();
        foreach (var row in rows)
        {
            if (row.Line is not { } line) continue;
            if (!newest.TryGetValue(line.Key, out var other))
            {
                newest[line.Key] = row;
                continue;
            }

            var later = (line.Date ?? default).CompareTo(other.Line!.Date ?? default);
            (later >= 0 ? other : row).IsRepeated = true;
            if (later > 0) differing.Remove(line.Key);
            else if (later == 0 && !line.SaysTheSameAs(other.Line)) differing.Add(line.Key);
            if (later >= 0) newest[line.Key] = row;
        }

        foreach (var key in differing) newest[key].Note(Wrong.SameDay());
        return [.. newest.Values.OrderBy(r => r.At)];
    }

    static List<RowRead> Once(List<RowRead> rows)
    {
        var first = new Dictionary<string, RowRead>();
        foreach (var row in rows)
        {
            if (row.Line is not { } line || first.TryAdd(line.Key, row)) continue;
            var other = first[line.Key];
            if (line.SaysTheSameAs(other.Line!)) row.IsRepeated = true;
            else row.Note(Wrong.Twice(other.At));
        }

        return [.. first.Values];
    }

    static string Shown(in SheetRow row) => Cut(string.Join(',', row.Cells), mostText);

    static string Cut(string text, int most) => text.Length > most ? text[..most] + "…" : text;
}
