namespace Linli.Catalog;

/// <summary>What a column of a file means to the shop.</summary>
enum Meaning
{
    Code, Name, Spec, Category, Unit, Price, Cost, Low, Average, High, Barcode, Supplier, Origin, Storage, ShelfLife,
    BoxSize, Date, Pinyin,
}

/// <summary>A column as the file names it; without a meaning it is ignored, and the preview says so.</summary>
sealed record ColumnRead(string Column, Meaning? Meaning);

/// <summary>Which column means what, by the names that shops, wholesale markets and till programs use.</summary>
sealed class Columns
{
    const int lookForHeader = 20;

    static readonly Dictionary<string, Meaning> names = Read(
        (Meaning.Code, "编码 货号 商品编码 商品编号 编号 商品代码 代码 sku skuid skucode code itemcode no id plu"),
        (Meaning.Name, "名称 品名 商品名称 商品名 商品 产品 产品名称 菜名 name product productname item itemname title"),
        (Meaning.Spec, "规格 规格型号 型号 spec specification size variant"),
        (Meaning.Category, "分类 品类 类别 类目 分类名称 商品分类 大类 种类 cat category kind type catname categoryname"),
        (Meaning.Unit, "单位 计量单位 计价单位 销售单位 unit uom"),
        (Meaning.Price, "售价 零售价 单价 价格 销售价 销售单价 团购价 price retail retailprice saleprice sellingprice unitprice"),
        (Meaning.Cost, "成本 进价 成本价 进货价 采购价 批发价 cost costprice purchaseprice wholesaleprice wholesale"),
        (Meaning.Low, "最低价 最低 low min lowprice minprice lowest"),
        (Meaning.Average, "平均价 均价 平均 avg average avgprice averageprice mean"),
        (Meaning.High, "最高价 最高 high max highprice maxprice highest"),
        (Meaning.Barcode, "条码 条形码 商品条码 国际条码 barcode ean ean13 gtin upc"),
        (Meaning.Supplier, "供应商 供货商 厂家 供应商名称 供货单位 supplier vendor suppliername"),
        (Meaning.Origin, "产地 原产地 origin place placeoforigin"),
        (Meaning.Storage, "储存 储存方式 贮存 贮存方式 保存方式 存储 储藏 storage"),
        (Meaning.ShelfLife, "保质期 保质期天 保质天数 保质期天数 shelflife shelflifedays days"),
        (Meaning.BoxSize, "箱规 装箱数 每箱 每箱数量 件装数 box boxsize casesize pack"),
        (Meaning.Date, "日期 报价日期 发布日期 date day pricedate"),
        (Meaning.Pinyin, "拼音 拼音码 助记码 pinyin"));

    readonly int[] places = Enumerable.Repeat(-1, Enum.GetValues<Meaning>().Length).ToArray();

    Columns(SheetRow header)
    {
        var read = new List<ColumnRead>();
        for (var i = 0; i < header.Cells.Length; i++)
        {
            Meaning? meaning = Understand(header.Cells[i]) is { } known && !Has(known) ? known : null;
            if (meaning is { } found) places[(int)found] = i;
            if (meaning is not null || header.Cells[i].Trim().Length > 0)
                read.Add(new(Short(header.Cells[i]), meaning));
        }

        Said = read;
    }

    public IReadOnlyList<ColumnRead> Said { get; }

    public bool Has(Meaning meaning) => places[(int)meaning] >= 0;

    public string Cell(in SheetRow row, Meaning meaning)
    {
        var place = places[(int)meaning];
        return place >= 0 && place < row.Cells.Length ? row.Cells[place].Trim() : "";
    }

    /// <summary>The header may stand below a title line or two.</summary>
    public static (Columns Columns, int HeaderRow) Find(Sheet sheet)
    {
        for (var i = 0; i < Math.Min(sheet.Rows.Count, lookForHeader); i++)
        {
            var columns = new Columns(sheet.Rows[i]);
            var known = columns.Said.Count(c => c.Meaning is not null);
            if (columns.Has(Meaning.Name) && (known > 1 || sheet.Rows[i].Cells.Length == 1))
                return (columns, i);
        }

        throw No.NoHeader();
    }

    // "售价（元/斤）" is 售价: what stands in brackets explains.
    static Meaning? Understand(string column)
    {
        var folded = Words.Fold(column);
        var bracket = folded.IndexOfAny(['(', '[', '/', ':']);
        if (bracket > 0) folded = folded[..bracket];
        return names.TryGetValue(folded, out var meaning) ? meaning : null;
    }

    static string Short(string text) => text.Trim() is { Length: > 60 } whole ? whole[..60] + "…" : text.Trim();

    static Dictionary<string, Meaning> Read(params (Meaning Meaning, string Names)[] all) =>
        all.SelectMany(a => a.Names.Split(' ').Select(name => (name, a.Meaning)))
            .ToDictionary(p => p.name, p => p.Meaning);
}
