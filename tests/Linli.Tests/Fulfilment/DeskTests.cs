using Linli.Fulfilment;
using Linli.Platform;
using Linli.Tests.Ordering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Fulfilment;

public class DeskTests
{
    [Fact]
    public async Task The_desk_finds_a_bag_by_code_phone_tail_name_or_order_number_and_leaves_a_trace()
    {
        await using var town = await Town.Open();
        var (_, resident) = await ReadyBag(town, eggs: 1);
        var bag = await Depot.Bag(resident);
        var tail = resident.Phone[^4..];

        var byCode = Assert.Single((await town.Clerk.Get($"/pickups?q={bag.Text("code")}")).Ok().Items);
        Assert.Equal(bag.Text("code"), byCode.Text("code"));
        Assert.Equal(bag.Text("bin"), byCode.Text("bin"));
        Assert.Equal(tail, byCode.Text("phoneTail"));
        foreach (var q in new[] { tail, $"{tail}家", bag.GetProperty("orders")[0].GetString()! })
        {
            var found = Assert.Single((await town.Clerk.Get($"/pickups?q={Uri.EscapeDataString(q)}")).Ok().Items);
            Assert.Equal(bag.Text("id"), found.Text("id"));
            Assert.Equal(System.Text.Json.JsonValueKind.Null, found.GetProperty("code").ValueKind);
        }

        Assert.Empty((await town.Clerk.Get("/pickups?q=没有这个人")).Ok().Items);
        Assert.Empty((await town.Clerk.Get($"/pickups?point={town.Points[1].Value}")).Ok().Items);
        Assert.Single((await town.Clerk.Get($"/pickups?point={town.Points[0].Value}&state=ready")).Ok().Items);
        Assert.Equal("pickup.search-too-long", (await town.Clerk.Get($"/pickups?q={new string('1', 41)}")).Refused);
        Assert.Contains((await town.Owner.Get("/audit")).Ok().Items, a =>
            a.Text("action") == "find-pickups" && a.Text("about").Contains(bag.Text("id"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_leader_serves_the_own_neighbourhoods_only()
    {
        await using var town = await Town.Open();
        var (_, resident) = await ReadyBag(town, eggs: 1);
        var bag = await Depot.Bag(resident);
        var stranger = await town.Staff(Role.Leader, town.OtherArea);

        Assert.Empty((await stranger.Get($"/pickups?q={bag.Text("code")}")).Ok().Items);
        Assert.Equal("pickup.unknown", (await Depot.Redeem(stranger, bag, cash: 1000)).Refused);
        Assert.Single((await town.Leader.Get($"/pickups?q={bag.Text("code")}")).Ok().Items);
        Assert.Equal("done", (await Depot.Redeem(town.Leader, bag, cash: 1000)).Ok().String("state"));
        Assert.Equal("caller.wrong-role", (await Depot.Redeem(resident, bag, cash: 1000)).Refused);
    }

    [Fact]
    public async Task Cash_is_counted_before_the_goods_leave_and_a_code_works_once()
    {
        await using var town = await Town.Open();
        var (_, resident) = await ReadyBag(town, eggs: 2, tomatoes: 1500);
        var bag = await Depot.Bag(resident);
        Assert.Equal(2000 + (3 * 350), bag.Number("toPay"));

        var needed = await Depot.Redeem(town.Clerk, bag);
        Assert.Equal("pickup.cash-needed", needed.Refused);
        Assert.Contains("¥30.50", needed.Text, StringComparison.Ordinal);
        Assert.Equal("3050", needed["rows"][0].Text("text"));
        Assert.Equal("pickup.cash-needed", (await Depot.Redeem(town.Clerk, bag, cash: 3049)).Refused);
        Assert.Equal("pickup.cash-needed", (await Depot.Redeem(town.Clerk, bag, cash: 3051)).Refused);
        Assert.Equal("ready", (await Depot.Bag(resident)).Text("state"));

        var id = Guid.CreateVersion7();
        var done = (await Depot.Redeem(town.Clerk, bag, cash: 3050, note: "邻居代取", id: id)).Ok();
        Assert.Equal("done", done.String("state"));
        Assert.Equal(0, done.Long("toPay"));
        Assert.Equal(done.Text, (await Depot.Redeem(town.Clerk, bag, cash: 3050, note: "邻居代取", id: id)).Ok().Text);
        Assert.Equal("pickup.redemption-id-taken", (await Depot.Redeem(town.Clerk, bag, cash: 3050, id: id)).Refused);
        Assert.Equal("pickup.already-done", (await Depot.Redeem(town.Clerk, bag, cash: 3050)).Refused);

        var order = Assert.Single((await resident.Get("/me/orders")).Ok().Items);
        Assert.Equal("completed", order.Text("state"));
        Assert.Equal(3050, order.Number("paid"));
        var cash = (await town.Owner.Get("/ledger/accounts")).Ok().Items.Single(a => a.Text("name") == "provider:cash");
        Assert.Equal(3050, cash.Number("balance"));
        await town.Within(async services => Assert.Equal("邻居代取",
            await services.GetRequiredService<LinliDb>().Set<Redemption>().Select(r => r.ProxyNote).SingleAsync()));
    }

    [Fact]
    public async Task What_was_paid_online_needs_no_cash()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        await sale.PaidOrder(resident, eggs: 1);
        await sale.CutOff();
        await sale.ArriveAll();
        var bag = await Depot.Bag(resident);

        Assert.Equal(0, bag.Number("toPay"));
        Assert.Equal("pickup.cash-needed", (await Depot.Redeem(town.Clerk, bag, cash: 1)).Refused);
        Assert.Equal("done", (await Depot.Redeem(town.Clerk, bag)).Ok().String("state"));
    }

    [Fact]
    public async Task A_part_is_handed_over_and_paid_and_the_parts_sum_to_the_whole()
    {
        await using var town = await Town.Open();
        // 3.33 a pound: the fen of four half pounds do not come out even.
        var sale = await Depot.SaleWith(town, body => body["items"]![2]!["price"] = 333);
        var resident = await town.Resident();
        (await sale.Order(resident, eggs: 2, tomatoes: 1000)).Ok();
        (await sale.Order(resident, tomatoes: 1000)).Ok();
        await sale.CutOff();
        await sale.ArriveAll();
        var bag = await Depot.Bag(resident);
        Assert.Equal(2000 + 1332, bag.Number("toPay"));

        var paid = 0L;
        foreach (var grams in new[] { 1, 750, 499, 750 })
        {
            object[] lines = [Depot.Line(sale.Tomatoes, grams)];
            var due = long.Parse((await Depot.Redeem(town.Clerk, bag, lines: lines))["rows"][0].Text("text"));
            Assert.Equal("partly", (await Depot.Redeem(town.Clerk, bag, due, lines: lines)).Ok().String("state"));
            paid += due;
        }

        Assert.Equal(1332, paid);
        Assert.Equal(2000, (await Depot.Bag(resident)).Number("toPay"));
        Assert.Equal("done", (await Depot.Redeem(town.Clerk, bag, cash: 2000)).Ok().String("state"));
        Assert.All((await resident.Get("/me/orders")).Ok().Items, o => Assert.Equal("completed", o.Text("state")));
    }

    [Fact]
    public async Task Ten_wrong_codes_lock_the_bag_for_the_rest_of_the_hour()
    {
        await using var town = await Town.Open();
        var (_, resident) = await ReadyBag(town, eggs: 1);
        var bag = await Depot.Bag(resident);
        Assert.Equal("pickup.wrong-code", (await Depot.Redeem(town.Clerk, bag, 1000, Depot.WrongCode(bag))).Refused);
        town.Clock.Pass(TimeSpan.FromMinutes(40));
        var guesses = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => Depot.Redeem(town.Clerk, bag, 1000, Depot.WrongCode(bag))));
        Assert.All(guesses, g => Assert.Equal("pickup.wrong-code", g.Refused));

        var locked = await Depot.Redeem(town.Clerk, bag, 1000);
        Assert.Equal("pickup.too-many-tries", locked.Refused);
        Assert.Contains("20 分钟", locked.Text, StringComparison.Ordinal);
        Assert.Contains("20 minutes", (await town.Clerk.Put(
            $"/pickups/{bag.Text("id")}/redemptions/{Guid.CreateVersion7()}", new { code = "1" }, language: "en")).Text, StringComparison.Ordinal);

        town.Clock.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal("pickup.wrong-code", (await Depot.Redeem(town.Clerk, bag, 1000, Depot.WrongCode(bag))).Refused);
        Assert.Equal("done", (await Depot.Redeem(town.Clerk, bag, 1000)).Ok().String("state"));
    }

    [Fact]
    public async Task Two_desks_on_two_hosts_hand_a_bag_over_once()
    {
        await using var here = await Town.Open();
        var (sale, resident) = await ReadyBag(here, eggs: 3);
        await using var there = here.AnotherHost();
        var bag = await Depot.Bag(resident);
        Person[] desks = [here.Clerk, there.Through(here.Owner), here.Leader, there.Through(here.Clerk)];

        var answers = await Task.WhenAll(desks.Select(d => Depot.Redeem(d, bag, cash: 3000)));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("pickup.already-done", a.Refused));
        var eggs = (await here.Owner.Get($"/stock/{sale.Eggs}/movements")).Ok().Items.Where(m => m.Text("kind") == "handOver");
        Assert.Equal(-3, Assert.Single(eggs).Number("amount"));
    }

    [Fact]
    public async Task What_cannot_be_handed_over_is_refused_and_nothing_leaves()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        (await sale.Order(resident, eggs: 2)).Ok();
        await sale.CutOff();
        var bag = await Depot.Bag(resident);
        Assert.Equal("pickup.not-arrived", (await Depot.Redeem(town.Clerk, bag, cash: 2000)).Refused);
        await sale.ArriveAll();

        async Task Wrong(string code, params object[] lines) =>
            Assert.Equal(code, (await Depot.Redeem(town.Clerk, bag, cash: 1000, lines: lines)).Refused);
        await Wrong("pickup.amount-wrong");
        await Wrong("pickup.amount-wrong", Depot.Line(sale.Eggs, 3));
        await Wrong("pickup.amount-wrong", Depot.Line(sale.Eggs, 0));
        await Wrong("pickup.amount-wrong", Depot.Line(sale.Eggs, -1));
        await Wrong("pickup.amount-wrong", Depot.Line(sale.Milk, 1));
        await Wrong("pickup.amount-wrong", Depot.Line(sale.Eggs, 1), Depot.Line(sale.Eggs, 1));
        Assert.Equal("pickup.note-too-long", (await Depot.Redeem(town.Clerk, bag, cash: 2000, note: new string('长', 101))).Refused);
        Assert.Equal("pickup.wrong-code", (await town.Clerk.Put(
            $"/pickups/{bag.Text("id")}/redemptions/{Guid.CreateVersion7()}", new { cashTaken = 2000 })).Refused);

        Assert.Equal("ready", (await Depot.Bag(resident)).Text("state"));
        Assert.Equal(0, (await Depot.Bag(resident)).GetProperty("lines")[0].Number("handed"));
    }

    [Fact]
    public async Task A_bag_that_was_fetched_long_ago_is_no_longer_in_the_way()
    {
        await using var town = await Town.Open();
        var (_, resident) = await ReadyBag(town, eggs: 1);
        (await Depot.Redeem(town.Clerk, await Depot.Bag(resident), cash: 1000)).Ok();

        Assert.Single((await town.Clerk.Get("/pickups?state=done")).Ok().Items);
        await town.Pass(TimeSpan.FromDays(8));
        Assert.Empty((await town.Clerk.Get("/pickups")).Ok().Items);
        Assert.Single(await Depot.Bags(resident));
    }

    static async Task<(Sale, Person)> ReadyBag(Town town, long eggs = 0, long tomatoes = 0)
    {
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        (await sale.Order(resident, eggs: eggs, tomatoes: tomatoes)).Ok();
        await sale.CutOff();
        await sale.ArriveAll();
        return (sale, resident);
    }
}
