using System.Text.Json;
using System.Text.RegularExpressions;
using Linli.Platform;

namespace Linli.Tests.Ordering;

/// <summary>From the list to the money: what is ordered is bought, comes short, is shared, handed over, claimed and paid.</summary>
public class WholeDayTests
{
    static async Task Receive(Town town, Guid campaign, Func<JsonElement, (long Received, long Bad)> came)
    {
        foreach (var po in (await town.Owner.Get($"/purchase-orders?campaign={campaign}")).Ok().Items)
        {
            var lines = po.GetProperty("lines").EnumerateArray().Select(l =>
            {
                var (received, bad) = came(l);
                return new { sku = l.GetProperty("sku").GetGuid(), received, bad };
            });
            (await town.Owner.Put($"/purchase-orders/{po.GetProperty("id").GetGuid()}/receipt", new { lines })).Ok();
        }

        await town.Settle();
    }

    static async Task<JsonElement> PickupOf(Person who) => (await who.Get("/me/pickups")).Ok().Items[0];

    static Task<Answer> Redeem(Person desk, JsonElement pickup, object? more = null, Guid? redemption = null) => desk.Put(
        $"/pickups/{pickup.GetProperty("id").GetGuid()}/redemptions/{redemption ?? Guid.CreateVersion7()}",
        more ?? new { code = pickup.GetProperty("code").GetString(), cashTaken = pickup.GetProperty("toPay").GetInt64() });

    [Fact]
    public async Task A_short_delivery_is_shared_first_come_first_served_and_the_rest_refunded_by_line()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (first, second) = (await town.Resident(), await town.Resident());
        var early = await sale.PaidOrder(first, eggs: 3, milk: 1);
        town.Clock.Pass(TimeSpan.FromMinutes(1));
        var late = await sale.PaidOrder(second, eggs: 2, milk: 1);
        await sale.CutOff();
        Assert.Equal("order.cut-off", (await first.Put($"/orders/{early}/cancellation", new { })).Refused);

        // Five boxes wanted, one box of twelve bought, four good ones came.
        await Receive(town, sale.Id, l => l.GetProperty("sku").GetGuid() == sale.Eggs ? (6, 2) : (l.GetProperty("ordered").GetInt64(), 0));

        var served = (await first.Get($"/orders/{early}")).Ok();
        var shorted = (await second.Get($"/orders/{late}")).Ok();
        Assert.Equal(0, served.Long("refunded"));
        Assert.Equal(1000, shorted.Long("refunded"));
        Assert.Equal(1, shorted["lines"].EnumerateArray().Single(l => l.GetProperty("sku").GetGuid() == sale.Eggs).GetProperty("allocated").GetInt64());
        Assert.Contains((await second.Get("/me/messages")).Items, m => m.GetProperty("text").GetString()!.Contains("少到 1 盒", StringComparison.Ordinal));

        (await Redeem(town.Clerk, await PickupOf(first))).Ok();
        (await Redeem(town.Clerk, await PickupOf(second))).Ok();
        await town.Settle();
        Assert.Equal("completed", (await first.Get($"/orders/{early}")).String("state"));
        await Coffers.IsZero(town, "prepaid");
        Assert.Equal((3 * 1000) + 600 + (1 * 1000) + 600, await Coffers.Of(town, "sales"));
        // What was bought and not wanted stays on the shelf; nothing stays promised.
        Assert.All((await town.Owner.Get("/stock")).Items, s => Assert.Equal(0, s.GetProperty("held").GetInt64()));
    }

    [Fact]
    public async Task Nothing_came_ends_the_order_and_gives_all_back()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.PaidOrder(who, eggs: 2);
        await sale.CutOff();
        await Receive(town, sale.Id, _ => (0, 0));

        var ended = (await who.Get($"/orders/{order}")).Ok();
        Assert.Equal("cancelled", ended.String("state"));
        Assert.Equal(2000, ended.Long("refunded"));
        await Coffers.IsZero(town, "prepaid");
        await Coffers.IsZero(town, "provider:testpay");
    }

    [Fact]
    public async Task Cash_is_owed_for_what_is_taken_home_and_a_code_works_once()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = (await sale.Order(who, eggs: 3, tomatoes: 1000)).Ok()["id"].GetGuid();
        await sale.CutOff();
        await Receive(town, sale.Id, l => (l.GetProperty("ordered").GetInt64(), 0));
        var pickup = await PickupOf(who);
        var code = pickup.GetProperty("code").GetString();

        Assert.Equal("pickup.wrong-code", (await Redeem(town.Clerk, pickup, new { code = code == "000000" ? "000001" : "000000", cashTaken = 3700 })).Refused);
        Assert.Equal("pickup.cash-needed", (await Redeem(town.Clerk, pickup, new { code, cashTaken = 100 })).Refused);
        var part = Guid.CreateVersion7();
        object Part() => new { code, lines = new[] { new { sku = sale.Eggs, amount = 1 } }, cashTaken = 1000 };
        (await Redeem(town.Clerk, pickup, Part(), part)).Ok();
        (await Redeem(town.Clerk, pickup, Part(), part)).Ok();
        Assert.Equal(1000, await Coffers.Of(town, "provider:cash"));

        pickup = await PickupOf(who);
        Assert.Equal(2700, pickup.GetProperty("toPay").GetInt64());
        (await Redeem(town.Clerk, pickup)).Ok();
        Assert.Equal("pickup.already-done", (await Redeem(town.Clerk, pickup)).Refused);
        Assert.Equal(3700, await Coffers.Of(town, "provider:cash"));
        Assert.Equal("completed", (await who.Get($"/orders/{order}")).String("state"));
        await Coffers.IsZero(town, "prepaid");
    }

    [Fact]
    public async Task Goods_that_have_not_come_cannot_be_handed_over()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        await sale.Order(who, eggs: 1);
        await sale.CutOff();

        Assert.Equal("pickup.not-arrived", (await Redeem(town.Clerk, await PickupOf(who))).Refused);
    }

    [Fact]
    public async Task A_claim_that_is_approved_goes_back_to_the_person_and_off_the_leaders_commission()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.PaidOrder(who, eggs: 4);
        var claim = Guid.CreateVersion7();
        object Claim(long amount = 1, string reason = "碎了") => new { sku = sale.Eggs, amount, reason };
        Assert.Equal("claim.wrong", (await who.Put($"/orders/{order}/claims/{claim}", Claim())).Refused);
        await sale.CutOff();
        await Receive(town, sale.Id, l => (l.GetProperty("ordered").GetInt64(), 0));
        (await Redeem(town.Clerk, await PickupOf(who))).Ok();
        await town.Settle();
        var statement = $"/commissions/statements?leader={town.Leader.Id.Value}";
        Assert.Equal((320, 0), ((await town.Owner.Get(statement)).Ok().Long("pending"), await Coffers.Of(town, $"leader:{town.Leader.Id.Value}")));

        Assert.Equal("claim.wrong", (await who.Put($"/orders/{order}/claims/{claim}", Claim(5))).Refused);
        (await who.Put($"/orders/{order}/claims/{claim}", Claim())).Ok();
        (await who.Put($"/orders/{order}/claims/{claim}", Claim())).Ok();
        Assert.Equal("claim.id-taken", (await who.Put($"/orders/{order}/claims/{claim}", Claim(2))).Refused);
        var decision = $"/orders/{order}/claims/{claim}/decision";
        Assert.Equal("claim.unknown", (await town.Leader.Put(decision.Replace(claim.ToString(), Guid.NewGuid().ToString(), StringComparison.Ordinal), new { approve = true })).Refused);
        (await town.Leader.Put(decision, new { approve = true })).Ok();
        (await town.Leader.Put(decision, new { approve = true })).Ok();
        Assert.Equal("claim.decided", (await town.Leader.Put(decision, new { approve = false })).Refused);
        await town.Settle();

        Assert.Equal(1000, (await who.Get($"/orders/{order}")).Long("refunded"));
        Assert.Equal(240, (await town.Owner.Get(statement)).Ok().Long("pending"));
        Assert.Equal(3000, await Coffers.Of(town, "provider:testpay"));
        await Coffers.Balances(town);

        await town.Pass(TimeSpan.FromHours(49));
        Assert.Equal(240, await Coffers.Of(town, $"leader:{town.Leader.Id.Value}"));
        Assert.Equal("claim.too-late", (await who.Put($"/orders/{order}/claims/{Guid.CreateVersion7()}", Claim())).Refused);
    }

    [Fact]
    public async Task Many_small_claims_give_back_what_the_goods_cost_and_not_a_fen_more()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.PaidOrder(who, tomatoes: 500);
        await sale.CutOff();
        await Receive(town, sale.Id, l => (l.GetProperty("ordered").GetInt64(), 0));
        (await Redeem(town.Clerk, await PickupOf(who))).Ok();
        await town.Settle();

        // 25 g of 500 g at 350 fen are 17.5 fen each.
        var claims = Enumerable.Range(0, 20).Select(_ => $"/orders/{order}/claims/{Guid.CreateVersion7()}").ToList();
        foreach (var claim in claims) (await who.Put(claim, new { sku = sale.Tomatoes, amount = 25, reason = "烂了" })).Ok();
        foreach (var claim in claims.AsEnumerable().Reverse())
            for (var i = 0; i < 2; i++) (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        await town.Settle();

        Assert.Equal(350, (await who.Get($"/orders/{order}")).Long("refunded"));
        Assert.Equal(0, await Coffers.Of(town, "provider:testpay"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task A_flash_sale_sells_what_is_on_the_shelf_and_not_one_more()
    {
        await using var town = await Town.Open();
        (await town.Owner.Put($"/stock/{town.Skus["eggs"].Value}/movements/{Guid.CreateVersion7()}", new { kind = "receipt", amount = 10 })).Ok();
        var sale = await Sale.Of(town, kind: "flashSale");
        var people = new List<Person>();
        for (var i = 0; i < 30; i++) people.Add(await town.Resident());

        var answers = await Task.WhenAll(people.Select(p => sale.Order(p, eggs: 1)));

        Assert.Equal(10, answers.Count(a => a.Status == 200));
        var shelf = (await town.Owner.Get("/stock")).Items.Single();
        Assert.Equal((10, 10, 0), (shelf.GetProperty("onHand").GetInt64(), shelf.GetProperty("held").GetInt64(), shelf.GetProperty("free").GetInt64()));

        // Another campaign cannot promise the same eggs; a cancelled order gives them back.
        var winner = answers.Zip(people).First(a => a.First.Status == 200);
        (await winner.Second.Put($"/orders/{winner.First["id"].GetGuid()}/cancellation", new { })).Ok();
        (await sale.Order(await town.Resident(), eggs: 1)).Ok();
        await sale.CutOff();
        Assert.Empty((await town.Owner.Get($"/purchase-orders?campaign={sale.Id}")).Items);
        var holder = answers.Zip(people).Where(a => a.First.Status == 200).Skip(1).First().Second;
        (await Redeem(town.Clerk, await PickupOf(holder))).Ok();
        Assert.Equal(9, (await town.Owner.Get("/stock")).Items.Single().GetProperty("onHand").GetInt64());
    }

    [Fact]
    public async Task What_is_unpaid_at_cut_off_is_not_bought()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (payer, sleeper) = (await town.Resident(), await town.Resident());
        await sale.PaidOrder(payer, eggs: 2);
        (await sale.Order(sleeper, eggs: 7, payment: "testpay")).Ok();
        await sale.CutOff();
        await town.Pass(TimeSpan.FromSeconds(2));

        var line = (await town.Owner.Get($"/purchase-orders?campaign={sale.Id}")).Items.SelectMany(p => p.GetProperty("lines").EnumerateArray()).Single();
        Assert.Equal(2, line.GetProperty("needed").GetInt64());
        Assert.Equal(12, line.GetProperty("ordered").GetInt64());
        Assert.Equal("expired", (await sleeper.Get("/me/orders")).Items[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Staff_who_look_at_orders_leave_a_line_in_the_audit_log()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var order = (await sale.Order(await town.Resident(), eggs: 1)).Ok()["id"].GetGuid();
        (await town.Clerk.Get($"/orders/{order}")).Ok();

        var log = (await town.Owner.Get("/audit")).Ok().Items;
        Assert.Contains(log, l => l.GetProperty("action").GetString() == "read-order" && l.GetProperty("about").GetString()!.Contains(order.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(log, l => Regex.IsMatch(l.GetProperty("about").GetString()!, @"1[3-9]\d{9}"));
    }
}
