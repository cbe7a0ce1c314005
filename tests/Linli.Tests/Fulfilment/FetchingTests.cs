using Linli.Platform;
using Linli.Tests.Ordering;

namespace Linli.Tests.Fulfilment;

/// <summary>Who fetches a bag, when, and how the desk knows them.</summary>
public class FetchingTests
{
    static async Task<(Sale Sale, Person Resident)> Ready(Town town, string payment = "cash")
    {
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        if (payment == "cash") (await sale.Order(resident, eggs: 1)).Ok();
        else await sale.PaidOrder(resident, eggs: 1);
        await sale.CutOff();
        await sale.ArriveAll();
        return (sale, resident);
    }

    static Task<Answer> Let(Person who, string bag, string name, Guid? id = null) =>
        who.Put($"/me/pickups/{bag}/proxies/{id ?? Guid.CreateVersion7()}", new { name });

    [Fact]
    public async Task A_neighbour_fetches_the_bag_once_by_a_code_of_their_own()
    {
        await using var town = await Town.Open();
        var (_, resident) = await Ready(town, "online");
        var bag = await Depot.Bag(resident);
        var id = bag.Text("id");
        Assert.Equal("pickup.proxy-name-wrong", (await Let(resident, id, " ")).Refused);
        Assert.Equal("pickup.unknown", (await Let(await town.Resident(), id, "小李")).Refused);

        var first = (await Let(resident, id, "小李")).Ok()["proxy"];
        var again = Guid.CreateVersion7();
        var given = (await Let(resident, id, "隔壁小张", again)).Ok()["proxy"];
        Assert.Equal(given.Text("code"), (await Let(resident, id, "隔壁小张", again)).Ok()["proxy"].Text("code"));
        Assert.Equal("pickup.proxy-id-taken", (await Let(resident, id, "小王", again)).Refused);
        Assert.NotEqual(bag.Text("code"), given.Text("code"));

        // The one before has ended; the desk finds the bag by the new one, and sees who comes.
        Assert.Empty((await town.Clerk.Get($"/pickups?q={first.Text("code")}")).Items);
        Assert.Equal("pickup.wrong-code", (await Depot.Redeem(town.Clerk, bag, cash: 0, code: first.Text("code"))).Refused);
        var found = (await town.Clerk.Get($"/pickups?q={given.Text("code")}")).Items.Single();
        Assert.Equal("隔壁小张", found.GetProperty("proxy").Text("name"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, found.GetProperty("proxy").GetProperty("code").ValueKind);

        Assert.Equal("done", (await Depot.Redeem(town.Clerk, bag, cash: 0, code: given.Text("code"))).Ok().String("state"));
        Assert.Contains((await resident.Get("/me/messages")).Items, m => m.Text("title") == "有人代您取货了" && m.Text("text").StartsWith("隔壁小张", StringComparison.Ordinal));
        Assert.Equal("pickup.already-done", (await Let(resident, id, "小李")).Refused);
    }

    [Fact]
    public async Task A_code_that_was_taken_back_or_is_too_old_opens_nothing()
    {
        await using var town = await Town.Open();
        var (_, resident) = await Ready(town, "online");
        var bag = await Depot.Bag(resident);
        var proxy = Guid.CreateVersion7();
        var code = (await Let(resident, bag.Text("id"), "小李", proxy)).Ok()["proxy"].Text("code");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await resident.Put($"/me/pickups/{bag.Text("id")}/proxies/{proxy}/end")).Ok()["proxy"].ValueKind);
        Assert.Equal("pickup.wrong-code", (await Depot.Redeem(town.Clerk, bag, cash: 0, code: code)).Refused);

        code = (await Let(resident, bag.Text("id"), "小李")).Ok()["proxy"].Text("code");
        await town.Pass(TimeSpan.FromDays(3));
        Assert.Empty((await town.Clerk.Get($"/pickups?q={code}")).Items);
        Assert.Equal("pickup.wrong-code", (await Depot.Redeem(town.Clerk, bag, cash: 0, code: code)).Refused);
    }

    [Fact]
    public async Task Somebody_known_needs_no_code_and_the_household_is_told()
    {
        await using var town = await Town.Open();
        var (sale, resident) = await Ready(town);
        var bag = await Depot.Bag(resident);
        Task<Answer> Tick(Person desk, long cash, Guid? id = null) => desk.Put(
            $"/pickups/{bag.Text("id")}/redemptions/{id ?? Guid.CreateVersion7()}", new { withoutCode = true, cashTaken = cash, proxyNote = "女儿" });
        Assert.Equal("pickup.wrong-code", (await Tick(await town.Staff(Role.Sorter), 1000)).Refused);
        Assert.Equal("pickup.wrong-code", (await town.Leader.Put($"/pickups/{bag.Text("id")}/redemptions/{Guid.CreateVersion7()}", new { cashTaken = 1000 })).Refused);
        Assert.Equal("pickup.cash-needed", (await Tick(town.Leader, 0)).Refused);

        // The leader's list: by door, by building, by the tail of the phone, within one campaign.
        var tail = resident.Phone[^4..];
        foreach (var q in new[] { "1号楼", $"1-{tail}", $"1号楼{tail}室", tail })
            Assert.Single((await town.Leader.Get($"/pickups?campaign={sale.Id}&q={Uri.EscapeDataString(q)}")).Items);
        foreach (var q in new[] { "2号楼", $"2-{tail}", "11-0001" })
            Assert.Empty((await town.Leader.Get($"/pickups?campaign={sale.Id}&q={Uri.EscapeDataString(q)}")).Items);
        Assert.Empty((await town.Leader.Get($"/pickups?campaign={Guid.CreateVersion7()}")).Items);

        var id = Guid.CreateVersion7();
        Assert.Equal("done", (await Tick(town.Leader, 1000, id)).Ok().String("state"));
        Assert.Equal("done", (await Tick(town.Leader, 1000, id)).Ok().String("state"));
        Assert.Equal("pickup.already-done", (await Tick(town.Leader, 1000)).Refused);
        Assert.Contains((await resident.Get("/me/messages")).Items, m => m.Text("text").StartsWith("您的货已交给女儿", StringComparison.Ordinal));
        Assert.Contains((await town.Owner.Get("/audit")).Items, a => a.Text("action") == "redeem-pickup-without-code");
    }

    [Fact]
    public async Task Other_pickup_times_reach_bags_orders_and_households()
    {
        await using var town = await Town.Open();
        var (sale, resident) = await Ready(town);
        var bag = await Depot.Bag(resident);
        var (from, to) = (bag.GetProperty("from").GetDateTimeOffset(), bag.GetProperty("to").GetDateTimeOffset());
        Task<Answer> Move(Person who, DateTimeOffset f, DateTimeOffset t, string reason = "") =>
            who.Put($"{sale.Path}/pickup-window", new { from = f, to = t, reason });
        Assert.Equal("campaign.pickup-wrong", (await Move(town.Leader, to, from)).Refused);
        Assert.Equal("campaign.pickup-wrong", (await Move(town.Leader, from.AddDays(-2), to)).Refused);
        Assert.Equal("campaign.pickup-wrong", (await Move(town.Leader, from, to.AddHours(1), new string('晚', 61))).Refused);
        Assert.Equal("campaign.unknown", (await Move(await town.Staff(Role.Leader, town.OtherArea), from, to.AddHours(1))).Refused);

        // Nobody came in time; then they get another day.
        await town.Pass(to - town.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        Assert.Equal("overdue", (await Depot.Bag(resident)).Text("state"));
        var moved = (await Move(town.Leader, from.AddDays(1), to.AddDays(1), "下大雨")).Ok();
        await town.Settle();
        Assert.Contains("下大雨", moved.String("text"), StringComparison.Ordinal);
        var now = await Depot.Bag(resident);
        Assert.Equal(("ready", to.AddDays(1)), (now.Text("state"), now.GetProperty("to").GetDateTimeOffset()));
        Assert.Equal(from.AddDays(1), (await resident.Get("/me/orders")).Items[0].GetProperty("campaign").GetProperty("pickupFrom").GetDateTimeOffset());
        Assert.Contains((await resident.Get("/me/messages")).Items, m => m.Text("title") == "取货时间改了" && m.Text("text").Contains("下大雨", StringComparison.Ordinal));
        (await Move(town.Leader, from.AddDays(1), to.AddDays(1))).Ok();
        await town.Settle();
        Assert.Single((await resident.Get("/me/messages")).Items, m => m.Text("title") == "取货时间改了");

        var text = (await town.Leader.Get($"{sale.Path}/chain-text?kind=arrived")).Ok().String("text")!;
        Assert.StartsWith("📦“测试团”到货啦", text, StringComparison.Ordinal);
        Assert.Contains("南门店（南门），1 位邻居的在这里", text, StringComparison.Ordinal);
        await town.Pass(TimeSpan.FromDays(1));
        Assert.Equal("overdue", (await Depot.Bag(resident)).Text("state"));
        (await Depot.Redeem(town.Clerk, now, cash: 1000)).Ok();
        Assert.Contains("都取走了", (await town.Leader.Get($"{sale.Path}/chain-text?kind=arrived")).Ok().String("text"), StringComparison.Ordinal);
    }
}
