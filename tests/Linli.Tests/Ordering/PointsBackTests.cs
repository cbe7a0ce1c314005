using Linli.Tests.Fulfilment;

namespace Linli.Tests.Ordering;

/// <summary>积分 where money goes back: as the household chose, from the scale, and after their day.</summary>
public class PointsBackTests
{
    static async Task Rules(Town town, int perYuan = 0, int most = 5000, int months = 1) =>
        (await town.Owner.Put("/points-rules", new { perYuan, mostBasisPoints = most, months })).Ok();

    static async Task<Guid> HouseholdOf(Person who) => (await who.Get("/me")).Ok()["household"].GetProperty("id").GetGuid();

    static async Task<long> Has(Person who) => (await who.Get("/points")).Ok().Long("points");

    static async Task Give(Town town, Person who, long points) =>
        (await town.Owner.Put($"/households/{await HouseholdOf(who)}/points/{Guid.CreateVersion7()}", new { points, reason = "新邻居" })).Ok();

    static async Task Agrees(Town town, Person who, long points)
    {
        await Coffers.Balances(town);
        Assert.Equal(points, await Has(who));
        Assert.Equal(points, await Coffers.Of(town, $"points:{await HouseholdOf(who)}"));
        Assert.Equal(points, (await who.Get("/points/entries?take=200")).Ok().Items.Sum(e => e.GetProperty("points").GetInt64()));
    }

    static async Task<(Sale Sale, Person Who, Guid Order)> TakenHome(Town town, long eggs)
    {
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.PaidOrder(who, eggs);
        await sale.CutOff();
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();
        return (sale, who, order);
    }

    [Fact]
    public async Task A_claim_comes_back_as_money_unless_the_household_chooses_points_for_a_part_of_it_or_all()
    {
        await using var town = await Town.Open();
        await Rules(town, perYuan: 1);
        var (sale, who, order) = await TakenHome(town, eggs: 4);
        string Path(Guid claim) => $"/orders/{order}/claims/{claim}";
        async Task<string> Claim(int? percent)
        {
            var path = Path(Guid.CreateVersion7());
            object body = percent is { } part ? new { sku = sale.Eggs, amount = 1, reason = "坏了", pointsPercent = part } : new { sku = sale.Eggs, amount = 1, reason = "坏了" };
            for (var i = 0; i < 2; i++) (await who.Put(path, body)).Ok();
            if (percent is not null) Assert.Equal("claim.id-taken", (await who.Put(path, new { sku = sale.Eggs, amount = 1, reason = "坏了", pointsPercent = 7 })).Refused);
            return $"{path}/decision";
        }

        Assert.Equal("claim.wrong", (await who.Put(Path(Guid.CreateVersion7()), new { sku = sale.Eggs, amount = 1, reason = "坏了", pointsPercent = 101 })).Refused);
        (await town.Owner.Put(await Claim(null), new { approve = true })).Ok();
        await Agrees(town, who, 0);

        var half = await Claim(35);
        // Who decides sees what was chosen.
        var waiting = (await town.Leader.Get($"/orders/{order}")).Ok()["claims"].EnumerateArray().Single(c => c.Text("state") == "open");
        Assert.Equal((35, 350, 1000), (waiting.Number("pointsPercent"), waiting.Number("points"), waiting.Number("refund")));
        for (var i = 0; i < 2; i++) (await town.Owner.Put(half, new { approve = true })).Ok();
        await Agrees(town, who, 350);
        (await town.Owner.Put(await Claim(100), new { approve = true })).Ok();
        await town.Settle();

        await Agrees(town, who, 1350);
        var shown = (await who.Get($"/orders/{order}")).Ok();
        Assert.Equal(1000 + 650, shown.Long("refunded"));
        Assert.Contains(shown["timeline"].EnumerateArray(), t => t.Text("text").Contains("按您的选择退成积分", StringComparison.Ordinal) && t.Number("amount") == 1000);
        Assert.Contains((await who.Get("/points/entries")).Ok().Items, e => e.Text("text").Contains("按您的选择退成积分", StringComparison.Ordinal));
        Assert.Contains((await who.Get("/me/messages")).Items, m => m.Text("text").Contains("换成 350 积分", StringComparison.Ordinal));
        Assert.Equal(1000, await Coffers.Of(town, "sales"));
        Assert.Equal(4000 - 1650, await Coffers.Of(town, "provider:testpay"));

        // Ten yuan stay bought, so ten points are earned.
        await town.Pass(TimeSpan.FromHours(60));
        await Agrees(town, who, 1360);
    }

    [Fact]
    public async Task Points_are_offered_only_where_they_can_be_used_and_money_comes_when_they_no_longer_can()
    {
        await using var town = await Town.Open();
        var (sale, who, order) = await TakenHome(town, eggs: 2);
        var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
        var asked = new { sku = sale.Eggs, amount = 1, reason = "坏了", pointsPercent = 100 };
        Assert.Equal("points.off", (await who.Put(claim, asked)).Refused);
        await Rules(town);
        (await who.Put(claim, asked)).Ok();
        await Rules(town, most: 0);
        (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        await town.Settle();
        Assert.Equal(1000, (await who.Get($"/orders/{order}")).Ok().Long("refunded"));
        await Agrees(town, who, 0);
    }

    [Theory]
    [InlineData(960, 0)]
    [InlineData(1050, 35)]
    public async Task What_the_scale_says_gives_back_its_share_of_points_or_asks_for_the_rest_in_money(long grams, long more)
    {
        await using var town = await Town.Open();
        await Rules(town);
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        await Give(town, who, 300);
        var order = (await who.Put(sale.NewOrder(), new { lines = sale.Lines(tomatoes: 1000), payment = "testpay", points = 300 })).Ok();
        var id = order["id"].GetGuid();
        Assert.Equal(400, order.Long("total"));
        await sale.Pay(who, id);
        await sale.CutOff();
        await sale.Arrive(sale.Tomatoes, 1_000_000);
        var bag = $"/pickups/{(await Depot.Bag(who)).Text("id")}/sorted";
        for (var i = 0; i < 2; i++) (await town.Clerk.Put(bag, new { lines = new[] { new { sku = sale.Tomatoes, amount = grams, weighed = true } } })).Ok();
        await town.Settle();

        var shown = (await who.Get($"/orders/{id}")).Ok();
        if (more == 0)
        {
            // 4 % of 4 yuan and of 300 points.
            Assert.Equal((16, 0), (shown.Long("refunded"), shown.Long("rest")));
            await Agrees(town, who, 12);
        }
        else
        {
            // Of what is above the order the household pays its own share in money; no points are used for it.
            Assert.Equal(20, shown.Long("rest"));
            await sale.Pay(who, id);
            await town.Settle();
            await Agrees(town, who, 0);
        }

        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();
        await Coffers.IsZero(town, "prepaid");
        Assert.Equal(more == 0 ? 384 + 288 : 420 + 300, await Coffers.Of(town, "sales"));
        await Agrees(town, who, more == 0 ? 12 : 0);
    }

    [Fact]
    public async Task Points_that_come_back_after_their_day_are_good_for_thirty_days_more()
    {
        await using var town = await Town.Open();
        await Rules(town);
        var sale = await Sale.Of(town, lasts: TimeSpan.FromDays(80));
        var who = await town.Resident();
        await Give(town, who, 300);
        var order = (await who.Put(sale.NewOrder(), new { lines = sale.Lines(eggs: 1), payment = "cash", points = 300 })).Ok()["id"].GetGuid();
        await town.Pass(TimeSpan.FromDays(75));
        await town.SignInStaff();
        who = await town.SignIn(who);
        await Agrees(town, who, 0);
        (await who.Put($"/orders/{order}/cancellation", new { })).Ok();
        await town.Settle();

        await Agrees(town, who, 300);
        var back = (await who.Get("/points/entries")).Ok().Items[0];
        Assert.Contains("多给 30 天", back.Text("text"), StringComparison.Ordinal);
        await town.Pass(TimeSpan.FromDays(29));
        await Agrees(town, who, 300);
        await town.Pass(TimeSpan.FromDays(2));
        await town.SignInStaff();
        who = await town.SignIn(who);
        await Agrees(town, who, 0);
        Assert.Equal(300, await Coffers.Of(town, "points-breakage"));
        await Coffers.IsZero(town, "prepaid");
    }

    [Fact]
    public async Task What_the_shop_owes_in_points_stands_on_its_money_page()
    {
        await using var town = await Town.Open();
        await Rules(town);
        var (one, two) = (await town.Resident(), await town.Resident());
        await Give(town, one, 120);
        await Give(town, two, 80);
        var owed = (await town.Owner.Get("/money")).Ok()["owing"].EnumerateArray().Single(o => o.Text("family") == "points");
        Assert.Equal((2, 200), (owed.Number("people"), owed.Number("amount")));
    }
}
