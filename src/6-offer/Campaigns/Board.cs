using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>The door: what rooms above may ask of campaigns and take from them. The caller's slice commits.</summary>
public sealed class Board(LinliDb db, Goods goods, Mailbox mailbox, TimeProvider clock)
{
    /// <summary>The published campaigns among these ids, as they are now, with what is taken of each item.</summary>
    /// <param name="skus">Only these items of them, when given.</param>
    public async Task<IReadOnlyDictionary<CampaignId, CampaignCard>> Read(
        IReadOnlyCollection<CampaignId> ids, CancellationToken ct, IReadOnlyCollection<SkuId>? skus = null)
    {
        if (ids.Count == 0) return new Dictionary<CampaignId, CampaignCard>();
        var rows = db.Set<Campaign>().AsNoTracking().Where(c => ids.Contains(c.Id) && c.PublishedAt != null);
        rows = skus is null ? rows.Include(c => c.Items) : rows.Include(c => c.Items.Where(i => skus.Contains(i.Sku)));
        return (await rows.ToListAsync(ct)).ToDictionary(c => c.Id, Card);
    }

    /// <summary>
    /// The same for a counter, as it was at most a second ago: who would be refused by it must be looked at anew. What is taken then
    /// holds by the conditions of <see cref="Take"/> all the same.
    /// </summary>
    public Task<IReadOnlyDictionary<CampaignId, CampaignCard>> Known(IReadOnlyCollection<CampaignId> ids, CancellationToken ct) =>
        db.Known([typeof(Campaign), typeof(CampaignItem)], ids, missing => Read(missing, ct));

    /// <summary>Which of these campaigns were cut off and whose goods were to be picked up before this moment.</summary>
    public async Task<IReadOnlySet<CampaignId>> Over(IReadOnlyCollection<CampaignId> ids, DateTimeOffset before, CancellationToken ct) =>
        (await db.Set<Campaign>().Where(c => ids.Contains(c.Id) && c.CutOffAt != null && c.PickupTo < before).Select(c => c.Id).ToListAsync(ct)).ToHashSet();

    /// <summary>What campaigns are called, drafts too. Those that are not in this shop are missing in the answer.</summary>
    public async Task<IReadOnlyDictionary<CampaignId, string>> Titles(IReadOnlyCollection<CampaignId> ids, CancellationToken ct)
    {
        var titles = new Dictionary<CampaignId, string>();
        foreach (var some in ids.Chunk(1000))
            foreach (var c in await db.Set<Campaign>().Where(c => some.Contains(c.Id)).Select(c => new { c.Id, c.Title }).ToListAsync(ct))
                titles[c.Id] = c.Title;
        return titles;
    }

    public async Task<CampaignCard> Read(CampaignId id, CancellationToken ct) =>
        (await Read([id], ct)).GetValueOrDefault(id) ?? throw No.Unknown();

    /// <summary>How far a published campaign is, for everybody to see; nothing for one that is not.</summary>
    public async Task<CampaignProgress?> Progress(CampaignId id, CancellationToken ct)
    {
        if (await db.Set<Campaign>().AsNoTracking().Include(c => c.Items).FirstOrDefaultAsync(c => c.Id == id && c.PublishedAt != null, ct) is not { } c) return null;
        var orders = await db.Set<Participant>().Where(p => p.Campaign == id).SumAsync(p => p.Orders, ct);
        var (now, state) = (clock.GetUtcNow(), c.StateAt(clock.GetUtcNow()));
        var over = state == CampaignState.CutOff;
        var interested = state == CampaignState.Announced ? await db.Set<Interest>().CountAsync(i => i.Campaign == id, ct) : 0;
        var failed = over && c.DealMost is not null ? await db.Set<Participant>().CountAsync(p => p.Campaign == id && p.Failed, ct) : 0;
        return new(
            c.Id, state, c.CutOffAt, orders, interested, c.JoinedHouseholds, c.DealReachedAt,
            c.Deal?.Say(c.ClosesAt, now, over, failed, "zh"), c.Deal?.Say(c.ClosesAt, now, over, failed, "en"),
            [.. c.Items.OrderBy(i => i.Position).Select(i => new ItemProgress(i.Sku, i.Taken, i.Total - i.Taken, i.State))]);
    }

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
    /// The items are changed by conditional statements as the caller saves; if another host was faster, a lost race is thrown
    /// then, and the caller does all of it again against what is left.
    /// </summary>
    /// <param name="wishes">In the order in which they came. Amounts in units or grams.</param>
    /// <param name="campaigns">From <see cref="Read(IReadOnlyCollection{CampaignId}, CancellationToken, IReadOnlyCollection{SkuId})"/> in this transaction.</param>
    /// <param name="skus">All that stand in those campaigns.</param>
    /// <param name="free">What the shelf has, for campaigns that sell from it.</param>
    public async Task<IReadOnlyList<Served<Granted>>> Take(
        IReadOnlyList<Wish> wishes, IReadOnlyDictionary<CampaignId, CampaignCard> campaigns,
        IReadOnlyDictionary<SkuId, SkuCard> skus, IReadOnlyDictionary<SkuId, long> free, CancellationToken ct)
    {
        var taking = new Taking(campaigns, skus, await Before(wishes, campaigns, ct), free, clock.GetUtcNow());
        var served = wishes.Select(w => taking.Serve(w)).ToList();
        Gate.Join(db, wishes.Zip(served).Where(x => x.Second.No is null).Select(x => (x.First.Campaign, x.First.Household)), +1);
        Gate.Pass(db, taking);
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
        var skus = await goods.Find([.. campaigns.Values.SelectMany(c => c.Items).Select(i => i.Sku).Distinct()], ct);
        var taking = new Taking(campaigns, skus, await Before([.. changes.Select(c => c.To)], campaigns, ct), free, clock.GetUtcNow());
        var served = changes.Select(c => taking.Serve(c.To, c.From)).ToList();
        Gate.Pass(db, taking);
        return served;
    }

    /// <summary>Gives back what was taken, before or after cut-off, as the caller saves.</summary>
    public void GiveBack(IReadOnlyList<Wish> wishes)
    {
        Gate.Join(db, wishes.Select(w => (w.Campaign, w.Household)), -1);
        Gate.Return(db, wishes);
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
    /// exactly one finds that a group of the deal is reached.
    /// </summary>
    public async Task Paid(CampaignId campaign, HouseholdId household, CancellationToken ct)
    {
        db.Tell(campaign.Value);
        await db.Begin(ct);
        Won(await Of(campaign, household).ExecuteUpdateAsync(p => p.SetProperty(x => x.Paid, x => x.Paid + 1), ct));
        if (await Of(campaign, household).Select(p => p.Paid).SingleAsync(ct) > 1) return;

        var row = db.Set<Campaign>().Where(c => c.Id == campaign);
        await row.ExecuteUpdateAsync(c => c.SetProperty(x => x.JoinedHouseholds, x => x.JoinedHouseholds + 1), ct);
        if (await row.AsNoTracking().Where(c => c.DealHouseholds != null).FirstOrDefaultAsync(ct) is { } deal)
            await Dealing.Join(db, mailbox, deal, household, clock.GetUtcNow(), ct);
    }

    /// <summary>Those who paid for a group deal and whose group is not reached.</summary>
    public async Task<IReadOnlyList<HouseholdId>> Waiting(CampaignCard campaign, CancellationToken ct) => campaign.Deal is not { } deal ? []
        : await Dealing.Joined(db, campaign.Id).Skip(deal.In).Select(p => p.Household).ToListAsync(ct);

    /// <summary>A paid order was cancelled, or its deal was not reached.</summary>
    /// <param name="failed">Its group was not reached.</param>
    public async Task Unpaid(CampaignId campaign, HouseholdId household, CancellationToken ct, bool failed = false)
    {
        db.Tell(campaign.Value);
        await db.Begin(ct);
        Won(await Of(campaign, household).Where(p => p.Paid > 0).ExecuteUpdateAsync(p => p.SetProperty(x => x.Paid, x => x.Paid - 1), ct));
        if (await Of(campaign, household).Select(p => p.Paid).SingleAsync(ct) > 0) return;
        if (failed) await Of(campaign, household).ExecuteUpdateAsync(p => p.SetProperty(x => x.Failed, true), ct);
        await db.Set<Campaign>().Where(c => c.Id == campaign)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.JoinedHouseholds, x => x.JoinedHouseholds - 1), ct);
    }

    IQueryable<Participant> Of(CampaignId campaign, HouseholdId household) =>
        db.Set<Participant>().Where(p => p.Campaign == campaign && p.Household == household);

    async Task<Dictionary<(CampaignId, HouseholdId, SkuId), long>> Before(
        IReadOnlyList<Wish> wishes, IReadOnlyDictionary<CampaignId, CampaignCard> all, CancellationToken ct)
    {
        CampaignId[] limited = [.. all.Values.Where(c => c.Items.Any(i => i.PerHousehold is not null)).Select(c => c.Id)];
        if (limited.Length == 0) return [];
        HouseholdId[] households = [.. wishes.Select(w => w.Household).Distinct()];
        return await db.Set<HouseholdTaking>().AsNoTracking()
            .Where(t => limited.Contains(t.Campaign) && households.Contains(t.Household))
            .ToDictionaryAsync(t => (t.Campaign, t.Household, t.Sku), t => t.Amount, ct);
    }

    static void Won(int rows)
    {
        if (rows == 0) throw new DbUpdateConcurrencyException("another host was faster");
    }

    internal static CampaignCard Card(Campaign c) => new(
        c.Id, c.Title, c.Kind, c.Supply, c.Leader, c.CommissionBasisPoints, c.OpensAt, c.ClosesAt, c.CutOffAt,
        c.PickupPoints, c.PickupFrom, c.PickupTo, c.DealHouseholds, c.JoinedHouseholds, c.DealReachedAt,
        [.. c.Items.OrderBy(i => i.Position).Select(i => new ItemCard(i.Sku, i.Price, i.Total, i.PerHousehold, i.Taken, i.State) { Steps = i.StepPrices, MemberPrice = i.MemberPrice })])
    {
        Savings = c.Savings ?? [],
        Deal = c.Deal,
    };
}

public sealed record CampaignCard(
    CampaignId Id, string Title, CampaignKind Kind, Supply Supply, MemberId Leader, int CommissionBasisPoints,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt, DateTimeOffset? CutOffAt, IReadOnlyList<PickupPointId> PickupPoints,
    DateTimeOffset PickupFrom, DateTimeOffset PickupTo, int? DealHouseholds, int JoinedHouseholds, DateTimeOffset? DealReachedAt,
    IReadOnlyList<ItemCard> Items)
{
    /// <summary>满减.</summary>
    public IReadOnlyList<Saving> Savings { get; init; } = [];

    /// <summary>Whether it matters who is a member.</summary>
    public bool HasMemberPrices => Items.Any(i => i.MemberPrice is not null);

    /// <summary>How far its group deal (拼团) is.</summary>
    public Deal? Deal { get; init; }

    public bool TakesOrdersAt(DateTimeOffset now) => CutOffAt is null && now >= OpensAt && now < ClosesAt;
}

public sealed record ItemCard(SkuId Sku, Money Price, long? Total, long? PerHousehold, long Taken, ItemState State)
{
    /// <summary>阶梯价.</summary>
    public IReadOnlyList<StepPrice> Steps { get; init; } = [];

    /// <summary>会员价, for any amount.</summary>
    public Money? MemberPrice { get; init; }

    /// <summary>The price at which so many units or grams are sold: that of the last step they reach.</summary>
    public Money PriceFor(long amount)
    {
        var price = Price;
        foreach (var step in Steps)
            if (amount >= step.From) price = step.Price;
        return price;
    }
}

/// <summary>What changes of a campaign while people look at it. Nobody's name or order stands in it.</summary>
/// <param name="DealText">Where the deal stands, in Chinese: the same goes to everybody, whatever they read.</param>
public sealed record CampaignProgress(
    CampaignId Id, CampaignState State, DateTimeOffset? CutOffAt, int Orders, int Interested, int JoinedHouseholds, DateTimeOffset? DealReachedAt,
    string? DealText, string? DealTextEn, IReadOnlyList<ItemProgress> Items)
{
    /// <summary>How many orders can be fetched: counted by the room that keeps them.</summary>
    public int Arrived { get; init; }
}

/// <param name="Left">Units or grams; nothing when there is no total.</param>
public sealed record ItemProgress(SkuId Sku, long Taken, long? Left, ItemState State);

/// <summary>What a household wants of one campaign.</summary>
public sealed record Wish(CampaignId Campaign, HouseholdId Household, IReadOnlyList<WishLine> Lines);

/// <param name="Amount">Units, or grams.</param>
public sealed record WishLine(SkuId Sku, long Amount);

/// <summary>The prices at which a wish was granted, one per line.</summary>
public sealed record Granted(IReadOnlyList<GrantedLine> Lines);

public sealed record GrantedLine(SkuCard Sku, long Amount, Money Price, Money Total);
