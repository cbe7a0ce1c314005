using System.Text.Json;

namespace Linli.Tests.Simulation;

/// <summary>What must hold in every book of the shop, whatever happened on the way. Everything that does not is noted.</summary>
sealed class Books(Market market, Phone owner, Tally tally)
{
    static readonly string[] views = ["supplier", "sku", "pickupPoint", "leader", "building"];

    /// <param name="Net">Whether its total has discounts taken off.</param>
    sealed record Line(Guid Sku, long Amount, long Price, long Total, long? Allocated, long Handed, long Refunded, bool Net);

    sealed record Order(
        Guid Id, Guid Household, Guid Point, string State, string Payment, bool Frozen, long Paid, long Refunded, long Total, DateTimeOffset PlacedAt, Line[] Lines, long Claimed,
        IReadOnlyList<Guid> Coupons, long Cut, long Member, long Back)
    {
        public bool IsAlive => State is "awaitingPayment" or "confirmed" or "completed";
        public bool WillBeFetched => Frozen && State is "confirmed" or "completed";
    }

    /// <summary>Of all that was taken home: what was paid for it, less what came back of each order, in money or points.</summary>
    public IReadOnlyList<(long Taken, long Back)> Kept { get; private set; } = [];

    /// <summary>After cut-off, before the goods come.</summary>
    public async Task AtCutOff()
    {
        foreach (var offer in market.Offers)
        {
            var orders = await Orders(offer);
            await Campaign(offer, orders);
            await Consolidation(offer, orders);
            await Purchases(offer, orders);
        }
    }

    /// <summary>When everybody has been at the desk.</summary>
    public async Task AtTheEnd(Staff staff, AfterSale after, Provider provider)
    {
        var (found, all) = (new HashSet<Guid>(), new List<Order>());
        foreach (var offer in market.Offers)
        {
            var orders = await Orders(offer);
            all.AddRange(orders);
            foreach (var order in orders)
            {
                tally.Holds(found.Add(order.Id), $"order {order.Id} stands there twice");
                AsTold(offer, order);
                Settled(order);
            }

            await Campaign(offer, orders);
            await Consolidation(offer, orders);
        }

        foreach (var (id, told) in market.Orders)
            tally.Holds(!told.Acknowledged || found.Contains(id), $"order {id} was acknowledged and is lost");
        Kept = [.. all.Select(o => (o.Lines.Sum(l => ValueOf(l, l.Handed)), o.Back)).Where(k => k.Item1 > 0)];
        CouponsAreUsedOnce(all);
        tally.Count("orders with discounts", all.Count(o => o.Cut > 0));
        tally.Count("orders at member prices", all.Count(o => o.Member > 0));
        await Money(staff, after, provider);
        await new Accounts(market, owner, tally).Points(after.PointsGiven);
        foreach (var shelf in await owner.All("/stock"))
        {
            tally.Holds(shelf.GetProperty("onHand").GetInt64() >= 0, $"{Staff.Text(shelf, "name")} is less than nothing on the shelf");
            tally.Same(0, shelf.GetProperty("held").GetInt64(), $"held of {Staff.Text(shelf, "name")} when nobody waits any more");
        }
    }

    async Task<IReadOnlyList<Order>> Orders(Offer offer) => [.. (await owner.All($"/orders?campaign={offer.Id}")).Select(o => new Order(
        Staff.Id(o), o.GetProperty("household").GetProperty("id").GetGuid(), o.GetProperty("pickupPoint").GetProperty("id").GetGuid(), Staff.Text(o, "state"),
        Staff.Text(o, "payment"), o.GetProperty("frozen").GetBoolean(), Number(o, "paid"), Number(o, "refunded"), Number(o, "total"),
        o.GetProperty("placedAt").GetDateTimeOffset(), [.. o.GetProperty("lines").EnumerateArray().Select(l => LineOf(l, o.GetProperty("quote").ValueKind != JsonValueKind.Null))],
        o.GetProperty("claims").EnumerateArray().Where(c => Staff.Text(c, "state") == "approved").Sum(c => Number(c, "refund") - Number(c, "points")),
        [.. Cuts(o).Where(c => c.GetProperty("source").ValueKind == JsonValueKind.String).Select(c => c.GetProperty("source").GetGuid())], Cuts(o).Sum(c => Number(c, "amount")),
        Cuts(o).Where(c => Staff.Text(c, "kind") == "member").Sum(c => Number(c, "amount")),
        o.GetProperty("claims").EnumerateArray().Where(c => Staff.Text(c, "state") == "approved").Sum(c => Number(c, "refund"))))];

    static List<JsonElement> Cuts(JsonElement order) =>
        order.GetProperty("quote") is { ValueKind: JsonValueKind.Object } quote ? [.. quote.GetProperty("cuts").EnumerateArray()] : [];

    static Line LineOf(JsonElement l, bool net) => new(
        l.GetProperty("sku").GetGuid(), Number(l, "amount"), Number(l, "price"), Number(l, "total"),
        l.GetProperty("allocated").ValueKind == JsonValueKind.Number ? Number(l, "allocated") : null, Number(l, "handed"), Number(l, "refunded"), net);

    /// <summary>What the phone was told is what stands there.</summary>
    void AsTold(Offer offer, Order order)
    {
        if (!market.Orders.TryGetValue(order.Id, out var told))
        {
            tally.Wrong($"order {order.Id} was refused, and stands there all the same");
            return;
        }

        var lines = order.Lines.ToDictionary(l => l.Sku, l => l.Amount);
        var wants = told.Wants.Where(w => w.Lines.Count == lines.Count && w.Lines.All(x => lines.GetValueOrDefault(x.Key) == x.Value)).ToList();
        tally.Holds(wants.Count > 0, $"order {order.Id} has other lines than were asked for");
        if (wants.Count == 0) return;
        tally.Same(offer.Id, told.Offer.Id, $"the campaign of order {order.Id}");
        tally.Same(told.Payment, order.Payment, $"the payment of order {order.Id}");
        tally.Holds(!told.Cancelled || order.State == "cancelled", $"order {order.Id} was cancelled, and is {order.State}");
        tally.Holds(wants.Any(w => Priced(offer, order, w.IsMember) == order.Total),
            $"order {order.Id} costs {order.Total} after {order.Cut} off, and should {string.Join(" or ", wants.Select(w => Priced(offer, order, w.IsMember)))}");
        tally.Holds(order.Coupons.All(c => wants.Any(w => w.Coupon == c)), $"order {order.Id} used a coupon it was not asked to");
        tally.Holds(order.PlacedAt < market.ClosesAt, $"order {order.Id} was placed at {order.PlacedAt:O}, after the cut-off at {market.ClosesAt:O}");
    }

    /// <summary>Paid for is what was taken home; everything else has gone back.</summary>
    void Settled(Order order)
    {
        tally.Count($"at the end {order.State}");
        tally.Holds(order.State is "completed" or "cancelled" or "expired" or "dealFailed", $"order {order.Id} is still {order.State}");
        var taken = order.Lines.Sum(l => ValueOf(l, l.Handed));
        tally.Same(taken - order.Claimed, order.Paid - order.Refunded, $"what order {order.Id} ({order.State}, {order.Payment}) cost");
        if (order.State == "completed") tally.Holds(order.Lines.All(l => l.Handed == l.Allocated), $"order {order.Id} is done, but not all that came was handed over");
        else tally.Same(0, taken, $"what was handed over of order {order.Id}, which is {order.State}");
    }

    /// <summary>
    /// A price of our own: the lowest of the campaign's, the step price from twice the step on, and for members theirs; less the highest saving
    /// reached, less the coupon when what is left reaches its ten yuan.
    /// </summary>
    long Priced(Offer offer, Order order, bool isMember)
    {
        var goods = order.Lines.Sum(l =>
        {
            var ware = market.Shop.Wares.Single(w => w.Id == l.Sku);
            var price = offer.HasStepPrice(ware) && l.Amount >= ware.Step * 2 ? ware.Price * 9 / 10 : ware.Price;
            if (isMember && offer.MemberPrice(ware) is { } member) price = Math.Min(price, member);
            return Rounded(l, price, l.Amount);
        });
        var saved = offer.Savings.Where(s => s.From <= goods).Select(s => s.Off).DefaultIfEmpty(0).Max();
        return goods - saved - (order.Coupons.Count > 0 ? 200 : 0);
    }

    long Rounded(Line line, long price, long amount)
    {
        var per = market.Shop.Wares.Single(w => w.Id == line.Sku).Weighed ? 500 : 1;
        return ((price * amount) + (per / 2)) / per;
    }

    /// <summary>Of a discounted line, all but what goes back for the rest of it.</summary>
    long ValueOf(Line line, long amount) =>
        line.Net ? line.Total - (long)((Int128)line.Total * (line.Amount - amount) / line.Amount) : Rounded(line, line.Price, amount);

    /// <summary>A coupon is used by one living order, or lies in its household's hands again.</summary>
    void CouponsAreUsedOnce(IReadOnlyList<Order> all)
    {
        var uses = all.Where(o => o.State is "confirmed" or "completed").SelectMany(o => o.Coupons).CountBy(c => c).ToDictionary();
        foreach (var (coupon, times) in uses)
        {
            tally.Holds(times == 1, $"coupon {coupon} was used {times} times");
            tally.Holds(market.Coupons.ContainsKey(coupon), $"coupon {coupon} was never taken");
        }

        tally.Count("coupons used", uses.Count);
    }

    async Task Campaign(Offer offer, IReadOnlyList<Order> orders)
    {
        var campaign = (await owner.Get($"/campaigns/{offer.Id}")).Ok();
        tally.Same(market.ClosesAt, campaign["cutOffAt"].GetDateTimeOffset(), "the moment of the cut-off");
        var alive = orders.Where(o => o.IsAlive).ToList();
        foreach (var item in campaign["items"].EnumerateArray())
        {
            var sku = item.GetProperty("sku").GetGuid();
            var ordered = alive.SelectMany(o => o.Lines).Where(l => l.Sku == sku).Sum(l => l.Amount);
            tally.Same(ordered, Number(item, "taken"), $"what is taken of {sku}");
            if (offer.Totals.TryGetValue(sku, out var total)) tally.Holds(ordered <= total, $"{sku} is oversold: {ordered} of {total}");
            if (!offer.IsBought) tally.Holds(ordered <= 40 * market.Shop.Wares.Single(w => w.Id == sku).Step, $"{sku} is oversold: {ordered} were on the shelf at most");
            if (!offer.Limits.TryGetValue(sku, out var most)) continue;
            var greedy = alive.GroupBy(o => o.Household).Where(h => h.SelectMany(o => o.Lines).Where(l => l.Sku == sku).Sum(l => l.Amount) > most);
            tally.Holds(!greedy.Any(), $"a household has more of {sku} than its {most}");
        }

        if (offer.Kind != "groupDeal") return;
        var reached = campaign["dealReachedAt"].ValueKind == JsonValueKind.String;
        var paying = alive.Where(o => o.State is "confirmed" or "completed").Select(o => o.Household).Distinct().Count();
        tally.Holds(reached || paying == 0, $"a deal that was not reached keeps {paying} households' orders");
        tally.Holds(!reached || orders.All(o => o.State != "dealFailed"), "a deal that was reached failed for somebody");
    }

    async Task Consolidation(Offer offer, IReadOnlyList<Order> orders)
    {
        var lines = orders.Where(o => o.WillBeFetched).SelectMany(o => o.Lines).ToList();
        var weighed = market.Shop.Wares.ToDictionary(w => w.Id, w => w.Weighed);
        var right = (Pieces: lines.Where(l => !weighed[l.Sku]).Sum(l => l.Amount), Grams: lines.Where(l => weighed[l.Sku]).Sum(l => l.Amount), Money: lines.Sum(l => l.Total));
        var answer = (await owner.Get($"/campaigns/{offer.Id}/consolidation")).Ok();
        var totals = answer["totals"];
        tally.Same(right, (Number(totals, "amountPieces"), Number(totals, "amountGrams"), Number(totals, "money")), "the consolidation against the orders");
        tally.Same(orders.Count(o => o.WillBeFetched), (int)Number(totals, "orders"), "the orders of the consolidation");
        foreach (var view in views)
        {
            var rows = answer["views"].GetProperty(view).EnumerateArray().ToList();
            tally.Same(right, (rows.Sum(r => Number(r, "pieces")), rows.Sum(r => Number(r, "grams")), rows.Sum(r => Number(r, "money"))), $"the view by {view}");
            var bySku = rows.SelectMany(r => r.GetProperty("items").EnumerateArray()).GroupBy(i => i.GetProperty("sku").GetGuid(), i => Number(i, "amount"))
                .ToDictionary(g => g.Key, g => g.Sum());
            var amounts = lines.GroupBy(l => l.Sku).ToDictionary(g => g.Key, g => g.Sum(l => l.Amount));
            tally.Holds(bySku.Count == amounts.Count && amounts.All(a => bySku.GetValueOrDefault(a.Key) == a.Value), $"the skus in the view by {view}");
        }
    }

    async Task Purchases(Offer offer, IReadOnlyList<Order> orders)
    {
        var purchases = await owner.All($"/purchase-orders?campaign={offer.Id}");
        var needed = (offer.IsBought ? orders.Where(o => o.WillBeFetched) : []).SelectMany(o => o.Lines).GroupBy(l => l.Sku).ToDictionary(g => g.Key, g => g.Sum(l => l.Amount));
        var suppliers = needed.Keys.Select(sku => market.Shop.Wares.Single(w => w.Id == sku).Supplier).Distinct().Order().ToList();
        var found = purchases.Select(p => p.GetProperty("supplier").GetProperty("id").GetGuid()).Order().ToList();
        tally.Holds(suppliers.SequenceEqual(found), $"one purchase order per supplier: {suppliers.Count} suppliers, {found.Count} orders, {found.Distinct().Count()} of them different");
        var bought = purchases.SelectMany(p => p.GetProperty("lines").EnumerateArray()).ToList();
        tally.Same(needed.Count, bought.Count, "skus on the purchase orders");
        foreach (var line in bought)
        {
            tally.Same(needed.GetValueOrDefault(line.GetProperty("sku").GetGuid()), Number(line, "needed"), "what a purchase order says is needed");
            tally.Holds(Number(line, "ordered") >= Number(line, "needed") && Number(line, "ordered") % Number(line, "boxSize") == 0, "a purchase order is not in whole boxes");
        }
    }

    async Task Money(Staff staff, AfterSale after, Provider provider)
    {
        var balance = (await owner.Get("/ledger/trial-balance")).Ok();
        tally.Same(0, balance.Long("difference"), "the difference of the trial balance");
        tally.Same(0, balance["differing"].GetArrayLength(), "accounts that are not the sum of their transfers");
        tally.Same(2 * await staff.CommissionsPending(), balance.Long("debitsPending") + balance.Long("creditsPending"), "money that is still on its way");
        tally.Same(await provider.Net(), await staff.Balance("provider:testpay"), "the provider's bill against the ledger");
        tally.Same(staff.Cash - after.CashGivenBack, await staff.Balance("provider:cash"), "the till against the ledger");
        tally.Same(0, await staff.Balance("prepaid"), "what residents have paid ahead when all is fetched or refunded");
    }

    static long Number(JsonElement thing, string name) => thing.GetProperty(name).GetInt64();
}
