using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Fulfilment;

/// <summary>分拣: PUT /api/pickups/{pickup}/sorted — what was put into the bag; said again, nothing changes.</summary>
static class SortPickup
{
    /// <param name="Amount">Units or grams; 0 takes it out again.</param>
    public sealed record Line(SkuId Sku, long Amount);

    public sealed record Body(Line[] Lines);

    public static Body Example { get; } = new([new(default, 2)]);

    public static async Task<Ok<BagShown>> Handle(
        PickupId pickup, Body body, LinliDb db, Caller caller, Roster roster, Contents contents, Showing showing,
        TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var bag = await Scope.Pickup(pickup, db, caller, roster, ct);
        var lines = await contents.Lines([.. bag.Orders.Select(o => o.Order)], ct);
        var belongs = Contents.Of(bag, lines).Lines.ToDictionary(l => l.Sku, l => l.Amount);
        if (body.Lines.Length == 0 || body.Lines.DistinctBy(l => l.Sku).Count() != body.Lines.Length
            || body.Lines.Any(l => l.Amount < 0 || l.Amount > belongs.GetValueOrDefault(l.Sku, -1)))
            throw No.SortedWrong();

        Record(bag, body.Lines, clock.GetUtcNow());
        await db.Commit(ct);
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
