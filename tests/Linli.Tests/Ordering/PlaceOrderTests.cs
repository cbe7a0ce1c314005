namespace Linli.Tests.Ordering;

public class PlaceOrderTests
{
    [Fact]
    public async Task A_placed_order_costs_the_campaign_price_and_takes_its_place()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 10);

        var placed = (await sale.Order(await town.Resident(), eggs: 3, tomatoes: 1500)).Ok();

        Assert.Equal((3 * 1000) + (3 * 350), placed.Long("total"));
        Assert.Equal("confirmed", placed.String("state"));
        Assert.Equal(3, await sale.Taken(sale.Eggs));
        Assert.Equal("campaign.sold-out", (await sale.Order(await town.Resident(), eggs: 8)).Refused);
    }

    [Fact]
    public async Task Sending_the_same_order_twice_places_it_once()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 5);
        var (resident, path) = (await town.Resident(), sale.NewOrder());

        (await sale.Order(resident, eggs: 5, path: path)).Ok();
        var again = (await sale.Order(resident, eggs: 5, path: path)).Ok();

        Assert.Equal(5000, again.Long("total"));
        Assert.Equal(5, await sale.Taken(sale.Eggs));
        Assert.Equal("order.id-taken", (await sale.Order(resident, eggs: 4, path: path)).Refused);
    }

    [Fact]
    public async Task Double_taps_that_arrive_together_are_one_order()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 5);
        var (resident, path) = (await town.Resident(), sale.NewOrder());

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => sale.Order(resident, eggs: 3, path: path)));

        Assert.All(answers, a => a.Ok());
        Assert.Equal(3, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task A_hundred_households_at_once_never_oversell()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 30);
        var residents = new List<Person>();
        for (var i = 0; i < 100; i++) residents.Add(await town.Resident());

        var answers = await Task.WhenAll(residents.Select(r => sale.Order(r, eggs: 1)));

        Assert.Equal(30, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("campaign.sold-out", a.Refused));
        Assert.Equal(30, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task Two_hosts_on_one_database_keep_the_rules()
    {
        await using var here = await Town.Open();
        var sale = await Sale.Of(here, eggs: 20, perHousehold: 2);
        await using var there = here.AnotherHost();
        var residents = new List<Person>();
        for (var i = 0; i < 40; i++) residents.Add(await here.Resident());

        var answers = await Task.WhenAll(residents.Select((r, i) => sale.Order(i % 2 == 0 ? r : there.Through(r), eggs: 1)));

        Assert.Equal(20, answers.Count(a => a.Status == 200));
        Assert.Equal(20, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task A_household_keeps_to_its_limit_over_all_its_orders_and_phones()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, perHousehold: 2);
        var mother = await town.Resident();
        var home = (await mother.Get("/me")).Body.GetProperty("household").GetProperty("id").GetGuid();
        var father = await town.Resident(new(home));

        (await sale.Order(mother, eggs: 1)).Ok();
        Assert.Equal("campaign.over-household-limit", (await sale.Order(father, eggs: 2)).Refused);
        (await sale.Order(father, eggs: 1)).Ok();
        Assert.Equal("campaign.over-household-limit", (await sale.Order(mother, eggs: 1)).Refused);
    }

    [Fact]
    public async Task No_order_is_taken_before_opening_or_after_cut_off_whatever_the_phone_says()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, opensIn: TimeSpan.FromHours(1), lasts: TimeSpan.FromHours(2));
        var resident = await town.Resident();

        Assert.Equal("campaign.not-open-yet", (await sale.Order(resident, eggs: 1)).Refused);
        town.Clock.Pass(TimeSpan.FromHours(1));
        (await sale.Order(resident, eggs: 1)).Ok();
        town.Clock.Pass(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1));
        Assert.Equal("campaign.cut-off-passed", (await sale.Order(resident, eggs: 1)).Refused);
    }

    [Fact]
    public async Task A_wrong_order_is_refused_with_the_reason_and_changes_nothing()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 5);
        var resident = await town.Resident();
        async Task Refused(string code, object body, Person? by = null) =>
            Assert.Equal(code, (await (by ?? resident).Put(sale.NewOrder(), body)).Refused);

        await Refused("order.lines-missing", new { lines = Array.Empty<object>(), payment = "cash" });
        await Refused("order.amount-out-of-range", sale.OrderBody(eggs: -1));
        await Refused("order.amount-out-of-range", sale.OrderBody(eggs: 1_000_001));
        await Refused("order.amount-not-in-steps", sale.OrderBody(tomatoes: 750));
        await Refused("order.payment-unknown", sale.OrderBody(eggs: 1, payment: "gold"));
        await Refused("order.note-too-long", new { lines = sale.Lines(eggs: 1), payment = "cash", note = new string('长', 201) });
        await Refused("order.pickup-point-not-offered", new { lines = sale.Lines(eggs: 1), payment = "cash", pickupPoint = Guid.CreateVersion7() });
        await Refused("order.household-missing", sale.OrderBody(eggs: 1), await town.ResidentWithoutHome());
        await Refused("campaign.item-unknown", new { lines = new[] { new { sku = town.Skus["pears"].Value, amount = 500 } }, payment = "cash" });
        await Refused("request.malformed", new { lines = sale.Lines(eggs: 1), payment = "cash", price = 1 });
        Assert.Equal("campaign.unknown", (await resident.Put($"/campaigns/{Guid.CreateVersion7()}/orders/{Guid.CreateVersion7()}", sale.OrderBody(eggs: 1))).Refused);
        Assert.Equal(0, await sale.Taken(sale.Eggs));
        Assert.Empty((await resident.Get("/me/orders")).Items);
    }

    [Fact]
    public async Task A_paused_sku_is_refused_until_it_is_resumed()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();

        (await sale.Leader.Put($"{sale.Path}/items/{sale.Eggs}/pause", new { paused = true })).Ok();
        Assert.Equal("campaign.item-paused", (await sale.Order(resident, eggs: 1)).Refused);
        (await sale.Leader.Put($"{sale.Path}/items/{sale.Eggs}/pause", new { paused = false })).Ok();
        (await sale.Order(resident, eggs: 1)).Ok();
    }

    [Fact]
    public async Task Amending_takes_anew_and_repeating_the_amendment_changes_nothing()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 5, perHousehold: 5);
        var (resident, path) = (await town.Resident(), sale.NewOrder());
        (await sale.Order(resident, eggs: 4, path: path)).Ok();

        var amendment = $"{path}/amendment/{Guid.CreateVersion7()}";
        var amended = (await resident.Put(amendment, new { lines = sale.Lines(eggs: 5, milk: 1) })).Ok();
        (await resident.Put(amendment, new { lines = sale.Lines(eggs: 5, milk: 1) })).Ok();

        Assert.Equal(5600, amended.Long("total"));
        Assert.Equal(5, await sale.Taken(sale.Eggs));
        Assert.Equal("campaign.sold-out", (await resident.Put($"{path}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(eggs: 6) })).Refused);
        Assert.Equal(5, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task Cancelling_gives_the_place_back_once()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 5, perHousehold: 5);
        var resident = await town.Resident();
        var order = (await sale.Order(resident, eggs: 5)).Ok()["id"].GetGuid();

        (await resident.Put($"/orders/{order}/cancellation", new { reason = "不要了" })).Ok();
        (await resident.Put($"/orders/{order}/cancellation", new { reason = "不要了" })).Ok();

        Assert.Equal(0, await sale.Taken(sale.Eggs));
        (await sale.Order(resident, eggs: 5)).Ok();
        Assert.Equal("order.unknown", (await (await town.Resident()).Put($"/orders/{order}/cancellation", new { })).Refused);
    }
}
