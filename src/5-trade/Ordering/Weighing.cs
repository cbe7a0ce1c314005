using Linli.Catalog;
using Linli.Inventory;
using Linli.Ledger;
using Linli.Members;
using Linli.Payments;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>
/// 称重结算 — weighed goods are ordered and paid by estimate; the scale says at packing what they are. Less gives the difference
/// back. More is asked for, up to a limit: who does not pay the rest gets what was paid for.
/// </summary>
sealed class Weighing(LinliDb db, Stock stock, Book book, Cashier cashier, PointsBook points, Mailbox mailbox, TimeProvider clock)
{
    /// <param name="ids">The orders that lie in one bag.</param>
    /// <param name="grams">What the bag holds of the sku: the earlier order is filled first, the last one gets what is over.</param>
    public async Task Settle(IReadOnlyCollection<OrderId> ids, SkuId sku, long grams, CancellationToken ct)
    {
        await db.Begin(ct);
        var orders = await db.Set<Order>().Include(o => o.Lines).Where(o => ids.Contains(o.Id) && o.Lines.Any(l => l.Sku == sku))
            .OrderBy(o => o.PlacedAt).ThenBy(o => o.Id).ToListAsync(ct);
        var lines = orders.Select(o => (Order: o, Line: o.Lines.Single(l => l.Sku == sku))).Where(x => x.Line.Expected > 0).ToList();
        if (lines.Count > 0 && lines.All(x => x.Line.Weighed is not null) && lines.Sum(x => x.Line.Weighed) == grams) return;
        if (lines.Count == 0 || lines.Any(x => x.Line.Allocated is null)) throw No.NotArrived();
        if (lines.Any(x => x.Order.State != OrderState.Confirmed || x.Line.Handed > 0)) throw No.WeighedTooLate();
        var expected = lines.Sum(x => x.Line.Expected);
        var most = expected + expected * (await Terms.Of(db, ct)).OverBasisPoints / 10_000;
        if (grams <= 0 || grams > most) throw No.Overweight(lines[0].Line.Name, expected, most);

        var before = lines.Sum(x => x.Line.InBag);
        var left = grams;
        for (var i = 0; i < lines.Count; i++)
        {
            var share = i == lines.Count - 1 ? left : Math.Min(left, lines[i].Line.Expected);
            left -= share;
            if (lines[i].Line.Weighed != share) await Settle(lines[i].Order, lines[i].Line, share, ct);
        }

        await Hold(lines[^1].Order, lines[^1].Line, lines.Sum(x => x.Line.InBag) - before, ct);
    }

    async Task Settle(Order order, OrderLine line, long grams, CancellationToken ct)
    {
        var (before, expected) = (line.Promised, line.Expected);
        (line.Estimate, line.Weighed) = (expected, grams);
        var difference = line.ValueOf(grams) - line.ValueOf(before);
        if (order.HasPoints)
            await points.ReturnInAll(order.Id.Value, line.Sku.Value, order.PointsOf(line, line.Amount) - order.PointsOf(line, grams), order.Number, ct);
        if (grams <= before || !order.PaysOnline || difference.Fen == 0) line.Allocated = grams;
        var told = $"{line.Name} {grams} g（订 {expected} g）";
        if (difference.Fen >= 0)
        {
            order.Log(clock.GetUtcNow(), Event.Weighed, null, told);
            if (difference.Fen > 0) Tell(order, line, grams, expected, order.PaysOnline
                ? ($"多出的要补 {difference}：补了全都给您，不补就按付过的 {before} 克给您", $"pay {difference} for the rest and all of it is yours, or take the {before} g you paid for")
                : ($"取货时多收 {difference}", $"you pay {difference} more at pickup"));
            return;
        }

        var due = Money.Zero - difference;
        line.Refunded += due;
        var back = order.PaysOnline ? due : order.Overpaid;
        if (back.Fen > 0)
        {
            // What went back before tells two readings apart.
            await cashier.Refund(Ending.Once(order.Id, $"weighed:{line.Sku.Value}:{line.Refunded.Fen}"), order.Id.Value, back,
                Ending.Reason(order, $"{line.Name} 实称 {grams} 克，订 {expected} 克"), "prepaid", line.Sku.Value, ct);
            order.GiveBack(back, Event.Weighed, clock.GetUtcNow(), told);
        }
        else order.Log(clock.GetUtcNow(), Event.Weighed, null, told);
        Tell(order, line, grams, expected, order.PaysOnline ? ($"差额 {due} 已原路退回", $"{due} went back the way it was paid")
            : back.Fen > 0 ? ($"{back} 由团长在群里退给您", $"{back} is given back by the leader in the group") : ($"取货时少收 {due}", $"you pay {due} less at pickup"));
    }

    /// <summary>What lies in the bag is held. What a scale finds beyond the books is booked as found.</summary>
    async Task Hold(Order order, OrderLine line, long more, CancellationToken ct)
    {
        if (more < 0) stock.Release([new(line.Sku, -more)]);
        if (more <= 0) return;
        var found = more - (await stock.Free([line.Sku], ct)).GetValueOrDefault(line.Sku);
        if (found > 0)
        {
            var id = Guid.CreateVersion7();
            await stock.Receive(new(id), new(line.Sku, found), "weighed", order.Id.Value, ct);
            if (line.CostOf(found) is { Fen: > 0 } worth) await book.Post([new(
                new(id), "stock", "losses", worth, "found", "order", order.Id.Value, line.Sku.Value, $"{order.Number} {line.Name} 称重多出 {found} 克")], ct);
        }

        stock.Hold([new(line.Sku, more)]);
    }

    void Tell(Order order, OrderLine line, long grams, long expected, (string Zh, string En) what) => mailbox.Send(order.Household, ("称重结果", "Weighed"),
        ($"订单 {order.Number} 的“{line.Name}”实称 {grams} 克（订 {expected} 克），{what.Zh}。", $"{line.Name} of order {order.Number} weighs {grams} g ({expected} g ordered): {what.En}."), $"/orders/{order.Id.Value}");
}
