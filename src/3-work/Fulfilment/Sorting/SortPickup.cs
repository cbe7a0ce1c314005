using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Fulfilment;

/// <summary>分拣: PUT /api/pickups/{pickup}/sorted — what was put into the bag; said again, nothing changes.</summary>
static class SortPickup
{
    /// <param name="Amount">Units or grams; 0 takes it out again.</param>
    /// <param name="Weighed">The grams are what the scale says: the goods are settled at them, by a refund or by asking for the rest.</param>
    public sealed record Line(SkuId Sku, long Amount, bool Weighed = false);

    public sealed record Body(Line[] Lines);

    public static Body Example { get; } = new([new(default, 2)]);

    public static async Task<Ok<BagShown>> Handle(
        PickupId pickup, Body body, LinliDb db, Caller caller, Roster roster, OrderBook orders, Contents contents,
        Showing showing, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var bag = await Scope.Pickup(pickup, db, caller, roster, ct);
        OrderId[] inBag = [.. bag.Orders.Select(o => o.Order)];
        var lines = await contents.Lines(inBag, ct);
        var belongs = Contents.Of(bag, lines).Lines.ToDictionary(l => l.Sku);
        if (body.Lines.Length == 0 || body.Lines.DistinctBy(l => l.Sku).Count() != body.Lines.Length
            || body.Lines.Any(l => l.Amount < 0 || !belongs.TryGetValue(l.Sku, out var b)
                || (l.Weighed ? b.Measure != Measure.Weight || l.Amount == 0 : l.Amount > b.InBag)))
            throw No.SortedWrong();

        Record(bag, body.Lines, clock.GetUtcNow());
        foreach (var line in body.Lines.Where(l => l.Weighed)) await orders.Weigh(inBag, line.Sku, line.Amount, ct);
        await db.Commit(ct);
        if (body.Lines.Any(l => l.Weighed)) lines = await contents.Lines(inBag, ct);
        return TypedResults.Ok((await showing.Bags([bag], lines, ct))[0]);
    }

    static void Record(Pickup bag, Line[] lines, DateTimeOffset now)
    {
        var sorted = bag.Sorted.ToDictionary(l => l.Sku);
        foreach (var line in lines.Where(l => sorted.GetValueOrDefault(l.Sku)?.Amount != l.Amount))
        {
            if (bag.State == PickupState.Done) throw No.AlreadyDone();
            if (sorted.TryGetValue(line.Sku, out var known)) (known.Amount, known.At) = (line.Amount, now);
            else bag.Sorted.Add(new SortedLine { Pickup = bag.Id, Sku = line.Sku, Amount = line.Amount, At = now });
        }
    }
}
