namespace Linli.Commissions;

/// <summary>比例范围: PUT /api/commissions/bounds — the head office narrows within which rates its shop may pay.</summary>
static class SetBounds
{
    public sealed record Body(int LeastBasisPoints, int MostBasisPoints);

    public static Body Example { get; } = new(500, 1_500);

    public static async Task<Ok<TermsShown>> Handle(Body body, LinliDb db, Caller caller, Audit audit, CancellationToken ct)
    {
        var terms = await SetTerms.Own(db, caller, ct);
        terms.Bind(body.LeastBasisPoints, body.MostBasisPoints);
        audit.Note("set-commission-bounds", $"{body.LeastBasisPoints}-{body.MostBasisPoints}");
        await db.Commit(ct);
        return TypedResults.Ok(TermsShown.Of(terms));
    }
}
