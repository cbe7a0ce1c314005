using System.Text.Json;
using Linli.Members;
using Linli.Platform;
using Linli.Tests.Fulfilment;

namespace Linli.Tests.Ordering;

/// <summary>Who may decide a claim, for how much, and who bears it.</summary>
public class ClaimTests
{
    /// <summary>Somebody has paid for these boxes of eggs at 10 yuan each and these grams of tomatoes, and took them home.</summary>
    static async Task<(Sale Sale, Person Who, Guid Order)> TakenHome(Town town, long eggs = 0, long tomatoes = 0)
    {
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.PaidOrder(who, eggs, tomatoes: tomatoes);
        await sale.CutOff();
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();
        return (sale, who, order);
    }

    static async Task<string> Claim(Person who, Guid order, Guid sku, long amount)
    {
        var path = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
        (await who.Put(path, new { sku, amount, reason = "坏了" })).Ok();
        return $"{path}/decision";
    }

    static readonly object yes = new { approve = true };

    static async Task<JsonElement> Shown(Person by, Guid order) => Assert.Single((await by.Get($"/orders/{order}")).Ok()["claims"].EnumerateArray().ToArray());

    [Fact]
    public async Task A_leader_approves_up_to_a_limit_a_day_and_the_owner_what_is_more()
    {
        await using var town = await Town.Open();
        (await town.Owner.Put("/order-terms", new { leaderPerDay = 2500, overBasisPoints = 1000 })).Ok();
        var (sale, who, order) = await TakenHome(town, eggs: 6);
        string[] claims = [await Claim(who, order, sale.Eggs, 1), await Claim(who, order, sale.Eggs, 1), await Claim(who, order, sale.Eggs, 1)];

        for (var i = 0; i < 2; i++) (await town.Leader.Put(claims[0], yes)).Ok();
        (await town.Leader.Put(claims[1], yes)).Ok();
        Assert.Equal(500, (await town.Leader.Get("/order-terms")).Ok().Long("leftToday"));
        var no = await town.Leader.Put(claims[2], yes);
        Assert.Equal("claim.over-allowance", no.Refused);
        Assert.Contains("¥5.00", no.String("title"), StringComparison.Ordinal);
        var waiting = (await town.Owner.Get($"/orders/{order}")).Ok()["claims"].EnumerateArray().Single(c => c.Text("state") == "open");
        Assert.NotEqual(JsonValueKind.Null, waiting.GetProperty("referredAt").ValueKind);
        // To decline gives nothing back, and the owner has no limit.
        (await town.Owner.Put(claims[2], yes)).Ok();
        (await town.Leader.Put(await Claim(who, order, sale.Eggs, 1), new { approve = false, note = "照片看不清" })).Ok();
        await town.Settle();
        Assert.Equal(3000, (await who.Get($"/orders/{order}")).Long("refunded"));

        await town.Pass(TimeSpan.FromHours(24));
        (await town.Leader.Put(await Claim(who, order, sale.Eggs, 2), yes)).Ok();
        Assert.Equal(JsonValueKind.Null, (await town.Owner.Get("/order-terms")).Ok()["leftToday"].ValueKind);
        Assert.Equal("order.terms-wrong", (await town.Owner.Put("/order-terms", new { leaderPerDay = -1, overBasisPoints = 1000 })).Refused);
        Assert.Equal("order.terms-wrong", (await town.Owner.Put("/order-terms", new { leaderPerDay = 0, overBasisPoints = 5001 })).Refused);
        Assert.Equal(403, (await town.Leader.Put("/order-terms", new { leaderPerDay = 9999, overBasisPoints = 0 })).Status);
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task Many_claims_decided_at_once_do_not_pass_the_limit()
    {
        await using var town = await Town.Open();
        (await town.Owner.Put("/order-terms", new { leaderPerDay = 5000, overBasisPoints = 1000 })).Ok();
        var sale = await Sale.Of(town);
        var homes = new List<(Person Who, Guid Order)>();
        for (var i = 0; i < 12; i++)
        {
            var who = await town.Resident();
            homes.Add((who, await sale.PaidOrder(who, eggs: 1)));
        }

        await sale.CutOff();
        await sale.ArriveAll();
        var claims = new List<string>();
        foreach (var (who, order) in homes)
        {
            (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
            claims.Add(await Claim(who, order, sale.Eggs, 1));
        }

        var answers = await Task.WhenAll(claims.Select(c => town.Leader.Put(c, yes)));

        Assert.Equal(5, answers.Count(a => a.Status == 200));
        Assert.Equal(7, answers.Count(a => a.Status == 409 && a.Refused == "claim.over-allowance"));
        await town.Settle();
        Assert.Equal(7000, await Coffers.Of(town, "provider:testpay"));
    }

    [Fact]
    public async Task Nobody_but_the_owner_decides_claims_of_the_own_household()
    {
        await using var town = await Town.Open();
        var (sale, who, order) = await TakenHome(town, eggs: 2);
        var home = new HouseholdId((await who.Get($"/orders/{order}")).Ok()["household"].GetProperty("id").GetGuid());
        var (leader, clerk) = (await town.Staff(Role.Leader, household: home), await town.Staff(Role.Clerk, household: home));
        var decision = await Claim(who, order, sale.Eggs, 1);

        Assert.Equal("claim.own-household", (await leader.Put(decision, yes)).Refused);
        Assert.Equal("claim.own-household", (await clerk.Put(decision, yes)).Refused);
        Assert.True((await Shown(leader, order)).GetProperty("isYours").GetBoolean());
        Assert.False((await Shown(town.Leader, order)).GetProperty("isYours").GetBoolean());
        (await town.Leader.Put(decision, yes)).Ok();
    }

    [Fact]
    public async Task A_decision_said_again_is_the_same_to_the_gram_or_another_one()
    {
        await using var town = await Town.Open();
        var (sale, who, order) = await TakenHome(town, tomatoes: 500);
        var decision = await Claim(who, order, sale.Tomatoes, 100);

        // One gram of 500 at 350 fen is less than a fen.
        for (var i = 0; i < 2; i++) (await town.Owner.Put(decision, new { approve = true, amount = 50 })).Ok();
        Assert.Equal("claim.decided", (await town.Owner.Put(decision, new { approve = true, amount = 51 })).Refused);
        Assert.Equal("claim.decided", (await town.Owner.Put(decision, yes)).Refused);
        Assert.Equal("claim.decided", (await town.Owner.Put(decision, new { approve = true, amount = 50, note = "另一句话" })).Refused);
        Assert.Equal("claim.decided", (await town.Owner.Put(decision, new { approve = true, amount = 50, supplier = "cost" })).Refused);
        Assert.Equal(35, (await who.Get($"/orders/{order}")).Long("refunded"));
    }

    [Fact]
    public async Task What_was_the_suppliers_fault_is_taken_off_what_it_is_owed_and_can_be_taken_back()
    {
        await using var town = await Town.Open();
        var (sale, who, order) = await TakenHome(town, tomatoes: 1000);
        var account = $"supplier:{town.Suppliers[0].Value}";
        var before = await Coffers.Of(town, account);
        var atCost = await Claim(who, order, sale.Tomatoes, 300);

        Assert.Equal("claim.charge-is-the-owners", (await town.Leader.Put(atCost, new { approve = true, supplier = "cost" })).Refused);
        Assert.Equal("claim.charge-is-the-owners", (await town.Clerk.Put(atCost, new { approve = true, supplier = "cost" })).Refused);
        Assert.Equal("claim.nobody-to-charge", (await town.Owner.Put(atCost, new { approve = false, supplier = "cost" })).Refused);
        for (var i = 0; i < 2; i++) (await town.Owner.Put(atCost, new { approve = true, supplier = "cost" })).Ok();
        var atPrice = await Claim(who, order, sale.Tomatoes, 100);
        (await town.Owner.Put(atPrice, new { approve = true, supplier = "refund" })).Ok();
        await town.Settle();

        // 300 g cost 161 of 268 fen for 500 g; 100 g were sold for 70.
        Assert.Equal(before - 161 - 70, await Coffers.Of(town, account));
        var day = BusinessDay.Of(town.Clock.GetUtcNow()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var statement = $"/supplier-accounts/{town.Suppliers[0].Value}/statement?from={day}&to={day}";
        var entry = (await town.Owner.Get(statement)).Ok()["statement"].GetProperty("entries").EnumerateArray()
            .Single(e => e.GetProperty("amount").GetInt64() == -161);
        Assert.Equal("supplier-charged", entry.Text("code"));
        Assert.Contains("番茄：坏了", entry.Text("text"), StringComparison.Ordinal);
        // What the shop and its supplier settle between them is not the household's to see.
        Assert.Equal([70L, 161], (await town.Owner.Get($"/orders/{order}")).Ok()["claims"].EnumerateArray().Select(c => c.Number("charge")).Order());
        Assert.All((await who.Get($"/orders/{order}")).Ok()["claims"].EnumerateArray(), c => Assert.Equal(JsonValueKind.Null, c.GetProperty("charge").ValueKind));

        for (var i = 0; i < 2; i++)
            (await town.Owner.Put($"/supplier-accounts/{town.Suppliers[0].Value}/entries/{entry.Text("id")}/reversal")).Ok();
        Assert.Equal(before - 70, await Coffers.Of(town, account));
        await Coffers.Balances(town);
    }
}
