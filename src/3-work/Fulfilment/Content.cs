using Linli.Catalog;
using Linli.Inventory;
using Linli.Ordering;

namespace Linli.Fulfilment;

/// <summary>One sku of a bag. Amounts are units or grams.</summary>
/// <param name="Weighed">The scale's grams; above the amount while the household has not paid the rest.</param>
/// <param name="Rest">What it may pay for that.</param>
sealed record ContentLine(SkuId Sku, string Name, string Unit, Measure Measure, long Amount, long Handed, long? Weighed, Money Rest)
{
    public long InBag => Math.Max(Amount, Weighed ?? 0);

    public long Left => Amount - Handed;
}

/// <summary>What is handed over of one order, and the cash it costs.</summary>
sealed record OrderPicks(OrderId Order, IReadOnlyCollection<Pick> Picks, Money Cash);

/// <summary>What belongs into a bag, according to its orders.</summary>
sealed class Content(IReadOnlyList<FrozenLine> lines)
{
    /// <summary>One line per sku in the order of placing; what did not come is not in it.</summary>
    public IReadOnlyList<ContentLine> Lines { get; } =
    [
        .. lines.GroupBy(l => l.Sku).Select(g => new ContentLine(
            g.Key, g.First().Name, g.First().Unit, g.First().Measure, g.Sum(Promised), g.Sum(l => l.Handed),
            g.Any(l => l.Weighed is not null) ? g.Sum(l => l.Weighed ?? Promised(l)) : null, g.Sum(l => Rest(l))))
            .Where(l => l.Amount > 0),
    ];

    public bool HasArrived => lines.Count > 0 && lines.All(l => l.Allocated is not null);

    public bool IsHandedOver => lines.Count > 0 && lines.All(l => l.Allocated is not null && l.Handed >= l.Allocated);

    /// <summary>Weighed goods only: nobody knows what a piece weighs.</summary>
    public long WeightGrams => Lines.Where(l => l.Measure == Measure.Weight).Sum(l => l.InBag);

    /// <summary>What is owed in cash for what is left in it.</summary>
    public Money ToPay => lines.GroupBy(l => l.Order).Sum(order => Owed(order, l => Promised(l) - l.Handed));

    /// <summary>
    /// Takes the wanted amounts from the orders in order of placing; the same sku may lie in several orders of the
    /// household.
    /// </summary>
    public IReadOnlyList<OrderPicks> Take(IReadOnlyDictionary<SkuId, long> wanted)
    {
        foreach (var (sku, amount) in wanted)
            if (amount <= 0 || !(Lines.FirstOrDefault(l => l.Sku == sku)?.Left >= amount)) throw No.AmountWrong();

        var left = wanted.ToDictionary();
        var taken = new List<(FrozenLine Line, long Amount)>();
        foreach (var line in lines)
        {
            var amount = Math.Min(left.GetValueOrDefault(line.Sku), Promised(line) - line.Handed);
            if (amount <= 0) continue;
            left[line.Sku] -= amount;
            taken.Add((line, amount));
        }

        return [.. taken.GroupBy(t => t.Line.Order).Select(order => new OrderPicks(
            order.Key,
            [.. order.Select(t => new Pick(t.Line.Sku, t.Amount))],
            Owed(lines.Where(l => l.Order == order.Key), line => order.FirstOrDefault(t => t.Line == line).Amount)))];
    }

    static Money Rest(FrozenLine line) => line.PaysAtDesk || line.Handed > 0 || !(line.Weighed > Promised(line))
        ? Money.Zero : line.ValueOf(line.Weighed.Value) - line.ValueOf(Promised(line));

    static long Promised(FrozenLine line) => line.Allocated ?? line.Amount;

    // From running totals, as the order book counts them, so that parts sum to the price to the fen.
    static Money Owed(IEnumerable<FrozenLine> order, Func<FrozenLine, long> now)
    {
        FrozenLine[] all = [.. order];
        if (!all[0].PaysAtDesk) return Money.Zero;
        var owed = all.Sum(l => l.ValueOf(l.Handed + now(l))) - all[0].Covered;
        return owed.Fen > 0 ? owed : Money.Zero;
    }
}

/// <summary>Reads what belongs into many bags at once.</summary>
sealed class Contents(OrderBook orders)
{
    const int MostOrdersAtOnce = 1000;

    public async Task<IReadOnlyDictionary<PickupId, Content>> Of(IReadOnlyCollection<Pickup> bags, CancellationToken ct)
    {
        var lines = await Lines([.. bags.SelectMany(b => b.Orders).Select(o => o.Order)], ct);
        return bags.ToDictionary(b => b.Id, b => Of(b, lines));
    }

    public async Task<Content> Of(Pickup bag, CancellationToken ct) => (await Of([bag], ct))[bag.Id];

    public static Content Of(Pickup bag, ILookup<OrderId, FrozenLine> lines) =>
        new([.. bag.Orders.SelectMany(o => lines[o.Order]).OrderBy(l => l.PlacedAt).ThenBy(l => l.Order.Value)]);

    /// <summary>The lines of orders that are still to be fulfilled; dropped orders have none.</summary>
    public async Task<ILookup<OrderId, FrozenLine>> Lines(IReadOnlyCollection<OrderId> ids, CancellationToken ct)
    {
        var lines = new List<FrozenLine>();
        foreach (var some in ids.Chunk(MostOrdersAtOnce)) lines.AddRange(await orders.FrozenLines(some, ct));
        return lines.ToLookup(l => l.Order);
    }
}
