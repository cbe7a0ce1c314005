namespace Linli.Pricing;

/// <summary>积分规则 — what this shop has decided about points; one row. Nothing is earned or used until it decides.</summary>
sealed class PointsRules : IOwned
{
    /// <summary>Points are money of the shop's: more than this per yuan, or more of an order, is a slip of the hand.</summary>
    public const int MostPerYuan = 10, MostShare = 5_000, MostMonths = 36;

    public TenantId Tenant { get; set; }
    public required TenantId Id { get; init; }

    /// <summary>Points for each yuan paid for goods that were taken home.</summary>
    public int PerYuan { get; private set; }

    /// <summary>The share of an order's goods that points may pay, in basis points; none when zero.</summary>
    public int MostBasisPoints { get; private set; }

    /// <summary>They are valid to the end of the month so many months after they were earned.</summary>
    public int Months { get; private set; } = 12;

    public PointsTerms Terms => new(1, new(1), MostBasisPoints);

    public static async Task<PointsRules> Of(LinliDb db, CancellationToken ct) =>
        await db.Set<PointsRules>().AsNoTracking().FirstOrDefaultAsync(ct) ?? new() { Id = default };

    /// <summary>The last day of points that are granted on a day.</summary>
    public DateOnly LastDay(DateOnly day) => new DateOnly(day.Year, day.Month, 1).AddMonths(Months + 1).AddDays(-1);

    public void Decide(SetPointsRules.Body body)
    {
        if (body.PerYuan is < 0 or > MostPerYuan || body.MostBasisPoints is < 0 or > MostShare || body.Months is < 1 or > MostMonths)
            throw No.PointsRulesWrong(MostPerYuan, MostShare / 100, MostMonths);
        (PerYuan, MostBasisPoints, Months) = (body.PerYuan, body.MostBasisPoints, body.Months);
    }
}

sealed record PointsRulesShown(int PerYuan, int MostBasisPoints, int Months)
{
    public static PointsRulesShown Of(PointsRules r) => new(r.PerYuan, r.MostBasisPoints, r.Months);
}
