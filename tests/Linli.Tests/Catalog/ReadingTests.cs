using System.Text;
using Linli.Catalog;
using Linli.Platform;
using static Linli.Tests.Catalog.Files;

namespace Linli.Tests.Catalog;

/// <summary>A file alone, without a shop.</summary>
public class ReadingTests
{
    static string[] Codes(byte[] content) =>
        [.. Reading.Of(content).Rows.SelectMany(r => r.Problems).Select(p => p.Code)];

    static string Refused(byte[] content) => Assert.Throws<Refusal>(() => Reading.Of(content)).Code;

    static readonly string list = "编码,名称,单位,售价\r\nA1,菠菜,斤,3.50\r\nA2,\"草莓, 大果\",盒,19.90\r\n";

    [Fact]
    public void The_same_list_reads_the_same_however_it_was_saved()
    {
        byte[][] files =
        [
            Encoding.UTF8.GetBytes(list),
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(list)],
            Gb18030.GetBytes(list),
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("编码\t名称\t单位\t售价\r\nA1\t菠菜\t斤\t3.50\r\nA2\t草莓, 大果\t盒\t19.90")],
            Encoding.UTF8.GetBytes("编码;名称;单位;售价\nA1;菠菜;斤;3.50\nA2;草莓, 大果;盒;19.90"),
            Xlsx(["编码", "名称", "单位", "售价"], ["A1", "菠菜", "斤", 3.5], ["A2", "草莓, 大果", "盒", 19.9]),
        ];
        foreach (var file in files)
        {
            var lines = Reading.Of(file).Counting.Select(r => r.Line!).ToList();
            Assert.Equal(["A1", "A2"], lines.Select(l => l.Code));
            Assert.Equal("草莓, 大果", lines[1].Name);
            Assert.Equal([new Money(350), new Money(1990)], lines.Select(l => l.Price!.Value));
            Assert.Equal([Measure.Weight, Measure.Piece], lines.Select(l => l.Unit!.Value.Measure));
        }
    }

    [Fact]
    public void The_header_may_be_English_or_stand_below_a_title_and_odd_columns_are_shown_as_ignored()
    {
        var reading = Reading.Of(Csv("本周报价单,,,", "SKU,Product Name,Price (CNY),Colour", "A1,Spinach,3.50,green"));
        Assert.Equal([Meaning.Code, Meaning.Name, Meaning.Price, null], reading.Columns.Select(c => c.Meaning));
        Assert.Equal(3, reading.Counting.Single().At);
    }

    [Fact]
    public void Everything_a_row_can_say_is_understood()
    {
        var line = Reading.Of(Csv(
            "货号,品名,规格,品类,单位,零售价,进价,条码,供应商,产地,储存,保质期,箱规,拼音",
            "M1,鲜牛奶,950ml,乳品,盒,¥16.90,12.9,6990031104287,白云坡,浙江,冷藏,12个月,12,xian niu nai")).Counting.Single().Line!;
        Assert.Equal(new Line(2, "M1", "鲜牛奶", "950ml", "乳品", new(Measure.Piece, 1, "盒", false), new(1290), new(1690),
            "6990031104287", "白云坡", "浙江", "冷藏", 360, new(12, false), null, "xian niu nai"), line);
    }

    [Theory]
    [InlineData("A1,,盒,1.00,,,", "import.name-missing")]
    [InlineData("A1,菠菜,盒,一块五,,,", "import.price-unclear")]
    [InlineData("A1,菠菜,盒,1.005,,,", "import.price-finer-than-fen")]
    [InlineData("A1,菠菜,盒,-1,,,", "import.price-negative")]
    [InlineData("A1,菠菜,盒,0,,,", "import.price-zero")]
    [InlineData("A1,菠菜,盒,2000000,,,", "import.price-too-high")]
    [InlineData("A1,菠菜,马车,1.00,,,", "import.unit-unknown")]
    [InlineData("A1,菠菜,盒,1.00,6901028000339,,", "sku.barcode-wrong")]
    [InlineData("A1,菠菜,盒,1.00,6.90103E+12,,", "import.number-rounded")]
    [InlineData("1.02E+14,菠菜,盒,1.00,,,", "import.number-rounded")]
    [InlineData("A1,菠菜,盒,1.00,,很久,", "import.shelf-life-unclear")]
    [InlineData("A1,菠菜,盒,1.00,,99999,", "sku.shelf-life-wrong")]
    [InlineData("A1,菠菜,盒,1.00,,,一筐半", "import.box-unclear")]
    [InlineData("A1,菠菜,盒,1.00,,,0", "sku.box-size-wrong")]
    [InlineData("A1,菠\u0007菜,盒,1.00,,,", "sku.text-invalid")]
    public void A_bad_row_says_what_is_wrong_in_words_and_stays_out(string row, string code)
    {
        var reading = Reading.Of(Csv("编码,名称,单位,售价,条码,保质期,箱规", row, "A9,好菜,盒,1.00,,,"));
        var problem = Assert.Single(reading.Rows[0].Problems);
        Assert.Equal(code, problem.Code);
        Assert.Matches("[一-龥]{4}", problem.Text);
        Assert.Equal("A9", reading.Counting.Single().Line!.Code);
    }

    [Theory]
    [InlineData("菠菜,2.00,,4.00", "import.average-missing")]
    [InlineData("菠菜,2.00,0.0,4.00", "import.average-missing")]
    [InlineData("菠菜,4.00,3.00,2.00", "import.low-over-high")]
    [InlineData("菠菜,2.00,5.00,4.00", "import.average-outside")]
    [InlineData("菠菜,0.40,3.70,7.00", "import.spread-too-wide")]
    public void A_market_row_whose_prices_contradict_each_other_stays_out(string row, string code) =>
        Assert.Equal([code], Codes(Csv("品名,最低价,平均价,最高价", row)));

    [Fact]
    public void Too_long_texts_are_named()
    {
        Assert.Equal(["sku.text-too-long"], Codes(Csv("名称,售价", new string('菜', 61) + ",1")));
        Assert.Equal(["import.cell-too-long"], Codes(Csv("名称,售价", new string('菜', 1001) + ",1")));
    }

    [Fact]
    public void In_a_dated_list_the_newest_good_price_counts()
    {
        var reading = Reading.Of(Csv("日期,品名,规格,单位,最低价,平均价,最高价",
            "2026-05-02,菠菜,普通,斤,2,3,4", "2026/5/1,菠菜,普通,斤,1,1.5,2",
            "2026-05-03,菠菜,普通,斤,5,4,3", "2026-05-02,菠菜,特菜,斤,2,3,4"));
        Assert.Equal([2, 5], reading.Counting.Select(r => r.At));
        Assert.Equal([false, true, false, false], reading.Rows.Select(r => r.IsRepeated));
        Assert.True(reading.Rows[2].IsBad);
        Assert.Equal(["import.date-unclear"], Codes(Csv("日期,品名,平均价", "昨天,菠菜,3")));
    }

    [Fact]
    public void Two_prices_on_the_newest_day_take_the_last_and_say_so()
    {
        var last = Reading.Of(Csv("日期,品名,平均价", "2026-05-02,菠菜,3", "2026-05-02,菠菜,4")).Counting.Single();
        Assert.Equal(new Money(400), last.Line!.Cost);
        Assert.Equal("import.same-day-prices", last.Problems.Single().Code);
        Assert.False(last.IsBad);
    }

    [Fact]
    public void Without_dates_a_sku_may_be_said_only_once_or_twice_the_same()
    {
        var reading = Reading.Of(Csv("编码,名称,售价", "A1,菠菜,3", "A1,菠菜,3", "A1,菠菜,4"));
        Assert.True(reading.Rows[1].IsRepeated);
        Assert.Equal("import.twice", reading.Rows[2].Problems.Single().Code);
    }

    [Fact]
    public void A_file_that_is_no_price_list_is_refused_whole()
    {
        Assert.Equal("import.empty", Refused([]));
        Assert.Equal("import.empty", Refused(Csv("名称,售价")));
        Assert.Equal("import.compressed", Refused([0x1F, 0x8B, 8, 0, 0]));
        Assert.Equal("import.compressed", Refused(Zip()));
        Assert.Equal("import.old-excel", Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]));
        Assert.Equal("import.unreadable", Refused([0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10]));
        Assert.Equal("import.unreadable", Refused([.. "PK\u0003\u0004"u8, 1, 2, 3, 4]));
        Assert.Equal("import.no-header", Refused(Csv("你好,世界", "1,2")));
    }

    [Fact]
    public void Limits_are_kept()
    {
        Assert.Equal("import.too-large", Refused(new byte[(16 << 20) + 1]));
        Assert.Equal("import.too-much-inside", Refused(Bomb()));
        Assert.Equal("import.too-many-columns", Refused(Csv("名称" + new string(',', 100))));
        Assert.Equal("import.too-many-columns", Refused(Xlsx(["名称", "售价", .. new object?[99], "远"])));
        Assert.Equal("import.too-many-rows", Refused(Csv(["名称,售价", .. Enumerable.Repeat("菠菜,1", 200_001)])));
        var many = Enumerable.Range(0, 20_001).Select(i => $"菜{i},1");
        Assert.Equal("import.too-many-skus", Refused(Csv(["名称,售价", .. many])));
    }

    [Fact]
    public void A_workbook_shows_2_2_and_a_day_as_people_see_them()
    {
        var file = Xlsx(["日期", "名称", "平均价", "编码"], [46143, "菠菜", 2.2000000000000002, 102900005115168]);
        var line = Reading.Of(file).Counting.Single().Line!;
        Assert.Equal(new Money(220), line.Cost);
        Assert.Equal(new DateOnly(2026, 5, 1), line.Date);
        Assert.Equal("102900005115168", line.Code);
    }

    [Fact]
    public void The_vegetable_shop_s_251_skus_are_read_pieces_apart_from_weighed_ones()
    {
        var reading = Reading.Of(RealData.Read("veg_retail_cn/catalog.csv"));
        Assert.Equal((251, 251), (reading.Rows.Count, reading.Counting.Count));
        var steps = new Plan([.. reading.Counting.Select(r => r.Line!)], [], [], 0).Steps;
        Assert.All(steps, s => Assert.Equal((RowResult.New, false), (s.Result, s.Data!.Active)));
        Assert.All(steps, s => Assert.Contains("import.price-missing", s.Problems.Select(p => p.Code)));
        string[] pieces = ["份)", "盒)", "包)", "袋)", "个)"];
        bool InPieces(string name) => pieces.Any(p => name.Contains(p, StringComparison.Ordinal));
        Assert.All(steps, s => Assert.Equal(InPieces(s.Line.Name) ? Measure.Piece : Measure.Weight, s.Data!.Measure));
    }

    [Fact]
    public void The_market_s_133_534_rows_are_read_and_831_of_them_named_bad()
    {
        var reading = Reading.Of(RealData.Read("xinfadi/prices.csv.gz"));
        Assert.Equal(133_534, reading.Rows.Count);
        Assert.Equal(831, reading.Rows.Count(r => r.IsBad));
        Assert.Equal(879, reading.Counting.Count);
        var reasons = reading.Rows.Where(r => r.IsBad).SelectMany(r => r.Problems).CountBy(p => p.Code).ToDictionary();
        Assert.Equal(new Dictionary<string, int>
        {
            ["import.average-missing"] = 680,
            ["import.average-outside"] = 123,
            ["import.low-over-high"] = 20,
            ["import.price-finer-than-fen"] = 7,
            ["import.spread-too-wide"] = 1,
            ["import.name-missing"] = 1,
        }, reasons);
    }
}
