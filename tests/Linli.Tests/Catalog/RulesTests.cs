using Linli.Catalog;
using Linli.Platform;

namespace Linli.Tests.Catalog;

public class RulesTests
{
    [Theory]
    [InlineData("96385074", true)]        // GTIN-8
    [InlineData("036000291452", true)]    // GTIN-12
    [InlineData("6901028000338", true)]   // GTIN-13
    [InlineData("10614141000415", true)]  // GTIN-14
    [InlineData("6901028000339", false)]
    [InlineData("690102800033", false)]
    [InlineData("69010280003３8", false)]
    [InlineData("", false)]
    public void A_barcode_ends_in_its_check_digit(string barcode, bool right) =>
        Assert.Equal(right, Barcode.IsRight(barcode));

    [Theory]
    [InlineData("catalog/barcodes_check_digit_cases.csv", 13)]
    [InlineData("catalog/barcodes_cn_seen_in_public_code.csv", 39)]
    public void Barcodes_seen_in_public_are_judged_as_labelled(string file, int cases)
    {
        var text = System.Text.Encoding.UTF8.GetString(RealData.Read(file));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(cases, lines.Length);
        foreach (var cells in lines.Select(l => l.Trim().Split(',')))
            Assert.True(Barcode.IsRight(cells[0]) == bool.Parse(cells[^1]), cells[0]);
    }

    [Theory]
    [InlineData("2.25", 225)]
    [InlineData("¥2.25", 225)]
    [InlineData("￥ 3", 300)]
    [InlineData("１２．５", 1250)]
    [InlineData("1,234.50", 123_450)]
    [InlineData("3元", 300)]
    [InlineData("2.2500", 225)]
    [InlineData(".5", 50)]
    [InlineData("0", 0)]
    [InlineData("1000000", 100_000_000)]
    public void Yuan_become_fen_exactly(string text, long fen)
    {
        var (money, wrong) = Yuan.Read(text, "售价");
        Assert.Null(wrong);
        Assert.Equal(new Money(fen), money);
    }

    [Theory]
    [InlineData("2,25", "import.price-unclear")]
    [InlineData("1,23,4", "import.price-unclear")]
    [InlineData("5.", "import.price-unclear")]
    [InlineData("1e3", "import.price-unclear")]
    [InlineData("面议", "import.price-unclear")]
    [InlineData("3元/斤", "import.price-unclear")]
    [InlineData("1.275", "import.price-finer-than-fen")]
    [InlineData("-3", "import.price-negative")]
    [InlineData("(5)", "import.price-negative")]
    [InlineData("1000000.01", "import.price-too-high")]
    [InlineData("99999999999999999999", "import.price-too-high")]
    public void Money_that_could_mean_two_things_is_refused(string text, string code) =>
        Assert.Equal(code, Yuan.Read(text, "售价").Wrong?.Code);

    [Theory]
    [InlineData("奶油草莓", "nycm")]
    [InlineData("红富士苹果", "hfspg")]
    [InlineData("荠菜(份)", "jcf")]
    [InlineData("鲈鱼 500g", "ly500g")]
    [InlineData("啊匝", "az")]
    public void Pinyin_initials_are_known_without_a_dictionary(string name, string initials) =>
        Assert.Equal(initials, Pinyin.Initials(name));

    [Theory]
    [InlineData("斤", Measure.Weight, 500)]
    [InlineData("500g", Measure.Weight, 500)]
    [InlineData("５００克", Measure.Weight, 500)]
    [InlineData("公斤", Measure.Weight, 1000)]
    [InlineData("KG", Measure.Weight, 1000)]
    [InlineData("盒", Measure.Piece, 1)]
    [InlineData("瓶", Measure.Piece, 1)]
    public void Units_say_how_a_thing_is_measured(string text, Measure measure, int per)
    {
        var unit = UnitWords.Read(text)!.Value;
        Assert.Equal((measure, per), (unit.Measure, unit.Per));
    }

    [Fact]
    public void The_price_of_an_amount_is_rounded_half_a_fen_up()
    {
        var card = new SkuCard(
            default, "", "", "", "", Measure.Weight, 500, 250, "500g", null, null, default, default, 1, null, "", "",
            null, true);
        Assert.Equal(new Money(200), card.PriceOf(new(399), 250));
        Assert.Equal(new Money(399), card.PriceOf(new(399), 500));
    }
}
