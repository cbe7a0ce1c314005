using Linli.Catalog;
using Linli.Members;

namespace Linli.Campaigns;

/// <summary>The door to what was wanted (想要) before it was sold.</summary>
public sealed class Wants(LinliDb db, TimeProvider clock)
{
    const int MostCampaigns = 60;
    static readonly TimeSpan lately = TimeSpan.FromDays(90);

    /// <summary>The campaigns of the last ninety days that somebody wanted before they opened, the newest first, with who that was.</summary>
    /// <param name="skus">Only those that offer one of these; empty means all.</param>
    /// <param name="leader">Only this leader's; nothing means everybody's.</param>
    public async Task<IReadOnlyList<WantedCampaign>> Lately(IReadOnlyCollection<SkuId> skus, MemberId? leader, CancellationToken ct)
    {
        var (now, since) = (clock.GetUtcNow(), clock.GetUtcNow() - lately);
        var rows = db.Set<Campaign>().AsNoTracking().Include(c => c.Items).Where(c => c.PublishedAt != null && c.OpensAt >= since)
            .Where(c => db.Set<Interest>().Any(i => i.Campaign == c.Id));
        if (leader is { } own) rows = rows.Where(c => c.Leader == own);
        if (skus.Count > 0) rows = rows.Where(c => c.Items.Any(i => skus.Contains(i.Sku)));
        var found = await rows.OrderByDescending(c => c.OpensAt).ThenBy(c => c.Id).Take(MostCampaigns).ToListAsync(ct);
        CampaignId[] ids = [.. found.Select(c => c.Id)];
        var households = (await db.Set<Interest>().AsNoTracking().Where(i => ids.Contains(i.Campaign)).Select(i => new { i.Campaign, i.Household }).ToListAsync(ct))
            .ToLookup(i => i.Campaign, i => i.Household);
        return [.. found.Select(c => new WantedCampaign(c.Id, c.StateAt(now), [.. c.Items.OrderBy(i => i.Position).Select(i => i.Sku)], [.. households[c.Id]]))];
    }
}

public sealed record WantedCampaign(CampaignId Id, CampaignState State, IReadOnlyList<SkuId> Skus, IReadOnlyList<HouseholdId> Households);
