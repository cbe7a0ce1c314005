using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Fulfilment;

/// <summary>Gives the rows of the five views their names.</summary>
sealed class Naming(Goods goods, Roster roster, Map map)
{
    const int MostAtOnce = 1000;

    public async Task<Func<View, ViewRow, string>> Of(Consolidation of, CancellationToken ct)
    {
        var skus = new Dictionary<SkuId, SkuCard>();
        foreach (var some in Keys(of, View.Sku).Select(k => new SkuId(k)).Chunk(MostAtOnce))
            foreach (var (id, card) in await goods.Find(some, ct)) skus[id] = card;
        var suppliers = skus.Values.Where(s => s.Supplier is not null).GroupBy(s => s.Supplier!.Value.Value)
            .ToDictionary(g => g.Key, g => g.First().SupplierName ?? "");
        var points = await map.Points([.. Keys(of, View.PickupPoint).Select(k => new PickupPointId(k))], ct);
        var leaders = await roster.Names([.. Keys(of, View.Leader).Select(k => new MemberId(k))], ct);
        var buildings = await map.Buildings([.. Keys(of, View.Building).Select(k => new BuildingId(k))], ct);
        var areas = await map.Neighbourhoods(
            [.. of.Views[View.Building].Select(r => new NeighbourhoodId(r.Within!.Value)).Distinct()], ct);

        return (view, row) => row.Key is not { } key ? "" : view switch
        {
            View.Supplier => suppliers.GetValueOrDefault(key, ""),
            View.Sku => row.Items[0].Name,
            View.PickupPoint => points[new(key)].Name,
            View.Leader => leaders.GetValueOrDefault(new(key), ""),
            View.Building => string.Join(' ', areas[new(row.Within!.Value)], buildings.GetValueOrDefault(new(key), "")),
            _ => throw new InvalidOperationException($"no such view: {view}"),
        };
    }

    static IEnumerable<Guid> Keys(Consolidation of, View view) => of.Views[view].Select(r => r.Key).OfType<Guid>();
}
