namespace Linli.Pricing;

/// <summary>GET /api/points-rules</summary>
static class ReadPointsRules
{
    public static async Task<Ok<PointsRulesShown>> Handle(LinliDb db, CancellationToken ct) =>
        TypedResults.Ok(PointsRulesShown.Of(await PointsRules.Of(db, ct)));
}

/// <summary>PUT /api/points-rules</summary>
static class SetPointsRules
{
    /// <param name="PerYuan">Points for each yuan paid; a point is worth a fen.</param>
    /// <param name="MostBasisPoints">Hundredths of a percent of the goods that points may pay.</param>
    public sealed record Body(int PerYuan, int MostBasisPoints, int Months = 12);

    public static Body Example { get; } = new(1, 2_000);

    public static async Task<Ok<PointsRulesShown>> Handle(Body body, LinliDb db, Caller caller, Audit audit, CancellationToken ct)
    {
        var rules = await db.Set<PointsRules>().FirstOrDefaultAsync(ct);
        if (rules is null) db.Add(rules = new PointsRules { Id = caller.Tenant });
        rules.Decide(body);
        audit.Note("set-points-rules", "points");
        await db.Commit(ct);
        return TypedResults.Ok(PointsRulesShown.Of(rules));
    }
}
