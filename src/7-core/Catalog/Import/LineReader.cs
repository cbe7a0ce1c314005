using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Linli.Catalog;

/// <summary>Turns one row of cells into what it says of a sku, or into all that is wrong with it.</summary>
sealed partial class LineReader(Columns columns)
{
    static readonly Dictionary<string, string> categories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["vegetable"] = "蔬菜",
        ["vegetables"] = "蔬菜",
        ["fruit"] = "水果",
        ["fruits"] = "水果",
        ["meat"] = "肉禽蛋",
        ["seafood"] = "水产",
        ["dairy"] = "乳品",
        ["drinks"] = "饮料",
        ["snacks"] = "零食",
    };

    static readonly string[] dates = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];

    // Control characters and halves of characters: seldom there, so looked for before they are explained.
    static readonly SearchValues<char> odd = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => char.IsControl(c) || char.IsSurrogate(c))]);

    // A price list repeats its days and units row after row.
    readonly Dictionary<string, UnitRead?> units = [];
    readonly Dictionary<string, DateOnly?> days = [];
    readonly Dictionary<string, string> texts = [];
    readonly List<Problem> wrong = [];

    public (Line? Line, IReadOnlyList<Problem> Wrong) Read(in SheetRow row)
    {
        wrong.Clear();
        if (Array.Exists(row.Cells, c => c.Length > Sheet.MostCell)) return (null, [Wrong.CellTooLong()]);

        var name = Text(row, Meaning.Name, "名称", Sku.MostText);
        if (name is null) wrong.Add(Wrong.NameMissing());
        var (cost, price) = Prices(row);
        var line = new Line(
            row.At, Code(row), name ?? "", Text(row, Meaning.Spec, "规格", Sku.MostText), Category(row), Unit(row),
            cost, price, BarcodeOf(row), Text(row, Meaning.Supplier, "供应商名称", Supplier.MostName),
            Text(row, Meaning.Origin, "产地", Sku.MostText), Text(row, Meaning.Storage, "储存方式", Sku.MostText),
            ShelfLife(row), Box(row), Day(row), Text(row, Meaning.Pinyin, "拼音", Sku.MostPinyin));
        return wrong.Exists(w => w.Grave) ? (null, [.. wrong]) : (line, []);
    }

    string? Text(in SheetRow row, Meaning meaning, string what, int most)
    {
        var cell = columns.Cell(row, meaning);
        if (cell.Length == 0) return null;
        if (!texts.TryGetValue(cell, out var clean))
        {
            clean = Words.Clean(cell);
            if (texts.Count < 50_000) texts[cell] = clean;
        }

        if (clean.Length > most || clean.AsSpan().ContainsAny(odd))
            wrong.AddRange(Words.Wrongs(what, what, clean, most).Select(Problem.From));
        return clean;
    }

    string? Code(in SheetRow row)
    {
        var code = Text(row, Meaning.Code, "编码", Sku.MostCode);
        if (code is not null && Scientific().IsMatch(code)) wrong.Add(Wrong.Rounded("编码", code));
        return code;
    }

    string? Category(in SheetRow row) => Text(row, Meaning.Category, "分类", Sku.MostCategory) is { } said
        ? categories.GetValueOrDefault(said, said) : null;

    string? BarcodeOf(in SheetRow row)
    {
        var cell = columns.Cell(row, Meaning.Barcode).Replace(" ", "", StringComparison.Ordinal);
        if (cell.Length == 0) return null;
        if (Scientific().IsMatch(cell)) wrong.Add(Wrong.Rounded("条码", cell));
        else if (!Barcode.IsRight(cell)) wrong.Add(Problem.From(No.BarcodeWrong(cell)));
        return cell;
    }

    UnitRead? Unit(in SheetRow row)
    {
        var cell = columns.Cell(row, Meaning.Unit);
        if (cell.Length == 0) return null;
        if (!units.TryGetValue(cell, out var unit)) units[cell] = unit = UnitWords.Read(cell);
        if (unit is null) wrong.Add(Wrong.UnitUnknown(cell));
        return unit;
    }

    (Money? Cost, Money? Price) Prices(in SheetRow row)
    {
        var price = Money(row, Meaning.Price, "售价");
        if (price == Platform.Money.Zero) wrong.Add(Wrong.PriceZero());
        var cost = Money(row, Meaning.Cost, "成本");
        if (!columns.Has(Meaning.Average)) return (cost, price);

        var before = wrong.Count;
        var average = Money(row, Meaning.Average, "平均价");
        var low = Money(row, Meaning.Low, "最低价");
        var high = Money(row, Meaning.High, "最高价");
        if (wrong.Count == before) Compare(row, average ?? default, low ?? default, high ?? default);
        return (cost ?? average, price);
    }

    // Markets write 0 for a price that was not taken that day.
    void Compare(in SheetRow row, Money average, Money low, Money high)
    {
        string lowest = columns.Cell(row, Meaning.Low), highest = columns.Cell(row, Meaning.High);
        if (average == default) wrong.Add(Wrong.AverageMissing());
        if (low == default || high == default) return;
        if (low > high) wrong.Add(Wrong.LowOverHigh(lowest, highest));
        else if (average != default && (average < low || average > high))
            wrong.Add(Wrong.AverageOutside(columns.Cell(row, Meaning.Average), lowest, highest));
        if (high > low * Wrong.WidestSpread) wrong.Add(Wrong.SpreadTooWide(lowest, highest));
    }

    Money? Money(in SheetRow row, Meaning meaning, string what)
    {
        var (money, no) = Yuan.Read(columns.Cell(row, meaning), what);
        if (no is not null) wrong.Add(no);
        return money;
    }

    int? ShelfLife(in SheetRow row)
    {
        var cell = columns.Cell(row, Meaning.ShelfLife);
        if (cell.Length == 0) return null;
        var match = Days().Match(Words.Fold(cell));
        if (!match.Success)
        {
            wrong.Add(Wrong.ShelfLifeUnclear(cell));
            return null;
        }

        var days = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * match.Groups[2].Value switch
        {
            "个月" or "月" or "months" or "month" => 30,
            "年" or "year" or "years" => 365,
            _ => 1,
        };
        if (days is < 1 or > Sku.MostShelfLifeDays) wrong.Add(Problem.From(No.ShelfLifeWrong()));
        return days;
    }

    BoxRead? Box(in SheetRow row)
    {
        var cell = columns.Cell(row, Meaning.BoxSize);
        if (cell.Length == 0) return null;
        var match = Boxes().Match(Words.Fold(cell));
        if (!match.Success)
        {
            wrong.Add(Wrong.BoxUnclear(cell));
            return null;
        }

        var number = decimal.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var grams = match.Groups[2].Value switch { "kg" or "公斤" or "千克" => 1000, "斤" => 500, "g" or "克" => 1, _ => 0 };
        var amount = number * Math.Max(grams, 1);
        if (amount != decimal.Truncate(amount)) wrong.Add(Wrong.BoxUnclear(cell));
        if (amount is < 1 or > Sku.MostAmount) wrong.Add(Problem.From(No.BoxSizeWrong()));
        return wrong.Exists(w => w.Grave) ? null : new((int)amount, grams > 0);
    }

    DateOnly? Day(in SheetRow row)
    {
        var cell = columns.Cell(row, Meaning.Date);
        if (cell.Length == 0) return null;
        if (!days.TryGetValue(cell, out var day)) days[cell] = day = DayOf(cell);
        if (day is null) wrong.Add(Wrong.DateUnclear(cell));
        return day;
    }

    static DateOnly? DayOf(string cell)
    {
        var space = cell.IndexOfAny([' ', 'T']);
        var text = space > 0 ? cell[..space] : cell;
        var culture = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(text, dates, culture, DateTimeStyles.None, out var day)) return day;
        // Workbooks count days since 1900.
        return double.TryParse(cell, NumberStyles.AllowDecimalPoint, culture, out var serial)
            && serial is > 20_000 and < 80_000
            ? DateOnly.FromDateTime(DateTime.FromOADate(serial)) : null;
    }

    [GeneratedRegex(@"^\d(\.\d+)?[eE]\+?\d+$")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^(\d{1,5})(天|日|d|day|days|个月|月|month|months|年|year|years)?$")]
    private static partial Regex Days();

    [GeneratedRegex(@"^(\d{1,8}(?:\.\d{1,3})?)(kg|公斤|千克|斤|g|克)?$")]
    private static partial Regex Boxes();
}
