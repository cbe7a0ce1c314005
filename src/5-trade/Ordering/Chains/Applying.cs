using Linli.Campaigns;
using Linli.Inventory;
using Linli.Members;
using Linli.Payments;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>Carries a plan out: first who leaves, then who changes, then who is new, each in the order of the text. The caller commits.</summary>
sealed class Applying(
    LinliDb db, IServiceProvider services, Board board, Stock stock, Ending ending, Registry registry, Caller caller, TimeProvider clock)
{
    public async Task<(ChainOutcome Outcome, UndoBook Before)> Apply(PasteRead read, PasteId paste, CancellationToken ct)
    {
        var (ground, people) = (read.Ground, read.People);
        var rows = new People(db, ground, people, clock.GetUtcNow());
        var withdrawn = await Withdraw(people, ct);
        var changed = await Change(ground, people, paste, rows, ct);
        var added = await Add(ground, people, paste, rows, ct);
        foreach (var p in people) rows.WriteDown(p);
        Learning.Learn(db, ground, people, rows, clock.GetUtcNow());

        int Of(ChainChange change) => people.Count(p => p.Change == change);
        List<RefusedPerson> refused = [.. people.Where(p => rows.Refused.ContainsKey(p.Key)).Select(p =>
            new RefusedPerson(p.Key, p.Nickname, rows.Refused[p.Key].Code, caller.Language == "en" ? rows.Refused[p.Key].En : rows.Refused[p.Key].Zh))];
        var outcome = new ChainOutcome(
            added.Count, changed.Count, Of(ChainChange.Withdrawn), Of(ChainChange.Unchanged), Of(ChainChange.Waiting), Of(ChainChange.Asks), refused,
            ground.TakesOrders);
        return (outcome, new(rows.Before, added, changed, withdrawn));
    }

    async Task<List<OrderBefore>> Withdraw(IReadOnlyList<Planned> people, CancellationToken ct)
    {
        var leaving = people.Where(p => p is { Change: ChainChange.Withdrawn, Order: not null }).ToList();
        var before = leaving.Select(p => new OrderBefore(p.Order!.Id, p.Key, p.Order.PickupPoint, p.Order.Note, p.Before, [])).ToList();
        foreach (var p in leaving) await ending.End(p.Order!, OrderState.Cancelled, Event.Cancelled, ("接龙里不要了", "withdrawn in the chain"), ct);
        await db.SaveChangesAsync(ct);
        return before;
    }

    async Task<List<OrderBefore>> Change(Ground ground, IReadOnlyList<Planned> people, PasteId paste, People rows, CancellationToken ct)
    {
        var changing = people.Where(p => p.Change == ChainChange.Changed).ToList();
        List<ChangedOrder> changes = [.. changing.Select(p => new ChangedOrder(p.Order!, p.Sum.Lines, p.Place!.Value, p.Note))];
        var no = await Change(changes, ground.Campaign.Id, paste.Value, ct);
        var done = new List<OrderBefore>();
        for (var i = 0; i < changing.Count; i++)
        {
            var p = changing[i];
            if (no[i] is { } refusal) rows.Refused[p.Key] = Because.Of(refusal);
            else done.Add(new(p.Order!.Id, p.Key, changes[i].WasAt, changes[i].WasNoted, changes[i].Was, p.Sum.Lines));
        }

        return done;
    }

    /// <summary>An order that shall hold other lines, with what it holds now.</summary>
    internal sealed record ChangedOrder(Order Order, IReadOnlyList<SkuAmount> Lines, Places.PickupPointId Place, string Note)
    {
        public IReadOnlyList<SkuAmount> Was { get; } = [.. Order.Lines.OrderBy(l => l.Position).Select(l => new SkuAmount(l.Sku, l.Amount))];
        public Places.PickupPointId WasAt { get; } = Order.PickupPoint;
        public string WasNoted { get; } = Order.Note;
    }

    /// <summary>Changes living orders; who is refused keeps the order as it was. What was paid for more than is wanted now goes back.</summary>
    /// <returns>The refusals, one place per change.</returns>
    internal async Task<Refusal?[]> Change(IReadOnlyList<ChangedOrder> changes, CampaignId campaign, Guid because, CancellationToken ct)
    {
        if (changes.Count == 0) return [];
        var card = await board.Read(campaign, ct);
        var served = await Changing.Take([.. changes.Select(c => (c.Order, new Wish(campaign, c.Order.Household, Wishes(c.Lines))))], card, board, stock, ct);
        foreach (var (change, one) in changes.Zip(served))
            if (one.No is null) db.RemoveRange(change.Order.Lines);
        await db.SaveChangesAsync(ct);
        foreach (var (change, one) in changes.Zip(served).Where(x => x.Second.No is null))
        {
            var (order, before) = (change.Order, change.Order.Total);
            order.Amend(because, PlaceOrder.Fingerprint(campaign, caller.Person, change.Lines), one.Answer!.Lines,
                await Quoting.Again(order, card, one.Answer.Lines, services.GetRequiredService<Coupons>(),
                    services.GetRequiredService<PointsBook>(), services.GetRequiredService<Memberships>(), ct), clock.GetUtcNow());
            if (order.PaysOnline && order.Total != before) await services.GetRequiredService<Cashier>().Drop(order.Id.Value, ct);
            (order.PickupPoint, order.Note) = (change.Place, change.Note);
            await ending.PayBackOver(order, because, ct);
        }

        await db.SaveChangesAsync(ct);
        return [.. served.Select(s => s.No)];
    }

    async Task<List<OrderId>> Add(Ground ground, IReadOnlyList<Planned> people, PasteId paste, People rows, CancellationToken ct)
    {
        var joining = people.Where(p => p.Change == ChainChange.Added).ToList();
        if (joining.Count == 0) return [];
        var homes = await Settle(ground, joining, ct);
        List<Placement> placements = [.. joining.Select((p, i) => new Placement(
            IdOf(paste, p.Key), ground.Campaign.Id, new(caller.Person), homes[i], p.Place!.Value, Order.Outside, p.Note,
            PlaceOrder.Fingerprint(ground.Campaign.Id, caller.Person, p.Sum.Lines), Wishes(p.Sum.Lines), p.Nickname))];
        var no = await Place(placements, ground, ct);
        for (var i = 0; i < joining.Count; i++)
        {
            rows.Homes[joining[i].Key] = homes[i].Id;
            if (no[i] is { } refusal) rows.Refused[joining[i].Key] = Because.Of(refusal);
            else rows.Orders[joining[i].Key] = placements[i].Order;
        }

        return [.. placements.Where((_, i) => no[i] is null).Select(p => p.Order)];
    }

    /// <summary>Places all that are not refused at once.</summary>
    internal async Task<Refusal?[]> Place(IReadOnlyList<Placement> placements, Ground ground, CancellationToken ct)
    {
        var card = await board.Read(ground.Campaign.Id, ct);
        var members = await Quoting.Members([card], placements.Select(p => p.Home.Id), services.GetRequiredService<Memberships>(), ct);
        if (members.Count > 0) placements = [.. placements.Select(p => p with { IsMember = members.Contains(p.Home.Id) })];
        var no = placements.Select(p => Placing.Refuses(p, card, ground.Skus)).ToArray();
        List<int> open = [.. Enumerable.Range(0, no.Length).Where(i => no[i] is null)];
        var campaigns = new Dictionary<CampaignId, CampaignCard> { [card.Id] = card };
        var served = await Placing.Place(services, [.. open.Select(i => placements[i])], campaigns, ground.Skus, ct);
        for (var i = 0; i < open.Count; i++) no[open[i]] = served[i].No;
        await db.SaveChangesAsync(ct);
        return no;
    }

    async Task<HouseholdCard[]> Settle(Ground ground, List<Planned> joining, CancellationToken ct)
    {
        var unknown = joining.Where(p => p.Home!.Card is null).ToList();
        var made = await registry.AddHouseholds([.. unknown.Select(p => new NewHousehold(
            (p.Home!.Building?.Neighbourhood ?? ground.Points[p.Place!.Value].Neighbourhood).Value, p.Home.Building?.Id.Value ?? Guid.Empty, p.Home.Room,
            p.Home.Name, p.Spoken!.Entries.Select(e => e.Phone).LastOrDefault(n => n is { Length: >= 4 })?[^4..] ?? "", p.Place!.Value.Value))], ct);
        var cards = unknown.Zip(made).ToDictionary(x => x.First.Key, x => x.Second);
        return [.. joining.Select(p => p.Home!.Card ?? cards[p.Key])];
    }

    internal static IReadOnlyList<WishLine> Wishes(IReadOnlyList<SkuAmount> lines) => [.. lines.Select(l => new WishLine(l.Sku, l.Amount))];

    /// <summary>The same person of the same paste is the same order, however often it is tried.</summary>
    internal static OrderId IdOf(PasteId paste, string key) =>
        new(Id.Derived(paste.Value, key));
}
