namespace Linli.Commissions;

/// <summary>佣金规则: PUT /api/commissions/terms — refused with the law's clause and the fix when the scheme is forbidden.</summary>
static class SetTerms
{
    public sealed record Body(
        Scheme Scheme, LadderStep[]? Steps = null, int WindowDays = 30, CapOf CapOf = CapOf.Price, int CapBasisPoints = 2_000,
        int WaitDays = 2, TaxMethod Tax = TaxMethod.Monthly)
    {
        public Money LeastWithdrawal { get; init; }
        public Money MostPerDay { get; init; }
    }

    public static Body Example { get; } = new(
        new(Levels: 2, DirectBasisPoints: 600, IndirectBasisPoints: 500))
    {
        LeastWithdrawal = new(10_00),
        MostPerDay = new(5_000_00),
    };

    public static async Task<Ok<TermsShown>> Handle(Body body, LinliDb db, Caller caller, Audit audit, CancellationToken ct)
    {
        if (body.Scheme is null) throw No.TermsWrong(Terms.MostWindowDays, Terms.MostWaitDays);
        var terms = await Own(db, caller, ct);
        terms.Decide(body);
        audit.Note("set-commission-terms", "commissions");
        await db.Commit(ct);
        return TypedResults.Ok(TermsShown.Of(terms));
    }

    public static async Task<Terms> Own(LinliDb db, Caller caller, CancellationToken ct)
    {
        if (await db.Set<Terms>().FirstOrDefaultAsync(ct) is { } found) return found;
        var made = new Terms { Id = caller.Tenant };
        db.Add(made);
        return made;
    }
}

sealed record TermsShown(
    Scheme Scheme, IReadOnlyList<LadderStep> Steps, int WindowDays, CapOf CapOf, int CapBasisPoints, int LeastBasisPoints,
    int MostBasisPoints, int WaitDays, TaxMethod Tax, Money LeastWithdrawal, Money MostPerDay)
{
    public static TermsShown Of(Terms t) => new(
        t.Scheme, t.Steps, t.WindowDays, t.CapOf, t.CapBasisPoints, t.LeastBasisPoints, t.MostBasisPoints, t.WaitDays, t.Tax,
        t.LeastWithdrawal, t.MostPerDay);
}

/// <summary>GET /api/commissions/terms</summary>
static class ReadTerms
{
    public static async Task<Ok<TermsShown>> Handle(LinliDb db, CancellationToken ct) =>
        TypedResults.Ok(TermsShown.Of(await Terms.Of(db, ct)));
}
