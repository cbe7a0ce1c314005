using Linli.Campaigns;
using Linli.Catalog;
using Linli.Inventory;
using Linli.Members;
using Linli.Payments;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>到货分配 — gives what came to the lines that wait for it, and money back for what did not come.</summary>
sealed class Sharing(LinliDb db, Stock stock, Cashier cashier, PointsBook points, Mailbox mailbox, Ending ending, TimeProvider clock)
{
    const int MostPerFact = 1000;

    /// <param name="came">Good units or grams of the sku, already on the shelf.</param>
    public async Task Share(CampaignId campaign, SkuId sku, long came, CancellationToken ct)
    {
        await db.Begin(ct);
        var waiting = db.Set<OrderLine>().Where(l => l.Sku == sku && l.Allocated == null
            && db.Set<Order>().Any(o => o.Id == l.Order && o.Campaign == campaign && o.State == OrderState.Confirmed && o.FrozenAt != null));
        var wanted = await waiting.SumAsync(l => l.Amount, ct);
        if (wanted <= came)
        {
            await waiting.ExecuteUpdateAsync(l => l.SetProperty(x => x.Allocated, x => x.Amount), ct);
            stock.Hold([new(sku, wanted)]);
        }
        else await ShareShort(campaign, sku, came, ct);
        await Arrive(campaign, ct);
    }

    async Task ShareShort(CampaignId campaign, SkuId sku, long came, CancellationToken ct)
    {
        var orders = await db.Set<Order>().Include(o => o.Lines)
            .Where(o => o.Campaign == campaign && o.State == OrderState.Confirmed && o.FrozenAt != null
                && o.Lines.Any(l => l.Sku == sku && l.Allocated == null))
            .OrderBy(o => o.PlacedAt).ThenBy(o => o.Entry).ThenBy(o => o.Number).ToListAsync(ct);
        var lines = orders.Select(o => o.Lines.Single(l => l.Sku == sku)).ToList();
        var shares = FirstComeFirstServed.Share([.. lines.Select(l => l.Amount)], [.. lines.Select(l => l.Step)], came);
        for (var i = 0; i < lines.Count; i++)
        {
            lines[i].Allocated = shares[i];
            if (shares[i] < lines[i].Amount) await PayBackShort(orders[i], lines[i], ct);
        }

        stock.Hold([new(sku, shares.Sum())]);
        await db.SaveChangesAsync(ct);
        foreach (var order in orders.Where(o => o.Lines.All(l => l.Allocated == 0)))
            await ending.End(order, OrderState.Cancelled, Event.Cancelled, ("缺货", "out of stock"), ct);
        await db.SaveChangesAsync(ct);
    }

    async Task PayBackShort(Order order, OrderLine line, CancellationToken ct)
    {
        var due = line.Total - line.ValueOf(line.Promised);
        line.Refunded += due;
        if (order.HasPoints)
            await points.ReturnInAll(order.Id.Value, line.Sku.Value, order.PointsOf(line, line.Amount) - order.PointsOf(line, line.Promised), order.Number, ct);
        var missing = line.Measure == Measure.Weight ? $"{(line.Amount - line.Promised) / 1000m:0.###} 公斤" : $"{line.Amount - line.Promised} {line.Unit}";
        var back = order.PaysOnline ? due : order.Overpaid;
        if (back.Fen > 0)
        {
            await cashier.Refund(Ending.Once(order.Id, $"short:{line.Sku.Value}"), order.Id.Value, back,
                Ending.Reason(order, $"{line.Name} 少到 {missing}"), "prepaid", line.Sku.Value, ct);
            order.GiveBack(back, Event.CameShort, clock.GetUtcNow(), line.Name);
        }
        else order.Log(clock.GetUtcNow(), Event.CameShort, due, line.Name);
        var told = order.PaysOnline ? $"{due} 已原路退回" : back == due ? $"{due} 由团长在群里退给您"
            : back.Fen > 0 ? $"{back} 由团长在群里退给您，取货时少收 {due - back}" : $"取货时少收 {due}";
        var inEnglish = order.PaysOnline ? $"{due} went back the way it was paid" : back == due ? $"{due} is given back by the leader in the group"
            : back.Fen > 0 ? $"{back} is given back by the leader in the group, and you pay {due - back} less at pickup" : $"you pay {due} less at pickup";
        mailbox.Send(order.Household, ("有商品少到了", "Something came short"),
            ($"订单 {order.Number} 的“{line.Name}”少到 {missing}，{told}。很抱歉。", $"Order {order.Number}: {line.Name} came short by {missing}; {inEnglish}. We are sorry."), $"/orders/{order.Id.Value}");
    }

    async Task Arrive(CampaignId campaign, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var complete = db.Set<Order>().Where(o => o.Campaign == campaign && o.State == OrderState.Confirmed && o.FrozenAt != null
            && o.ArrivedAt == null && o.Lines.All(l => l.Allocated != null));
        var ids = await complete.Select(o => o.Id).ToListAsync(ct);
        await complete.ExecuteUpdateAsync(o => o.SetProperty(x => x.ArrivedAt, now), ct);
        db.Tell(campaign.Value);
        foreach (var some in ids.Chunk(MostPerFact)) db.Raise(new OrdersArrived(campaign, some), campaign.Value);
    }
}
