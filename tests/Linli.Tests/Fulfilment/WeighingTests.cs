using System.Text.Json;
using Linli.Tests.Ordering;

namespace Linli.Tests.Fulfilment;

/// <summary>称重结算: paid by estimate, settled at what the scale says.</summary>
public class WeighingTests
{
    /// <summary>1,000 g of tomatoes at 3.50 yuan a jin wait to be weighed.</summary>
    static async Task<(Sale Sale, Person Who, Guid Order)> Packed(Town town, string payment = "testpay", long came = 1_000_000)
    {
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = payment == "testpay" ? await sale.PaidOrder(who, tomatoes: 1000) : (await sale.Order(who, tomatoes: 1000, payment: payment)).Ok()["id"].GetGuid();
        await sale.CutOff();
        await sale.Arrive(sale.Tomatoes, came);
        return (sale, who, order);
    }

    static async Task<Answer> Weigh(Town town, Sale sale, Person who, long grams)
    {
        var answer = await town.Clerk.Put($"/pickups/{(await Depot.Bag(who)).Text("id")}/sorted", new { lines = new[] { new { sku = sale.Tomatoes, amount = grams, weighed = true } } });
        await town.Settle();
        return answer;
    }

    static JsonElement Line(Answer bag) => Assert.Single(bag.Ok()["lines"].EnumerateArray().ToArray());

    static async Task<(long OnHand, long Held)> Shelf(Town town) =>
        (await town.Owner.Get("/stock")).Items.Select(s => (s.Number("onHand"), s.Number("held"))).Single();

    [Fact]
    public async Task What_weighs_less_gives_the_difference_back_by_itself()
    {
        await using var town = await Town.Open();
        var (sale, who, order) = await Packed(town);
        for (var i = 0; i < 2; i++)
        {
            var bag = await Weigh(town, sale, who, 960);
            Assert.Equal((960, 960, 960), (Line(bag).Number("amount"), Line(bag).Number("weighed"), Line(bag).Number("sorted")));
            Assert.Equal(960, bag.Long("weightGrams"));
        }

        var shown = (await who.Get($"/orders/{order}")).Ok();
        Assert.Equal((28, 0), (shown.Long("refunded"), shown.Long("rest")));
        Assert.Contains((await who.Get("/me/messages")).Items, m => m.Text("text").Contains("实称 960 克（订 1000 克），差额 ¥0.28 已原路退回", StringComparison.Ordinal));
        Assert.Equal(960, (await Shelf(town)).Held);
        // Weighed once more: another 10 g less.
        (await Weigh(town, sale, who, 950)).Ok();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();

        Assert.Equal("completed", (await who.Get($"/orders/{order}")).String("state"));
        Assert.Equal((665, 665, 0), (await Coffers.Of(town, "sales"), await Coffers.Of(town, "provider:testpay"), await Coffers.Of(town, "prepaid")));
        Assert.Equal((999_050, 0), await Shelf(town));
        Assert.Equal("pickup.already-done", (await Weigh(town, sale, who, 900)).Refused);
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task What_weighs_more_is_asked_for_and_taken_home_when_it_is_paid()
    {
        await using var town = await Town.Open();
        var (sale, who, order) = await Packed(town, came: 1000);
        for (var i = 0; i < 2; i++)
        {
            var bag = Line(await Weigh(town, sale, who, 1050));
            Assert.Equal((1000, 1050, 35), (bag.Number("amount"), bag.Number("weighed"), bag.Number("rest")));
        }

        Assert.Equal(35, (await who.Get($"/orders/{order}")).Long("rest"));
        // More than the books had came off the scale.
        Assert.Equal((1050, 1050), await Shelf(town));
        var payment = await sale.Pay(who, order);
        (await who.Put($"/orders/{order}/payments/{payment}", new { })).Ok();
        Assert.Equal(0, (await who.Get($"/orders/{order}")).Long("rest"));
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();

        Assert.Equal(735, await Coffers.Of(town, "sales"));
        await Coffers.IsZero(town, "prepaid");
        Assert.Equal((0, 0), await Shelf(town));
    }

    [Fact]
    public async Task Who_does_not_pay_the_rest_gets_what_was_paid_for_and_late_money_goes_back()
    {
        await using var town = await Town.Open();
        var (sale, who, order) = await Packed(town);
        (await Weigh(town, sale, who, 1100)).Ok();
        var payment = Guid.CreateVersion7();
        (await who.Put($"/orders/{order}/payments/{payment}", new { })).Ok();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.PayAtProvider(payment);
        await town.Settle();

        var shown = (await who.Get($"/orders/{order}")).Ok();
        Assert.Equal(("completed", 770, 70, 0), (shown.String("state"), shown.Long("paid"), shown.Long("refunded"), shown.Long("rest")));
        Assert.Equal(700, await Coffers.Of(town, "sales"));
        await Coffers.IsZero(town, "prepaid");
        Assert.Equal((999_000, 0), await Shelf(town));
    }

    [Fact]
    public async Task Who_pays_at_the_desk_pays_what_the_scale_says()
    {
        await using var town = await Town.Open();
        var (sale, who, _) = await Packed(town, payment: "cash");
        Assert.Equal("order.overweight", (await Weigh(town, sale, who, 1101)).Refused);
        (await town.Owner.Put("/order-terms", new { leaderPerDay = 0, overBasisPoints = 2000 })).Ok();
        (await Weigh(town, sale, who, 1101)).Ok();
        Assert.Equal(771, (await Depot.Bag(who)).Number("toPay"));
        (await Weigh(town, sale, who, 900)).Ok();
        var bag = await Depot.Bag(who);
        Assert.Equal(630, bag.Number("toPay"));
        (await Depot.Redeem(town.Clerk, bag, cash: 630)).Ok();
        await town.Settle();

        Assert.Equal((630, 630), (await Coffers.Of(town, "sales"), await Coffers.Of(town, "provider:cash")));
        await Coffers.IsZero(town, "prepaid");
        Assert.Equal((999_100, 0), await Shelf(town));
    }

    [Fact]
    public async Task Who_paid_in_the_group_gets_the_difference_there()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.OutsideOrder(who, tomatoes: 1000);
        (await town.Leader.PaidOutside(order, 700)).Ok();
        await sale.CutOff();
        await sale.Arrive(sale.Tomatoes, 1000);

        (await Weigh(town, sale, who, 940)).Ok();
        Assert.Equal((42, 0), ((await who.Get($"/orders/{order}")).Ok().Long("refunded"), (await Depot.Bag(who)).Number("toPay")));
        // The scale was read wrongly: what goes back in the group is asked for at the desk.
        (await Weigh(town, sale, who, 1000)).Ok();
        var bag = await Depot.Bag(who);
        Assert.Equal(42, bag.Number("toPay"));
        (await Depot.Redeem(town.Clerk, bag, cash: 42)).Ok();
        Assert.Equal(700, await Coffers.Of(town, "sales"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task A_day_of_refunds_by_weight_and_of_paid_rests_matches_the_providers_bill()
    {
        await using var town = await Town.Open();
        var (sale, who, order) = await Packed(town);
        (await Weigh(town, sale, who, 1050)).Ok();
        await sale.Pay(who, order);
        // Weighed once more, more than the rest goes back.
        (await Weigh(town, sale, who, 980)).Ok();
        Assert.Equal((735, 49), ((await who.Get($"/orders/{order}")).Long("paid"), (await who.Get($"/orders/{order}")).Long("refunded")));
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Pass(TimeSpan.FromHours(17));

        var day = (await town.Owner.Get("/reconciliation/days/2026-05-01/testpay")).Ok();
        Assert.Equal(("checked", 0, 0), (day.String("state"), day.Long("open"), day.Long("found")));
        foreach (var side in new[] { "billPaid", "paymentsPaid", "ledgerPaid" }) Assert.Equal(735, day.Long(side));
        Assert.Equal((686, 686), (await Coffers.Of(town, "provider:testpay"), await Coffers.Of(town, "sales")));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task Only_goods_that_have_come_and_are_still_there_are_weighed()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        await sale.PaidOrder(who, eggs: 1, tomatoes: 1000);
        await sale.CutOff();
        var path = $"/pickups/{(await Depot.Bag(who)).Text("id")}/sorted";
        Task<Answer> Say(Guid sku, long amount) => town.Clerk.Put(path, new { lines = new[] { new { sku, amount, weighed = true } } });
        Assert.Equal("order.not-arrived", (await Say(sale.Tomatoes, 900)).Refused);
        await sale.ArriveAll();
        Assert.Equal("pickup.sorted-wrong", (await Say(sale.Eggs, 1)).Refused);
        Assert.Equal("pickup.sorted-wrong", (await Say(sale.Tomatoes, 0)).Refused);
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who), lines: [Depot.Line(sale.Tomatoes, 500)])).Ok();
        Assert.Equal("order.weighed-too-late", (await Say(sale.Tomatoes, 900)).Refused);
    }
}
