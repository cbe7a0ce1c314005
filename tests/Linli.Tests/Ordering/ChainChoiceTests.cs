namespace Linli.Tests.Ordering;

public class ChainChoiceTests
{
    static string South(string entry) => $"{entry} 南门店";

    [Fact]
    public async Task Who_wrote_twice_is_asked_whether_to_add_or_to_replace()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var group = new ChainGroup(sale, town.Leader);
        var text = ChainGroup.Text(South("小王 鸡蛋2盒"), South("小王 鸡蛋3盒"));
        var plan = (await group.Paste(text)).Ok();
        var wang = plan["people"].EnumerateArray().Single();
        Assert.Equal("asks", wang.GetProperty("change").GetString());
        Assert.Equal([1, 2], wang.GetProperty("numbers").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal(2, wang.GetProperty("entryLines").GetArrayLength());

        Assert.Equal("added:1 refused:0", ChainGroup.Counts(await group.Take(text, new { key = "小王", meaning = "add" })));
        Assert.Equal(5, await sale.Taken(sale.Eggs));
        Assert.Equal("changed:1 refused:0", ChainGroup.Counts(await group.Take(text, new { key = "小王", meaning = "replace" })));
        Assert.Equal(3, await sale.Taken(sale.Eggs));
        Assert.Equal("unchanged:1 refused:0", ChainGroup.Counts(await group.Take(text)));
    }

    [Fact]
    public async Task A_place_that_is_missing_or_unknown_asks_and_is_learned()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var group = new ChainGroup(sale, town.Leader);
        var plan = (await group.Paste(ChainGroup.Text("小王 鸡蛋2盒"))).Ok();
        Assert.Equal("asks", ChainGroup.ChangeOf(plan, "小王"));
        Assert.Contains("chain.place-missing", plan.Text, StringComparison.Ordinal);
        var north = town.Points[1].Value;
        await group.Take(ChainGroup.Text("小王 鸡蛋2盒"), new { key = "小王", place = north });
        Assert.Equal("北门店", (await group.Entry("小王")).GetProperty("place").GetProperty("name").GetString());

        var next = new ChainGroup(await Sale.Of(town), town.Leader);
        var later = ChainGroup.Person((await next.Paste(ChainGroup.Text("小王 鸡蛋1盒"))).Ok(), "小王");
        Assert.Equal(("added", "北门店", "usual"), (later.GetProperty("change").GetString(), later.GetProperty("place").GetProperty("name").GetString(), later.GetProperty("place").GetProperty("how").GetString()));
        // To move to the other point changes the order, nothing else.
        await next.Take(ChainGroup.Text("小王 鸡蛋1盒"));
        Assert.Equal("changed:1 refused:0", ChainGroup.Counts(await next.Take(ChainGroup.Text(South("小王 鸡蛋1盒")))));
        Assert.Equal("南门店", (await next.Entry("小王")).GetProperty("place").GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_was_paid_in_the_group_goes_back_when_less_is_wanted()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var group = new ChainGroup(sale, town.Leader);
        await group.Take(ChainGroup.Text(South("小王 鸡蛋3盒"), South("李姐 牛奶1瓶")));
        foreach (var (who, amount) in new[] { ("小王", 3000), ("李姐", 600) })
        {
            var order = (await group.Entry(who)).GetProperty("order").GetProperty("id").GetGuid();
            (await town.Leader.Put($"/orders/{order}/outside-payments/{Guid.CreateVersion7()}", new { amount })).Ok();
        }

        Assert.Equal("changed:1 withdrawn:1 refused:0", ChainGroup.Counts(await group.Take(ChainGroup.Text(South("小王 鸡蛋1盒")), new { key = "李姐", lines = Array.Empty<object>() })));

        var refunds = (await town.Leader.Get($"/outside-refunds?campaign={sale.Id}")).Items;
        Assert.Equal([600L, 2000L], refunds.Select(r => r.GetProperty("amount").GetInt64()).Order());
        Assert.Equal(0, (await group.Entry("小王")).GetProperty("order").GetProperty("toPay").GetInt64());
    }

    [Fact]
    public async Task A_person_can_be_left_alone_or_given_a_door()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var group = new ChainGroup(sale, town.Leader);
        var text = ChainGroup.Text(South("小王 鸡蛋2盒"), South("路人 滑溜蛋2盒"));
        var building = town.Buildings[1].Value;

        var outcome = await group.Take(text,
            new { key = "小王", door = new { building, room = "3单元 301", name = "王家" } }, new { key = "路人", skip = true });
        Assert.Equal("added:1 refused:0", ChainGroup.Counts(outcome));
        var home = (await group.Entry("小王")).GetProperty("household");
        Assert.Equal(("王家", "2号楼", "3单元301"), (home.GetProperty("name").GetString(), home.GetProperty("building").GetString(), home.GetProperty("room").GetString()));
        Assert.Equal("unchanged:2 refused:0", ChainGroup.Counts(await group.Take(text)));
    }

    [Fact]
    public async Task Two_leaders_and_two_people_of_one_name_are_two_households()
    {
        await using var town = await Town.Open();
        var group = new ChainGroup(await Sale.Of(town), town.Leader);
        await group.Take(ChainGroup.Text(South("A very long nickname of a neighbour 🌸 鸡蛋1盒"), South("小王 鸡蛋1盒")));
        var leader = await town.Staff(Linli.Platform.Role.Leader);
        var theirs = new Sale(town, Guid.CreateVersion7(), leader);
        (await leader.Put(theirs.Path, theirs.Body())).Ok();
        (await leader.Put($"{theirs.Path}/opening")).Ok();
        await town.Settle();
        Assert.Equal("added:1 refused:0", ChainGroup.Counts(await new ChainGroup(theirs, leader).Take(ChainGroup.Text(South("小王 鸡蛋1盒")))));
        Assert.Equal(["小王", "小王2"], (await town.Owner.Get("/households?q=小王")).Items.Select(h => h.GetProperty("room").GetString()!).Order());
    }
}
