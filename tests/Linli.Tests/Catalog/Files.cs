using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Linli.Tests.Catalog;

/// <summary>Files as shops have them.</summary>
static class Files
{
    public static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(54936)!;

    public static byte[] Csv(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n");

    /// <summary>Texts as shared strings, numbers as numbers, the way Excel saves them.</summary>
    public static byte[] Xlsx(params object?[][] rows)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var texts = book.AddNewPart<SharedStringTablePart>();
            texts.SharedStringTable = new SharedStringTable();
            var part = book.AddNewPart<WorksheetPart>();
            var data = new SheetData();
            for (var r = 0; r < rows.Length; r++)
            {
                var row = new Row { RowIndex = (uint)(r + 1) };
                for (var c = 0; c < rows[r].Length; c++)
                {
                    if (rows[r][c] is { } value) row.Append(Cell(texts.SharedStringTable, $"{Column(c)}{r + 1}", value));
                }

                data.Append(row);
            }

            part.Worksheet = new Worksheet(data);
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "商品" }));
        }

        return stream.ToArray();
    }

    static Cell Cell(SharedStringTable texts, string at, object value)
    {
        var culture = CultureInfo.InvariantCulture;
        if (value is not string text) return new() { CellReference = at, CellValue = new(Convert.ToString(value, culture)!) };
        texts.Append(new SharedStringItem(new Text(text)));
        var place = (texts.Count() - 1).ToString(culture);
        return new() { CellReference = at, DataType = CellValues.SharedString, CellValue = new(place) };
    }

    static string Column(int place) =>
        (place < 26 ? "" : $"{(char)('A' + place / 26 - 1)}") + (char)('A' + place % 26);

    /// <summary>A workbook of a few kilobytes that unpacks to more than 200 MB.</summary>
    public static byte[] Bomb()
    {
        using var stream = new MemoryStream();
        stream.Write(Xlsx(["名称"], ["菠菜"]));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("xl/media/picture.bin", CompressionLevel.SmallestSize).Open();
            var nothing = new byte[1 << 20];
            for (var i = 0; i < 201; i++) entry.Write(nothing);
        }

        return stream.ToArray();
    }

    public static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("prices.csv").Open();
            entry.Write(Csv("名称,售价", "菠菜,3.50"));
        }

        return stream.ToArray();
    }
}
