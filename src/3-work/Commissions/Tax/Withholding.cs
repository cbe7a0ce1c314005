namespace Linli.Commissions;

/// <summary>How tax on commissions is withheld: the shop's own choice, made with its accountant.</summary>
public enum TaxMethod { Monthly, Cumulative }

/// <summary>What has been paid to one person before the payment that is to be taxed.</summary>
/// <param name="Month">Gross, in this month.</param>
/// <param name="MonthTax">Withheld in this month.</param>
/// <param name="Year">Gross, in this calendar year, this month included.</param>
/// <param name="YearTax">Withheld in this calendar year, this month included.</param>
/// <param name="Months">Months in a row with income, of this calendar year, this month counted: 1 to 12.</param>
readonly record struct PaidBefore(Money Month, Money MonthTax, Money Year, Money YearTax, int Months)
{
    public static PaidBefore Nothing => new(Money.Zero, Money.Zero, Money.Zero, Money.Zero, 1);
}

/// <summary>One line of how a tax came about.</summary>
public sealed record TaxLine(string Zh, string En, Money Amount);

/// <summary>预扣税 — what is kept back of one payment for the tax office, and why.</summary>
public sealed record Withholding(TaxMethod Method, Money Gross, Money Tax, IReadOnlyList<TaxLine> Lines)
{
    public Money Net => Gross - Tax;
}

/// <summary>劳务报酬个税 — tax withheld from residents' income from services, by both methods in use.</summary>
/// <remarks>
/// Monthly: STA announcement 2018 no. 61; what one piece of work brings in a month is one income, so a month's payments
/// are taxed together. Cumulative: STA announcement 2025 no. 16, for internet platforms that pay people who work on them.
/// Whole fen at every step, half a fen up, so that a person can repeat each line with a pencil.
/// </remarks>
static class CommissionTax
{
    /// <param name="UpTo">Of the taxable sum, included; in fen.</param>
    readonly record struct Band(long UpTo, int BasisPoints, long Deduct);

    const long Yuan = 100, FlatUpTo = 4_000 * Yuan, Flat = 800 * Yuan, PerMonth = 5_000 * Yuan;

    /// <summary>Above this a month of one person is no longer free of VAT; proxy filing is the accountant's matter.</summary>
    public const long VatFreeMonthly = 100_000 * Yuan;

    static readonly Band[] monthly =
    [
        new(20_000 * Yuan, 2_000, 0), new(50_000 * Yuan, 3_000, 2_000 * Yuan), new(long.MaxValue, 4_000, 7_000 * Yuan),
    ];

    static readonly Band[] yearly =
    [
        new(36_000 * Yuan, 300, 0), new(144_000 * Yuan, 1_000, 2_520 * Yuan), new(300_000 * Yuan, 2_000, 16_920 * Yuan),
        new(420_000 * Yuan, 2_500, 31_920 * Yuan), new(660_000 * Yuan, 3_000, 52_920 * Yuan),
        new(960_000 * Yuan, 3_500, 85_920 * Yuan), new(long.MaxValue, 4_500, 181_920 * Yuan),
    ];

    public static Withholding Of(TaxMethod method, Money gross, PaidBefore before)
    {
        if (gross.Fen <= 0) throw new InvalidOperationException("only a payment is taxed");
        if (before.Months is < 1 or > 12) throw new InvalidOperationException("a year has twelve months");
        return method == TaxMethod.Cumulative ? Cumulative(gross, before) : Monthly(gross, before);
    }

    static Withholding Monthly(Money gross, PaidBefore before)
    {
        var income = before.Month + gross;
        var flat = income.Fen <= FlatUpTo;
        var costs = flat ? new Money(Math.Min(Flat, income.Fen)) : Rate.Of(income, 2_000);
        List<TaxLine> lines =
        [
            new("本月收入（含这次）", "Income of the month, this payment included", income),
            flat ? new("减除费用 800 元", "Less expenses of 800 yuan", Less(costs)) : new("减除费用 20%", "Less expenses of 20 %", Less(costs)),
        ];
        return Finish(TaxMethod.Monthly, gross, income - costs, monthly, before.MonthTax, before.Month + gross, lines);
    }

    static Withholding Cumulative(Money gross, PaidBefore before)
    {
        var income = before.Year + gross;
        var costs = Rate.Of(income, 2_000);
        var free = new Money(PerMonth) * before.Months;
        var taxable = income - costs - free;
        List<TaxLine> lines =
        [
            new("今年累计收入（含这次）", "Income of the year so far, this payment included", income),
            new("累计费用 20%", "Less expenses of 20 %", Less(costs)),
            new($"累计减除费用 5000 元 × {before.Months} 个月", $"Less 5,000 yuan for each of {before.Months} months", Less(free)),
        ];
        return Finish(TaxMethod.Cumulative, gross, taxable.Fen < 0 ? Money.Zero : taxable, yearly, before.YearTax, before.Month + gross, lines);
    }

    static Withholding Finish(
        TaxMethod method, Money gross, Money taxable, Band[] bands, Money withheld, Money month, List<TaxLine> lines)
    {
        var band = bands.First(b => taxable.Fen <= b.UpTo);
        var due = Rate.Of(taxable, band.BasisPoints) - new Money(band.Deduct);
        // What was withheld too much comes back with the yearly return, never with a payment.
        var tax = new Money(Math.Clamp(due.Fen - withheld.Fen, 0, gross.Fen));
        var (rate, deduct) = (band.BasisPoints / 100, band.Deduct / Yuan);
        lines.Add(new("应纳税所得额", "Taxable", taxable));
        lines.Add(new($"税率 {rate}%，速算扣除 {deduct} 元", $"At {rate} %, less {deduct} yuan", due));
        if (withheld.Fen > 0) lines.Add(new("已经预扣", "Already withheld", Less(withheld)));
        lines.Add(new("这次预扣", "Withheld now", tax));
        lines.Add(new("到手", "Paid out", gross - tax));
        if (month.Fen > VatFreeMonthly)
            lines.Add(new("本月超过 10 万元，可能要缴增值税，请问会计", "Above 100,000 yuan this month VAT may be due; ask your accountant", month));
        return new(method, gross, tax, lines);
    }

    static Money Less(Money amount) => Money.Zero - amount;
}
