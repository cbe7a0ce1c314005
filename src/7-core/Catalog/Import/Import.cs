namespace Linli.Catalog;

/// <summary>One problem of one row, as the screen shows it.</summary>
sealed record RowProblem(string Code, string Text);

/// <summary>A row of an import: where it stands, what it says, what becomes of it.</summary>
sealed record ImportRow(int At, string Text, string Name, RowResult Result, IReadOnlyList<RowProblem> Problems);

/// <summary>How many rows a problem concerns, with the first of them as example.</summary>
sealed record Reason(string Code, string Text, int Rows);

/// <param name="Repeated">Good rows whose sku another row of the file says too, or says newer.</param>
sealed record ImportAnswer(
    ImportId Id, string File, string Format, int Rows, int Good, int Bad, int New, int Updated, int Unchanged,
    int Repeated, IReadOnlyList<ColumnRead> Columns, DateTimeOffset? ConfirmedAt, IReadOnlyList<Reason> Reasons,
    IReadOnlyList<Reason> Warnings);

/// <summary>A line that counts, and what the screen said would become of it.</summary>
sealed record Seen(Line Line, RowResult Result);

/// <summary>导入: a price list that was read and shown; nothing of it counts until it is confirmed.</summary>
sealed class Import : IOwned
{
    public const int MostFile = 120;

    public TenantId Tenant { get; set; }
    public required ImportId Id { get; init; }
    public required string File { get; init; }
    public required string Hash { get; init; }
    public required string Format { get; init; }
    public required DateTimeOffset At { get; init; }
    public required IReadOnlyList<ColumnRead> Columns { get; init; }

    /// <summary>The lines that count, packed as <see cref="Seen"/>; what the confirmation works from.</summary>
    public required byte[] Lines { get; init; }

    public int Rows { get; private set; }
    public int Bad { get; private set; }
    public int New { get; private set; }
    public int Updated { get; private set; }
    public int Unchanged { get; private set; }
    public IReadOnlyList<Reason> Reasons { get; private set; } = [];
    public IReadOnlyList<Reason> Warnings { get; private set; } = [];
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Counts what became of the rows.</summary>
    public void Count(IReadOnlyCollection<ImportRow> rows)
    {
        int Of(RowResult result) => rows.Count(r => r.Result == result);
        (Rows, Bad, New, Updated, Unchanged) =
            (rows.Count, Of(RowResult.Bad), Of(RowResult.New), Of(RowResult.Updated), Of(RowResult.Unchanged));
        Reasons = Summed(rows.Where(r => r.Result == RowResult.Bad));
        Warnings = Summed(rows.Where(r => r.Result != RowResult.Bad));
    }

    public void Confirm(DateTimeOffset now)
    {
        if (New + Updated + Unchanged == 0) throw No.NothingGood();
        // As both databases keep it, so that asking again answers the same.
        ConfirmedAt ??= DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
    }

    public ImportAnswer Answer() => new(
        Id, File, Format, Rows, Rows - Bad, Bad, New, Updated, Unchanged, Rows - Bad - New - Updated - Unchanged,
        Columns, ConfirmedAt, Reasons, Warnings);

    static IReadOnlyList<Reason> Summed(IEnumerable<ImportRow> rows) =>
    [
        .. rows.SelectMany(r => r.Problems.Select(p => (r.At, p.Code, p.Text))).GroupBy(p => p.Code)
            .Select(g => new Reason(g.Key, $"第 {g.First().At} 行：{g.First().Text}", g.Count()))
            .OrderByDescending(r => r.Rows).ThenBy(r => r.Code, StringComparer.Ordinal),
    ];
}

/// <summary>Some hundred rows of an import, packed: bad rows apart from the others, each in the file's order.</summary>
sealed class ImportPage : IOwned
{
    public const int MostRows = 500;

    public TenantId Tenant { get; set; }
    public required ImportId Import { get; init; }
    public required bool Bad { get; init; }
    public required int Number { get; init; }
    public required byte[] Rows { get; init; }

    public static IEnumerable<ImportPage> Of(ImportId import, IReadOnlyCollection<ImportRow> rows) =>
        from part in rows.GroupBy(r => r.Result == RowResult.Bad)
        from page in part.Chunk(MostRows).Select((chunk, number) => (chunk, number))
        select new ImportPage { Import = import, Bad = part.Key, Number = page.number, Rows = Pack.Up(page.chunk) };
}
