using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Linli.Platform;

/// <summary>表格 — one table as a file for Excel: CSV or XLSX. Cells are texts or numbers.</summary>
public sealed record Spreadsheet(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object>> Rows)
{
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>With a byte order mark, or Excel reads Chinese as noise; formulas are made harmless.</summary>
    public byte[] ToCsv()
    {
        var harmless = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            InjectionOptions = InjectionOptions.Escape,
        };
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, harmless))
        {
            foreach (var column in Columns) csv.WriteField(column);
            csv.NextRecord();
            foreach (var row in Rows)
            {
                foreach (var cell in row) csv.WriteField(Convert.ToString(cell, CultureInfo.InvariantCulture));
                csv.NextRecord();
            }
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    public byte[] ToXlsx()
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(
                new Columns(new Column { Min = 1, Max = (uint)Columns.Count, Width = 16, CustomWidth = true }),
                new SheetData([RowOf(Columns), .. Rows.Select(RowOf)]));
            var sheet = new Sheet { Name = Title, SheetId = 1, Id = book.GetIdOfPart(part) };
            book.Workbook = new Workbook(new Sheets(sheet));
        }

        return file.ToArray();
    }

    static Row RowOf(IEnumerable<object> cells) => new(cells.Select(CellOf));

    // An inline text is never a formula.
    static Cell CellOf(object value) => value is string text
        ? new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) }
        : new Cell
        {
            DataType = CellValues.Number,
            CellValue = new CellValue(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        };
}
