using Linli.Campaigns;
using Linli.Catalog;
using Linli.Inventory;
using Linli.Members;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>
/// Serves everybody at the order counter in one transaction: first come first served, each order whole or not at all.
/// The conditional updates behind <see cref="Board.Take"/> and <see cref="Stock.Hold"/> keep the rules on any number of hosts.
/// </summary>
static class Placing
{
    public static async Task<IReadOnlyList<Served<OrderShown>>> Serve(
        IServiceProvider services, IReadOnlyList<PlaceOrder.Ask> asks, CancellationToken ct)
    {
        T Get<T>() where T : notnull => services.GetRequiredService<T>();
        var (db, board, stock, clock) = (Get<LinliDb>(), Get<Board>(), Get<Stock>(), Get<TimeProvider>());
        // From here on nobody of this process writes in between, so what is read below is still so when it is written.
        await db.Begin(ct);
        OrderId[] ids = [.. asks.Select(a => a.Order)];
        var earlier = await db.Set<Order>().AsNoTracking().Include(o => o.Lines).Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        var homes = await Get<Roster>().HouseholdsOf([.. asks.Select(a => a.Buyer).Distinct()], ct);
        var campaigns = await board.Read([.. asks.Select(a => a.Campaign).Distinct()], ct);
        var steps = await Get<Goods>().Find([.. campaigns.Values.SelectMany(c => c.Items).Select(i => i.Sku).Distinct()], ct);

        var answers = new Served<OrderShown>[asks.Count];
        var taking = new List<(int At, Wish Wish)>();
        var first = new Dictionary<OrderId, int>();
        var again = new List<int>();
        for (var i = 0; i < asks.Count; i++)
        {
            var ask = asks[i];
            if (earlier.ContainsKey(ask.Order) || !first.TryAdd(ask.Order, i)) again.Add(i);
            else if (Refuses(ask, homes, campaigns, steps) is { } no) answers[i] = no;
            else taking.Add((i, new(ask.Campaign, homes[ask.Buyer].Id, [.. ask.Body.Lines.Select(l => new WishLine(l.Sku, l.Amount))])));
        }

        var placed = new Dictionary<OrderId, Order>(earlier);
        if (taking.Count > 0)
        {
            SkuId[] shelf = [.. campaigns.Values.Where(c => c.Supply == Supply.Shelf).SelectMany(c => c.Items).Select(i => i.Sku).Distinct()];
            var free = shelf.Length == 0 ? new Dictionary<SkuId, long>() : await stock.Free(shelf, ct);
            var served = await board.Take([.. taking.Select(t => t.Wish)], campaigns, free, ct);
            var shop = await Get<Map>().Shop(ct);
            var picks = new List<Pick>();
            foreach (var ((at, wish), grant) in taking.Zip(served))
            {
                if (grant.No is { } no)
                {
                    answers[at] = no;
                    continue;
                }

                var order = Make(asks[at], homes[asks[at].Buyer], campaigns[wish.Campaign], grant.Answer!, shop.HoldMinutes, clock.GetUtcNow());
                placed.Add(order.Id, order);
                db.Add(order);
                if (campaigns[wish.Campaign].Supply == Supply.Shelf) picks.AddRange(wish.Lines.Select(l => new Pick(l.Sku, l.Amount)));
                if (order.PayBy is { } payBy) db.Raise(new PayTimeOver(order.Id), order.Id.Value, at: payBy);
            }

            await Entries.Number(db, placed.Values, campaigns, ct);
            await stock.Hold(picks, ct);
            await db.Commit(ct);
        }

        foreach (var i in again.Where(i => !placed.ContainsKey(asks[i].Order))) answers[i] = answers[first[asks[i].Order]];
        var shown = await Get<Showing>().Many([.. placed.Values], ct);
        foreach (var one in shown)
            foreach (var i in Enumerable.Range(0, asks.Count).Where(i => asks[i].Order == one.Id))
                answers[i] = placed[one.Id].Asked == asks[i].Asked ? one : No.IdTaken();
        return answers;
    }

    static Refusal? Refuses(
        PlaceOrder.Ask ask, IReadOnlyDictionary<MemberId, HouseholdCard> homes,
        IReadOnlyDictionary<CampaignId, CampaignCard> campaigns, IReadOnlyDictionary<SkuId, SkuCard> skus)
    {
        if (!homes.TryGetValue(ask.Buyer, out var home)) return No.HouseholdMissing();
        if (!campaigns.TryGetValue(ask.Campaign, out var campaign)) return null;
        if (!campaign.PickupPoints.Any(p => p == PointOf(ask, home))) return No.PointNotOffered();
        if (campaign.Kind == CampaignKind.GroupDeal && ask.Body.Payment is Order.Cash or Order.Outside) return No.GroupDealIsPaidOnline();
        foreach (var line in ask.Body.Lines)
            if (skus.TryGetValue(line.Sku, out var sku) && line.Amount % sku.Step != 0)
                return No.AmountNotInSteps(sku.Name, sku.Measure == Measure.Weight ? $"{sku.Step} 克" : $"{sku.Step} {sku.Unit}");
        return null;
    }

    static PickupPointId? PointOf(PlaceOrder.Ask ask, HouseholdCard home) =>
        ask.Body.PickupPoint ?? (home.PickupPoint is { } usual ? new PickupPointId(usual) : null);

    static Order Make(
        PlaceOrder.Ask ask, HouseholdCard home, CampaignCard campaign, Granted granted, int holdMinutes, DateTimeOffset now)
    {
        var order = new Order
        {
            Id = ask.Order,
            Number = NumberOf(ask.Order),
            Campaign = ask.Campaign,
            Buyer = ask.Buyer,
            Household = home.Id,
            Neighbourhood = home.Neighbourhood,
            Building = home.Building,
            Leader = campaign.Leader,
            CommissionBasisPoints = campaign.CommissionBasisPoints,
            PickupPoint = PointOf(ask, home)!.Value,
            Payment = ask.Body.Payment,
            Note = ask.Body.Note,
            PlacedAt = now,
            Asked = ask.Asked,
        };
        order.Place(granted.Lines, now);
        // A hold never outlives the cut-off: what is bought then is what is paid by then.
        if (order.PaysOnline) order.PayBy = Min(now.AddMinutes(holdMinutes), campaign.ClosesAt);
        return order;
    }

    /// <summary>Eight digits to say on the phone, from the random part of the id.</summary>
    static string NumberOf(OrderId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return (System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) % 100_000_000).ToString("00000000");
    }

    static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
