namespace Linli.Catalog;

/// <summary>Everything a shop says of a sku.</summary>
sealed record SkuData(
    string Code, string Name, string Spec, string Category, Measure Measure, int Per, int Step, string Unit,
    string? Barcode, SupplierId? Supplier, Money Cost, Money Price, int BoxSize, IReadOnlyList<FileId> Pictures,
    string Origin, string Storage, int? ShelfLifeDays, bool Active, string Pinyin);

/// <summary>规格: what can be ordered, by the piece or by weight. Skus of one name are one product (商品).</summary>
sealed class Sku : IOwned
{
    public const int MostText = 60, MostCode = 40, MostCategory = 30, MostUnit = 10, MostPinyin = 200, MostPictures = 9;
    public const int MostAmount = 10_000_000, MostShelfLifeDays = 3650;
    public const string NoCategory = "未分类";
    public static readonly Money MostPrice = new(100_000_000);

    public TenantId Tenant { get; set; }
    public required SkuId Id { get; init; }
    public required ProductId Product { get; set; }
    public int Revision { get; private set; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Spec { get; private set; } = "";
    public string Category { get; private set; } = "";
    public Measure Measure { get; private set; }
    public int Per { get; private set; }
    public int Step { get; private set; }
    public string Unit { get; private set; } = "";
    public string? Barcode { get; private set; }
    public SupplierId? Supplier { get; private set; }
    public Money Cost { get; private set; }
    public Money Price { get; private set; }
    public int BoxSize { get; private set; }
    public IReadOnlyList<FileId> Pictures { get; private set; } = [];
    public string Origin { get; private set; } = "";
    public string Storage { get; private set; } = "";
    public int? ShelfLifeDays { get; private set; }
    public bool Active { get; private set; }
    public string Pinyin { get; private set; } = "";

    /// <summary>What a search looks into.</summary>
    public string Search { get; private set; } = "";

    /// <summary>Once it could be ordered, amounts of it stand in orders and stock, so its measure stays.</summary>
    public bool WasActive { get; private set; }

    public SkuData Data => new(
        Code, Name, Spec, Category, Measure, Per, Step, Unit, Barcode, Supplier, Cost, Price, BoxSize, Pictures,
        Origin, Storage, ShelfLifeDays, Active, Pinyin);

    /// <summary>Takes what is said of it now, or refuses it whole.</summary>
    public Sku Say(SkuData data)
    {
        data = Clean(data);
        foreach (var wrong in Wrongs(data)) throw wrong;
        if (!Allows(data)) throw No.MeasureFixed();
        (Code, Name, Spec, Category, Unit) = (data.Code, data.Name, data.Spec, data.Category, data.Unit);
        (Measure, Per, Step, BoxSize) = (data.Measure, data.Per, data.Step, data.BoxSize);
        (Barcode, Supplier, Pictures) = (data.Barcode, data.Supplier, data.Pictures);
        (Cost, Price) = (data.Cost, data.Price);
        (Origin, Storage, ShelfLifeDays, Pinyin) = (data.Origin, data.Storage, data.ShelfLifeDays, data.Pinyin);
        (Active, WasActive) = (data.Active, WasActive || data.Active);
        Search = Words.ToFind(Name, Spec, Code, Barcode, Pinyin);
        return this;
    }

    public bool Allows(SkuData data) => !WasActive || (data.Measure, data.Per) == (Measure, Per);

    public static SkuData Clean(SkuData data) => data with
    {
        Code = Words.Clean(data.Code),
        Name = Words.Clean(data.Name),
        Spec = Words.Clean(data.Spec),
        Category = Words.Clean(data.Category) is { Length: > 0 } category ? category : NoCategory,
        Unit = Words.Clean(data.Unit),
        Barcode = Words.Clean(data.Barcode) is { Length: > 0 } barcode ? barcode : null,
        Origin = Words.Clean(data.Origin),
        Storage = Words.Clean(data.Storage),
        Pinyin = Words.Clean(data.Pinyin),
    };

    /// <summary>All that is wrong with it, so that a list of bad rows can say everything at once.</summary>
    public static IEnumerable<Refusal> Wrongs(SkuData data) =>
    [
        .. Words.Wrongs("编码", "the code", data.Code, MostCode, needed: true),
        .. Words.Wrongs("名称", "the name", data.Name, MostText, needed: true),
        .. Words.Wrongs("规格", "the spec", data.Spec, MostText),
        .. Words.Wrongs("分类", "the category", data.Category, MostCategory),
        .. Words.Wrongs("单位", "the unit", data.Unit, MostUnit, needed: true),
        .. Words.Wrongs("产地", "the origin", data.Origin, MostText),
        .. Words.Wrongs("储存方式", "the storage", data.Storage, MostText),
        .. Words.Wrongs("拼音", "the pinyin", data.Pinyin, MostPinyin),
        .. WrongNumbers(data),
    ];

    static IEnumerable<Refusal> WrongNumbers(SkuData data)
    {
        if (IsOut(data.Price)) yield return No.PriceOutOfRange("售价", "the price");
        if (IsOut(data.Cost)) yield return No.PriceOutOfRange("成本", "the cost");
        if (data.Active && data.Price == Money.Zero) yield return No.PriceMissing();
        if (data.Barcode is { } barcode && !Catalog.Barcode.IsRight(barcode)) yield return No.BarcodeWrong(barcode);
        if (data.BoxSize is < 1 or > MostAmount) yield return No.BoxSizeWrong();
        if (data.ShelfLifeDays is < 1 or > MostShelfLifeDays) yield return No.ShelfLifeWrong();
        if (data.Pictures.Count > MostPictures) yield return No.TooManyPictures();
        if (data.Measure == Measure.Piece ? data.Per != 1 : data.Per is not (500 or 1000)) yield return No.PerWrong();
        else if (!StepFits(data)) yield return No.StepWrong();
    }

    // 250 g of what is priced per 500 g, or 1 kg of it; but not 300 g, whose price a neighbour cannot work out.
    static bool StepFits(SkuData data) => data.Step is >= 1 and <= 100_000
        && (data.Measure == Measure.Piece || data.Per % data.Step == 0 || data.Step % data.Per == 0);

    static bool IsOut(Money money) => money < Money.Zero || money > MostPrice;
}
