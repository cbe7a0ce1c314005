using Linli.Catalog;
using Linli.Members;

namespace Linli.Campaigns;

/// <summary>What a batch adds to a household's limited sku.</summary>
sealed record LimitedTaking(bool IsNew, long Most)
{
    public long Added { get; set; }
}

/// <summary>
/// Serves wishes one after the other against a snapshot, in memory: who comes first is served first,
/// and a wish is granted whole or not at all.
/// </summary>
sealed class Taking(
    IReadOnlyDictionary<CampaignId, CampaignCard> campaigns, IReadOnlyDictionary<SkuId, SkuCard> skus,
    IReadOnlyDictionary<(CampaignId, HouseholdId, SkuId), long> before, IReadOnlyDictionary<SkuId, long> free, DateTimeOffset now)
{
    readonly Dictionary<SkuId, long> fromShelf = [];

    public Dictionary<(CampaignId Campaign, SkuId Sku), long> Items { get; } = [];
    public Dictionary<(CampaignId Campaign, HouseholdId Household, SkuId Sku), LimitedTaking> Limited { get; } = [];

    /// <param name="from">What the household has and gives back for it, granted whole or not at all.</param>
    public Served<Granted> Serve(Wish wish, Wish? from = null)
    {
        if (!campaigns.TryGetValue(wish.Campaign, out var campaign)) return No.Unknown();
        if (now < campaign.OpensAt) return No.NotOpenYet(campaign.OpensAt);
        if (!campaign.TakesOrdersAt(now)) return No.CutOffPassed();

        var lines = new List<GrantedLine>(wish.Lines.Count);
        foreach (var line in wish.Lines)
        {
            if (campaign.Items.FirstOrDefault(i => i.Sku == line.Sku) is not { } item) return No.ItemUnknown();
            if (Refuses(campaign, item, wish.Household, line.Amount, Had(from, line.Sku)) is { } no) return no;
            var sku = skus[line.Sku];
            var price = item.PriceFor(line.Amount);
            lines.Add(new(sku, line.Amount, price, sku.PriceOf(price, line.Amount)));
        }

        foreach (var line in wish.Lines) Write(campaign, wish.Household, line with { Amount = line.Amount - Had(from, line.Sku) });
        foreach (var line in from?.Lines ?? [])
            if (wish.Lines.All(l => l.Sku != line.Sku)) Write(campaign, wish.Household, line with { Amount = -line.Amount });
        return new Granted(lines);
    }

    static long Had(Wish? from, SkuId sku) => from?.Lines.FirstOrDefault(l => l.Sku == sku)?.Amount ?? 0;

    Refusal? Refuses(CampaignCard campaign, ItemCard item, HouseholdId household, long amount, long had)
    {
        // Keeping what one has, or less of it, takes nothing from anybody.
        if (amount <= had) return null;
        var sku = skus[item.Sku];
        if (item.State == ItemState.Paused) return No.ItemPaused(sku.Name);
        if (item.State == ItemState.Closed) return No.CutOffPassed();
        var left = Math.Min(
            (item.Total ?? long.MaxValue) - item.Taken - Items.GetValueOrDefault((campaign.Id, item.Sku)),
            campaign.Supply == Supply.Shelf ? free.GetValueOrDefault(item.Sku) - fromShelf.GetValueOrDefault(item.Sku) : long.MaxValue);
        if (amount - had > left) return No.SoldOut(sku.Name, Say(sku, Math.Max(left, 0) + had));
        if (item.PerHousehold is { } most && TakenBy(campaign.Id, household, item.Sku) + amount - had > most)
            return No.OverHouseholdLimit(sku.Name, Say(sku, most));
        return null;
    }

    long TakenBy(CampaignId campaign, HouseholdId household, SkuId sku) =>
        before.GetValueOrDefault((campaign, household, sku)) + (Limited.GetValueOrDefault((campaign, household, sku))?.Added ?? 0);

    void Write(CampaignCard campaign, HouseholdId household, WishLine line)
    {
        Items[(campaign.Id, line.Sku)] = Items.GetValueOrDefault((campaign.Id, line.Sku)) + line.Amount;
        if (campaign.Supply == Supply.Shelf) fromShelf[line.Sku] = fromShelf.GetValueOrDefault(line.Sku) + line.Amount;
        if (campaign.Items.First(i => i.Sku == line.Sku).PerHousehold is not { } most) return;
        var key = (campaign.Id, household, line.Sku);
        if (!Limited.TryGetValue(key, out var limited)) Limited[key] = limited = new(!before.ContainsKey(key), most);
        limited.Added += line.Amount;
    }

    /// <summary>"2 盒", or "1.5 kg" for what is weighed.</summary>
    static string Say(SkuCard sku, long amount) => sku.Measure == Measure.Weight ? $"{amount / 1000m:0.###} kg" : $"{amount} {sku.Unit}";
}
