using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Linli.Catalog;

/// <summary>The first sheet with content of a workbook, read row by row.</summary>
static class XlsxSheet
{
    const long mostUnpacked = 200L << 20;
    const int mostParts = 2000;

    public static Sheet Read(byte[] content)
    {
        try
        {
            Weigh(content);
            using var stream = new MemoryStream(content, writable: false);
            using var document = SpreadsheetDocument.Open(stream, isEditable: false);
            var book = document.WorkbookPart ?? throw No.Unreadable();
            var texts = Texts(book);
            foreach (var sheet in book.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>())
            {
                if (sheet.Id?.Value is not { } id || book.GetPartById(id) is not WorksheetPart part) continue;
                if (Rows(part, texts) is { Count: > 0 } rows) return new("xlsx", rows);
            }

            throw No.Empty();
        }
        // What a broken or hostile package makes its reader throw.
        catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or XmlException
            or FormatException or InvalidOperationException or ArgumentException or IOException or KeyNotFoundException)
        {
            throw No.Unreadable();
        }
    }

    // What a zip says of its size may be a lie, so it is unpacked once into nothing and counted.
    static void Weigh(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content, writable: false));
        if (zip.Entries.Count > mostParts) throw No.TooMuchInside();
        // Any other zip is somebody's folder.
        if (zip.GetEntry("[Content_Types].xml") is null) throw No.Compressed();
        var buffer = new byte[1 << 16];
        var total = 0L;
        foreach (var entry in zip.Entries)
        {
            using var part = entry.Open();
            while (part.Read(buffer) is > 0 and var read)
                if ((total += read) > mostUnpacked) throw No.TooMuchInside();
        }
    }

    static List<string> Texts(WorkbookPart book)
    {
        var texts = new List<string>();
        if (book.SharedStringTablePart is not { } part) return texts;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
                texts.Add(Spoken(reader.LoadCurrentElement()!));
        return texts;
    }

    // Without the phonetic hints that Excel keeps beside some texts.
    static string Spoken(OpenXmlElement item) => string.Concat(
        item.Descendants<Text>().Where(t => t.Parent is not PhoneticRun).Select(t => t.Text));

    static List<SheetRow> Rows(WorksheetPart part, List<string> texts)
    {
        var rows = new List<SheetRow>();
        using var reader = OpenXmlReader.Create(part);
        var at = 0;
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
            var row = (Row)reader.LoadCurrentElement()!;
            at = row.RowIndex?.Value is { } index ? (int)index : at + 1;
            var read = new SheetRow(at, Cells(row, texts));
            if (read.IsBlank) continue;
            if (rows.Count > Catalog.Sheet.MostRows) throw No.TooManyRows();
            rows.Add(read);
        }

        return rows;
    }

    static string[] Cells(Row row, List<string> texts)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements<Cell>())
        {
            var place = cell.CellReference?.Value is { } name ? Column(name) : cells.Count;
            var said = Said(cell, texts);
            // Cells that only carry a colour may stand far to the right.
            if (said.Length == 0) continue;
            if (place >= Catalog.Sheet.MostColumns) throw No.TooManyColumns();
            while (cells.Count <= place) cells.Add("");
            cells[place] = said;
        }

        return [.. cells];
    }

    static int Column(string name)
    {
        var column = 0;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetter(c)) break;
            column = Math.Min(column * 26 + (char.ToUpperInvariant(c) - 'A' + 1), 1_000_000);
        }

        return column - 1;
    }

    static string Said(Cell cell, List<string> texts)
    {
        if (cell.DataType?.Value == CellValues.InlineString)
            return cell.InlineString is { } inline ? Spoken(inline) : "";
        var value = cell.CellValue?.Text ?? "";
        if (cell.DataType is not { } type || type.Value == CellValues.Number) return Number(value);
        if (type.Value != CellValues.SharedString) return type.Value == CellValues.Error ? "" : value;
        var culture = CultureInfo.InvariantCulture;
        return int.TryParse(value, NumberStyles.None, culture, out var place) && place < texts.Count
            ? texts[place] : throw No.Unreadable();
    }

    // A workbook keeps 2.2 as 2.2000000000000002; people see 15 digits.
    static string Number(string value)
    {
        if (value.Length < 16 || !value.AsSpan().ContainsAny('.', 'E', 'e')) return value;
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("G15", CultureInfo.InvariantCulture) : value;
    }
}
