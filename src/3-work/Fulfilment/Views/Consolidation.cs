using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Fulfilment;

/// <summary>The five sides from which the same orders are looked at.</summary>
enum View { Supplier, Sku, PickupPoint, Leader, Building }

/// <param name="Pieces">Of goods sold by the piece.</param>
/// <param name="Grams">Of weighed goods.</param>
sealed record Figures(int Households, int Orders, int Lines, long Pieces, long Grams, Money Money)
{
    /// <summary>
    /// What must be the same from every side. A household may buy from two suppliers, so people do not add up.
    /// </summary>
    public (int, long, long, Money) Additive => (Lines, Pieces, Grams, Money);
}

sealed record ItemFigures(SkuId Sku, string Name, string Unit, Measure Measure, long Amount, Money Money);

/// <param name="Key">Id of the supplier, sku, pickup point, leader or building; nothing without a supplier.</param>
/// <param name="Within">The neighbourhood of a building.</param>
sealed record ViewRow(Guid? Key, Guid? Within, Figures Figures, IReadOnlyList<ItemFigures> Items);

/// <summary>
/// 汇总 — a campaign's frozen order lines added up from five sides. Pure: no database, no names. Lines are added as they come
/// and not kept, so that 100,000 orders need little room.
/// </summary>
sealed class Consolidation
{
    static readonly View[] sides = Enum.GetValues<View>();
    readonly Dictionary<HouseholdId, int> households = [];
    readonly Sum totals = new();
    readonly Dictionary<View, Dictionary<Key, Sum>> sums = sides.ToDictionary(v => v, _ => new Dictionary<Key, Sum>());

    Dictionary<View, IReadOnlyList<ViewRow>>? views;

    /// <summary>Nothing is a key, too: goods without a supplier.</summary>
    readonly record struct Key(Guid? Value);

    public static Consolidation Of(IEnumerable<FrozenLine> lines)
    {
        var of = new Consolidation();
        foreach (var line in lines) of.Add(line);
        return of;
    }

    /// <param name="line">The lines of one order come one after the other.</param>
    public void Add(FrozenLine line)
    {
        if (!households.TryGetValue(line.Household, out var household)) households.Add(line.Household, household = households.Count);
        totals.Add(line, household);
        foreach (var view in sides)
        {
            var (rows, key) = (sums[view], new Key(KeyOf(line, view)));
            if (!rows.TryGetValue(key, out var sum)) rows.Add(key, sum = new() { Within = view == View.Building ? line.Neighbourhood : null });
            sum.Add(line, household);
        }
    }

    public Figures Totals => totals.Figures;

    /// <summary>Rows with the most money first.</summary>
    public IReadOnlyDictionary<View, IReadOnlyList<ViewRow>> Views => views ??= AddedUp();

    Dictionary<View, IReadOnlyList<ViewRow>> AddedUp()
    {
        var rows = sums.ToDictionary(v => v.Key, v => Rows(v.Value));
        foreach (var (view, row) in rows)
            if (Additive(row) != Totals.Additive) throw new InvalidOperationException($"the {view} view does not add up");
        return rows;
    }

    public static (int, long, long, Money) Additive(IReadOnlyList<ViewRow> rows) => (
        rows.Sum(r => r.Figures.Lines), rows.Sum(r => r.Figures.Pieces), rows.Sum(r => r.Figures.Grams),
        rows.Sum(r => r.Figures.Money));

    static IReadOnlyList<ViewRow> Rows(Dictionary<Key, Sum> sums) =>
    [
        .. sums.Select(s => new ViewRow(s.Key.Value, s.Value.Within, s.Value.Figures, s.Value.Items))
            .OrderByDescending(r => r.Figures.Money).ThenBy(r => r.Key),
    ];

    static Guid? KeyOf(FrozenLine line, View view) => view switch
    {
        View.Supplier => line.Supplier?.Value,
        View.Sku => line.Sku.Value,
        View.PickupPoint => line.PickupPoint.Value,
        View.Leader => line.Leader.Value,
        View.Building => line.Building,
        _ => throw new InvalidOperationException($"no such view: {view}"),
    };

    sealed class Sum
    {
        readonly HashSet<int> households = [];
        readonly Dictionary<SkuId, ItemFigures> items = [];
        OrderId last;
        int orders, lines;
        long pieces, grams;
        Money money;

        public Guid? Within { get; init; }

        public Figures Figures => new(households.Count, orders, lines, pieces, grams, money);

        public IReadOnlyList<ItemFigures> Items => [.. items.Values.OrderBy(i => i.Name, StringComparer.Ordinal).ThenBy(i => i.Sku.Value)];

        public void Add(FrozenLine line, int household)
        {
            households.Add(household);
            if (lines == 0 || last != line.Order) orders++;
            last = line.Order;
            lines++;
            money += line.Total;
            if (line.Measure == Measure.Weight) grams = checked(grams + line.Amount);
            else pieces = checked(pieces + line.Amount);
            var item = items.GetValueOrDefault(line.Sku) ?? new(line.Sku, line.Name, line.Unit, line.Measure, 0, Money.Zero);
            items[line.Sku] = item with { Amount = checked(item.Amount + line.Amount), Money = item.Money + line.Total };
        }
    }
}
