using Linli.Campaigns;
using Linli.Catalog;
using Linli.Platform;

namespace Linli.Tests.Campaigns;

public sealed class ChainWordsTests
{
    static readonly DateOnly today = new(2026, 7, 1);

    static ChainSku Sku(string name, Measure measure, string unit) =>
        new(Id.New<SkuId>(), name, "", [], unit, measure, measure == Measure.Weight ? 500 : 1, measure == Measure.Weight ? 50 : 1, 1, new(1000));

    static string Goods(ChainEntry entry, params ChainSku[] skus) =>
        string.Join("，", entry.Items.Select(i => $"{skus.FirstOrDefault(s => s.Sku == i.Sku)?.Name} {i.Amount}".Trim()));

    [Theory]
    [InlineData("2斤", "")]
    [InlineData("两份", "")]
    [InlineData("再来 2 斤", "")]
    [InlineData("x3", "")]
    [InlineData("半斤", "")]
    [InlineData("斤", "")]
    [InlineData("小白2斤", "小白")]
    [InlineData("两份滑溜蛋", "滑溜蛋")]
    [InlineData("滑溜蛋X2", "滑溜蛋")]
    [InlineData("250ml牛奶", "250ml牛奶")]
    [InlineData("A2", "a")]
    public void An_amount_names_nothing(string text, string words) => Assert.Equal(words, ChainKey.Words(text));

    [Theory]
    [InlineData("3号楼", "3")]
    [InlineData("三幢", "3")]
    [InlineData("03栋", "3")]
    [InlineData("二十三", "23")]
    [InlineData("３＃", "3")]
    [InlineData("a座", "A")]
    [InlineData("八一楼", "八一")]
    [InlineData("东区3栋", "东区3")]
    public void One_building_is_written_in_many_ways(string name, string building) => Assert.Equal(building, ChainDoor.BuildingOf(name));

    [Fact]
    public void What_the_shop_sells_by_is_a_unit()
    {
        var (buns, pies) = (Sku("小笼包", Measure.Piece, "笼"), Sku("馅饼", Measure.Piece, "炉"));
        var read = ChainReader.Read("#接龙\n早点\n\n1. 小王 小笼包两笼、馅饼3炉\n2. 老周 2炉馅饼", new([buns, pies], [], [], today));
        Assert.Equal(["小笼包 2，馅饼 3", "馅饼 2"], read.Entries.Select(e => Goods(e, buns, pies)));
        Assert.All(read.Entries, e => Assert.Equal(Confidence.Sure, e.Confidence));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void What_the_readme_shows_is_what_is_read(string readme)
    {
        var examples = File.ReadAllLines(Path.Combine(House.House.Ours.Root, readme)).Where(l => char.IsAsciiDigit(l.FirstOrDefault()) && l.Contains('→'))
            .Select(l => l[..l.IndexOf('→')].Trim()).ToList();
        var (greens, pork, eggs) = (Sku("小白菜", Measure.Weight, "500g"), Sku("五花肉", Measure.Weight, "500g"), Sku("土鸡蛋", Measure.Piece, "盒"));
        var read = ChainReader.Read($"#接龙\n今日清单\n\n1. 万辰 鸡蛋1盒\n{string.Join('\n', examples)}", new([greens, pork, eggs], [], [], today)).Entries;

        Assert.Equal(["万辰", "陈阿姨", "李四", "万辰"], read.Select(e => e.Nickname));
        Assert.Equal((new ChainDoor("3", "2", "501"), "小白菜 1000，五花肉 250"), (read[1].Door, Goods(read[1], greens, pork, eggs)));
        Assert.Equal((true, "土鸡蛋 2，小白菜 500"), (read[2].SaysPaid, Goods(read[2], greens, pork, eggs)));
        Assert.All(read.Take(3), e => Assert.Equal(Confidence.Sure, e.Confidence));
        Assert.Equal((ChainMeaning.Add, 1m), (read[3].Meaning, read[3].Items.Single().Quantity));
    }
}
