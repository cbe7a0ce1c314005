using System.Text.Json;
using Linli.Platform;
using Linli.Tests.Ordering;

namespace Linli.Tests.Fulfilment;

public class SortingTests
{
    [Fact]
    public async Task The_list_says_what_belongs_into_each_bag_and_what_it_weighs()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (near, far) = (await town.Resident(), await town.Resident(point: 1));
        var order = (await sale.Order(near, eggs: 2, tomatoes: 1500)).Ok();
        (await sale.Order(far, milk: 1)).Ok();
        await sale.CutOff();

        var points = (await town.Clerk.Get($"{sale.Path}/sorting")).Ok()["points"].EnumerateArray().ToList();
        Assert.Equal(2, points.Count);
        var bag = Assert.Single(points.Single(p => p.Text("name") == "南门店").GetProperty("bags").EnumerateArray().ToArray());

        Assert.Equal(1500, bag.Number("weightGrams"));
        Assert.Equal(order.String("number"), bag.Text("number"));
        Assert.Equal(near.Phone[^4..], bag.Text("phoneTail"));
        Assert.Equal([("鸡蛋", 2), ("番茄", 1500)], Lines(bag).Select(l => (l.Text("name"), l.Number("amount"))));
        Assert.All(Lines(bag), l => Assert.Equal(JsonValueKind.Null, l.GetProperty("sorted").ValueKind));
        var one = (await town.Clerk.Get($"{sale.Path}/sorting?point={town.Points[1].Value}")).Ok()["points"];
        Assert.Equal("北门店", Assert.Single(one.EnumerateArray().ToArray()).Text("name"));
    }

    [Fact]
    public async Task Sorting_is_recorded_and_said_again_changes_nothing()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (resident, sorter) = (await town.Resident(), await town.Staff(Role.Sorter));
        (await sale.Order(resident, eggs: 2, tomatoes: 1000)).Ok();
        await sale.CutOff();
        await sale.ArriveAll();
        var path = $"/pickups/{(await Depot.Bag(resident)).Text("id")}/sorted";

        var body = new { lines = new[] { Depot.Line(sale.Eggs, 2), Depot.Line(sale.Tomatoes, 980) } };
        var sorted = (await sorter.Put(path, body)).Ok();
        Assert.Equal([2, 980], Lines(sorted.Body).Select(l => l.Number("sorted")));
        Assert.Equal(sorted.Text, (await sorter.Put(path, body)).Ok().Text);
        // One more look: the tomatoes were weighed again.
        (await sorter.Put(path, new { lines = new[] { Depot.Line(sale.Tomatoes, 1000) } })).Ok();
        Assert.Equal([2, 1000], Lines(await Only(sale, town.Clerk)).Select(l => l.Number("sorted")));

        await Refused(new { lines = Array.Empty<object>() });
        await Refused(new { lines = new[] { Depot.Line(sale.Eggs, 3) } });
        await Refused(new { lines = new[] { Depot.Line(sale.Eggs, -1) } });
        await Refused(new { lines = new[] { Depot.Line(sale.Milk, 0) } });
        await Refused(new { lines = new[] { Depot.Line(sale.Eggs, 1), Depot.Line(sale.Eggs, 1) } });
        Assert.Equal("pickup.unknown", (await sorter.Put($"/pickups/{Guid.CreateVersion7()}/sorted", body)).Refused);
        (await Depot.Redeem(town.Clerk, await Depot.Bag(resident), cash: 2700)).Ok();
        Assert.Equal("pickup.already-done", (await sorter.Put(path, new { lines = new[] { Depot.Line(sale.Eggs, 1) } })).Refused);

        async Task Refused(object wrong) => Assert.Equal("pickup.sorted-wrong", (await sorter.Put(path, wrong)).Refused);
    }

    [Fact]
    public async Task What_came_short_does_not_belong_into_the_bag()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        (await sale.Order(resident, eggs: 3, milk: 1)).Ok();
        await sale.CutOff();
        await sale.Arrive(sale.Eggs, 2);
        await sale.Arrive(sale.Milk, 0);

        var bag = await Only(sale, town.Clerk);

        Assert.Equal(2, Assert.Single(Lines(bag)).Number("amount"));
        var path = $"/pickups/{bag.Text("pickup")}/sorted";
        Assert.Equal("pickup.sorted-wrong", (await town.Clerk.Put(path, new { lines = new[] { Depot.Line(sale.Eggs, 3) } })).Refused);
        (await town.Clerk.Put(path, new { lines = new[] { Depot.Line(sale.Eggs, 2) } })).Ok();
    }

    [Fact]
    public async Task A_leader_sorts_for_the_own_neighbourhoods()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        (await sale.Order(await town.Resident(), eggs: 1)).Ok();
        await sale.CutOff();

        Assert.Single((await town.Leader.Get($"{sale.Path}/sorting")).Ok()["points"].EnumerateArray().ToArray());
        var stranger = await town.Staff(Role.Leader, town.OtherArea);
        Assert.Empty((await stranger.Get($"{sale.Path}/sorting")).Ok()["points"].EnumerateArray().ToArray());
        Assert.Equal("campaign.unknown", (await town.Clerk.Get($"/campaigns/{Guid.CreateVersion7()}/sorting")).Refused);
        Assert.Contains((await town.Owner.Get("/audit")).Ok().Items, a => a.Text("action") == "read-sorting");
    }

    static async Task<JsonElement> Only(Sale sale, Person by) => Assert.Single(
        (await by.Get($"{sale.Path}/sorting")).Ok()["points"].EnumerateArray().SelectMany(p => p.GetProperty("bags").EnumerateArray()).ToArray());

    static JsonElement[] Lines(JsonElement bag) => [.. bag.GetProperty("lines").EnumerateArray()];
}
