using Linli.Campaigns;
using Linli.Catalog;

namespace Linli.Commissions;

/// <summary>佣金比例 — one line of the rate card: for whom, of which sales, how much. Written once; a later line takes its place.</summary>
sealed class RateRule : IOwned
{
    public const int MostLevel = 9;

    public TenantId Tenant { get; set; }
    public required RateRuleId Id { get; init; }
    public required Share Share { get; init; }
    public required CampaignId? Campaign { get; init; }
    public required SkuId? Sku { get; init; }

    /// <summary>Of the leader's contract: 1 to <see cref="MostLevel"/>.</summary>
    public required int? LeaderLevel { get; init; }

    /// <summary>Nothing takes the line off the card again.</summary>
    public required int? BasisPoints { get; init; }
    public required DateTimeOffset Since { get; init; }

    // A campaign's own rate goes before a product's, and that before a leader's level.
    int Weight => (Campaign is null ? 0 : 4) + (Sku is null ? 0 : 2) + (LeaderLevel is null ? 0 : 1);

    /// <summary>Which sales it is about: the latest line of a scope counts.</summary>
    public (Share, CampaignId?, SkuId?, int?) Scope => (Share, Campaign, Sku, LeaderLevel);

    /// <summary>What counts for orders placed now.</summary>
    public static async Task<IReadOnlyList<RateRule>> Standing(LinliDb db, CancellationToken ct) =>
        [.. (await db.Set<RateRule>().AsNoTracking().ToListAsync(ct)).GroupBy(r => r.Scope)
            .Select(g => g.OrderByDescending(r => r.Since).ThenByDescending(r => r.Id.Value).First()).Where(r => r.BasisPoints is not null)];

    /// <summary>The rate of the nearest line that stood on the card when the order was placed; nothing when there is none.</summary>
    public static int? Nearest(IEnumerable<RateRule> card, Share share, CampaignId campaign, SkuId sku, int? level, DateTimeOffset placed) => card
        .Where(r => r.Share == share && r.Since <= placed && (r.Campaign ?? campaign) == campaign && (r.Sku ?? sku) == sku
            && (r.LeaderLevel is null || r.LeaderLevel == level))
        .GroupBy(r => r.Weight).OrderByDescending(g => g.Key)
        .Select(g => g.OrderByDescending(r => r.Since).ThenByDescending(r => r.Id.Value).First().BasisPoints)
        .FirstOrDefault(rate => rate is not null);
}

public enum CapOf { Price, Margin }

/// <summary>阶梯 — a little more for those whose own sales of a month are large.</summary>
/// <param name="From">Own sales of the month, net of refunds, from which it holds.</param>
public sealed record LadderStep(Money From, int ExtraBasisPoints);

/// <summary>How one order line is divided among those who earn from it.</summary>
static class Dividing
{
    public static int ExtraOf(IReadOnlyList<LadderStep> steps, Money sold) =>
        steps.Where(s => s.From <= sold).Select(s => s.ExtraBasisPoints).DefaultIfEmpty(0).Max();

    /// <summary>The leader first, then who brought the buyer, then who brought that one, each as far as the cap reaches.</summary>
    public static Money[] Within(Money cap, IReadOnlyList<Money> wanted)
    {
        var left = cap.Fen < 0 ? Money.Zero : cap;
        return [.. wanted.Select(want =>
        {
            var gets = want < left ? want : left;
            left -= gets;
            return gets;
        })];
    }
}
