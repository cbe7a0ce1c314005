using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>GET /api/campaigns/{campaign}/chains/{chain} — who stands in it, and what became of each.</summary>
static class ReadChain
{
    public sealed record OrderOf(OrderId Id, string Number, OrderState State, Money Total, Money Paid, Money ToPay);

    public sealed record Home(HouseholdId Id, string Name, string Building, string Room);

    public sealed record LineOf(SkuId Sku, string Name, long Amount, string Unit, Measure Measure, int Per);

    public sealed record Entry(
        string Key, string Nickname, OrderOf? Order, Home? Household, PointShown? Place, IReadOnlyList<LineOf> Lines, string Note, bool SaysPaid,
        ChainState State, ReasonShown? Because, DateTimeOffset At);

    public sealed record Shown(ChainId Id, string Name, IReadOnlyList<Entry> Entries);

    public static async Task<Ok<Shown>> Handle(
        CampaignId campaign, ChainId chain, LinliDb db, Surveying surveying, Roster roster, Caller caller, Audit audit, CancellationToken ct)
    {
        var card = await surveying.Campaign(campaign, ct);
        var found = await surveying.Chain(campaign, chain, ct);
        var ground = await surveying.Of(card, chain, toChange: false, ct);
        var homes = await roster.Households([.. ground.People.Values.Select(p => p.Household).OfType<HouseholdId>().Distinct()], ct);
        var buildings = ground.Buildings.ToDictionary(b => b.Id.Value, b => b.Name);
        var entries = ground.People.Values.OrderBy(p => p.Said.Position).ThenBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => Show(ground, p, p.Household is { } id ? homes.GetValueOrDefault(id) : null, buildings, caller.Language)).ToList();
        audit.Note("read-chain", $"chain {chain.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(new Shown(chain, found.Name, entries));
    }

    static Entry Show(Ground ground, ChainPerson p, HouseholdCard? home, Dictionary<Guid, string> buildings, string language)
    {
        var order = p.Order is { } id ? ground.Orders.GetValueOrDefault(id) : null;
        var holds = p.State is ChainState.Placed && order is not null;
        var lines = holds ? order!.Lines.OrderBy(l => l.Position).Select(l => new SkuAmount(l.Sku, l.Amount)) : p.Said.Lines;
        return new(
            p.Key, p.Said.Nickname, order is null ? null : new(order.Id, order.Number, order.State, order.Total, order.Paid, order.ToPay),
            home is null || !ground.MaySee(home) ? null : new(home.Id, home.Name, buildings.GetValueOrDefault(home.Building, ""), home.Building == Guid.Empty ? "" : home.Room),
            (holds ? order!.PickupPoint : p.Said.Place) is { } place && ground.Points.TryGetValue(place, out var point) ? new(place, point.Name) : null,
            [.. lines.Where(l => ground.Skus.ContainsKey(l.Sku)).Select(l => (Line: l, Sku: ground.Skus[l.Sku])).Select(l => new LineOf(
                l.Line.Sku, Dressing.NameOf(l.Sku), l.Line.Amount, l.Sku.Unit, l.Sku.Measure, l.Sku.Per))],
            holds ? order!.Note : p.Said.Note, p.Said.Paid, p.State, p.Because?.In(language), p.At);
    }
}
