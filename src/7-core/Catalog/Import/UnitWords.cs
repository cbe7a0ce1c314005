using System.Buffers;

namespace Linli.Catalog;

/// <summary>How a sku is measured: what a price is for, and what an amount of one unit is.</summary>
readonly record struct UnitRead(Measure Measure, int Per, string Unit, bool Guessed);

/// <summary>Units as price lists write them.</summary>
static class UnitWords
{
    static readonly Dictionary<string, UnitRead> known = All();

    const string pieces = "份 盒 包 袋 个 瓶 罐 桶 把 捆 束 棵 颗 只 条 箱 件 板 杯 支 根 块 枚 提 组 笼 听 串 朵 片 卷 套 " +
        "对 双 张 碗 尾 头 粒 筐 排 打 扎 篮 壶 帖 床 台 本 副 枝 株 盆 碟 pcs pc ea piece box bag bottle pack can";

    // Words of a category that is sold by weight when nothing else is said.
    static readonly SearchValues<char> fresh = SearchValues.Create("菜叶菌菇椒茄茎瓜果豆薯肉禽鱼虾蟹贝");

    public static UnitRead? Read(string text) => known.TryGetValue(Words.Fold(text), out var unit) ? unit : null;

    /// <summary>Without a unit: "菠菜(份)" says it; what has a barcode is packed; fresh goods are weighed.</summary>
    public static UnitRead Guess(string name, string category, bool hasBarcode)
    {
        if (InBrackets(name) is { } unit) return new(Measure.Piece, 1, unit, true);
        return !hasBarcode && category.AsSpan().ContainsAny(fresh)
            ? new(Measure.Weight, 1000, "kg", true) : new(Measure.Piece, 1, "件", true);
    }

    static string? InBrackets(string name)
    {
        foreach (var unit in (ReadOnlySpan<string>)["份", "盒", "包", "袋", "个"])
            if (name.Replace('）', ')').Contains(unit + ")", StringComparison.Ordinal)) return unit;
        return null;
    }

    static Dictionary<string, UnitRead> All()
    {
        var all = new Dictionary<string, UnitRead>();
        foreach (var jin in "斤 市斤 500g 500克 元/斤 每斤".Split(' ')) all[jin] = new(Measure.Weight, 500, "500g", false);
        foreach (var kilogram in "公斤 千克 kg 1kg 1000g 1000克 kgs 元/公斤 元/千克 元/kg 1公斤 每公斤".Split(' '))
            all[kilogram] = new(Measure.Weight, 1000, "kg", false);
        foreach (var piece in pieces.Split(' ')) all[piece] = new(Measure.Piece, 1, piece, false);
        return all;
    }
}
