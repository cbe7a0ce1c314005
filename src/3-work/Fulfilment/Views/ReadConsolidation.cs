using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Fulfilment;

/// <summary>汇总: GET /api/campaigns/{campaign}/consolidation — empty until the orders are frozen.</summary>
static class ReadConsolidation
{
    public sealed record Totals(
        int Households, int Orders, int Lines, long AmountPieces, long AmountGrams, Money Money);

    public sealed record Item(SkuId Sku, string Name, string Unit, Measure Measure, long Amount, Money Money);

    /// <param name="Key">Id of what the row is about; empty for goods without a supplier.</param>
    public sealed record Row(
        string Key, string Name, int Households, int Orders, long Pieces, long Grams, Money Money,
        IReadOnlyList<Item> Items);

    public sealed record Views(
        IReadOnlyList<Row> Supplier, IReadOnlyList<Row> Sku, IReadOnlyList<Row> PickupPoint, IReadOnlyList<Row> Leader,
        IReadOnlyList<Row> Building);

    public sealed record Answer(bool Frozen, Totals Totals, Views Views);

    public static async Task<Ok<Answer>> Handle(
        CampaignId campaign, LinliDb db, Caller caller, Roster roster, Board board, OrderBook orders, Naming naming,
        CancellationToken ct)
    {
        var (frozen, of) = await Read(campaign, db, caller, roster, board, orders, ct);
        var name = await naming.Of(of, ct);
        IReadOnlyList<Row> Rows(View view) => [.. of.Views[view].Select(r => Shape(r, name(view, r)))];
        var t = of.Totals;
        return TypedResults.Ok(new Answer(
            frozen, new(t.Households, t.Orders, t.Lines, t.Pieces, t.Grams, t.Money),
            new(Rows(View.Supplier), Rows(View.Sku), Rows(View.PickupPoint), Rows(View.Leader), Rows(View.Building))));
    }

    static Row Shape(ViewRow row, string name)
    {
        var f = row.Figures;
        return new(
            row.Key?.ToString() ?? "", name, f.Households, f.Orders, f.Pieces, f.Grams, f.Money,
            [.. row.Items.Select(i => new Item(i.Sku, i.Name, i.Unit, i.Measure, i.Amount, i.Money))]);
    }

    /// <summary>A leader sees what was ordered in the own neighbourhoods.</summary>
    public static async Task<(bool Frozen, Consolidation Of)> Read(
        CampaignId campaign, LinliDb db, Caller caller, Roster roster, Board board, OrderBook orders,
        CancellationToken ct)
    {
        await board.Read(campaign, ct);
        var led = await Scope.Neighbourhoods(caller, roster, ct);
        var (any, of) = (false, new Consolidation());
        await foreach (var line in orders.FrozenLines(campaign).WithCancellation(ct))
        {
            any = true;
            if (led is null || led.Contains(line.Neighbourhood)) of.Add(line);
        }

        return (any || await db.Set<Wave>().AnyAsync(w => w.Campaign == campaign, ct), of);
    }
}
