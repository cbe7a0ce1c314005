using Linli.Ledger;
using Linli.Members;
using Linli.Platform;
using Linli.Pricing;
using Linli.Tests.Fulfilment;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Ordering;

/// <summary>积分 from the shop's gift through the order and back.</summary>
public class PointsOrderTests
{
    static async Task Rules(Town town, int perYuan = 1, int most = 5000, int months = 1) =>
        (await town.Owner.Put("/points-rules", new { perYuan, mostBasisPoints = most, months })).Ok();

    static async Task<Guid> HouseholdOf(Person who) => (await who.Get("/me")).Ok()["household"].GetProperty("id").GetGuid();

    static async Task Give(Town town, Person who, long points) =>
        (await town.Owner.Put($"/households/{await HouseholdOf(who)}/points/{Guid.CreateVersion7()}", new { points, reason = "新邻居" })).Ok();

    static async Task<long> Has(Person who) => (await who.Get("/points")).Ok().Long("points");

    static object With(Sale sale, long points, long eggs = 0, long milk = 0, string payment = "cash", Guid[]? coupons = null) =>
        new { lines = sale.Lines(eggs, milk), payment, points, coupons };

    static Task Do(Town town, Func<PointsBook, Task> work) => town.Within(async services =>
    {
        await work(services.GetRequiredService<PointsBook>());
        await services.GetRequiredService<LinliDb>().Commit(default);
    });

    /// <summary>The lots, the entries and the ledger say the same, and all sums to zero.</summary>
    static async Task Agrees(Town town, params Person[] people)
    {
        await Coffers.Balances(town);
        long all = 0;
        foreach (var who in people)
        {
            var has = await Has(who);
            all += has;
            Assert.Equal(has, (await who.Get("/points/entries?take=200")).Ok().Items.Sum(e => e.GetProperty("points").GetInt64()));
            Assert.Equal(has, await Coffers.Of(town, $"points:{await HouseholdOf(who)}"));
        }

        Assert.Equal(all, (await town.Owner.Get("/points/outlook")).Ok().Long("points"));
    }

    [Fact]
    public async Task An_order_paid_in_part_by_points_costs_what_its_quote_said_and_gives_all_back_when_cancelled()
    {
        await using var town = await Town.Open();
        await Rules(town);
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        await Give(town, who, 320);
        var path = sale.NewOrder();

        var quote = (await who.Put($"{path}/quote", new { lines = sale.Lines(eggs: 1, milk: 1), points = 320 })).Ok();
        Assert.Equal((1600, 1280, 320), (quote.Long("goods"), quote.Long("toPay"), quote.Long("points")));
        var order = (await who.Put(path, With(sale, 320, eggs: 1, milk: 1, payment: "testpay"))).Ok();
        Assert.Equal((1280, 0), (order.Long("total"), await Has(who)));
        // The phone asks again: the same order, and points pay once.
        Assert.Equal(1280, (await who.Put(path, With(sale, 320, eggs: 1, milk: 1, payment: "testpay"))).Ok().Long("total"));
        await Agrees(town, who);
        Assert.Equal(320, await Coffers.Of(town, "prepaid"));

        await sale.Pay(who, order["id"].GetGuid());
        await town.Settle();
        (await who.Put($"/orders/{order["id"].GetGuid()}/cancellation", new { })).Ok();
        await town.Settle();
        Assert.Equal(1280, (await who.Get($"/orders/{order["id"].GetGuid()}")).Ok().Long("refunded"));
        Assert.Equal(320, await Has(who));
        await Agrees(town, who);
        await Coffers.IsZero(town, "prepaid");
        Assert.Contains((await who.Get("/points/entries")).Ok().Items, e => e.GetProperty("text").GetString()!.Contains("退回", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Points_pay_no_more_than_the_share_and_an_order_that_is_never_paid_gives_them_back()
    {
        await using var town = await Town.Open();
        await Rules(town, most: 2000);
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        await Give(town, who, 500);
        var path = sale.NewOrder();
        Assert.Equal(800, (await who.Put(path, With(sale, 500, eggs: 1, payment: "testpay"))).Ok().Long("total"));
        Assert.Equal(300, await Has(who));
        // A smaller order has room for fewer.
        Assert.Equal(480, (await who.Put($"{path}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(milk: 1) })).Ok().Long("total"));
        Assert.Equal(380, await Has(who));
        await Agrees(town, who);
        await town.Pass(TimeSpan.FromHours(1));
        Assert.Equal(500, await Has(who));
        await Agrees(town, who);
        await Coffers.IsZero(town, "prepaid");
    }

    [Fact]
    public async Task What_is_not_there_is_refused()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        await Give(town, who, 100);
        Assert.Equal("points.off", (await who.Put(sale.NewOrder(), With(sale, 100, eggs: 1))).Refused);
        Assert.Equal("points.rules-wrong", (await town.Owner.Put("/points-rules", new { perYuan = 1, mostBasisPoints = 6000, months = 12 })).Refused);
        await Rules(town);
        Assert.Equal("points.too-few", (await who.Put(sale.NewOrder(), With(sale, 101, eggs: 1))).Refused);
        Assert.Equal("points.off", (await who.Put(sale.NewOrder(), With(sale, -1, eggs: 1))).Refused);
        Assert.Equal("points.too-few", (await (await town.Resident()).Put($"{sale.NewOrder()}/quote", new { lines = sale.Lines(eggs: 1), points = 1 })).Refused);

        var (home, gift) = (await HouseholdOf(who), Guid.CreateVersion7());
        Assert.Equal("points.gift-wrong", (await town.Owner.Put($"/households/{home}/points/{gift}", new { points = 0, reason = "无" })).Refused);
        Assert.Equal("points.for-nobody", (await town.Owner.Put($"/households/{Guid.CreateVersion7()}/points/{gift}", new { points = 5, reason = "谢" })).Refused);
        for (var i = 0; i < 2; i++) (await town.Owner.Put($"/households/{home}/points/{gift}", new { points = 5, reason = "谢" })).Ok();
        Assert.Equal("points.gift-id-taken", (await town.Owner.Put($"/households/{home}/points/{gift}", new { points = 6, reason = "谢" })).Refused);
        Assert.Equal(403, (await who.Put($"/households/{home}/points/{Guid.CreateVersion7()}", new { points = 5, reason = "谢" })).Status);
        Assert.Equal(105, await Has(who));
        await Agrees(town, who);
    }

    [Fact]
    public async Task What_comes_missingand_what_is_claimed_gives_back_its_share_of_money_and_of_points()
    {
        await using var town = await Town.Open();
        await Rules(town, perYuan: 0);
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        await Give(town, who, 801);
        var (batch, coupon) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var now = town.Clock.GetUtcNow();
        (await town.Owner.Put($"/coupon-batches/{batch}", new { name = "减券", kind = "amount", off = 333, perHousehold = 1, validFrom = now, validTo = now.AddDays(7) })).Ok();
        (await who.Put($"/coupon-batches/{batch}/coupons/{coupon}", new { })).Ok();
        var order = (await who.Put(sale.NewOrder(), With(sale, 801, eggs: 2, milk: 3, payment: "testpay", coupons: [coupon]))).Ok();
        var id = order["id"].GetGuid();
        Assert.Equal(3800 - 333 - 801, order.Long("total"));
        await sale.Pay(who, id);
        await sale.CutOff();
        await sale.Arrive(sale.Eggs, 1);
        await sale.Arrive(sale.Milk, 1_000_000);
        await town.Settle();
        var missing = await Has(who);
        Assert.InRange(missing, 200, 220);
        await Agrees(town, who);

        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();
        await Coffers.IsZero(town, "prepaid");
        foreach (var sku in new[] { sale.Milk, sale.Eggs, sale.Milk, sale.Milk })
        {
            var claim = $"/orders/{id}/claims/{Guid.CreateVersion7()}";
            (await who.Put(claim, new { sku, amount = 1, reason = "坏了" })).Ok();
            for (var i = 0; i < 2; i++) (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
            await Agrees(town, who);
        }

        await town.Settle();
        Assert.Equal(801, await Has(who));
        Assert.Equal(order.Long("total"), (await who.Get($"/orders/{id}")).Ok().Long("refunded"));
        Assert.Equal(0, await Coffers.Of(town, "sales"));
        await Agrees(town, who);
    }

    [Fact]
    public async Task Goods_earn_points_when_nothing_can_be_claimed_any_more_and_points_end_with_their_month()
    {
        await using var town = await Town.Open();
        await Rules(town, perYuan: 2);
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.PaidOrder(who, eggs: 2);
        await sale.CutOff();
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();
        var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
        (await who.Put(claim, new { sku = sale.Eggs, amount = 1, reason = "坏了" })).Ok();
        await town.Pass(TimeSpan.FromHours(50));
        Assert.Equal(0, await Has(who));
        (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        await town.Pass(TimeSpan.FromHours(2));
        Assert.Equal(20, await Has(who));
        await Agrees(town, who);
    }

    [Fact]
    public async Task Of_many_orders_at_once_no_point_pays_twice()
    {
        await using var town = await Town.Open();
        await using var there = TestDatabase.Server is null ? null : town.AnotherHost();
        await Rules(town);
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        await Give(town, who, 250);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            (there is null || i % 2 == 0 ? who : there.Through(who)).Put(sale.NewOrder(), With(sale, 100, eggs: 1))));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Contains(a.Refused, (string[])["points.too-few", "busy.lost-race"]));
        var served = answers.Count(a => a.Status == 200);
        Assert.InRange(served, 1, 2);
        Assert.Equal(250 - 100 * served, await Has(who));
        await Agrees(town, who);
    }

    [Fact]
    public async Task Any_order_of_earning_using_giving_back_and_ending_leaves_lots_and_ledger_alike()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var town = await Town.Open();
        await Rules(town);
        var home = new HouseholdId(await HouseholdOf(await town.Resident()));
        var orders = new List<(Guid Id, long Points)>();
        long earned = 0, has = 0;
        for (var step = 0; step < 80; step++)
        {
            await Do(town, async b => has = await b.Has(home, default));
            switch (random.Next(6))
            {
                case 0 or 1:
                    var more = random.Next(1, 300);
                    await Do(town, b => b.Earn(home, Guid.CreateVersion7(), "1", new(more * 100), default));
                    earned += more;
                    break;
                case 2 or 3 when has > 0:
                    var (order, points) = (Guid.CreateVersion7(), random.NextInt64(1, has + 1));
                    await Do(town, b => b.Spend(home, points, order, "1", default));
                    orders.Add((order, points));
                    break;
                case 4 when orders.Count > 0:
                    var at = random.Next(orders.Count);
                    orders[at] = (orders[at].Id, random.NextInt64(0, orders[at].Points + 1));
                    for (var i = 0; i < 2; i++) await Do(town, b => b.Keep(orders[at].Id, orders[at].Points, "1", default));
                    break;
                case 5: await town.Pass(TimeSpan.FromDays(random.Next(1, 20))); break;
            }

            await Do(town, async b => has = await b.Has(home, default));
            var (held, ended) = (orders.Sum(o => o.Points), await Balance(town, "points-breakage"));
            Assert.True(
                (has, held, earned) == (await Balance(town, $"points:{home.Value}"), await Balance(town, "prepaid"), has + held + ended),
                $"seed {seed}, step {step}: {has} held {held} earned {earned} ended {ended}");
        }

        foreach (var (order, _) in orders) await Do(town, b => b.Keep(order, 0, "1", default));
        await town.Pass(TimeSpan.FromDays(100));
        await Do(town, async b => has = await b.Has(home, default));
        Assert.True((has, earned) == (0, await Balance(town, "points-breakage")), $"seed {seed}");
    }

    static async Task<long> Balance(Town town, string account)
    {
        var balance = Money.Zero;
        await town.Within(async services => balance = await services.GetRequiredService<Book>().Balance(account, default));
        return balance.Fen;
    }
}
