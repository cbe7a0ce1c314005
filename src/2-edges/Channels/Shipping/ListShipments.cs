using Linli.Ordering;

namespace Linli.Channels;

/// <summary>发货信息: GET /api/shipments — what WeChat still waits to hear, the most urgent first.</summary>
static class ListShipments
{
    /// <param name="Overdue">Goods should have been handed over and reported by now.</param>
    public sealed record Shown(
        ShipmentId Id, ShipmentState State, IReadOnlyList<string> Orders, DateTimeOffset PaidAt, DateTimeOffset ShipBy, bool Overdue,
        ListDispatches.Shown? Presale, ListDispatches.Shown? Shipping);

    /// <summary>How many are late, over all pages.</summary>
    public sealed record Answer(IReadOnlyList<Shown> Items, string? Next, int Overdue);

    public static async Task<Ok<Answer>> Handle(
        LinliDb db, OrderBook book, TimeProvider clock, CancellationToken ct, Word<ShipmentState>? state = null, int? take = null, string? after = null)
    {
        var now = clock.GetUtcNow();
        var rows = db.Set<Shipment>().AsNoTracking();
        var late = await rows.CountAsync(s => s.State == ShipmentState.Open && s.ShipBy < now, ct);
        if (state?.Value is { } wanted) rows = rows.Where(s => s.State == wanted);
        var page = await Paging.Of(take, after).Of(rows.Include(s => s.Orders).OrderBy(s => s.State == ShipmentState.Open ? 0 : 1).ThenBy(s => s.ShipBy).ThenBy(s => s.Id), ct);
        Guid[] ids = [.. page.Items.Select(s => s.Id.Value)];
        var sent = (await db.Set<Dispatch>().AsNoTracking().Where(d => ids.Contains(d.Via) && (d.Carrier == Carrier.Presale || d.Carrier == Carrier.Shipping))
            .OrderBy(d => d.At).ToListAsync(ct)).ToLookup(d => (d.Via, d.Carrier));
        var numbers = (await book.Briefs([.. page.Items.SelectMany(s => s.Orders).Select(o => o.Order).Distinct()], ct)).ToDictionary(o => o.Id, o => o.Number);
        ListDispatches.Shown? Of(Shipment s, Carrier carrier) => sent[(s.Id.Value, carrier)].LastOrDefault() is { } d ? ListDispatches.Show(d) : null;
        return TypedResults.Ok(new Answer(
            [.. page.Items.Select(s => new Shown(
                s.Id, s.State, [.. s.Orders.Select(o => numbers.GetValueOrDefault(o.Order, "")).Order()], s.PaidAt, s.ShipBy,
                s.State == ShipmentState.Open && s.ShipBy < now, Of(s, Carrier.Presale), Of(s, Carrier.Shipping)))],
            page.Next, late));
    }
}
