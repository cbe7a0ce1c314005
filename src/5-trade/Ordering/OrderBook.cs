using Linli.Campaigns;
using Linli.Catalog;
using Linli.Inventory;
using Linli.Ledger;
using Linli.Members;
using Linli.Payments;
using Linli.Places;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>The door (订单簿): what buying, sorting and the pickup desk may ask of orders. The caller's slice commits.</summary>
public sealed class OrderBook(LinliDb db, IServiceProvider services, Stock stock, Book book, Cashier cashier, TimeProvider clock)
{
    /// <summary>
    /// Every line of a campaign's frozen orders, order by order as they were placed, while they are read: a large campaign
    /// need not lie in memory. Nothing else can be asked of the database meanwhile.
    /// </summary>
    public IAsyncEnumerable<FrozenLine> FrozenLines(CampaignId campaign) => Lines(Frozen(campaign)).AsAsyncEnumerable();

    /// <summary>All lines of some orders.</summary>
    public async Task<IReadOnlyList<FrozenLine>> FrozenLines(IReadOnlyCollection<OrderId> orders, CancellationToken ct) =>
        await Lines(Frozen(db.Set<Order>().Where(o => orders.Contains(o.Id)))).ToListAsync(ct);

    /// <summary>Who gets a campaign's frozen orders, and where; in order of placing.</summary>
    public async Task<IReadOnlyList<FrozenOrder>> FrozenOrders(CampaignId campaign, CancellationToken ct) =>
        await Frozen(campaign).OrderBy(o => o.PlacedAt).ThenBy(o => o.Id).Select(o => new FrozenOrder(o.Id, o.Household, o.PickupPoint)).ToListAsync(ct);

    /// <summary>What a campaign's frozen orders need of each sku: units or grams.</summary>
    public async Task<IReadOnlyDictionary<SkuId, long>> Needed(CampaignId campaign, CancellationToken ct) => await (
        from o in Frozen(campaign)
        join l in db.Set<OrderLine>() on o.Id equals l.Order
        group l.Amount by l.Sku into sku
        select new { Sku = sku.Key, Amount = sku.Sum() }).ToDictionaryAsync(n => n.Sku, n => n.Amount, ct);

    IQueryable<Order> Frozen(CampaignId campaign) => Frozen(db.Set<Order>().Where(o => o.Campaign == campaign));

    static IQueryable<Order> Frozen(IQueryable<Order> orders) =>
        orders.Where(o => o.FrozenAt != null && (o.State == OrderState.Confirmed || o.State == OrderState.Completed));

    IQueryable<FrozenLine> Lines(IQueryable<Order> orders) =>
        from o in orders
        join l in db.Set<OrderLine>() on o.Id equals l.Order
        orderby o.PlacedAt, o.Id, l.Position
        select new FrozenLine(
            o.Id, o.Number, o.Campaign, o.Household, o.Neighbourhood, o.Building, o.Leader, o.PickupPoint, o.PlacedAt, o.Payment, o.Note,
            l.Sku, l.Name, l.Unit, l.Measure, l.Per, l.Step, l.Supplier, l.UnitCost, l.Price, l.Amount, l.Allocated, l.Handed,
            Order.Covers(o.Payment, o.Paid, o.Refunded, o.ClaimsRefunded), l.Net, l.Weighed);

    /// <summary>Goods came and are on the shelf: shared first come first served; who gets less gets money back and a message.</summary>
    /// <param name="came">Good units or grams.</param>
    public Task Arrive(CampaignId campaign, SkuId sku, long came, CancellationToken ct) =>
        services.GetRequiredService<Sharing>().Share(campaign, sku, came, ct);

    /// <summary>A scale's reading settles one sku of a bag before it is handed over; said again, nothing changes.</summary>
    /// <param name="orders">Those that lie in the bag.</param>
    public Task Weigh(IReadOnlyCollection<OrderId> orders, SkuId sku, long grams, CancellationToken ct) =>
        services.GetRequiredService<Weighing>().Settle(orders, sku, grams, ct);

    /// <summary>What a household must pay at the desk for what waits for it; nothing when it has paid.</summary>
    public async Task<Money> ToPay(IReadOnlyCollection<OrderId> orders, CancellationToken ct) =>
        (await db.Set<Order>().AsNoTracking().Include(o => o.Lines).Where(o => orders.Contains(o.Id)).ToListAsync(ct)).Sum(o => o.ToPay);

    /// <summary>
    /// Hands goods of one order over, whole or in part: stock leaves, revenue and cost are booked, cash is taken where it is owed.
    /// </summary>
    /// <param name="handOver">Made by the caller; the same hand-over is booked once.</param>
    /// <param name="picks">Units or grams per sku, at most what was allocated and not yet handed over.</param>
    /// <returns>The cash that was taken for it.</returns>
    public async Task<Money> HandOver(Guid handOver, OrderId id, IReadOnlyCollection<Pick> picks, CancellationToken ct)
    {
        await db.Begin(ct);
        var order = await db.Set<Order>().Include(o => o.Lines).FirstOrDefaultAsync(o => o.Id == id, ct) ?? throw No.Unknown();
        if (order.State is not (OrderState.Confirmed or OrderState.Completed) || !order.Frozen) throw No.NotArrived();
        var now = clock.GetUtcNow();
        var values = new List<LineValue>();
        var postings = new List<Posting>();
        foreach (var pick in picks.Where(p => p.Amount != 0))
        {
            if (order.Lines.FirstOrDefault(l => l.Sku == pick.Sku) is not { } line) throw No.Unknown();
            if (line.Allocated is null) throw No.NotArrived();
            if (pick.Amount < 0 || line.Handed + pick.Amount > line.Promised) throw No.HandOverWrong(line.Name);
            values.Add(Hand(order, line, pick.Amount, handOver, postings));
            await stock.HandOver(new(Derive(handOver, id, pick.Sku, "stock")), pick, "order", id.Value, ct);
        }

        if (values.Count == 0) return Money.Zero;
        // The lines already count what is handed over now.
        var cash = order.CashDue;
        await cashier.TakeCash(new(Derive(handOver, id, default, "cash")), id.Value, $"订单 {order.Number} 到店付款", cash, ct);
        await book.Post(postings, ct);
        if (order.HasPoints) await HandOverPoints(order, handOver, picks, ct);
        order.TakeCash(cash);
        order.Log(now, Event.HandedOver, values.Sum(v => v.Value));
        db.Raise(new LinesHandedOver(
            handOver, id, order.Number, order.Campaign, order.Leader, order.CommissionBasisPoints, now, values,
            order.Buyer, order.Household, order.PlacedAt), id.Value);
        order.Complete(now);
        if (order.State == OrderState.Completed) db.Raise(new OrderCompleted(id, order.Campaign), id.Value);
        return cash;
    }

    // The lines already count what is handed over now. What went back before, for want of goods or of weight, is not handed over.
    async Task HandOverPoints(Order order, Guid handOver, IReadOnlyCollection<Pick> picks, CancellationToken ct)
    {
        var points = services.GetRequiredService<PointsBook>();
        foreach (var pick in picks.Where(p => p.Amount > 0))
        {
            var line = order.Lines.Single(l => l.Sku == pick.Sku);
            var kept = order.PointsOf(line, line.Amount) - await points.ReturnedOf(order.Id.Value, line.Sku.Value, ct);
            var now = Math.Min(order.PointsOf(line, line.Handed), kept) - Math.Min(order.PointsOf(line, line.Handed - pick.Amount), kept);
            if (now > 0) await points.HandOver(
                Derive(handOver, order.Id, line.Sku, "points"), order.Id.Value, line.Sku.Value, now, $"{order.Number} {line.Name} 积分抵扣", ct);
        }
    }

    LineValue Hand(Order order, OrderLine line, long amount, Guid handOver, List<Posting> postings)
    {
        // Differences of running totals, so that any number of part hand-overs sum to the line's price to the fen.
        var value = line.ValueOf(line.Handed + amount) - line.ValueOf(line.Handed);
        var cost = line.CostOf(line.Handed + amount) - line.CostOf(line.Handed);
        line.Handed += amount;
        // The rest was not paid, and what was paid for goes: what lay above it is taken out of the bag.
        if (line.Weighed > line.Promised)
        {
            stock.Release([new(line.Sku, line.Weighed.Value - line.Promised)]);
            line.Weighed = line.Promised;
        }

        var (about, text) = (order.Id.Value, $"{order.Number} {line.Name}");
        if (value.Fen > 0)
            postings.Add(new(new(Derive(handOver, order.Id, line.Sku, "sale")), "prepaid", "sales", value, "handed-over", "order", about, line.Sku.Value, text));
        if (cost.Fen > 0)
            postings.Add(new(new(Derive(handOver, order.Id, line.Sku, "cost")), "cost", "stock", cost, "cost", "order", about, line.Sku.Value, text));
        return new(line.Sku, line.Name, amount, value, cost);
    }

    /// <summary>Until when claims are taken for what was handed over, and how many wait for a decision; nothing for an order that is not here.</summary>
    public async Task<AfterSale?> AfterSale(OrderId id, CancellationToken ct)
    {
        var order = await db.Set<Order>().AsNoTracking().Include(o => o.Claims).FirstOrDefaultAsync(o => o.Id == id, ct);
        return order is null ? null : new(order.LastHandedOver.AddHours(Claim.HoursAfterPickup), order.Claims.Count(c => c.State == ClaimState.Open));
    }

    /// <summary>Orders of a leader's campaigns of which a claim waits for its decision.</summary>
    public async Task<IReadOnlyList<OrderId>> WithOpenClaims(MemberId leader, CancellationToken ct) =>
        await db.Set<Claim>().AsNoTracking().Where(c => c.State == ClaimState.Open && db.Set<Order>().Any(o => o.Id == c.Order && o.Leader == leader))
            .Select(c => c.Order).Distinct().ToListAsync(ct);

    /// <summary>Whose order it is, once something of it was taken home; nothing before.</summary>
    public async Task<TakenHome?> TakenHome(OrderId id, CancellationToken ct)
    {
        var order = await db.Set<Order>().AsNoTracking().Include(o => o.Lines).Include(o => o.Claims).FirstOrDefaultAsync(o => o.Id == id, ct);
        return order is null || order.Lines.All(l => l.Handed == 0) ? null : new(order.Household, order.Number, order.WentBack);
    }

    /// <summary>Whose order it is, when it is the first that this household took home.</summary>
    public async Task<HouseholdId?> FirstOf(OrderId id, CancellationToken ct)
    {
        var order = await db.Set<Order>().AsNoTracking().Where(o => o.Id == id).Select(o => new { o.Household, o.PlacedAt }).FirstOrDefaultAsync(ct);
        if (order is null || await db.Set<PastBuyer>().AnyAsync(b => b.Household == order.Household && b.First < order.PlacedAt, ct)) return null;
        return await db.Set<Order>().AnyAsync(
            o => o.Household == order.Household && o.Id != id && o.PlacedAt < order.PlacedAt && o.State == OrderState.Completed, ct) ? null : order.Household;
    }

    /// <summary>Some orders in a few words; archived ones are missing in the answer.</summary>
    public async Task<IReadOnlyList<OrderBrief>> Briefs(IReadOnlyCollection<OrderId> orders, CancellationToken ct) =>
        await Brief(db.Set<Order>().Where(o => orders.Contains(o.Id))).ToListAsync(ct);

    /// <summary>Those of a campaign that stand.</summary>
    public async Task<IReadOnlyList<OrderBrief>> Standing(CampaignId campaign, CancellationToken ct) =>
        await Brief(db.Set<Order>().Where(o => o.Campaign == campaign && o.State == OrderState.Confirmed)).ToListAsync(ct);

    static IQueryable<OrderBrief> Brief(IQueryable<Order> orders) => orders.AsNoTracking().OrderBy(o => o.PlacedAt).ThenBy(o => o.Id)
        .Select(o => new OrderBrief(o.Id, o.Number, o.Campaign, o.Buyer, o.Household, o.PickupPoint, o.State,
            o.Lines.Any(l => l.Handed > 0), o.Lines.OrderBy(l => l.Position).Select(l => l.Name).First(), o.Lines.Count));

    static Guid Derive(Guid handOver, OrderId order, SkuId sku, string what) => Id.Derived(handOver, $"{order.Value}/{sku.Value}/{what}");
}

/// <param name="ClaimsUntil">Counted from the last hand-over.</param>
public sealed record AfterSale(DateTimeOffset ClaimsUntil, int OpenClaims)
{
    public const int ClaimHours = Claim.HoursAfterPickup;
}

/// <param name="AllWentBack">Money or points for all of it.</param>
public sealed record TakenHome(HouseholdId Household, string Number, bool AllWentBack);

/// <param name="Handed">Something of it was taken home.</param>
/// <param name="First">The name of its first line, of so many.</param>
public sealed record OrderBrief(
    OrderId Id, string Number, CampaignId Campaign, MemberId Buyer, HouseholdId Household, PickupPointId Point, OrderState State,
    bool Handed, string First, int Lines);

/// <summary>An order that will be fulfilled.</summary>
public sealed record FrozenOrder(OrderId Id, HouseholdId Household, PickupPointId PickupPoint);

/// <summary>One line of an order that will be fulfilled. Amounts are units or grams.</summary>
/// <param name="Allocated">What of it came; nothing while the goods are on their way.</param>
/// <param name="Net">What the whole line costs after discounts, when there are any.</param>
/// <param name="Weighed">The scale's grams; above what is allocated while the household has not paid the rest.</param>
/// <param name="Covered">The worth of goods of the whole order that is paid for; the rest is paid at the desk, if it is paid there.</param>
public sealed record FrozenLine(
    OrderId Order, string Number, CampaignId Campaign, HouseholdId Household, Guid Neighbourhood, Guid Building, MemberId Leader,
    PickupPointId PickupPoint, DateTimeOffset PlacedAt, string Payment, string Note,
    SkuId Sku, string Name, string Unit, Measure Measure, int Per, int Step, SupplierId? Supplier, Money UnitCost, Money Price,
    long Amount, long? Allocated, long Handed, Money Covered, Money? Net = null, long? Weighed = null)
{
    public bool PaysAtDesk => Payment is Ordering.Order.Cash or Ordering.Order.Outside;
    public Money Total => ValueOf(Amount);

    /// <summary>What the first so many units or grams cost, discounts taken off; differences of it sum exactly to the total.</summary>
    public Money ValueOf(long amount) => OrderLine.Worth(Price, Per, Net, Amount, amount);
}
