using Linli.Campaigns;
using Linli.Catalog;
using Linli.Places;
using Linli.Platform;

namespace Linli.Tests.Campaigns;

/// <summary>One order written in the many ways in which people write it: what is marked sure must be what was meant.</summary>
[Trait("needs", "nothing")]
public sealed class ChainStylesTests
{
    static readonly ChainSku[] skus =
    [
        Piece("土鸡蛋", "30枚", "盒"), Piece("鲜牛奶", "950ml", "瓶"), Weighed("小白菜"), Weighed("番茄", "西红柿"), Weighed("五花肉"),
        Piece("金针菇", "", "包"), Piece("手工馒头", "6个", "袋"), Weighed("红富士苹果"), Piece("大米", "5kg", "袋"), Weighed("土豆", "洋芋"),
    ];

    static readonly string[][] calls =
    [
        ["土鸡蛋", "鸡蛋"], ["鲜牛奶", "牛奶"], ["小白菜", "小白"], ["番茄", "西红柿"], ["五花肉"], ["金针菇"], ["手工馒头", "馒头"], ["红富士苹果", "红富士"], ["大米"],
        ["土豆", "洋芋"],
    ];

    static readonly string[] names =
    [
        "小白", "张三", "陈阿姨", "云朵☁️", "Helen Yao", "维 维", "Tom", "七七", "三姐", "二宝妈", "M", "🌸小花", "爱吃番茄的猫", "不要辣", "半夏", "两只老虎",
        "一米阳光", "Lily2020", "李四（替妈妈）",
    ];

    static readonly ChainContext shop = new(
        skus, [new(Id.New<PickupPointId>(), "南门便民店", []), new(Id.New<PickupPointId>(), "H区", [])], [], new(2026, 7, 1));

    static ChainSku Piece(string name, string spec, string unit) =>
        new(Id.New<SkuId>(), name, spec, [], unit, Measure.Piece, 1, 1, 12, new(100));

    static ChainSku Weighed(string name, params string[] aliases) =>
        new(Id.New<SkuId>(), name, "", aliases, "500g", Measure.Weight, 500, 50, 10_000, new(100));

    [Fact]
    public void What_is_marked_sure_is_what_was_meant_in_whatever_style()
    {
        const int entries = 3000;
        var (right, sure) = (0, 0);
        for (var seed = 1; seed <= entries; seed++)
        {
            var (text, name, meant) = Write(new(seed));
            var read = ChainReader.Read($"#接龙\n今日清单\n\n1. 甲 鸡蛋1盒\n2. {text}\n3. 乙 鸡蛋1盒", shop).Entries;
            var entry = Assert.Single(read, e => e.Number == 2);
            var got = string.Join(", ", entry.Items.Select(i => $"{skus.FirstOrDefault(s => s.Sku == i.Sku)?.Name ?? "?"} {i.Amount}"));
            if (got == meant) right++;
            if (entry.Confidence != Confidence.Sure) continue;
            sure++;
            Assert.True(got == meant && entry.Key == ChainKey.Of(name), $"seed {seed}: {text} → {entry.Nickname}: {got}, meant {name}: {meant}");
        }

        Assert.True(right >= entries * 0.98 && sure >= entries * 0.95, $"{right} right, {sure} sure of {entries}");
    }

    static (string Text, string Name, string Meant) Write(Random random)
    {
        T Any<T>(params T[] of) => of[random.Next(of.Length)];
        var name = Any(names);
        var (parts, meant) = (new List<string>(), new List<string>());
        foreach (var k in Enumerable.Range(0, skus.Length).OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToList())
        {
            var (written, amount) = Item(random, k, random.Next(1, 10));
            parts.Add(written);
            meant.Add($"{skus[k].Name} {amount}");
        }

        var tail = Any("", "", "", " 谢谢", "（放门口）", " 已付", " 南门", " 3-2-501", " 13812345678", " 明天取");
        return (name + Any(" ", "  ", "：", "，") + string.Join(Any("、", "，", ",", " ", "+", "；", "\n"), parts) + tail, name, string.Join(", ", meant));
    }

    static (string Written, long Amount) Item(Random random, int k, int n)
    {
        string Number() => random.Next(3) == 0 ? $"{"零一两三四五六七八九"[n]}" : $"{n}";
        var (sku, name, space) = (skus[k], calls[k][random.Next(calls[k].Length)], random.Next(3) == 0 ? " " : "");
        var (count, amount) = sku.Measure == Measure.Weight
            ? random.Next(5) switch
            {
                0 => ($"{n}.5斤", (n * 500) + 250),
                1 => ("半斤", 250),
                2 => ($"{Number()}斤半", (n * 500) + 250),
                3 => ($"{n}份", n * 500),
                _ => ($"{Number()}斤", n * 500),
            }
            : random.Next(7) switch
            {
                0 => ($"x{n}", n),
                1 => ($"*{n}", n),
                2 => ($"×{n}", n),
                3 => ($"+{n}", n),
                4 => ($"{n}", n),
                5 => ($"{Number()}份", n),
                _ => ($"{Number()}{sku.Unit}", n),
            };
        var behind = char.IsAsciiDigit(count[^1]) || random.Next(2) == 0;
        return (behind ? name + space + count : count + space + name, amount);
    }
}
