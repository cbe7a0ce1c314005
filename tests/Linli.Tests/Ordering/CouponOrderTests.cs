using System.Text.Json;

namespace Linli.Tests.Ordering;

/// <summary>优惠券 from the household's wallet through the order and back.</summary>
public class CouponOrderTests
{
    static async Task<Guid> Coupon(Town town, Person who, long off = 500, long from = 0, bool alone = false, object? more = null)
    {
        var (batch, coupon) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var body = JsonSerializer.SerializeToNode(new
        {
            name = $"减{off}券",
            kind = "amount",
            off,
            from,
            alone,
            perHousehold = 5,
            validFrom = town.Clock.GetUtcNow(),
            validTo = town.Clock.GetUtcNow().AddDays(7),
        })!.AsObject();
        foreach (var (key, value) in JsonSerializer.SerializeToNode(more ?? new { })!.AsObject()) body[key] = value?.DeepClone();
        (await town.Owner.Put($"/coupon-batches/{batch}", JsonSerializer.SerializeToElement(body))).Ok();
        (await who.Put($"/coupon-batches/{batch}/coupons/{coupon}", new { })).Ok();
        return coupon;
    }

    static object With(Sale sale, Guid[] coupons, long eggs = 0, long milk = 0, string payment = "cash") =>
        new { lines = sale.Lines(eggs, milk), payment, coupons };

    static async Task<string> State(Person who, Guid coupon) => (await who.Get("/coupons")).Items
        .Single(c => c.GetProperty("id").GetGuid() == coupon).GetProperty("state").GetString()!;

    [Fact]
    public async Task An_order_costs_what_its_quote_with_coupons_said_and_uses_only_what_helps()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var (good, idle) = (await Coupon(town, who), await Coupon(town, who, from: 9000));
        var path = sale.NewOrder();

        var quote = (await who.Put($"{path}/quote", new { lines = sale.Lines(eggs: 2, milk: 1), coupons = new[] { good, idle } })).Ok();
        Assert.Equal((2600, 2100), (quote.Long("goods"), quote.Long("toPay")));
        Assert.Equal(good, quote["cuts"][0].GetProperty("source").GetGuid());
        Assert.Contains("还差", quote["unused"][0].GetProperty("text").GetString());
        Assert.Equal("usable", await State(who, good));

        var order = (await who.Put(path, With(sale, [good, idle], eggs: 2, milk: 1))).Ok();
        Assert.Equal(2100, order.Long("total"));
        Assert.Equal(2100, order["lines"].EnumerateArray().Sum(l => l.GetProperty("total").GetInt64()));
        Assert.Equal(("used", "usable"), (await State(who, good), await State(who, idle)));
        // The phone asks again: the same order, and the coupon is not used twice.
        Assert.Equal(2100, (await who.Put(path, With(sale, [good, idle], eggs: 2, milk: 1))).Ok().Long("total"));
        // What an order has used can be shown again for it, and for no other.
        (await who.Put($"{path}/quote", new { lines = sale.Lines(eggs: 3), coupons = new[] { good } })).Ok();
        Assert.Equal("coupon.used", (await who.Put($"{sale.NewOrder()}/quote", new { lines = sale.Lines(eggs: 3), coupons = new[] { good } })).Refused);
        Assert.Equal("coupon.used", (await who.Put(sale.NewOrder(), With(sale, [good], eggs: 2))).Refused);
        Assert.Equal("coupon.unknown", (await (await town.Resident()).Put(sale.NewOrder(), With(sale, [idle], eggs: 2))).Refused);
    }

    [Fact]
    public async Task A_refused_order_uses_no_coupon()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 1);
        var who = await town.Resident();
        var (coupon, alone) = (await Coupon(town, who), await Coupon(town, who, alone: true));
        Assert.Equal("campaign.sold-out", (await who.Put(sale.NewOrder(), With(sale, [coupon], eggs: 2))).Refused);
        Assert.Equal("price.coupon-alone", (await who.Put(sale.NewOrder(), With(sale, [coupon, alone], eggs: 1))).Refused);
        Assert.Equal("price.coupon-twice", (await who.Put(sale.NewOrder(), With(sale, [coupon, coupon], eggs: 1))).Refused);
        Assert.Equal(("usable", "usable"), (await State(who, coupon), await State(who, alone)));
        Assert.Equal(0, await sale.Taken(sale.Eggs));
        (await who.Put(sale.NewOrder(), With(sale, [alone], eggs: 1))).Ok();
    }

    [Fact]
    public async Task A_coupon_comes_back_when_its_order_is_cancelled_or_never_paid()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var coupon = await Coupon(town, who);

        var order = (await who.Put(sale.NewOrder(), With(sale, [coupon], eggs: 1, payment: "testpay"))).Ok()["id"].GetGuid();
        await sale.Pay(who, order);
        await town.Settle();
        (await who.Put($"/orders/{order}/cancellation", new { })).Ok();
        await town.Settle();
        Assert.Equal(500, (await who.Get($"/orders/{order}")).Ok().Long("refunded"));
        Assert.Equal("usable", await State(who, coupon));
        await Coffers.IsZero(town, "prepaid");

        (await who.Put(sale.NewOrder(), With(sale, [coupon], eggs: 1, payment: "testpay"))).Ok();
        Assert.Equal("used", await State(who, coupon));
        await town.Pass(TimeSpan.FromHours(1));
        Assert.Equal("usable", await State(who, coupon));
    }

    [Fact]
    public async Task What_is_sent_twice_to_two_hosts_at_once_is_granted_twice_alike()
    {
        await using var town = await Town.Open();
        await using var there = town.AnotherHost();
        var sale = await Sale.Of(town, perHousehold: 2);
        for (var i = 0; i < 25; i++)
        {
            var who = await town.Resident();
            var (path, amendment, coupon) = (sale.NewOrder(), Guid.CreateVersion7(), await Coupon(town, who));
            var both = new[] { who, there.Through(who) };
            // the only coupon, then all that the household may have
            var placed = await Task.WhenAll(both.Select(p => p.Put(path, With(sale, [coupon], eggs: 1))));
            Assert.All(placed, p => Assert.Equal(500, p.Ok().Long("total")));
            var changed = await Task.WhenAll(both.Select(p => p.Put($"{path}/amendment/{amendment}", new { lines = sale.Lines(eggs: 2) })));
            Assert.All(changed, p => Assert.Equal(1500, p.Ok().Long("total")));
        }

        Assert.Equal(50, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task A_changed_order_keeps_a_coupon_while_it_helps()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var coupon = await Coupon(town, who, from: 2000);
        var path = sale.NewOrder();
        Assert.Equal(1500, (await who.Put(path, With(sale, [coupon], eggs: 2))).Ok().Long("total"));
        Assert.Equal(2500, (await who.Put($"{path}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(eggs: 3) })).Ok().Long("total"));
        Assert.Equal("used", await State(who, coupon));
        Assert.Equal(1000, (await who.Put($"{path}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(eggs: 1) })).Ok().Long("total"));
        Assert.Equal("usable", await State(who, coupon));
    }

    [Fact]
    public async Task A_changed_order_can_take_coupons_and_give_them_up()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (who, other) = (await town.Resident(), await town.Resident());
        var (coupon, second, foreign) = (await Coupon(town, who), await Coupon(town, who), await Coupon(town, other));
        var path = sale.NewOrder();
        Assert.Equal(2000, (await sale.Order(who, eggs: 2, path: path)).Ok().Long("total"));
        Task<Answer> Amend(object body, Guid? id = null) => who.Put($"{path}/amendment/{id ?? Guid.CreateVersion7()}", body);
        var amendment = Guid.CreateVersion7();
        for (var i = 0; i < 2; i++)
            Assert.Equal(1500, (await Amend(new { lines = sale.Lines(eggs: 2), coupons = new[] { coupon } }, amendment)).Ok().Long("total"));
        Assert.Equal(("used", "usable"), (await State(who, coupon), await State(who, second)));
        // Nothing said keeps it.
        Assert.Equal(2500, (await Amend(new { lines = sale.Lines(eggs: 3) })).Ok().Long("total"));
        Assert.Equal(2000, (await Amend(new { lines = sale.Lines(eggs: 3), coupons = new[] { coupon, second } })).Ok().Long("total"));
        Assert.Equal("coupon.unknown", (await Amend(new { lines = sale.Lines(eggs: 1), coupons = new[] { foreign } })).Refused);
        Assert.Equal(2500, (await Amend(new { lines = sale.Lines(eggs: 3), coupons = new[] { second } })).Ok().Long("total"));
        Assert.Equal(("usable", "used"), (await State(who, coupon), await State(who, second)));
        Assert.Equal("coupon.used", (await who.Put(sale.NewOrder(), With(sale, [second], eggs: 1))).Refused);
        Assert.Equal(3000, (await Amend(new { lines = sale.Lines(eggs: 3), coupons = Array.Empty<Guid>() })).Ok().Long("total"));
        Assert.Equal(("usable", "usable"), (await State(who, coupon), await State(who, second)));
    }

    [Fact]
    public async Task Of_many_orders_at_once_one_has_the_coupon()
    {
        await using var town = await Town.Open();
        await using var there = TestDatabase.Server is null ? null : town.AnotherHost();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var coupon = await Coupon(town, who);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            (there is null || i % 2 == 0 ? who : there.Through(who)).Put(sale.NewOrder(), With(sale, [coupon], eggs: 1))));

        Assert.Equal(500, Assert.Single(answers, a => a.Status == 200).Ok().Long("total"));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Contains(a.Refused, (string[])["coupon.used", "busy.lost-race"]));
        Assert.Equal(1, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task An_order_that_costs_nothing_stands_at_once_and_counts_for_the_deal()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, deal: 2, kind: "groupDeal");
        var who = await town.Resident();
        var coupon = await Coupon(town, who, off: 1000);
        var order = (await who.Put(sale.NewOrder(), With(sale, [coupon], eggs: 1, payment: "testpay"))).Ok();
        Assert.Equal(("confirmed", 0), (order.String("state"), order.Long("total")));
        Assert.False(order["canAmend"].GetBoolean());
        Assert.Equal(1, (await who.Get(sale.Path)).Ok().Long("joinedHouseholds"));
        Assert.Equal("order.nothing-to-pay", (await who.Put($"/orders/{order["id"].GetGuid()}/payments/{Guid.CreateVersion7()}", new { })).Refused);

        (await who.Put($"/orders/{order["id"].GetGuid()}/cancellation", new { })).Ok();
        Assert.Equal(0, (await who.Get(sale.Path)).Ok().Long("joinedHouseholds"));
        Assert.Equal("usable", await State(who, coupon));
    }

    [Fact]
    public async Task A_coupon_for_some_goods_is_shared_over_those_alone()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var coupon = await Coupon(town, who, off: 0, more: new { kind = "percent", basisPoints = 1000, skus = new[] { sale.Milk } });
        var order = (await who.Put(sale.NewOrder(), With(sale, [coupon], eggs: 1, milk: 2))).Ok();
        var totals = order["lines"].EnumerateArray().ToDictionary(l => l.GetProperty("sku").GetGuid(), l => l.GetProperty("total").GetInt64());
        Assert.Equal((1000, 1080), (totals[sale.Eggs], totals[sale.Milk]));
    }

    [Fact]
    public async Task A_coupon_comes_back_when_all_of_its_order_is_claimed_and_not_before()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var coupon = await Coupon(town, who, off: 333);
        var order = (await who.Put(sale.NewOrder(), With(sale, [coupon], eggs: 1, milk: 2, payment: "testpay"))).Ok()["id"].GetGuid();
        await sale.Pay(who, order);
        await sale.CutOff();
        foreach (var po in (await town.Owner.Get("/purchase-orders")).Items)
        {
            var lines = po.GetProperty("lines").EnumerateArray()
                .Select(l => new { sku = l.GetProperty("sku").GetGuid(), received = l.GetProperty("ordered").GetInt64(), bad = 0L });
            (await town.Owner.Put($"/purchase-orders/{po.GetProperty("id").GetGuid()}/receipt", new { lines })).Ok();
        }

        await town.Settle();
        var pickup = (await who.Get("/me/pickups")).Ok().Items[0];
        (await town.Clerk.Put($"/pickups/{pickup.GetProperty("id").GetGuid()}/redemptions/{Guid.CreateVersion7()}",
            new { code = pickup.GetProperty("code").GetString(), cashTaken = 0 })).Ok();
        await town.Settle();
        Assert.Equal(1867, await Coffers.Of(town, "sales"));

        foreach (var (sku, amount, state) in new[] { (sale.Milk, 1, "used"), (sale.Eggs, 1, "used"), (sale.Milk, 1, "usable") })
        {
            var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
            (await who.Put(claim, new { sku, amount, reason = "坏了" })).Ok();
            (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
            Assert.Equal(state, await State(who, coupon));
        }

        await town.Settle();
        Assert.Equal(1867, (await who.Get($"/orders/{order}")).Ok().Long("refunded"));
        Assert.Equal(0, await Coffers.Of(town, "sales"));
        await Coffers.Balances(town);
    }
}
