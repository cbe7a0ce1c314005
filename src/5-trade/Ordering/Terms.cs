namespace Linli.Ordering;

/// <summary>称重与售后规则 — what this shop has decided about claims and about goods that are weighed; one row.</summary>
sealed class Terms : IOwned
{
    public const int MostOverBasisPoints = 5_000;
    public static readonly Money MostPerDay = new(10_000_00);

    public TenantId Tenant { get; set; }
    public required TenantId Id { get; init; }

    /// <summary>What one leader may give back for claims on one day.</summary>
    public Money LeaderPerDay { get; private set; } = new(100_00);

    /// <summary>How far a scale may go above what was ordered, in hundredths of a percent.</summary>
    public int OverBasisPoints { get; private set; } = 1_000;

    /// <summary>The shop's own, or what holds where a shop has decided nothing.</summary>
    public static async Task<Terms> Of(LinliDb db, CancellationToken ct) =>
        await db.Set<Terms>().AsNoTracking().FirstOrDefaultAsync(ct) ?? new() { Id = default };

    public void Decide(SetOrderTerms.Body body)
    {
        if (body.LeaderPerDay < Money.Zero || body.LeaderPerDay > MostPerDay || body.OverBasisPoints is < 0 or > MostOverBasisPoints)
            throw No.TermsWrong(MostPerDay, MostOverBasisPoints / 100);
        (LeaderPerDay, OverBasisPoints) = (body.LeaderPerDay, body.OverBasisPoints);
    }
}
