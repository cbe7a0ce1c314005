using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>PUT /api/campaigns/{campaign} — writes a draft; while it is a draft it may be written again.</summary>
static class PutCampaign
{
    /// <param name="MemberPrice">What members pay for any amount; below the price.</param>
    public sealed record Item(
        SkuId Sku, Money Price, long? Total = null, long? PerHousehold = null, StepPrice[]? Steps = null, Money? MemberPrice = null, string? Praise = null);

    public sealed record Body(
        CampaignKind Kind, string Title, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, MemberId Leader,
        PickupPointId[] PickupPoints, DateTimeOffset PickupFrom, DateTimeOffset PickupTo, Item[] Items,
        Supply? Supply = null, string Text = "", FileId[]? Pictures = null, int? CommissionBasisPoints = null, int? DealHouseholds = null,
        Saving[]? Savings = null, int? DealMost = null);

    public static Body Example { get; } = new(
        CampaignKind.Presale, "今日鲜货清单", new(2026, 5, 1, 23, 0, 0, default), new(2026, 5, 2, 14, 0, 0, default), default,
        [default], new(2026, 5, 3, 8, 0, 0, default), new(2026, 5, 3, 12, 0, 0, default), [new(default, new(990), 200, 5, [new(3, new(900))], new(950))], Savings: [new(new(5000), new(500))]);

    public static async Task<Ok<CampaignShown>> Handle(
        CampaignId campaign, Body body, LinliDb db, Caller caller, Goods goods, Map map, Roster roster, Showing showing,
        TimeProvider clock, CancellationToken ct)
    {
        var earlier = await db.Set<Campaign>().Include(c => c.Items).Include(c => c.Areas).FirstOrDefaultAsync(c => c.Id == campaign, ct);
        if (earlier is not null)
        {
            await Scope.MustPlan(earlier, caller, roster, ct);
            if (earlier.PublishedAt is not null) throw No.AlreadyPublished();
            db.RemoveRange(earlier.Items);
            db.RemoveRange(earlier.Areas);
            db.Remove(earlier);
            await db.Begin(ct);
            await db.SaveChangesAsync(ct);
        }

        var written = await Write(campaign, body, earlier?.MadeAt ?? clock.GetUtcNow(), goods, map, roster, ct);
        await Scope.MustPlan(written, caller, roster, ct);
        db.Add(written);
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(campaign, toStaff: true, ct));
    }

    /// <summary>Checks everything a campaign is made of; used by people, copies and templates.</summary>
    public static async Task<Campaign> Write(
        CampaignId id, Body body, DateTimeOffset madeAt, Goods goods, Map map, Roster roster, CancellationToken ct)
    {
        var skus = await goods.Find([.. body.Items.Select(i => i.Sku).Distinct()], ct);
        foreach (var item in body.Items) Check(item, skus[item.Sku]);
        var points = await map.Points([.. body.PickupPoints.Distinct()], ct);
        if (points.Count != body.PickupPoints.Distinct().Count() || points.Values.Any(p => !p.Active)) throw No.PointsWrong();
        if (!await roster.IsLeader(body.Leader, ct)) throw No.LeaderWrong();

        var campaign = new Campaign
        {
            Id = id,
            Kind = body.Kind,
            Supply = body.Supply ?? (body.Kind == CampaignKind.FlashSale ? Supply.Shelf : Supply.Buy),
            Title = body.Title.Trim(),
            Text = body.Text.Trim(),
            Pictures = [.. body.Pictures ?? []],
            OpensAt = body.OpensAt,
            ClosesAt = body.ClosesAt,
            Leader = body.Leader,
            CommissionBasisPoints = body.CommissionBasisPoints ?? (await map.Shop(ct)).CommissionBasisPoints,
            PickupPoints = [.. body.PickupPoints],
            PickupFrom = body.PickupFrom,
            PickupTo = body.PickupTo,
            DealHouseholds = body.DealHouseholds,
            DealMost = body.DealMost,
            Savings = body.Savings is { Length: > 0 } savings ? [.. savings] : null,
            MadeAt = madeAt,
            Items = [.. body.Items.Select((item, i) => new CampaignItem
            {
                Campaign = id, Sku = item.Sku, Position = i, Price = item.Price, Total = item.Total, PerHousehold = item.PerHousehold,
                Steps = OtherPrice.Of(item.Steps, item.MemberPrice),
                Praise = item.Praise?.Trim() is { Length: > 0 } praise ? praise : null,
            })],
            Areas = [.. points.Values.Select(p => p.Neighbourhood).Distinct().Select(n => new CampaignArea { Campaign = id, Neighbourhood = n })],
        };
        campaign.Check(madeAt);
        return campaign;
    }

    static void Check(Item item, SkuCard sku)
    {
        if (!sku.Active) throw No.SkuInactive(sku.Name);
        if (item.Price.Fen is <= 0 or > 10_000_000) throw No.PriceWrong(sku.Name);
        foreach (var limit in (long?[])[item.Total, item.PerHousehold])
            if (limit is { } amount && (amount <= 0 || amount > 1_000_000_000 || amount % sku.Step != 0)) throw No.LimitWrong(sku.Name);
        if (item.Steps is { } steps && !StepPrice.AreRight(steps, item.Price, sku.Step)) throw No.StepsWrong(sku.Name);
        if (item.MemberPrice is { } member && (member.Fen <= 0 || member >= item.Price)) throw No.MemberPriceWrong(sku.Name);
        if (item.Praise?.Length > Campaign.LongestPraise) throw No.PraiseTooLong(sku.Name, Campaign.LongestPraise);
        if (item.PerHousehold > item.Total) throw No.LimitWrong(sku.Name);
    }
}
