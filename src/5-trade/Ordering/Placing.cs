using Linli.Campaigns;
using Linli.Catalog;
using Linli.Inventory;
using Linli.Members;
using Linli.Places;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>
/// Serves everybody at the order counter in one transaction: first come first served, each order whole or not at all.
/// The conditional updates behind <see cref="Board.Take"/> and <see cref="Stock.Hold"/> keep the rules on any number of hosts.
/// </summary>
static class Placing
{
    /// <summary>Somebody with coupons or points, in the slice's own transaction: the order and the use of them are one.</summary>
    public static async Task<Placed> ServeAlone(IServiceProvider services, PlaceOrder.Ask ask)
    {
        var served = (await Serve(services, [ask], again: true))[0];
        return served.No is { } no ? throw no : served.Answer!;
    }

    /// <param name="again">Whether a first try failed. It hopes that nobody asks twice (the key of the table lets nobody in twice) and that what was
    /// known of the campaigns a moment ago still holds; who would lose a race or be refused by that is served again by what stands in the database.</param>
    public static async Task<IReadOnlyList<Served<Placed>>> Serve(
        IServiceProvider services, IReadOnlyList<PlaceOrder.Ask> asks, bool again)
    {
        T Get<T>() where T : notnull => services.GetRequiredService<T>();
        var (db, ct) = (Get<LinliDb>(), CancellationToken.None);
        // From here on nobody of this process writes in between, so what is read below is still so when it is written.
        await db.Begin(ct);
        var wanted = asks.SelectMany(a => a.Body.Lines).Select(l => l.Sku).ToHashSet();
        // What was granted once stays granted, whatever was sold or closed since.
        var earlier = again ? await Earlier(db, asks.Select(a => a.Order), ct) : [];
        var homes = await Get<Roster>().KnownHouseholdsOf([.. asks.Select(a => a.Buyer).Distinct()], ct);
        CampaignId[] of = [.. asks.Select(a => a.Campaign).Distinct()];
        var campaigns = again ? await Get<Board>().Read(of, ct, wanted) : await Get<Board>().Known(of, ct);
        var skus = await Get<Goods>().Known([.. campaigns.Values.SelectMany(c => c.Items).Select(i => i.Sku).Where(wanted.Contains).Distinct()], ct);

        // Coupons come only with somebody who is served alone.
        var coupons = asks is [{ Body.Coupons: { Length: > 0 } some, Buyer: var buyer }] && earlier.Count == 0 && homes.TryGetValue(buyer, out var with)
            ? await Get<Coupons>().Read(with.Id, some, ct) : [];
        // So do points.
        var points = asks is [{ Body.Points: not (null or 0), Buyer: var payer } only] && earlier.Count == 0 && homes.TryGetValue(payer, out var theirs)
            ? await Get<PointsBook>().Read(theirs.Id, only.Body.Points.Value, only.Order.Value, ct) : null;

        var members = await Quoting.Members(campaigns.Values, homes.Values.Select(h => h.Id), Get<Memberships>(), ct);

        var answers = new Served<Placed>[asks.Count];
        var taking = new List<(int At, Placement Placement)>();
        var first = new Dictionary<OrderId, int>();
        for (var i = 0; i < asks.Count; i++)
        {
            var ask = asks[i];
            if (earlier.TryGetValue(ask.Order, out var known)) answers[i] = Repeated(ask, known);
            else if (!homes.TryGetValue(ask.Buyer, out var home)) answers[i] = No.HouseholdMissing();
            else if (campaigns.TryGetValue(ask.Campaign, out var campaign) && Refuses(Of(ask, home, coupons, points, members), campaign, skus) is { } no) answers[i] = no;
            else if (first.TryAdd(ask.Order, i)) taking.Add((i, Of(ask, home, coupons, points, members)));
        }

        if (!again && answers.Any(a => a.No is not null)) throw Old();
        if (taking.Count > 0)
        {
            var places = await Get<Map>().KnownPoints([.. taking.Select(t => t.Placement.Point).Distinct()], ct);
            var served = await Place(services, [.. taking.Select(t => t.Placement)], campaigns, skus, ct);
            if (!again && served.Any(s => s.No is not null)) throw Old();
            if ((coupons.Count > 0 || points is not null) && served[0].Answer is { } alone) await Use(services, taking[0].Placement, alone, ct);
            await db.Commit(ct);
            foreach (var ((at, by), one) in taking.Zip(served))
                answers[at] = one.No is { } no ? no : new Placed(one.Answer!, new(campaigns[by.Campaign], by.Home, places[by.Point].Name));
        }

        // The same order asked for twice in one batch: the second gets what the first got.
        for (var i = 0; i < asks.Count; i++)
            if (first.TryGetValue(asks[i].Order, out var at) && at != i && answers[i] is { Answer: null, No: null })
                answers[i] = answers[at].Answer is { } same ? Repeated(asks[i], same.Order) : answers[at];
        await LookAgain(db, asks, answers, ct);
        return answers;
    }

    // Whoever sent it twice may be refused by what the first of the two took at another host's counter meanwhile: then they have it.
    static async Task LookAgain(LinliDb db, IReadOnlyList<PlaceOrder.Ask> asks, Served<Placed>[] answers, CancellationToken ct)
    {
        List<int> refused = [.. Enumerable.Range(0, asks.Count).Where(i => answers[i].No is not null)];
        if (refused.Count == 0) return;
        var since = await Earlier(db, refused.Select(i => asks[i].Order), ct);
        foreach (var i in refused)
            if (since.TryGetValue(asks[i].Order, out var known)) answers[i] = Repeated(asks[i], known);
    }

    static async Task Use(IServiceProvider services, Placement by, Order order, CancellationToken ct)
    {
        await services.GetRequiredService<Coupons>().Use(by.Home.Id, order.Coupons, order.Id.Value, ct);
        if (order.HasPoints) await services.GetRequiredService<PointsBook>().Spend(by.Home.Id, order.Quote!.Points, order.Id.Value, order.Number, ct);
        if (!order.IsFree) return;
        // The deal counts who is in the campaign, so that is written first.
        await services.GetRequiredService<LinliDb>().SaveChangesAsync(ct);
        await services.GetRequiredService<Board>().Paid(order.Campaign, order.Household, ct);
    }

    static DbUpdateConcurrencyException Old() => new("somebody would be refused by what was known a moment ago");

    // Mostly there are none: looking for them alone looks only into the months their ids name, not into those their lines might lie in.
    static async Task<Dictionary<OrderId, Order>> Earlier(LinliDb db, IEnumerable<OrderId> asked, CancellationToken ct)
    {
        OrderId[] ids = [.. asked];
        var orders = db.Set<Order>().AsNoTracking().Where(o => ids.Contains(o.Id));
        return await orders.AnyAsync(ct) ? await orders.Include(o => o.Lines).ToDictionaryAsync(o => o.Id, ct) : [];
    }

    static Served<Placed> Repeated(PlaceOrder.Ask ask, Order known) => known.Asked == ask.Asked ? new Placed(known, null) : No.IdTaken();

    /// <summary>Places orders that were checked, first come first served, in the caller's transaction; the caller commits.</summary>
    /// <param name="campaigns">Read in this transaction.</param>
    /// <param name="skus">All that stand in those campaigns.</param>
    public static async Task<IReadOnlyList<Served<Order>>> Place(
        IServiceProvider services, IReadOnlyList<Placement> placements, IReadOnlyDictionary<CampaignId, CampaignCard> campaigns,
        IReadOnlyDictionary<SkuId, SkuCard> skus, CancellationToken ct)
    {
        T Get<T>() where T : notnull => services.GetRequiredService<T>();
        var (db, stock, clock) = (Get<LinliDb>(), Get<Stock>(), Get<TimeProvider>());
        await db.Begin(ct);
        // Taken before the goods are: an order that was let in before the cut-off is stamped before it, however long it waits for its rows.
        var now = clock.GetUtcNow();
        SkuId[] shelf = [.. placements.Where(p => campaigns.GetValueOrDefault(p.Campaign)?.Supply == Supply.Shelf).SelectMany(p => p.Lines).Select(l => l.Sku).Distinct()];
        var free = shelf.Length == 0 ? new Dictionary<SkuId, long>() : await stock.Free(shelf, ct);
        var granted = await Get<Board>().Take([.. placements.Select(p => new Wish(p.Campaign, p.Home.Id, p.Lines))], campaigns, skus, free, ct);
        var holdMinutes = placements.Any(p => Order.IsOnline(p.Payment)) ? (await Get<Map>().KnownShop(ct)).HoldMinutes : 0;
        var served = placements.Zip(granted).Select(x => x.Second.No is { } no
            ? new Served<Order>(null, no)
            : Make(x.First, campaigns[x.First.Campaign], x.Second.Answer!, holdMinutes, now)).ToList();
        List<Order> orders = [.. served.Where(s => s.No is null).Select(s => s.Answer!)];
        stock.Hold([.. orders.Where(o => campaigns[o.Campaign].Supply == Supply.Shelf).SelectMany(o => o.Lines).Select(l => new Pick(l.Sku, l.Amount))]);
        await Entries.Number(db, Get<Board>(), orders, campaigns, ct);
        db.InsertAtLast(orders);
        db.InsertAtLast([.. orders.SelectMany(o => o.Lines)]);
        foreach (var order in orders)
            if (order.PayBy is { } payBy) db.Raise(new PayTimeOver(order.Id), order.Id.Value, at: payBy);
        return served;
    }

    /// <summary>What is wrong with it before anything is taken.</summary>
    public static Refusal? Refuses(Placement placement, CampaignCard campaign, IReadOnlyDictionary<SkuId, SkuCard> skus)
    {
        if (!campaign.PickupPoints.Contains(placement.Point)) return No.PointNotOffered();
        if (campaign.Kind == CampaignKind.GroupDeal && placement.Payment is Order.Cash or Order.Outside) return No.GroupDealIsPaidOnline();
        foreach (var line in placement.Lines)
            if (skus.TryGetValue(line.Sku, out var sku) && line.Amount % sku.Step != 0)
                return No.AmountNotInSteps(sku.Name, sku.Measure == Measure.Weight ? $"{sku.Step} 克" : $"{sku.Step} {sku.Unit}");
        return Quoting.Refuses(campaign, placement.Lines, skus, placement.Coupons, placement.Points, placement.IsMember);
    }

    static Placement Of(
        PlaceOrder.Ask ask, HouseholdCard home, IReadOnlyList<CouponTerms> coupons, PointsWanted? points, IReadOnlySet<HouseholdId> members) => new(
        ask.Order, ask.Campaign, ask.Buyer, home, ask.Body.PickupPoint ?? new(home.PickupPoint ?? Guid.Empty), ask.Body.Payment, ask.Body.Note,
        ask.Asked, [.. ask.Body.Lines.Select(l => new WishLine(l.Sku, l.Amount))])
        {
            Coupons = coupons,
            Points = points,
            IsMember = members.Contains(home.Id),
        };

    static Order Make(Placement placement, CampaignCard campaign, Granted granted, int holdMinutes, DateTimeOffset now)
    {
        var order = new Order
        {
            Id = placement.Order,
            Number = NumberOf(placement.Order),
            Campaign = placement.Campaign,
            Buyer = placement.Buyer,
            Household = placement.Home.Id,
            Neighbourhood = placement.Home.Neighbourhood,
            Building = placement.Home.Building,
            Leader = campaign.Leader,
            CommissionBasisPoints = campaign.CommissionBasisPoints,
            PickupPoint = placement.Point,
            Payment = placement.Payment,
            Note = placement.Note,
            Nickname = placement.Nickname,
            PlacedAt = now,
            Asked = placement.Asked,
        };
        order.Place(granted.Lines, Quoting.Of(campaign, granted.Lines, placement.Coupons, placement.Points, placement.IsMember), now);
        // A hold never outlives the cut-off: what is bought then is what is paid by then.
        if (order.State == OrderState.AwaitingPayment) order.PayBy = Min(now.AddMinutes(holdMinutes), campaign.ClosesAt);
        return order;
    }

    /// <summary>Eight digits to say on the phone, from the random part of the id.</summary>
    static string NumberOf(OrderId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return (System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) % 100_000_000).ToString("00000000");
    }

    static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}

/// <summary>All that an order to be placed says, whoever asks for it.</summary>
/// <param name="Asked">What was asked for, to know a repetition.</param>
/// <param name="Nickname">Who it is in the WeChat group, when it came from there.</param>
sealed record Placement(
    OrderId Order, CampaignId Campaign, MemberId Buyer, HouseholdCard Home, PickupPointId Point, string Payment, string Note, string Asked,
    IReadOnlyList<WishLine> Lines, string? Nickname = null)
{
    public IReadOnlyList<CouponTerms> Coupons { get; init; } = [];
    public PointsWanted? Points { get; init; }

    /// <summary>Whether member prices are the household's.</summary>
    public bool IsMember { get; init; }
}

/// <summary>An order that was placed: just now, with what was read for it, or before.</summary>
sealed record Placed(Order Order, Dress? Dress);

/// <summary>What an order needs to be shown.</summary>
sealed record Dress(CampaignCard Campaign, HouseholdCard Home, string Point);
