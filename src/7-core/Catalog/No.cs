namespace Linli.Catalog;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal SkuUnknown() => new(404, "sku.unknown", "没有这个商品", "There is no such sku");
    public static Refusal SkuChanged() => new(412, "sku.changed",
        "这个商品刚刚被别人改过，请看一下现在的内容再保存", "Somebody changed this sku; look at it again before saving");
    public static Refusal CodeTaken(string code) =>
        new(409, "sku.code-taken", $"编码 {code} 已被别的商品使用，请换一个", $"Another sku has the code {code}; choose another");
    public static Refusal MeasureFixed() => new(409, "sku.measure-fixed",
        "商品上架后不能再改按件/按重量或计价单位，请新建一个商品", "Once sold, a sku's measure and price unit stay; make a new sku");
    public static Refusal TextMissing(string what, string english) =>
        new(422, "sku.text-missing", $"请填写{what}", $"Please fill in {english}");
    public static Refusal TextTooLong(string what, string english, int most) =>
        new(422, "sku.text-too-long", $"{what}最多 {most} 个字，请缩短", $"At most {most} characters fit {english}");
    public static Refusal TextInvalid(string what, string english) => new(422, "sku.text-invalid",
        $"{what}里有看不见的控制字符，请删掉重新输入", $"There are invisible control characters in {english}; type it again");
    public static Refusal PriceOutOfRange(string what, string english) => new(422, "sku.price-out-of-range",
        $"{what}要在 0 到 1,000,000 元之间", $"Of 0 to 1,000,000 yuan must be {english}");
    public static Refusal PriceMissing() =>
        new(422, "sku.price-missing", "上架的商品要有大于 0 的售价", "A sku on sale needs a price above zero");
    public static Refusal BarcodeWrong(string barcode) => new(422, "sku.barcode-wrong",
        $"条码 {Cut(barcode)} 不对：应为 8、12、13 或 14 位数字，最后一位是校验码，请对照包装重新输入",
        $"The barcode {Cut(barcode)} is wrong: 8, 12, 13 or 14 digits, the last a check digit; see the package");
    public static Refusal BoxSizeWrong() =>
        new(422, "sku.box-size-wrong", "箱规要是 1 到 10,000,000 的整数", "A box holds 1 to 10,000,000");
    public static Refusal ShelfLifeWrong() =>
        new(422, "sku.shelf-life-wrong", "保质期要在 1 到 3650 天之间", "The shelf life must be 1 to 3650 days");
    public static Refusal TooManyPictures() =>
        new(422, "sku.too-many-pictures", $"最多 {Sku.MostPictures} 张图片", $"At most {Sku.MostPictures} pictures");
    public static Refusal PerWrong() => new(422, "sku.per-wrong",
        "按件的商品每 1 件计价，按重量的每 500 克或 1000 克计价", "A piece is priced per 1, weight per 500 or 1000 grams");
    public static Refusal StepWrong() => new(422, "sku.step-wrong",
        "起订量要与计价单位成整倍数，例如 250 克、500 克、1000 克", "The step must divide the price unit or be a multiple of it");

    public static Refusal SupplierUnknown() => new(404, "supplier.unknown", "没有这个供应商", "There is no such supplier");
    public static Refusal SupplierNameTaken() =>
        new(409, "supplier.name-taken", "已有同名的供应商", "Another supplier has this name");

    public static Refusal ImportUnknown() => new(404, "import.unknown", "没有这次导入", "There is no such import");
    public static Refusal ImportIdTaken() =>
        new(409, "import.id-taken", "这个导入编号已用于另一个文件", "This import id belongs to another file");
    public static Refusal NothingGood() => new(409, "import.nothing-good",
        "文件里没有可以导入的行，请按提示修改后重新上传", "No row of the file can be imported; correct it and send it again");
    public static Refusal Empty() => new(422, "import.empty", "文件是空的，请选择有内容的 CSV 或 XLSX", "The file is empty");
    public static Refusal TooLarge() =>
        new(413, "import.too-large", "文件不能超过 16 MB，请分成几个文件", "A file may be at most 16 MB; send it in parts");
    public static Refusal Compressed() => new(422, "import.compressed",
        "这是压缩文件，请先解压，再上传里面的 CSV 或 XLSX", "This is a compressed file; unpack it and send the CSV or XLSX inside");
    public static Refusal OldExcel() => new(422, "import.old-excel",
        "这是旧版 Excel（.xls），请另存为 .xlsx 或 CSV 再上传", "This is an old Excel file (.xls); save it as .xlsx or CSV");
    public static Refusal Unreadable() => new(422, "import.unreadable",
        "读不懂这个文件，请上传 CSV（UTF-8 或 GB18030）或 XLSX", "The file cannot be read; send CSV (UTF-8 or GB18030) or XLSX");
    public static Refusal TooMuchInside() => new(422, "import.too-much-inside",
        "表格解开后超过 200 MB，请删去图片和多余的工作表", "Unpacked, the workbook is larger than 200 MB; remove pictures and sheets");
    public static Refusal TooManyRows() =>
        new(422, "import.too-many-rows", "一次最多导入 200,000 行，请分成几个文件", "At most 200,000 rows at once; send it in parts");
    public static Refusal TooManyColumns() =>
        new(422, "import.too-many-columns", "表格最多 100 列，请删去多余的列", "At most 100 columns; remove some");
    public static Refusal TooManySkus() =>
        new(422, "import.too-many-skus", "一次最多导入 20,000 种商品，请分成几个文件", "At most 20,000 skus at once; send it in parts");
    public static Refusal NoHeader() => new(422, "import.no-header",
        "找不到表头：请在第一行写列名，至少要有“名称”，例如：编码、名称、规格、单位、售价",
        "There is no header row: name the columns in the first row, at least 名称 (name)");

    static string Cut(string text) => text.Length > 20 ? text[..20] + "…" : text;
}
