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
        RateRuleId rate, Body body, LinliDb db, Board board, Goods goods, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var bounds = (await Terms.Of(db, ct)).Bounds;
        if ((body.BasisPoints is { } points && !bounds.Allow(points)) || body.LeaderLevel is < 1 or > RateRule.MostLevel)
            throw No.RateOutOfBounds(bounds);
        if (await db.Set<RateRule>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == rate, ct) is { } earlier)
            return Show(earlier) == body ? TypedResults.Ok(body) : throw No.RateIdTaken();
        if (body.Campaign is { } campaign && !(await board.Titles([campaign], ct)).ContainsKey(campaign)) throw No.RateCampaignUnknown();
        if (body.Sku is { } sku && !(await goods.Names([sku], ct)).ContainsKey(sku)) throw No.RateSkuUnknown();
        var made = new RateRule
        {
            Id = rate,
            Share = body.Share,
            Campaign = body.Campaign,
            Sku = body.Sku,
            LeaderLevel = body.LeaderLevel,
            BasisPoints = body.BasisPoints,
            Since = clock.GetUtcNow(),
        };
        if (body.BasisPoints is null && (await RateRule.Standing(db, ct)).All(r => r.Scope != made.Scope)) throw No.RateNotThere();
        db.Add(made);
        audit.Note("set-commission-rate", $"rate {rate.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(body);
    }

    internal static Body Show(RateRule r) => new(r.Share, r.BasisPoints, r.Campaign, r.Sku, r.LeaderLevel);
}

/// <summary>The rate card, the newest line first: GET /api/commissions/rates?standing= — only what counts today, when that is asked for.</summary>
static class ListRates
{
    /// <param name="CampaignTitle">Nothing when it holds for all.</param>
    /// <param name="SkuName">Nothing when it holds for all.</param>
    /// <param name="Standing">Whether it counts for orders placed now: no later line took its place or took it off the card.</param>
    public sealed record Line(RateRuleId Id, SetRate.Body Rule, DateTimeOffset Since, string? CampaignTitle, string? SkuName, bool Standing);

    public static async Task<Ok<Page<Line>>> Handle(
        bool? standing, int? take, string? after, LinliDb db, Board board, Goods goods, CancellationToken ct)
    {
        var now = await RateRule.Standing(db, ct);
        var paging = Paging.Of(take, after);
        var page = standing == true
            ? paging.Cut([.. now.OrderByDescending(r => r.Since).ThenByDescending(r => r.Id.Value).Skip(paging.Skip).Take(paging.Take + 1)])
            : await paging.Of(db.Set<RateRule>().AsNoTracking().OrderByDescending(r => r.Since).ThenByDescending(r => r.Id), ct);
        var titles = await board.Titles([.. page.Items.Select(r => r.Campaign).OfType<CampaignId>().Distinct()], ct);
        var names = await goods.Names([.. page.Items.Select(r => r.Sku).OfType<SkuId>().Distinct()], ct);
        var counts = now.Select(r => r.Id).ToHashSet();
        return TypedResults.Ok(page.Select(r => new Line(
            r.Id, SetRate.Show(r), r.Since, r.Campaign is { } c ? titles.GetValueOrDefault(c) : null,
            r.Sku is { } s ? names.GetValueOrDefault(s) : null, counts.Contains(r.Id))));
    }
}
