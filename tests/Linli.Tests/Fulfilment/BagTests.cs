using Linli.Campaigns;
using Linli.Fulfilment;
using Linli.Ordering;
using Linli.Platform;
using Linli.Tests.Ordering;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Fulfilment;

public class BagTests
{
    [Fact]
    public async Task A_household_gets_one_bag_per_pickup_point_with_all_its_orders()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var mother = await town.Resident();
        var father = await town.Resident(new((await mother.Get("/me")).Body.GetProperty("household").GetProperty("id").GetGuid()));
        var first = (await sale.Order(mother, eggs: 1)).Ok();
        var second = (await sale.Order(father, milk: 2)).Ok();
        var elsewhere = (await mother.Put(sale.NewOrder(), new
        {
            lines = sale.Lines(tomatoes: 500),
            payment = "cash",
            pickupPoint = town.Points[1].Value,
        })).Ok();
        Assert.Empty(await Depot.Bags(mother));

        await sale.CutOff();

        var bags = await Depot.Bags(mother);
        Assert.Equal(2, bags.Length);
        var here = bags.Single(b => b.GetProperty("pickupPoint").Text("name") == "南门店");
        Assert.Equal(
            [first.String("number")!, second.String("number")!],
            here.GetProperty("orders").EnumerateArray().Select(o => o.GetString()!));
        Assert.Equal(
            [first["id"].GetGuid(), second["id"].GetGuid()],
            here.GetProperty("orderIds").EnumerateArray().Select(o => o.GetGuid()));
        Assert.Equal(1000 + (2 * 600), here.Number("toPay"));
        Assert.Equal("waiting", here.Text("state"));
        var there = bags.Single(b => b.GetProperty("pickupPoint").Text("name") == "北门店");
        Assert.Equal(elsewhere.String("number"), there.GetProperty("orders")[0].GetString());
        Assert.Equal(2, (await Depot.Bags(father)).Length);
    }

    [Fact]
    public async Task Told_again_nothing_is_doubled()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        (await sale.Order(resident, eggs: 1)).Ok();
        await sale.CutOff();
        var before = await Depot.Bag(resident);

        await town.TellAgain(new OrdersFrozen(new CampaignId(sale.Id)));
        await town.Within(async services =>
        {
            var db = services.GetRequiredService<LinliDb>();
            var bag = db.Set<Pickup>().Select(p => new { p.Point, p.Household, p.Place, Orders = p.Orders.Select(o => o.Order).ToList() }).Single();
            db.Raise(new BagsToMake(new(sale.Id), [new(bag.Point, bag.Household, bag.Place, bag.Orders)]));
            await db.Commit(default);
        });
        await town.Settle();

        Assert.Equal(before.GetRawText(), (await Depot.Bag(resident)).GetRawText());
    }

    [Fact]
    public async Task Living_bags_have_codes_of_six_digits_of_their_own()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var residents = new List<Person>();
        for (var i = 0; i < 45; i++) residents.Add(await town.Resident());
        foreach (var resident in residents) (await sale.Order(resident, eggs: 1)).Ok();
        await sale.CutOff();

        var bags = new List<System.Text.Json.JsonElement>();
        foreach (var resident in residents) bags.Add(await Depot.Bag(resident));

        Assert.All(bags, b => Assert.Matches("^[0-9]{6}$", b.Text("code")));
        Assert.Equal(45, bags.Select(b => b.Text("code")).Distinct().Count());
        Assert.Equal(45, bags.Select(b => b.Text("bin")).Distinct().Count());
        Assert.Contains(bags, b => b.Text("bin") == "C-5");
    }

    [Fact]
    public async Task Bins_follow_the_walk_and_campaigns_of_one_evening_do_not_share_a_shelf()
    {
        await using var town = await Town.Open();
        var (one, two) = (await Sale.Of(town), await Sale.Of(town));
        // Rooms are numbered as people come; the second building's people come first.
        Person[] residents = [await town.Resident(building: 1), await town.Resident(), await town.Resident(building: 1), await town.Resident()];
        foreach (var resident in residents) (await one.Order(resident, eggs: 1)).Ok();
        (await two.Order(residents[0], eggs: 1)).Ok();
        await one.CutOff();
        await two.CutOff();

        var bags = (await town.Clerk.Get($"{one.Path}/sorting")).Ok()["points"][0].GetProperty("bags").EnumerateArray().ToList();

        Assert.Equal(["A-1", "A-2", "A-3", "A-4"], bags.Select(b => b.Text("bin")));
        Assert.Equal(["1号楼", "1号楼", "2号楼", "2号楼"], bags.Select(b => b.GetProperty("household").Text("building")));
        Assert.Equal([1, 3, 0, 2], bags.Select(b => Array.FindIndex(residents, r => r.Phone.EndsWith(b.Text("phoneTail"), StringComparison.Ordinal))));
        var other = (await town.Clerk.Get($"{two.Path}/sorting")).Ok()["points"][0].GetProperty("bags")[0];
        Assert.Equal("B-1", other.Text("bin"));
    }

    [Theory]
    [InlineData("2号楼", "10号楼")]
    [InlineData("3-201", "3-1102")]
    [InlineData("102", "0103")]
    [InlineData("A座", "B座")]
    public void Numbers_in_names_are_sorted_as_people_do(string first, string second) =>
        Assert.True(string.CompareOrdinal(Walk.Natural(first), Walk.Natural(second)) < 0);

    [Theory]
    [InlineData(0, "A-1")]
    [InlineData(11, "A-12")]
    [InlineData(20, "B-1")]
    [InlineData((26 * 20) + 19, "AA-20")]
    public void A_bin_is_a_shelf_and_a_place_on_it(int place, string says) => Assert.Equal(says, new Bin(place).ToString());

    [Fact]
    public void Bags_get_neighbouring_shelves_in_the_first_gap_that_is_wide_enough()
    {
        Assert.Equal(0, Shelves.FirstFree(new HashSet<int>(), 3));
        Assert.Equal(1, Shelves.FirstFree(new HashSet<int> { 0, 3 }, 2));
        Assert.Equal(4, Shelves.FirstFree(new HashSet<int> { 0, 3 }, 3));
    }

    [Fact]
    public async Task A_bag_is_ready_when_all_its_goods_are_there_and_its_household_is_told_the_code()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        (await sale.Order(resident, eggs: 1)).Ok();
        (await sale.Order(resident, milk: 1)).Ok();
        await sale.CutOff();

        await sale.Arrive(sale.Eggs, 1);
        Assert.Equal("waiting", (await Depot.Bag(resident)).Text("state"));
        await sale.Arrive(sale.Milk, 1);

        var bag = await Depot.Bag(resident);
        Assert.Equal("ready", bag.Text("state"));
        var told = (await resident.Get("/me/messages")).Ok().Items.Single(m => m.Text("text").Contains(bag.Text("code"), StringComparison.Ordinal));
        Assert.Equal($"到货了，取货码 {bag.Text("code")}，5月2日周六 10:00–14:00在南门店（南门）取货。", told.Text("text"));
        Assert.StartsWith("/orders/", told.Text("link"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_over_several_days_says_both() => Assert.Equal("5月1日周五 18:00 到 5月3日周日 20:00", Announcing.When(
        new(2026, 5, 1, 10, 0, 0, TimeSpan.Zero), new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero)));

    [Fact]
    public async Task What_comes_from_the_shelf_is_ready_at_once()
    {
        await using var town = await Town.Open();
        foreach (var sku in town.Skus.Values)
            (await town.Owner.Put($"/stock/{sku.Value}/movements/{Guid.CreateVersion7()}", new { kind = "receipt", amount = 10_000 })).Ok();
        var sale = await Depot.SaleWith(town, body => body["supply"] = "shelf");
        var resident = await town.Resident();
        (await sale.Order(resident, eggs: 2)).Ok();

        await sale.CutOff();

        var bag = await Depot.Bag(resident);
        Assert.Equal("ready", bag.Text("state"));
        Assert.Contains((await resident.Get("/me/messages")).Items, m => m.Text("text").Contains(bag.Text("code"), StringComparison.Ordinal));
        Assert.Equal("done", (await Depot.Redeem(town.Clerk, bag, cash: 2000)).Ok().String("state"));
    }

    [Fact]
    public async Task A_cancelled_order_leaves_its_bag_and_what_remains_may_be_complete()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        var eggs = (await sale.Order(resident, eggs: 1)).Ok();
        var milk = (await sale.Order(resident, milk: 1)).Ok();
        await sale.CutOff();
        await sale.Arrive(sale.Eggs, 1);

        (await town.Owner.Put($"/orders/{milk.String("id")}/cancellation", new { })).Ok();
        await town.Settle();

        var bag = await Depot.Bag(resident);
        Assert.Equal("ready", bag.Text("state"));
        Assert.Equal(eggs.String("number"), Assert.Single(bag.GetProperty("orders").EnumerateArray().ToArray()).GetString());
        (await town.Owner.Put($"/orders/{eggs.String("id")}/cancellation", new { })).Ok();
        await town.Settle();
        Assert.Empty(await Depot.Bags(resident));
        Assert.Empty((await town.Clerk.Get("/pickups")).Ok().Items);
        Assert.Equal("pickup.unknown", (await Depot.Redeem(town.Clerk, bag, cash: 1000)).Refused);
    }

    [Fact]
    public async Task Goods_that_do_not_come_at_all_make_no_bag_wait()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (lucky, unlucky) = (await town.Resident(), await town.Resident());
        (await sale.Order(lucky, eggs: 2, milk: 1)).Ok();
        town.Clock.Pass(TimeSpan.FromSeconds(1));
        (await sale.Order(unlucky, eggs: 2)).Ok();
        await sale.CutOff();

        await sale.Arrive(sale.Eggs, 2);
        await sale.Arrive(sale.Milk, 0);

        var bag = await Depot.Bag(lucky);
        Assert.Equal("ready", bag.Text("state"));
        Assert.Equal(sale.Eggs, Assert.Single(bag.GetProperty("lines").EnumerateArray().ToArray()).GetProperty("sku").GetGuid());
        Assert.Equal(2000, bag.Number("toPay"));
        Assert.Empty(await Depot.Bags(unlucky));
    }

    [Fact]
    public async Task What_was_not_fetched_in_time_is_overdue_and_can_still_be_handed_over()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (fetches, forgets, waits) = (await town.Resident(), await town.Resident(), await town.Resident());
        (await sale.Order(fetches, eggs: 1)).Ok();
        (await sale.Order(forgets, eggs: 1)).Ok();
        (await sale.Order(waits, milk: 1)).Ok();
        await sale.CutOff();
        await sale.Arrive(sale.Eggs, 2);
        (await Depot.Redeem(town.Clerk, await Depot.Bag(fetches), cash: 1000)).Ok();

        await town.Pass(TimeSpan.FromHours(21));

        Assert.Equal("done", (await Depot.Bag(fetches)).Text("state"));
        Assert.Equal("overdue", (await Depot.Bag(forgets)).Text("state"));
        Assert.Equal("waiting", (await Depot.Bag(waits)).Text("state"));
        Assert.Equal("done", (await Depot.Redeem(town.Clerk, await Depot.Bag(forgets), cash: 1000)).Ok().String("state"));
        // Goods that come late get a day of their own.
        await sale.Arrive(sale.Milk, 1);
        Assert.Equal("ready", (await Depot.Bag(waits)).Text("state"));
        await town.Pass(TimeSpan.FromHours(25));
        Assert.Equal("overdue", (await Depot.Bag(waits)).Text("state"));
    }
}
