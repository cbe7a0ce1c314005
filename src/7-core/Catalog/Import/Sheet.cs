namespace Linli.Catalog;

/// <summary>One line of a file: where it stands, and its cells.</summary>
readonly record struct SheetRow(int At, string[] Cells)
{
    public bool IsBlank => Array.TrueForAll(Cells, string.IsNullOrWhiteSpace);
}

/// <summary>A file as a table of texts, whatever format it came in.</summary>
sealed record Sheet(string Format, IReadOnlyList<SheetRow> Rows)
{
    public const int MostBytes = 16 << 20, MostRows = 200_000, MostColumns = 100, MostCell = 1000;

    /// <summary>What a file is, its first bytes say; its name does not count.</summary>
    public static Sheet Read(byte[] content) => content switch
    {
        { Length: 0 } => throw No.Empty(),
        { Length: > MostBytes } => throw No.TooLarge(),
        // gzip, bzip2, 7z, rar
        [0x1F, 0x8B, ..] or [0x42, 0x5A, 0x68, ..] or [0x37, 0x7A, 0xBC, 0xAF, ..] or [0x52, 0x61, 0x72, 0x21, ..]
            => throw No.Compressed(),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => throw No.OldExcel(),
        [(byte)'P', (byte)'K', 3, 4, ..] => XlsxSheet.Read(content),
        _ => CsvSheet.Read(content),
    };
}
