using System.Text.Json;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;
using Linli.Tests.Payments;

namespace Linli.Tests.Channels;

/// <summary>发货信息: WeChat hears of presale goods when they are paid and of their hand-over, once, and what is late is shown.</summary>
public class ShipmentTests
{
    const string OpenId = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

    static Task<JsonElement> Misbehave(Town town, params string[] faults) =>
        town.InWeChat(HttpMethod.Put, "faults", new { faults = faults.ToDictionary(f => f, _ => 1.0), seed = 7 });

    static async Task<Person> Known(Town town)
    {
        var who = await town.Resident();
        (await who.Put($"/me/wechat/{Guid.CreateVersion7()}", new { app = "miniProgram", code = await town.CodeOf(OpenId) })).Ok();
        return who;
    }

    static async Task Pay(Town town, Person who, Guid payment)
    {
        await town.InWeChat(HttpMethod.Post, $"pay/{payment:N}");
        for (var i = 0; i < 200 && (await who.Get($"/payments/{payment}")).String("state") != "paid"; i++) await Task.Delay(20);
        await town.Settle();
    }

    static async Task<Guid> Paid(Town town, Sale sale, Person who)
    {
        var order = (await sale.Order(who, eggs: 1, milk: 1, payment: "wechat")).Ok()["id"].GetGuid();
        var payment = Guid.CreateVersion7();
        (await who.Put($"/orders/{order}/payments/{payment}", new { way = "native" })).Ok();
        await Pay(town, who, payment);
        return order;
    }

    static async Task<(int Presales, JsonElement[] Shipped)> Heard(Town town)
    {
        var all = await town.InWeChat(HttpMethod.Get, "shipping");
        return (all.GetProperty("presales").EnumerateObject().Count(), [.. all.GetProperty("shipped").EnumerateObject().Select(s => s.Value)]);
    }

    static async Task<Answer> Shipments(Town town) => (await town.Owner.Get("/shipments")).Ok();

    [Theory]
    [InlineData(null), InlineData("send-busy"), InlineData("send-500-done"), InlineData("send-lost"), InlineData("shipping-unknown"), InlineData("shipping-system")]
    public async Task WeChat_hears_of_it_when_paid_and_when_handed_over_whatever_it_answers_first(string? fault)
    {
        await using var town = await Town.OpenInWeChat();
        var (sale, who) = (await Sale.Of(town, lasts: TimeSpan.FromDays(20)), await Known(town));
        if (fault is not null) await Misbehave(town, fault);
        await Paid(town, sale, who);
        await Misbehave(town);
        await town.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal((1, 0), ((await Heard(town)).Presales, (await Heard(town)).Shipped.Length));
        var open = Assert.Single((await Shipments(town)).Items);
        Assert.Equal(("open", "sent"), (open.GetProperty("state").GetString(), open.GetProperty("presale").GetProperty("state").GetString()));

        await sale.CutOff();
        await sale.ArriveAll();
        if (fault is not null) await Misbehave(town, fault);
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();
        await Misbehave(town);
        await town.Pass(TimeSpan.FromMinutes(10));
        var shipped = Assert.Single((await Heard(town)).Shipped);
        Assert.Equal(4, shipped.GetProperty("logistics_type").GetInt32());
        Assert.Equal("鸡蛋等2样", shipped.GetProperty("shipping_list")[0].GetProperty("item_desc").GetString());
        Assert.Equal(OpenId, shipped.GetProperty("payer").GetProperty("openid").GetString());
        var done = Assert.Single((await Shipments(town)).Items);
        Assert.Equal(("reported", "sent"), (done.GetProperty("state").GetString(), done.GetProperty("shipping").GetProperty("state").GetString()));
    }

    [Fact]
    public async Task What_is_fetched_within_fifteen_days_is_no_presale_to_WeChat()
    {
        await using var town = await Town.OpenInWeChat();
        var (sale, who) = (await Sale.Of(town, lasts: TimeSpan.FromDays(14)), await Known(town));
        await Paid(town, sale, who);
        await town.Pass(TimeSpan.FromMinutes(10));
        var open = Assert.Single((await Shipments(town)).Items);
        Assert.Equal(("open", JsonValueKind.Null), (open.GetProperty("state").GetString(), open.GetProperty("presale").ValueKind));
        Assert.Empty((await town.Owner.Get("/dispatches")).Ok().Items);

        await sale.CutOff();
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();
        Assert.Equal((0, 1), ((await Heard(town)).Presales, (await Heard(town)).Shipped.Length));
    }

    [Fact]
    public async Task What_WeChat_will_not_hear_of_is_shown_with_its_number_and_can_be_sent_again()
    {
        await using var town = await Town.OpenInWeChat();
        var (sale, who) = (await Sale.Of(town), await Known(town));
        await Paid(town, sale, who);
        await sale.CutOff();
        await sale.ArriveAll();
        await Misbehave(town, "shipping-closed");
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();
        var shipping = Assert.Single((await Shipments(town)).Items).GetProperty("shipping");
        Assert.Equal(("refused", 10060004), (shipping.GetProperty("state").GetString(), shipping.GetProperty("said").GetInt32()));

        await Misbehave(town);
        (await town.Owner.Put($"/dispatches/{shipping.GetProperty("id").GetGuid()}/tries/1")).Ok();
        await town.Settle();
        Assert.Single((await Heard(town)).Shipped);
    }

    [Fact]
    public async Task Several_orders_paid_as_one_are_told_of_when_the_last_is_handed_over()
    {
        await using var town = await Town.OpenInWeChat();
        var who = await Known(town);
        var (first, second) = (await Sale.Of(town), await Sale.Of(town));
        var orders = new List<Guid>();
        foreach (var sale in new[] { first, second }) orders.Add((await sale.Order(who, eggs: 1, payment: "wechat")).Ok()["id"].GetGuid());
        var payment = Guid.CreateVersion7();
        (await who.Put($"/joint-payments/{payment}", new { orders, way = "native" })).Ok();
        await Pay(town, who, payment);
        Assert.Equal(2, Assert.Single((await Shipments(town)).Items).GetProperty("orders").GetArrayLength());
        foreach (var (sale, heard) in new[] { (first, 0), (second, 1) })
        {
            await sale.CutOff();
            await sale.ArriveAll();
            var bag = (await Depot.Bags(who)).Single(b => b.GetProperty("state").GetString() == "ready");
            (await Depot.Redeem(town.Clerk, bag)).Ok();
            await town.Settle();
            Assert.Equal(heard, (await Heard(town)).Shipped.Length);
        }
    }

    [Fact]
    public async Task What_is_late_is_shown_and_what_was_given_back_is_not_reported()
    {
        await using var town = await Town.OpenInWeChat();
        var (sale, who) = (await Sale.Of(town), await Known(town));
        var order = await Paid(town, sale, who);
        (await who.Put($"/orders/{order}/cancellation", new { })).Ok();
        for (var i = 0; i < 100 && (await Shipments(town)).Items[0].GetProperty("state").GetString() == "open"; i++)
        {
            await Task.Delay(20);
            await town.Pass(TimeSpan.FromSeconds(20));
        }

        Assert.Equal("notNeeded", (await Shipments(town)).Items[0].GetProperty("state").GetString());
        await Paid(town, sale, who);
        Assert.Equal(0, (await Shipments(town)).Long("overdue"));
        await town.Pass(TimeSpan.FromDays(2));
        var late = await Shipments(town);
        Assert.Equal(1, late.Long("overdue"));
        Assert.True(late.Items[0].GetProperty("overdue").GetBoolean());
        Assert.Empty((await Heard(town)).Shipped);
    }

    [Fact]
    public async Task Whoever_pays_otherwise_is_nothing_to_WeChat()
    {
        await using var town = await Town.OpenInWeChat();
        var (sale, who) = (await Sale.Of(town), await Known(town));
        await sale.PaidOrder(who, eggs: 1);
        (await sale.Order(who, eggs: 1)).Ok();
        Assert.Empty((await Shipments(town)).Items);
    }
}
