using Linli.Catalog;
using Linli.Ledger;
using Linli.Ordering;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Commissions;

public class StatementTests
{
    [Fact]
    public async Task A_leader_earns_when_goods_are_picked_up_and_the_statement_is_the_account()
    {
        await using var town = await Town.Open();
        // 3.33 % of 10.00, 6.00 and 3.50 is 33.3, 19.98 and 11.655 fen.
        var sale = await Depot.SaleWith(town, body => body["commissionBasisPoints"] = 333);
        var (one, two) = (await town.Resident(), await town.Resident());
        var order = (await sale.Order(one, eggs: 1, milk: 1, tomatoes: 500)).Ok();
        (await sale.Order(two, eggs: 1)).Ok();
        await sale.CutOff();
        await sale.ArriveAll();
        Assert.Equal(0, (await Statement(town)).Long("total"));

        (await Depot.Redeem(town.Clerk, await Depot.Bag(one), cash: 1950)).Ok();
        await town.Settle();

        var statement = await Statement(town);
        Assert.Equal(33 + 20 + 12, statement.Long("earned"));
        Assert.Equal((65, 0, 0), (statement.Long("pending"), statement.Long("available"), await Balance(town)));
        await town.Pass(TimeSpan.FromHours(49));
        statement = await Statement(town);
        Assert.Equal((0, 65), (statement.Long("pending"), statement.Long("available")));
        Assert.Equal(statement.Long("total"), await Balance(town));
        var day = Assert.Single(statement["days"].EnumerateArray().ToArray());
        Assert.Equal("2026-05-01", day.Text("day"));
        Assert.Equal(65, day.Number("total"));
        var milk = day.GetProperty("lines").EnumerateArray().Single(l => l.Text("name") == "牛奶");
        Assert.Equal((600, 333, 20, "earned"), (milk.Number("base"), milk.Number("basisPoints"), milk.Number("commission"), milk.Text("kind")));
        Assert.Equal(order.String("number"), milk.Text("number"));
        Assert.Equal(order["id"].GetGuid(), milk.GetProperty("order").GetGuid());
        Assert.Equal(0, (await town.Owner.Get("/ledger/trial-balance")).Ok().Long("difference"));
    }

    [Fact]
    public async Task Parts_handed_over_in_one_moment_are_all_earned_and_none_twice()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        (await sale.Order(resident, eggs: 3)).Ok();
        await sale.CutOff();
        await sale.ArriveAll();
        var bag = await Depot.Bag(resident);
        for (var i = 0; i < 3; i++)
            (await Depot.Redeem(town.Clerk, bag, cash: 1000, lines: [Depot.Line(sale.Eggs, 1)])).Ok();
        await town.Settle();
        Assert.Equal(3 * 80, (await Statement(town)).Long("total"));

        // Told again: the same hand-over.
        var (handOver, order) = (Guid.CreateVersion7(), Id.New<OrderId>());
        var fact = new LinesHandedOver(
            handOver, order, "1", default, town.Leader.Id, 800, town.Clock.GetUtcNow(), [new(town.Skus["milk"], "牛奶", 1, new(600))]);
        await town.TellAgain(fact);
        await town.TellAgain(fact);

        Assert.Equal((3 * 80) + 48, (await Statement(town)).Long("total"));
        Assert.Equal(0, await Balance(town));
        await town.Pass(TimeSpan.FromHours(49));
        Assert.Equal((3 * 80) + 48, await Balance(town));
    }

    [Fact]
    public async Task What_goes_back_to_the_household_takes_its_commission_along()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        var order = (await sale.Order(resident, eggs: 3, milk: 1)).Ok().String("id")!;
        await sale.CutOff();
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(resident), cash: 3600)).Ok();
        await town.Settle();
        town.Clock.Pass(TimeSpan.FromHours(7));

        await Refund(town, resident, order, sale.Eggs, 1);
        var statement = await Statement(town, "from=2026-05-01&to=2026-05-02");
        Assert.Equal((240 + 48, 80, 208), (statement.Long("earned"), statement.Long("reversed"), statement.Long("total")));
        Assert.Equal((208, 0, 0), (statement.Long("pending"), statement.Long("available"), await Balance(town)));
        var days = statement["days"].EnumerateArray().ToArray();
        Assert.Equal(["2026-05-02", "2026-05-01"], days.Select(d => d.Text("day")));
        Assert.Equal((0, 80, -80), (days[0].Number("earned"), days[0].Number("reversed"), days[0].Number("total")));
        var back = Assert.Single(days[0].GetProperty("lines").EnumerateArray().ToArray());
        Assert.Equal(("reversed", 80, 1000), (back.Text("kind"), back.Number("commission"), back.Number("base")));

        await Refund(town, resident, order, sale.Eggs, 2);
        await Refund(town, resident, order, sale.Milk, 1);
        Assert.Equal(0, (await Statement(town, "from=2026-05-01&to=2026-05-02")).Long("total"));
        await town.Pass(TimeSpan.FromHours(49));
        Assert.Equal(0, await Balance(town));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task A_commission_waits_for_the_last_open_claim_and_what_comes_back_later_is_taken_back()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        var order = (await sale.Order(resident, eggs: 3, milk: 1)).Ok().String("id")!;
        await sale.CutOff();
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(resident), cash: 3600)).Ok();
        await town.Settle();
        await town.Pass(TimeSpan.FromHours(47));
        var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
        (await resident.Put(claim, new { sku = sale.Eggs, amount = 1, reason = "碎了" })).Ok();

        await town.Pass(TimeSpan.FromHours(10));
        Assert.Equal(0, await Balance(town));
        (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        await town.Settle();
        Assert.Equal((208, 0), ((await Statement(town)).Long("pending"), await Balance(town)));
        await town.Pass(TimeSpan.FromHours(2));
        Assert.Equal((0, 208), ((await Statement(town)).Long("pending"), await Balance(town)));

        // Whatever way money comes back after that: it is taken from what is already theirs.
        await town.TellAgain(new LineRefunded(
            new(Guid.Parse(order)), "1", default, town.Leader.Id, 800, town.Clock.GetUtcNow(), Id.New<ClaimId>(), new(new(sale.Eggs), "鸡蛋", 1, new(1000))));
        Assert.Equal(128, await Balance(town));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task A_refund_that_is_told_twice_reverses_once()
    {
        await using var town = await Town.Open();
        var (order, sku, now) = (Id.New<OrderId>(), town.Skus["eggs"], town.Clock.GetUtcNow());
        await town.TellAgain(new LinesHandedOver(Guid.CreateVersion7(), order, "1", default, town.Leader.Id, 800, now, [new(sku, "鸡蛋", 2, new(2000))]));
        var refund = new LineRefunded(order, "1", default, town.Leader.Id, 800, now, Id.New<ClaimId>(), new(sku, "鸡蛋", 1, new(1000)));

        await town.TellAgain(refund);
        await town.TellAgain(refund);

        Assert.Equal(80, (await Statement(town)).Long("total"));
        await town.Pass(TimeSpan.FromHours(49));
        Assert.Equal(80, await Balance(town));
    }

    [Fact]
    public async Task Leaders_see_their_own_and_the_shop_chooses_whose()
    {
        await using var town = await Town.Open();
        var other = await town.Staff(Role.Leader);
        async Task Refused(string code, Person by, string query) =>
            Assert.Equal(code, (await by.Get($"/commissions/statements?{query}")).Refused);

        Assert.Equal(town.Leader.Id.Value, (await town.Leader.Get("/commissions/statements")).Ok()["leader"].GetProperty("id").GetGuid());
        await Refused("commission.not-yours", town.Leader, $"leader={other.Id.Value}");
        await Refused("commission.leader-missing", town.Owner, "");
        await Refused("commission.leader-unknown", town.Owner, $"leader={Guid.CreateVersion7()}");
        await Refused("commission.days-wrong", town.Leader, "from=2026-05-02&to=2026-05-01");
        await Refused("commission.days-wrong", town.Leader, "from=2026-01-01&to=2026-05-01");
        await Refused("caller.wrong-role", town.Clerk, $"leader={other.Id.Value}");
        (await town.Owner.Get($"/commissions/statements?leader={other.Id.Value}&from=2026-05-01&to=2026-05-01")).Ok();
    }

    static async Task Refund(Town town, Person resident, string order, Guid sku, long amount)
    {
        var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
        (await resident.Put(claim, new { sku, amount, reason = "坏了" })).Ok();
        (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        await town.Settle();
    }

    static async Task<Answer> Statement(Town town, string? days = null) =>
        (await town.Owner.Get($"/commissions/statements?leader={town.Leader.Id.Value}&{days ?? "from=2026-05-01&to=2026-05-01"}")).Ok();

    static async Task<long> Balance(Town town)
    {
        var balance = Money.Zero;
        await town.Within(async services =>
            balance = await services.GetRequiredService<Book>().Balance($"leader:{town.Leader.Id.Value}", default));
        return balance.Fen;
    }

    [Fact]
    public async Task More_lines_than_a_page_are_read_a_day_at_a_time()
    {
        await using var town = await Circle.Open();
        var days = new List<string>();
        foreach (var count in new[] { 150, 100 })
        {
            days.Add(BusinessDay.Of(town.Clock.GetUtcNow()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            await town.TellAgain(new LinesHandedOver(
                Guid.CreateVersion7(), Id.New<OrderId>(), "7", default, town.Leader.Id, 1_000, town.Clock.GetUtcNow(),
                [.. Enumerable.Range(1, count).Select(i => new LineValue(Id.New<SkuId>(), "牛奶", 1, new(i * 10)))]));
            await town.Pass(TimeSpan.FromHours(24));
        }

        var both = (await town.Leader.Get($"/commissions/statements?from={days[0]}&to={days[1]}")).Ok();
        Assert.Equal(both.Long("total"), both["days"].EnumerateArray().Sum(d => d.Number("total")));
        Assert.Equal([(100, 0), (150, 0)], both["days"].EnumerateArray().Select(d => ((int)d.Number("count"), d.GetProperty("lines").GetArrayLength())));
        Assert.Null(both.String("next"));
        // What fits on a page is there as it always was.
        var second = (await town.Leader.Get($"/commissions/statements?from={days[1]}&to={days[1]}")).Ok();
        Assert.Equal(100, second["days"][0].GetProperty("lines").GetArrayLength());

        var (sum, lines, after) = (0L, 0, "");
        do
        {
            var page = (await town.Leader.Get($"/commissions/statements?from={days[0]}&to={days[0]}&take=60{after}")).Ok();
            sum += page["days"][0].GetProperty("lines").EnumerateArray().Sum(l => l.Number("commission"));
            lines += page["days"][0].GetProperty("lines").GetArrayLength();
            after = page.String("next") is { } next ? $"&after={next}" : "";
        }
        while (after != "");
        Assert.Equal((150, both["days"][1].Number("total")), (lines, sum));
    }
}
