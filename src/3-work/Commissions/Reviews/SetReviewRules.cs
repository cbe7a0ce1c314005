namespace Linli.Commissions;

/// <summary>晒单奖励规则: PUT /api/photo-review-rules — a reward for praise is refused with the law's clause and the fix.</summary>
static class SetReviewRules
{
    /// <param name="Points">For each post; a point is a fen.</param>
    /// <param name="LikesNeeded">Anything above zero is refused.</param>
    public sealed record Body(PhotoReward Photo, long Points, int PerMonth = 4, string Text = "", int LikesNeeded = 0);

    public static Body Example { get; } = new(PhotoReward.AnyPost, 100, 4, "拍照说说真实感受，好评差评都一样有奖");

    public static async Task<Ok<ReviewRulesShown>> Handle(Body body, LinliDb db, Caller caller, Audit audit, CancellationToken ct)
    {
        var rules = await db.Set<ReviewRules>().FirstOrDefaultAsync(ct);
        if (rules is null) db.Add(rules = new ReviewRules { Id = caller.Tenant });
        rules.Decide(body);
        audit.Note("set-photo-review-rules", "photo-reviews");
        await db.Commit(ct);
        return TypedResults.Ok(ReviewRulesShown.Of(rules));
    }
}

sealed record ReviewRulesShown(PhotoReward Photo, long Points, int PerMonth, string Text)
{
    public static ReviewRulesShown Of(ReviewRules r) => new(r.Points > 0 ? PhotoReward.AnyPost : PhotoReward.None, r.Points, r.PerMonth, r.Text);
}

/// <summary>GET /api/photo-review-rules</summary>
static class ReadReviewRules
{
    public static async Task<Ok<ReviewRulesShown>> Handle(LinliDb db, CancellationToken ct) =>
        TypedResults.Ok(ReviewRulesShown.Of(await ReviewRules.Of(db, ct)));
}
