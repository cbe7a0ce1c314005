using Linli.Commissions;
using Linli.Platform;

namespace Linli.Tests.Commissions;

[Trait("needs", "nothing")]
public class TaxTests
{
    static Withholding Tax(TaxMethod method, decimal yuan, PaidBefore? before = null) =>
        CommissionTax.Of(method, new((long)(yuan * 100)), before ?? PaidBefore.Nothing);

    // Worked out with a pencil from the announcement's table.
    [Theory]
    [InlineData("0.01", "0.00")]
    [InlineData("800.00", "0.00")]
    [InlineData("800.02", "0.00")]
    [InlineData("800.03", "0.01")]
    [InlineData("1000.00", "40.00")]
    [InlineData("4000.00", "640.00")]
    [InlineData("4000.01", "640.00")]
    [InlineData("10000.00", "1600.00")]
    [InlineData("25000.00", "4000.00")]
    [InlineData("25000.05", "4000.01")]
    [InlineData("40000.00", "7600.00")]
    [InlineData("62500.00", "13000.00")]
    [InlineData("62500.05", "13000.02")]
    [InlineData("100000.00", "25000.00")]
    public void A_month_is_taxed_by_its_bands(string gross, string tax) =>
        Assert.Equal(Fen(tax), Tax(TaxMethod.Monthly, Yuan(gross)).Tax.Fen);

    [Fact]
    public void A_month_paid_in_parts_is_taxed_like_one_payment_and_the_next_month_begins_anew()
    {
        var (paid, withheld) = (0L, 0L);
        foreach (var part in new[] { 70_000L, 90_000, 240_000, 2_100_000, 123_457 })
        {
            var tax = CommissionTax.Of(TaxMethod.Monthly, new(part), new(new(paid), new(withheld), new(paid), new(withheld), 1));
            (paid, withheld) = (paid + part, withheld + tax.Tax.Fen);
        }

        Assert.Equal(CommissionTax.Of(TaxMethod.Monthly, new(paid), PaidBefore.Nothing).Tax.Fen, withheld);
        var next = CommissionTax.Of(TaxMethod.Monthly, new(100_000), new(default, default, new(paid), new(withheld), 2));
        Assert.Equal(4_000, next.Tax.Fen);
    }

    // Taxable is 80 % of the income less 5,000 for each month: the gross is chosen to land on, and one step over, each bound.
    [Theory]
    [InlineData("6250.00", 1, "0.00")]
    [InlineData("6250.42", 1, "0.01")]
    [InlineData("51250.00", 1, "1080.00")]
    [InlineData("51250.13", 1, "1080.01")]
    [InlineData("186250.00", 1, "11880.00")]
    [InlineData("381250.00", 1, "43080.00")]
    [InlineData("531250.00", 1, "73080.00")]
    [InlineData("831250.00", 1, "145080.00")]
    [InlineData("1206250.00", 1, "250080.00")]
    [InlineData("1306250.00", 1, "286080.00")]
    [InlineData("51250.00", 6, "330.00")]
    [InlineData("75000.00", 12, "0.00")]
    public void A_year_is_taxed_by_its_bands(string gross, int months, string tax) =>
        Assert.Equal(Fen(tax), Tax(TaxMethod.Cumulative, Yuan(gross), new(default, default, default, default, months)).Tax.Fen);

    [Fact]
    public void Months_roll_over_and_what_was_withheld_counts()
    {
        // 20,000 a month: 11,000 more is taxable each month; 3 % of it until 36,000, then 10 % of what is above.
        long[] wanted = [33_000, 33_000, 33_000, 89_000, 110_000, 110_000];
        var (paid, withheld) = (0L, 0L);
        for (var month = 1; month <= wanted.Length; month++)
        {
            var tax = CommissionTax.Of(TaxMethod.Cumulative, new(2_000_000), new(default, default, new(paid), new(withheld), month)).Tax.Fen;
            Assert.Equal(wanted[month - 1], tax);
            (paid, withheld) = (paid + 2_000_000, withheld + tax);
        }
    }

    [Fact]
    public void Too_much_withheld_is_not_paid_out_again()
    {
        var tax = CommissionTax.Of(TaxMethod.Cumulative, new(10_000), new(default, default, new(5_000_000), new(200_000), 3));
        Assert.Equal((0, 10_000), (tax.Tax.Fen, tax.Net.Fen));
    }

    [Fact]
    public void Every_result_adds_up_line_by_line_in_both_languages()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var method = (TaxMethod)(seed % 2);
            var (year, tax) = (random.NextInt64(0, 50_000_000), random.NextInt64(0, 1_000_000));
            var before = new PaidBefore(new(year / 12), new(tax / 12), new(year), new(tax), random.Next(1, 13));
            var made = CommissionTax.Of(method, new(random.NextInt64(1, 20_000_000)), before);
            Assert.True(made.Tax.Fen >= 0 && made.Net.Fen >= 0 && made.Net + made.Tax == made.Gross, $"seed {seed}");
            var taxable = made.Lines.TakeWhile(l => l.Zh != "应纳税所得额").Sum(l => l.Amount);
            Assert.True(made.Lines.Single(l => l.Zh == "应纳税所得额").Amount.Fen == Math.Max(0, taxable.Fen), $"seed {seed}: taxable");
            Assert.All(made.Lines, l => Assert.True(l.Zh.Length > 1 && l.En.Length > 1));
            var more = CommissionTax.Of(method, made.Gross + new Money(1), before);
            Assert.True(more.Tax >= made.Tax && more.Net >= made.Net, $"seed {seed}: one fen more must not cost more than one fen");
        }
    }

    [Fact]
    public void A_large_month_says_that_vat_may_be_due()
    {
        Assert.DoesNotContain(Tax(TaxMethod.Monthly, 100_000m).Lines, l => l.En.Contains("VAT", StringComparison.Ordinal));
        Assert.Contains(Tax(TaxMethod.Monthly, 100_000.01m).Lines, l => l.En.Contains("VAT", StringComparison.Ordinal));
    }

    static decimal Yuan(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    static long Fen(string text) => (long)(Yuan(text) * 100);
}
