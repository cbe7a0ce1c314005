using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;
using Linli.Places;

namespace Linli.Fulfilment;

sealed record HouseholdShown(string Name, string Building, string Room);

sealed record PointShown(PickupPointId Id, string Name);

/// <param name="Weighed">The scale's grams; above the amount while the household has not paid the rest.</param>
sealed record PickupLineShown(SkuId Sku, string Name, string Unit, Measure Measure, long Amount, long Handed, long? Weighed, Money Rest);

/// <param name="Code">Only for its own household, and for whoever looked it up by the code.</param>
/// <param name="ToPay">Cash that is due for what is left in it.</param>
/// <param name="Orders">Numbers as people say them; <paramref name="OrderIds"/> are the same orders by id.</param>
sealed record PickupShown(
    PickupId Id, string? Code, string Bin, PickupState State, HouseholdShown Household, string PhoneTail,
    PointShown PickupPoint, DateTimeOffset From, DateTimeOffset To, Money ToPay, IReadOnlyList<string> Orders,
    IReadOnlyList<OrderId> OrderIds, IReadOnlyList<PickupLineShown> Lines, ProxyShown? Proxy);

/// <summary>Who may fetch it for the household, by which code, until when.</summary>
/// <param name="Code">Only for the household itself.</param>
sealed record ProxyShown(ProxyId Id, string Name, string? Code, DateTimeOffset Until);

/// <param name="Sorted">What was put into the bag; nothing before it was sorted.</param>
sealed record SortingLineShown(SkuId Sku, string Name, string Unit, Measure Measure, long Amount, long? Sorted, long? Weighed, Money Rest);

/// <param name="Number">The order's number, or several.</param>
sealed record BagShown(
    PickupId Pickup, string Bin, HouseholdShown Household, string PhoneTail, long WeightGrams,
    IReadOnlyList<SortingLineShown> Lines, PickupState State, string Number);

/// <summary>Dresses bags with the names of households, buildings and pickup points.</summary>
sealed class Showing(Contents contents, Roster roster, Map map, TimeProvider clock)
{
    const int MostAtOnce = 1000;

    /// <param name="withCode">Which bags may show their code.</param>
    public async Task<IReadOnlyList<PickupShown>> Pickups(
        IReadOnlyList<Pickup> bags, Func<Pickup, bool> withCode, CancellationToken ct)
    {
        var inside = await contents.Of(bags, ct);
        var homes = await Homes(bags, ct);
        var points = await map.Points([.. bags.Select(b => b.Point).Distinct()], ct);
        return [.. bags.Select(b => Shape(
            b, withCode(b) ? b.Code : null, inside[b.Id], homes[b.Household], points[b.Point].Name, clock.GetUtcNow()))];
    }

    static PickupShown Shape(
        Pickup bag, string? code, Content content, (HouseholdShown Home, string PhoneTail) of, string point, DateTimeOffset now) => new(
        bag.Id, code, new Bin(bag.Place).ToString(), bag.State, of.Home, of.PhoneTail,
        new(bag.Point, point), bag.From, bag.To, content.ToPay,
        [.. bag.Orders.Select(o => o.Number)], [.. bag.Orders.Select(o => o.Order)],
        [.. content.Lines.Select(l => new PickupLineShown(l.Sku, l.Name, l.Unit, l.Measure, l.Amount, l.Handed, l.Weighed, l.Rest))],
        bag.ProxyAt(now) is { } proxy ? new(proxy.Id, proxy.Name, code is null ? null : proxy.Code, proxy.Until) : null);

    public async Task<IReadOnlyList<BagShown>> Bags(
        IReadOnlyList<Pickup> bags, ILookup<OrderId, FrozenLine> lines, CancellationToken ct)
    {
        var homes = await Homes(bags, ct);
        return [.. bags.Select(b => Bag(b, Contents.Of(b, lines), homes[b.Household]))];
    }

    static BagShown Bag(Pickup bag, Content content, (HouseholdShown Home, string PhoneTail) of)
    {
        var sorted = bag.Sorted.ToDictionary(l => l.Sku, l => l.Amount);
        return new(
            bag.Id, new Bin(bag.Place).ToString(), of.Home, of.PhoneTail, content.WeightGrams,
            [.. content.Lines.Select(l => new SortingLineShown(
                l.Sku, l.Name, l.Unit, l.Measure, l.Amount,
                sorted.TryGetValue(l.Sku, out var amount) ? Math.Min(amount, l.InBag) : null, l.Weighed, l.Rest))],
            bag.State, string.Join('、', bag.Orders.Select(o => o.Number)));
    }

    async Task<IReadOnlyDictionary<HouseholdId, (HouseholdShown Home, string PhoneTail)>> Homes(
        IReadOnlyList<Pickup> bags, CancellationToken ct)
    {
        var cards = new List<HouseholdCard>();
        foreach (var some in bags.Select(b => b.Household).Distinct().Chunk(MostAtOnce))
            cards.AddRange((await roster.Households(some, ct)).Values);
        var buildings = await map.Buildings([.. cards.Select(c => new BuildingId(c.Building)).Distinct()], ct);
        return cards.ToDictionary(c => c.Id, c =>
            (new HouseholdShown(c.Name, buildings.GetValueOrDefault(new(c.Building), ""), c.Room), c.PhoneTail));
    }
}
