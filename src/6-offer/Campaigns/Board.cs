using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>The door: what rooms above may ask of campaigns and take from them. The caller's slice commits.</summary>
public sealed class Board(LinliDb db, Goods goods, TimeProvider clock)
{
    /// <summary>The published campaigns among these ids, as they are now, with what is taken of each item.</summary>
    public async Task<IReadOnlyDictionary<CampaignId, CampaignCard>> Read(IReadOnlyCollection<CampaignId> ids, CancellationToken ct)
    {
        var found = await db.Set<Campaign>().AsNoTracking().Include(c => c.Items)
            .Where(c => ids.Contains(c.Id) && c.PublishedAt != null).ToListAsync(ct);
        return found.ToDictionary(c => c.Id, Card);
    }

    public async Task<CampaignCard> Read(CampaignId id, CancellationToken ct) =>
        (await Read([id], ct)).GetValueOrDefault(id) ?? throw No.Unknown();

    /// <summary>The same for anybody who may see it: staff, leaders and residents of its neighbourhoods.</summary>
    public async Task<CampaignCard?> ReadToSee(CampaignId id, Caller caller, Roster roster, CancellationToken ct)
    {
        var rows = db.Set<Campaign>().AsNoTracking().Include(c => c.Items).Where(c => c.Id == id && c.PublishedAt != null);
        return await Within(rows, await Scope.Neighbourhoods(caller, roster, ct)).FirstOrDefaultAsync(ct) is { } found ? Card(found) : null;
    }

    /// <summary>The same for somebody who works on it: to a leader, other leaders' campaigns do not exist.</summary>
    public async Task<CampaignCard> ReadToPlan(CampaignId id, Caller caller, Roster roster, CancellationToken ct)
    {
        var found = await db.Set<Campaign>().AsNoTracking().Include(c => c.Items).Include(c => c.Areas)
            .FirstOrDefaultAsync(c => c.Id == id && c.PublishedAt != null, ct) ?? throw No.Unknown();
        await Scope.MustPlan(found, caller, roster, ct);
        return Card(found);
    }

    /// <summary>The campaigns a person in these neighbourhoods, or with no bounds, may see; newest cut-off first.</summary>
    public async Task<IReadOnlyList<CampaignCard>> Recent(IReadOnlyCollection<Guid>? neighbourhoods, DateTimeOffset closingAfter, CancellationToken ct)
    {
        var rows = db.Set<Campaign>().AsNoTracking().Include(c => c.Items).Where(c => c.PublishedAt != null && c.ClosesAt >= closingAfter);
        return [.. (await Within(rows, neighbourhoods).OrderByDescending(c => c.ClosesAt).Take(100).ToListAsync(ct)).Select(Card)];
    }

    internal static IQueryable<Campaign> Within(IQueryable<Campaign> rows, IReadOnlyCollection<Guid>? neighbourhoods)
    {
        if (neighbourhoods is null) return rows;
        NeighbourhoodId[] ids = [.. neighbourhoods.Select(n => new NeighbourhoodId(n))];
        return rows.Where(c => c.Areas.Any(a => ids.Contains(a.Neighbourhood)));
    }

    /// <summary>
    /// Takes what many households want at once, first come first served; who cannot be served gets the reason.
    /// The items are changed by conditional statements; if another host was faster, a lost race is thrown
    /// and the caller does all of it again against what is left.
    /// </summary>
    /// <param name="wishes">In the order in which they came. Amounts in units or grams.</param>
    /// <param name="campaigns">From <see cref="Read(IReadOnlyCollection{CampaignId}, CancellationToken)"/> in this transaction.</param>
    /// <param name="free">What the shelf has, for campaigns that sell from it.</param>
    public async Task<IReadOnlyList<Served<Granted>>> Take(
        IReadOnlyList<Wish> wishes, IReadOnlyDictionary<CampaignId, CampaignCard> campaigns,
        IReadOnlyDictionary<SkuId, long> free, CancellationToken ct)
    {
        var taking = await Begin(wishes, campaigns, free, ct);
        var served = wishes.Select(w => taking.Serve(w)).ToList();
        await Write(taking, ct);
        await Join(wishes.Zip(served).Where(x => x.Second.No is null).Select(x => (x.First.Campaign, x.First.Household)), +1, ct);
        return served;
    }

    /// <summary>
    /// Changes what households have: each change is granted whole or not at all, and who is refused keeps what it had.
    /// An amount that stays or shrinks is never refused.
    /// </summary>
    /// <param name="campaigns">Read in this transaction, as for <see cref="Take"/>.</param>
    public async Task<IReadOnlyList<Served<Granted>>> Change(
        IReadOnlyList<(Wish From, Wish To)> changes, IReadOnlyDictionary<CampaignId, CampaignCard> campaigns,
        IReadOnlyDictionary<SkuId, long> free, CancellationToken ct)
    {
        var taking = await Begin([.. changes.Select(c => c.To)], campaigns, free, ct);
        var served = changes.Select(c => taking.Serve(c.To, c.From)).ToList();
        await Write(taking, ct);
        return served;
    }

    async Task<Taking> Begin(
        IReadOnlyList<Wish> wishes, IReadOnlyDictionary<CampaignId, CampaignCard> campaigns,
        IReadOnlyDictionary<SkuId, long> free, CancellationToken ct)
    {
        await db.Begin(ct);
        return new(
            campaigns, await goods.Find([.. campaigns.Values.SelectMany(c => c.Items).Select(i => i.Sku).Distinct()], ct),
            await Before(wishes, ct), free, clock.GetUtcNow());
    }

    async Task Write(Taking taking, CancellationToken ct)
    {
        foreach (var (item, amount) in taking.Items.Where(i => i.Value != 0).OrderBy(i => i.Key.Campaign.Value).ThenBy(i => i.Key.Sku.Value))
        {
            var row = db.Set<CampaignItem>().Where(i => i.Campaign == item.Campaign && i.Sku == item.Sku);
            row = amount > 0
                ? row.Where(i => i.State == ItemState.Selling && (i.Total == null || i.Taken + amount <= i.Total))
                : row.Where(i => i.State != ItemState.Closed && i.Taken + amount >= 0);
            Won(await row.ExecuteUpdateAsync(i => i.SetProperty(x => x.Taken, x => x.Taken + amount), ct));
        }

        await Count(taking.Limited, ct);
    }

    /// <summary>Gives back what was taken, before or after cut-off. An amended order gives back all and takes anew.</summary>
    public async Task GiveBack(IReadOnlyList<Wish> wishes, CancellationToken ct)
    {
        await db.Begin(ct);
        foreach (var line in wishes.SelectMany(w => w.Lines, (w, l) => (w.Campaign, l.Sku, l.Amount))
            .GroupBy(l => (l.Campaign, l.Sku), l => l.Amount).OrderBy(l => l.Key.Campaign.Value).ThenBy(l => l.Key.Sku.Value))
        {
            var amount = line.Sum();
            Won(await db.Set<CampaignItem>().Where(i => i.Campaign == line.Key.Campaign && i.Sku == line.Key.Sku && i.Taken >= amount)
                .ExecuteUpdateAsync(i => i.SetProperty(x => x.Taken, x => x.Taken - amount), ct));
        }

        foreach (var wish in wishes)
            foreach (var line in wish.Lines)
                await db.Set<HouseholdTaking>()
                    .Where(t => t.Campaign == wish.Campaign && t.Household == wish.Household && t.Sku == line.Sku)
                    .ExecuteUpdateAsync(t => t.SetProperty(x => x.Amount, x => x.Amount - line.Amount), ct);
        await Join(wishes.Select(w => (w.Campaign, w.Household)), -1, ct);
    }

    /// <summary>
    /// Gives out the next so many numbers of the campaign's chain and returns the first of them. The campaign's row is locked by it
    /// until the caller commits, so no number is given twice, on any number of hosts, and none is left out.
    /// </summary>
    public async Task<int> NextEntries(CampaignId campaign, int howMany, CancellationToken ct)
    {
        await db.Begin(ct);
        var row = db.Set<Campaign>().Where(c => c.Id == campaign);
        Won(await row.ExecuteUpdateAsync(c => c.SetProperty(x => x.Entries, x => x.Entries + howMany), ct));
        return await row.Select(c => c.Entries).SingleAsync(ct) - howMany + 1;
    }

    /// <summary>
    /// A household's order was paid. The campaign's row is locked by the count, so that of many that pay at once
    /// exactly one finds that the deal is reached.
    /// </summary>
    public async Task Paid(CampaignId campaign, HouseholdId household, CancellationToken ct)
    {
        await db.Begin(ct);
        Won(await Of(campaign, household).ExecuteUpdateAsync(p => p.SetProperty(x => x.Paid, x => x.Paid + 1), ct));
        if (await Of(campaign, household).Select(p => p.Paid).SingleAsync(ct) > 1) return;

        var row = db.Set<Campaign>().Where(c => c.Id == campaign);
        await row.ExecuteUpdateAsync(c => c.SetProperty(x => x.JoinedHouseholds, x => x.JoinedHouseholds + 1), ct);
        var now = clock.GetUtcNow();
        var reached = await row.Where(c => c.DealHouseholds != null && c.DealReachedAt == null && c.JoinedHouseholds >= c.DealHouseholds)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.DealReachedAt, now), ct);
        if (reached == 1) db.Raise(new DealReached(campaign, now), campaign.Value);
    }

    /// <summary>A paid order was cancelled before the deal was reached.</summary>
    public async Task Unpaid(CampaignId campaign, HouseholdId household, CancellationToken ct)
    {
        await db.Begin(ct);
        Won(await Of(campaign, household).Where(p => p.Paid > 0).ExecuteUpdateAsync(p => p.SetProperty(x => x.Paid, x => x.Paid - 1), ct));
        if (await Of(campaign, household).Select(p => p.Paid).SingleAsync(ct) > 0) return;
        await db.Set<Campaign>().Where(c => c.Id == campaign)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.JoinedHouseholds, x => x.JoinedHouseholds - 1), ct);
    }

    IQueryable<Participant> Of(CampaignId campaign, HouseholdId household) =>
        db.Set<Participant>().Where(p => p.Campaign == campaign && p.Household == household);

    async Task<Dictionary<(CampaignId, HouseholdId, SkuId), long>> Before(IReadOnlyList<Wish> wishes, CancellationToken ct)
    {
        CampaignId[] campaigns = [.. wishes.Select(w => w.Campaign).Distinct()];
        HouseholdId[] households = [.. wishes.Select(w => w.Household).Distinct()];
        return await db.Set<HouseholdTaking>().AsNoTracking()
            .Where(t => campaigns.Contains(t.Campaign) && households.Contains(t.Household))
            .ToDictionaryAsync(t => (t.Campaign, t.Household, t.Sku), t => t.Amount, ct);
    }

    async Task Count(IReadOnlyDictionary<(CampaignId Campaign, HouseholdId Household, SkuId Sku), LimitedTaking> limited, CancellationToken ct)
    {
        foreach (var (key, taking) in limited)
        {
            if (taking.Added == 0) continue;
            if (taking.IsNew)
                db.Add(new HouseholdTaking { Campaign = key.Campaign, Household = key.Household, Sku = key.Sku, Amount = taking.Added });
            else
                Won(await db.Set<HouseholdTaking>()
                    .Where(t => t.Campaign == key.Campaign && t.Household == key.Household && t.Sku == key.Sku && t.Amount + taking.Added <= taking.Most)
                    .ExecuteUpdateAsync(t => t.SetProperty(x => x.Amount, x => x.Amount + taking.Added), ct));
        }
    }

    async Task Join(IEnumerable<(CampaignId Campaign, HouseholdId Household)> orders, int by, CancellationToken ct)
    {
        foreach (var campaign in orders.GroupBy(o => o.Campaign, o => o.Household))
        {
            var counts = campaign.CountBy(h => h).ToDictionary();
            HouseholdId[] ids = [.. counts.Keys];
            var known = await db.Set<Participant>().AsNoTracking().Where(p => p.Campaign == campaign.Key && ids.Contains(p.Household))
                .Select(p => p.Household).ToListAsync(ct);
            foreach (var same in known.GroupBy(h => counts[h]))
            {
                HouseholdId[] those = [.. same];
                var change = by * same.Key;
                await db.Set<Participant>().Where(p => p.Campaign == campaign.Key && those.Contains(p.Household))
                    .ExecuteUpdateAsync(p => p.SetProperty(x => x.Orders, x => x.Orders + change), ct);
            }

            foreach (var household in ids.Except(known))
                db.Add(new Participant { Campaign = campaign.Key, Household = household, Orders = counts[household] });
        }
    }

    static void Won(int rows)
    {
        if (rows == 0) throw new DbUpdateConcurrencyException("another host was faster");
    }

    internal static CampaignCard Card(Campaign c) => new(
        c.Id, c.Title, c.Kind, c.Supply, c.Leader, c.CommissionBasisPoints, c.OpensAt, c.ClosesAt, c.CutOffAt,
        c.PickupPoints, c.PickupFrom, c.PickupTo, c.DealHouseholds, c.JoinedHouseholds, c.DealReachedAt,
        [.. c.Items.OrderBy(i => i.Position).Select(i => new ItemCard(i.Sku, i.Price, i.Total, i.PerHousehold, i.Taken, i.State))]);
}

public sealed record CampaignCard(
    CampaignId Id, string Title, CampaignKind Kind, Supply Supply, MemberId Leader, int CommissionBasisPoints,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt, DateTimeOffset? CutOffAt, IReadOnlyList<PickupPointId> PickupPoints,
    DateTimeOffset PickupFrom, DateTimeOffset PickupTo, int? DealHouseholds, int JoinedHouseholds, DateTimeOffset? DealReachedAt,
    IReadOnlyList<ItemCard> Items)
{
    public bool TakesOrdersAt(DateTimeOffset now) => CutOffAt is null && now >= OpensAt && now < ClosesAt;
}

public sealed record ItemCard(SkuId Sku, Money Price, long? Total, long? PerHousehold, long Taken, ItemState State);

/// <summary>What a household wants of one campaign.</summary>
public sealed record Wish(CampaignId Campaign, HouseholdId Household, IReadOnlyList<WishLine> Lines);

/// <param name="Amount">Units, or grams.</param>
public sealed record WishLine(SkuId Sku, long Amount);

/// <summary>The prices at which a wish was granted, one per line.</summary>
public sealed record Granted(IReadOnlyList<GrantedLine> Lines);

public sealed record GrantedLine(SkuCard Sku, long Amount, Money Price, Money Total);
