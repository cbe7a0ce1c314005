namespace Linli.Catalog;

/// <summary>What is wrong with, or worth knowing of, a row: what it is and what to do.</summary>
/// <param name="Grave">A grave one keeps the row out; the others are told only.</param>
sealed record Problem(string Code, string Text, bool Grave = true)
{
    public static Problem From(Refusal no) => new(no.Code, no.Message);
}

/// <summary>All that can be wrong with a row of a file; the rules of a sku are in <see cref="No"/>.</summary>
static class Wrong
{
    /// <summary>A high price this many times the low one has its decimal point misplaced.</summary>
    public const int WidestSpread = 15;

    public static Problem NameMissing() => new("import.name-missing", "没有名称，请填写商品名称");
    public static Problem PriceUnclear(string what, string text) => new("import.price-unclear",
        $"{what}“{Cut(text)}”看不懂，请写成 12.50 这样的数字");
    public static Problem FinerThanFen(string what, string text) => new("import.price-finer-than-fen",
        $"{what}“{Cut(text)}”不足一分，请改成最多两位小数");
    public static Problem PriceNegative(string what, string text) => new("import.price-negative",
        $"{what}“{Cut(text)}”是负数，请改成正数");
    public static Problem PriceTooHigh(string what, string text) => new("import.price-too-high",
        $"{what}“{Cut(text)}”超过 1,000,000 元，请检查小数点");
    public static Problem PriceZero() => new("import.price-zero", "售价是 0，请填写售价，或留空先存为草稿");
    public static Problem AverageMissing() => new("import.average-missing", "没有平均价（空白或 0），请补上或删去这一行");
    public static Problem LowOverHigh(string low, string high) => new("import.low-over-high",
        $"最低价 {low} 高于最高价 {high}，请检查是否写反");
    public static Problem AverageOutside(string average, string low, string high) => new("import.average-outside",
        $"平均价 {average} 不在最低价 {low} 与最高价 {high} 之间，请核对");
    public static Problem SpreadTooWide(string low, string high) => new("import.spread-too-wide",
        $"最高价 {high} 是最低价 {low} 的 {WidestSpread} 倍以上，请检查小数点");
    public static Problem UnitUnknown(string unit) => new("import.unit-unknown",
        $"不认识单位“{Cut(unit)}”，请写 斤、公斤，或 份、盒、袋、个、瓶 等");
    public static Problem ShelfLifeUnclear(string text) => new("import.shelf-life-unclear",
        $"保质期“{Cut(text)}”看不懂，请写天数，例如 7 或 7天、12个月");
    public static Problem BoxUnclear(string text) => new("import.box-unclear",
        $"箱规“{Cut(text)}”看不懂，请写一箱的数量，例如 12 或 10kg");
    public static Problem DateUnclear(string text) => new("import.date-unclear",
        $"日期“{Cut(text)}”看不懂，请写成 2026-05-01");
    public static Problem Rounded(string what, string text) => new("import.number-rounded",
        $"{what}“{Cut(text)}”被表格软件改成了科学计数，请把这一列设为文本后重新填写");
    public static Problem CellTooLong() => new("import.cell-too-long",
        $"有一格超过 {Sheet.MostCell} 个字，请检查引号是否成对，或缩短内容");
    public static Problem Twice(int first) => new("import.twice",
        $"与第 {first} 行是同一个商品，但内容不同，请只留一行");
    public static Problem Ambiguous(int skus) => new("import.ambiguous",
        $"店里有 {skus} 个同名同规格的商品，请加上编码一列说明是哪一个");

    public static Problem Draft() => new("import.price-missing", "没有售价：先存为未上架的草稿，补上售价后才能卖", Grave: false);
    public static Problem UnitGuessed(string unit) => new("import.unit-guessed",
        $"没有单位，按名称和分类估计为“{unit}”，请核对", Grave: false);
    public static Problem SameDay() => new("import.same-day-prices",
        "同一天有几个不同的价格，取文件里最后一行", Grave: false);

    static string Cut(string text) => text.Length > 20 ? text[..20] + "…" : text;
}
