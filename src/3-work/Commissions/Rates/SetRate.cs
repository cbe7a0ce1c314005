using Linli.Campaigns;
using Linli.Catalog;

namespace Linli.Commissions;

/// <summary>佣金比例: PUT /api/commissions/rates/{rate} — one more line of the rate card, for orders placed from now on.</summary>
static class SetRate
{
    public sealed record Body(
        Share Share, int? BasisPoints, CampaignId? Campaign = null, SkuId? Sku = null, int? LeaderLevel = null);

    public static Body Example { get; } = new(Share.Leader, 1_000, LeaderLevel: 2);

    public static async Task<Ok<Body>> Handle(
        RateRuleId rate, Body body, LinliDb db, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var bounds = (await Terms.Of(db, ct)).Bounds;
        if ((body.BasisPoints is { } points && !bounds.Allow(points)) || body.LeaderLevel is < 1 or > RateRule.MostLevel)
            throw No.RateOutOfBounds(bounds);
        if (await db.Set<RateRule>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == rate, ct) is { } earlier)
            return Show(earlier) == body ? TypedResults.Ok(body) : throw No.RateIdTaken();
        db.Add(new RateRule
        {
            Id = rate,
            Share = body.Share,
            Campaign = body.Campaign,
            Sku = body.Sku,
            LeaderLevel = body.LeaderLevel,
            BasisPoints = body.BasisPoints,
            Since = clock.GetUtcNow(),
        });
        audit.Note("set-commission-rate", $"rate {rate.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(body);
    }

    internal static Body Show(RateRule r) => new(r.Share, r.BasisPoints, r.Campaign, r.Sku, r.LeaderLevel);
}

/// <summary>The rate card, the newest line first: GET /api/commissions/rates</summary>
static class ListRates
{
    public sealed record Line(RateRuleId Id, SetRate.Body Rule, DateTimeOffset Since);

    public static async Task<Ok<Page<Line>>> Handle(int? take, string? after, LinliDb db, CancellationToken ct)
    {
        var rules = db.Set<RateRule>().AsNoTracking().OrderByDescending(r => r.Since).ThenByDescending(r => r.Id);
        var page = await Paging.Of(take, after).Of(rules, ct);
        return TypedResults.Ok(page.Select(r => new Line(r.Id, SetRate.Show(r), r.Since)));
    }
}
