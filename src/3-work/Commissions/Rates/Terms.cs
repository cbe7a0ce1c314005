namespace Linli.Commissions;

/// <summary>佣金规则 — what this shop has decided about referrals, commissions and withdrawals; one row.</summary>
sealed class Terms : IOwned
{
    // What Ordering grants for claims.
    static readonly TimeSpan claims = TimeSpan.FromHours(Linli.Ordering.AfterSale.ClaimHours);

    public const int MostSteps = 10, MostWindowDays = 365, MostWaitDays = 60;

    public TenantId Tenant { get; set; }
    public required TenantId Id { get; init; }
    public Scheme Scheme { get; private set; } = new(Levels: 0);
    public List<LadderStep> Steps { get; private set; } = [];

    /// <summary>How long a share link's visitor counts as brought by its owner.</summary>
    public int WindowDays { get; private set; } = 30;
    public CapOf CapOf { get; private set; } = CapOf.Price;
    public int CapBasisPoints { get; private set; } = 2_000;
    public int LeastBasisPoints { get; private set; } = RateBounds.HouseLeast;
    public int MostBasisPoints { get; private set; } = RateBounds.HouseMost;

    /// <summary>Days after pickup before a commission can be withdrawn; never less than the claim window.</summary>
    public int WaitDays { get; private set; } = 2;
    public TaxMethod Tax { get; private set; } = TaxMethod.Monthly;
    public Money LeastWithdrawal { get; private set; } = new(10_00);
    public Money MostPerDay { get; private set; } = new(5_000_00);

    public RateBounds Bounds => new(LeastBasisPoints, MostBasisPoints);

    public TimeSpan WaitsFor => TimeSpan.FromDays(WaitDays) > claims ? TimeSpan.FromDays(WaitDays) : claims;

    /// <summary>The shop's own, or what holds where a shop has decided nothing.</summary>
    public static async Task<Terms> Of(LinliDb db, CancellationToken ct) =>
        await db.Set<Terms>().AsNoTracking().FirstOrDefaultAsync(ct) ?? new() { Id = default };

    public void Decide(SetTerms.Body body)
    {
        if (SchemeLint.Check(body.Scheme, Bounds) is { Count: > 0 } findings) throw No.SchemeForbidden(findings);
        var steps = body.Steps ?? [];
        var largest = body.Scheme.DirectBasisPoints + steps.Select(s => s.ExtraBasisPoints).DefaultIfEmpty(0).Max();
        if (steps.Length > MostSteps || steps.Any(s => s.From.Fen <= 0 || s.ExtraBasisPoints <= 0) || largest > MostBasisPoints
            || steps.Length > 0 != (body.Scheme.Ladder == LadderOn.OwnSales)) throw No.LadderWrong(MostBasisPoints);
        if (body.WindowDays is < 1 or > MostWindowDays || body.WaitDays is < 0 or > MostWaitDays
            || body.CapBasisPoints is < 0 or > Rate.Whole || body.LeastWithdrawal.Fen < 10 || body.MostPerDay < body.LeastWithdrawal)
            throw No.TermsWrong(MostWindowDays, MostWaitDays);
        (Scheme, Steps, WindowDays, CapOf, CapBasisPoints) = (body.Scheme, [.. steps], body.WindowDays, body.CapOf, body.CapBasisPoints);
        (WaitDays, Tax, LeastWithdrawal, MostPerDay) = (body.WaitDays, body.Tax, body.LeastWithdrawal, body.MostPerDay);
    }

    public void Bind(int least, int most)
    {
        if (least < RateBounds.HouseLeast || most > RateBounds.HouseMost || least > most) throw No.BoundsWrong();
        (LeastBasisPoints, MostBasisPoints) = (least, most);
    }
}
