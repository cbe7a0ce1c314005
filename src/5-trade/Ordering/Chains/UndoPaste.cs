using Linli.Campaigns;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>撤销导入: PUT /api/campaigns/{campaign}/chains/{chain}/pastes/{paste}/undo — takes back all that a paste did, or nothing.</summary>
static class UndoPaste
{
    public static async Task<Ok<ChainOutcome>> Handle(
        CampaignId campaign, ChainId chain, PasteId paste, LinliDb db, Surveying surveying, Applying applying, Ending ending, Roster roster,
        Caller caller, Audit audit, CancellationToken ct)
    {
        await db.Begin(ct);
        var card = await surveying.Campaign(campaign, ct);
        var into = await surveying.Chain(campaign, chain, ct);
        var found = await db.Set<ChainPaste>().FirstOrDefaultAsync(p => p.Id == paste && p.Chain == chain, ct) ?? throw No.ChainPasteUnknown();
        if (found.Undone is { } done) return TypedResults.Ok(done);
        if (found.Before is not { } book || into.LastPaste != paste) throw No.ChainCannotUndo("只能撤销最后一次确认的粘贴", "only the last confirmed paste can be taken back");
        var ground = await surveying.Of(card, chain, toChange: true, ct);
        if (!ground.TakesOrders) throw No.ChainCannotUndo("已经截单", "the cut-off has passed");

        var wrong = new List<BadRow>();
        void Wrong(string key, Refusal no) => wrong.Add(new(ground.People.GetValueOrDefault(key)?.Said.Nickname ?? key, no.Code, no.Message, no.English));
        var orders = await Orders(book, db, ct);
        foreach (var order in book.Added.Select(id => orders[id]).Where(o => o.IsAlive))
            await ending.End(order, OrderState.Cancelled, Event.Cancelled, ("撤销导入", "the chain was taken back"), ct);
        await db.SaveChangesAsync(ct);

        var changes = book.Changed.Where(c => IsStillSo(c, orders[c.Order])).ToList();
        foreach (var other in book.Changed.Except(changes)) Wrong(other.Key, No.ChainChangedSince());
        var no = await applying.Change([.. changes.Select(c => new Applying.ChangedOrder(orders[c.Order], c.Lines, c.Place, c.Note))], campaign, Guid.CreateVersion7(), ct);
        for (var i = 0; i < no.Length; i++)
            if (no[i] is { } refusal) Wrong(changes[i].Key, refusal);

        var again = await PlaceAgain(book, paste, orders, ground, applying, roster, caller, Wrong, ct);
        if (wrong.Count > 0) throw No.ChainCannotUndo("有些订单已经变了，或者货不够了", "some orders have changed, or goods are gone", wrong);

        PutBack(book, ground, again, db);
        var outcome = new ChainOutcome(again.Count, changes.Count, book.Added.Count, 0, 0, 0, [], false);
        found.Undo(outcome);
        into.Undo();
        audit.Note("undo-chain", $"chain {chain.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(outcome);
    }

    static async Task<Dictionary<OrderId, Order>> Orders(UndoBook book, LinliDb db, CancellationToken ct)
    {
        OrderId[] ids = [.. book.Added, .. book.Changed.Select(c => c.Order), .. book.Withdrawn.Select(w => w.Order)];
        return await db.Set<Order>().Include(o => o.Lines).Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
    }

    static bool IsStillSo(OrderBefore change, Order order) =>
        order is { IsAlive: true, Frozen: false } && Planning.Same([.. order.Lines.Select(l => new SkuAmount(l.Sku, l.Amount))], change.Now);

    /// <summary>Orders that were withdrawn stand again as new ones: a cancelled order stays cancelled.</summary>
    static async Task<Dictionary<string, OrderId>> PlaceAgain(
        UndoBook book, PasteId paste, Dictionary<OrderId, Order> orders, Ground ground, Applying applying, Roster roster, Caller caller,
        Action<string, Refusal> wrong, CancellationToken ct)
    {
        if (book.Withdrawn.Count == 0) return [];
        var homes = await roster.Households([.. book.Withdrawn.Select(w => orders[w.Order].Household).Distinct()], ct);
        List<Placement> placements = [.. book.Withdrawn.Select(w => (Before: w, Order: orders[w.Order])).Select(w => new Placement(
            Applying.IdOf(paste, $"{w.Before.Key}/again"), ground.Campaign.Id, new(caller.Person), homes[w.Order.Household], w.Before.Place, Order.Outside,
            w.Before.Note, PlaceOrder.Fingerprint(ground.Campaign.Id, caller.Person, w.Before.Lines), Applying.Wishes(w.Before.Lines), w.Order.Nickname))];
        var no = await applying.Place(placements, ground, ct);
        for (var i = 0; i < no.Length; i++)
            if (no[i] is { } refusal) wrong(book.Withdrawn[i].Key, refusal);
        return book.Withdrawn.Select((w, i) => (w.Key, placements[i].Order)).ToDictionary(x => x.Key, x => x.Order);
    }

    static void PutBack(UndoBook book, Ground ground, Dictionary<string, OrderId> again, LinliDb db)
    {
        foreach (var before in book.People)
        {
            var row = ground.People.GetValueOrDefault(before.Key);
            if (before.Was is not { } was)
            {
                if (row is not null) db.Remove(row);
                continue;
            }

            if (row is null) db.Add(row = new ChainPerson { Chain = ground.Chain, Key = before.Key });
            row.Restore(again.TryGetValue(before.Key, out var order) ? was with { Order = order } : was);
        }
    }
}
