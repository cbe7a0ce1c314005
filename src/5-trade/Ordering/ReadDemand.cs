using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>
/// 想要变成多少单: GET /api/demand — per good how many households wanted a list with it before it opened, how many of those then bought it,
/// and so how much those who want a coming list will probably buy. A leader sees what concerns own lists.
/// </summary>
static class ReadDemand
{
    const int MostSkus = 200;

    /// <summary>With fewer nothing is foretold.</summary>
    const int Enough = 5;

    /// <param name="Campaigns">Lists of the last ninety days that are over and were wanted before.</param>
    /// <param name="Interested">Households that wanted them; one that wanted two lists counts twice.</param>
    /// <param name="Bought">Of those, how many bought this good there.</param>
    /// <param name="Coming">Households that want lists with it which are still to open.</param>
    /// <param name="ExpectedHouseholds">How many of the coming ones will probably buy it; nothing while too little is known.</param>
    /// <param name="ExpectedAmount">And how much: units, or grams.</param>
    public sealed record Shown(
        SkuId Sku, string Name, Measure Measure, int Per, string Unit,
        int Campaigns, int Interested, int Bought, long BoughtAmount, int Coming, int? ExpectedHouseholds, long? ExpectedAmount);

    sealed record Sold(CampaignId Campaign, HouseholdId Household, SkuId Sku, long Amount);

    public static async Task<Ok<Page<Shown>>> Handle(LinliDb db, Wants wants, Goods goods, Caller caller, CancellationToken ct, string? skus = null)
    {
        var asked = Skus(skus);
        var campaigns = await wants.Lately(asked, caller.SeesTheWholeShop ? null : new MemberId(caller.Person), ct);
        var coming = campaigns.Where(c => c.State == CampaignState.Announced).ToList();
        var over = campaigns.Where(c => c.State == CampaignState.CutOff).ToList();
        // Asked for nothing in particular it is what is to come.
        var shown = asked.Count > 0 ? asked : [.. coming.SelectMany(c => c.Skus).Distinct().Take(MostSkus)];
        if (shown.Count == 0) return TypedResults.Ok(new Page<Shown>([], null));
        var cards = await goods.Find(shown, ct);
        var sold = (await SoldTo(db, over, shown, ct)).ToLookup(s => s.Sku);
        return TypedResults.Ok(new Page<Shown>(
            [.. shown.Select(sku => Show(cards[sku], [.. over.Where(c => c.Skus.Contains(sku))], coming.Where(c => c.Skus.Contains(sku)).Sum(c => c.Households.Count), sold[sku]))
                .OrderByDescending(s => s.Coming).ThenByDescending(s => s.Interested)], null));
    }

    static Shown Show(SkuCard card, List<WantedCampaign> over, int coming, IEnumerable<Sold> sold)
    {
        var wanted = over.SelectMany(c => c.Households.Select(h => (c.Id, h))).ToHashSet();
        var bought = sold.Where(s => wanted.Contains((s.Campaign, s.Household))).ToList();
        var households = bought.Select(s => (s.Campaign, s.Household)).Distinct().Count();
        var amount = bought.Sum(s => s.Amount);
        var known = wanted.Count >= Enough && coming > 0;
        return new(
            card.Id, card.Name, card.Measure, card.Per, card.Unit, over.Count, wanted.Count, households, amount, coming,
            known ? (int)Math.Round((double)coming * households / wanted.Count) : null,
            // In whole steps, upwards: what is bought for them comes in such.
            known ? (coming * amount + wanted.Count * (long)card.Step - 1) / (wanted.Count * (long)card.Step) * card.Step : null);
    }

    static async Task<List<Sold>> SoldTo(LinliDb db, List<WantedCampaign> over, List<SkuId> skus, CancellationToken ct)
    {
        CampaignId[] ids = [.. over.Select(c => c.Id)];
        HouseholdId[] households = [.. over.SelectMany(c => c.Households).Distinct()];
        OrderState[] bought = [OrderState.Confirmed, OrderState.Completed];
        return await db.Set<Order>().AsNoTracking().Where(o => ids.Contains(o.Campaign) && households.Contains(o.Household) && bought.Contains(o.State))
            .SelectMany(o => o.Lines, (o, l) => new { o.Campaign, o.Household, l.Sku, l.Amount }).Where(l => skus.Contains(l.Sku))
            .Select(l => new Sold(l.Campaign, l.Household, l.Sku, l.Amount)).ToListAsync(ct);
    }

    static List<SkuId> Skus(string? text)
    {
        var skus = new List<SkuId>();
        foreach (var one in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            skus.Add(SkuId.TryParse(one, out var sku) && skus.Count < MostSkus ? sku : throw No.DemandWrong(MostSkus));
        return [.. skus.Distinct()];
    }
}
