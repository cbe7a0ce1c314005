using Linli.Catalog;
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

/// <summary>汇总 — a campaign's frozen order lines added up from five sides. Pure: no database, no names.</summary>
sealed class Consolidation
{
    Consolidation(Figures totals, IReadOnlyDictionary<View, IReadOnlyList<ViewRow>> views) =>
        (Totals, Views) = (totals, views);

    public Figures Totals { get; }

    /// <summary>Rows with the most money first.</summary>
    public IReadOnlyDictionary<View, IReadOnlyList<ViewRow>> Views { get; }

    public static Consolidation Of(IReadOnlyList<FrozenLine> lines)
    {
        var totals = Add(lines);
        var views = Enum.GetValues<View>().ToDictionary(v => v, v => Rows(lines, v));
        foreach (var (view, rows) in views)
            if (Additive(rows) != totals.Additive)
                throw new InvalidOperationException($"the {view} view does not add up");
        return new(totals, views);
    }

    public static (int, long, long, Money) Additive(IReadOnlyList<ViewRow> rows) => (
        rows.Sum(r => r.Figures.Lines), rows.Sum(r => r.Figures.Pieces), rows.Sum(r => r.Figures.Grams),
        rows.Sum(r => r.Figures.Money));

    static IReadOnlyList<ViewRow> Rows(IReadOnlyList<FrozenLine> lines, View view) =>
    [
        .. lines.GroupBy(l => KeyOf(l, view))
            .Select(g => new ViewRow(g.Key, view == View.Building ? g.First().Neighbourhood : null, Add(g), Items(g)))
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

    static IReadOnlyList<ItemFigures> Items(IEnumerable<FrozenLine> lines) =>
    [
        .. lines.GroupBy(l => l.Sku)
            .Select(g => (First: g.First(), Amount: g.Sum(l => l.Amount), Money: g.Sum(l => l.Total)))
            .Select(s => new ItemFigures(s.First.Sku, s.First.Name, s.First.Unit, s.First.Measure, s.Amount, s.Money))
            .OrderBy(i => i.Name, StringComparer.Ordinal).ThenBy(i => i.Sku.Value),
    ];

    static Figures Add(IEnumerable<FrozenLine> lines)
    {
        var (households, orders) = (new HashSet<Guid>(), new HashSet<Guid>());
        var (count, pieces, grams, money) = (0, 0L, 0L, Money.Zero);
        foreach (var line in lines)
        {
            households.Add(line.Household.Value);
            orders.Add(line.Order.Value);
            count++;
            money += line.Total;
            if (line.Measure == Measure.Weight) grams = checked(grams + line.Amount);
            else pieces = checked(pieces + line.Amount);
        }

        return new(households.Count, orders.Count, count, pieces, grams, money);
    }
}
