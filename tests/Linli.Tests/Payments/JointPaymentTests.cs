using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Linli.Payments;
using Linli.Platform;
using Linli.Tests.Ordering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Payments;

/// <summary>合并付款: orders of several campaigns paid at once, and fulfilled, given back, booked and compared apart.</summary>
public class JointPaymentTests
{
    const string Day = "2026-05-01";

    static Task<Town> Open(string provider) => provider switch
    {
        "wechat" => Town.OpenInWeChat(),
        "alipay" => Town.OpenWithAlipay(),
        _ => Town.Open(),
    };

    /// <summary>One order of each of so many campaigns; the first is of one box of eggs (10.00), the second of two, and so on.</summary>
    static async Task<(Person Who, List<Guid> Orders)> Placed(Town town, int count, string provider = "testpay")
    {
        var (who, orders) = (await town.Resident(), new List<Guid>());
        for (var i = 0; i < count; i++)
        {
            var sale = await Sale.Of(town);
            orders.Add((await sale.Order(who, eggs: i + 1, payment: provider)).Ok()["id"].GetGuid());
        }

        return (who, orders);
    }

    static Task<Answer> PayTogether(Person who, Guid payment, IEnumerable<Guid> orders, string way = "page") =>
        who.Put($"/joint-payments/{payment}", new { orders, way });

    static async Task PayAtProvider(Town town, string provider, Guid payment)
    {
        if (provider == "wechat") await town.InWeChat(HttpMethod.Post, $"pay/{payment:N}");
        else if (provider == "alipay") await Town.OfAlipay(town.World, HttpMethod.Post, $"pay/{payment:N}");
        else await town.PayUnheard(payment);
        await town.Heard(payment);
    }

    /// <summary>The provider has the money and tells nobody.</summary>
    static async Task<string> PaySilently(Town town, Guid payment)
    {
        await PaymentTests.Behave(town, new { lose = 1.0 });
        return await town.PayUnheard(payment);
    }

    static async Task<Answer> Read(Town town, Guid payment) => (await town.Owner.Get($"/payments/{payment}")).Ok();

    static async Task<string[]> States(Person who, IEnumerable<Guid> orders)
    {
        var states = new List<string>();
        foreach (var order in orders) states.Add((await who.Get($"/orders/{order}")).Ok().String("state")!);
        return [.. states];
    }

    static async Task<List<(PaymentId Id, Guid About, PaymentState State)>> Parts(Town town, Guid joint)
    {
        var found = new List<(PaymentId, Guid, PaymentState)>();
        await town.Within(async s => found.AddRange((await s.GetRequiredService<LinliDb>().Set<Payment>().AsNoTracking()
            .Where(p => p.Joint == new PaymentId(joint)).ToListAsync()).Select(p => (p.Id, p.About, p.State))));
        return found;
    }

    [Theory]
    [InlineData("testpay", "page"), InlineData("wechat", "native"), InlineData("wechat", "h5"), InlineData("alipay", "native"), InlineData("alipay", "h5")]
    public async Task Orders_are_paid_at_once_and_given_back_apart(string provider, string way)
    {
        await using var town = await Open(provider);
        var (who, orders) = await Placed(town, 3, provider);
        var payment = Guid.CreateVersion7();
        for (var i = 0; i < 2; i++)
        {
            var card = (await PayTogether(who, payment, i == 0 ? orders : orders.AsEnumerable().Reverse(), way)).Ok();
            Assert.Equal(("started", 6000), (card.String("state"), card.Long("amount")));
            Assert.NotNull(card.String(way == "native" ? "qr" : "payUrl"));
        }

        // A trade of Alipay begins when its page is opened.
        if (provider == "alipay" && way == "h5")
        {
            using var http = new HttpClient();
            await http.GetStringAsync((await PayTogether(who, payment, orders, way)).Ok().String("payUrl"));
        }

        await PayAtProvider(town, provider, payment);
        Assert.Equal(["confirmed", "confirmed", "confirmed"], await States(who, orders));
        var first = (await who.Get($"/orders/{orders[0]}")).Ok();
        Assert.Equal((1000, 2), (first.Long("paid"), first.Long("paidWith")));
        Assert.Contains(first["timeline"].EnumerateArray(), t => t.GetProperty("text").GetString()!.Contains("与 2 单合并付款", StringComparison.Ordinal));
        var joint = (await Read(town, payment))["joint"];
        Assert.Equal(6000, joint.GetProperty("amount").GetInt64());
        Assert.Equal(orders.Order(), joint.GetProperty("orders").EnumerateArray().Select(o => o.GetGuid()).Order());
        Assert.Equal("paid", (await PayTogether(who, payment, orders, way)).Ok().String("state"));
        Assert.Equal(6000, await Coffers.Of(town, $"provider:{provider}"));

        foreach (var (order, left) in new[] { (orders[1], 4000), (orders[0], 3000) })
        {
            (await who.Put($"/orders/{order}/cancellation", new { })).Ok();
            for (var i = 0; i < 6; i++) await town.Pass(TimeSpan.FromSeconds(10));
            Assert.Equal(left, await Coffers.Of(town, $"provider:{provider}"));
        }

        Assert.Equal(["cancelled", "cancelled", "confirmed"], await States(who, orders));
        Assert.Equal(2000, (await who.Get($"/orders/{orders[1]}")).Ok().Long("refunded"));
        await Coffers.Balances(town);

        // One row of the bill, three entries of ours, and nothing differs.
        await town.Pass(TimeSpan.FromHours(18));
        await town.Pass(TimeSpan.FromMinutes(31));
        var day = (await town.Owner.Get($"/reconciliation/days/{Day}/{provider}")).Ok();
        Assert.Equal("checked", day.String("state"));
        Assert.Equal((3, 0), (day.Long("rows"), day.Long("found")));
        foreach (var side in new[] { "bill", "payments", "ledger" }) Assert.Equal((6000, 3000), (day.Long($"{side}Paid"), day.Long($"{side}Refunded")));
    }

    [Fact]
    public async Task Notifications_settle_all_parts_once_or_none()
    {
        await using var town = await Town.Open();
        var (who, orders) = await Placed(town, 3);
        var payment = Guid.CreateVersion7();
        (await PayTogether(who, payment, orders)).Ok();
        var parts = await Parts(town, payment);
        Assert.Equal("payment.amount-differs", (await PaymentTests.Callback(town, PaymentTests.Paid(payment, 1000))).Refused);
        Assert.Equal("payment.amount-differs", (await PaymentTests.Callback(town, PaymentTests.Paid(payment, 6001))).Refused);
        foreach (var part in parts.Where(p => p.Id.Value != payment))
            Assert.Equal("payment.unknown", (await PaymentTests.Callback(town, PaymentTests.Paid(part.Id.Value, 6000))).Refused);
        Assert.Equal(0, await Coffers.Of(town, "provider:testpay"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PaymentTests.Callback(town, PaymentTests.Paid(payment, 6000))));
        Assert.All(answers, a => Assert.Equal(204, a.Status));
        Assert.Equal("payment.paid-twice", (await PaymentTests.Callback(town, PaymentTests.Paid(payment, 6000, "another"))).Refused);
        await town.Settle();
        Assert.Equal(["confirmed", "confirmed", "confirmed"], await States(who, orders));
        Assert.Equal(6000, await Coffers.Of(town, "provider:testpay"));
        Assert.All(await Parts(town, payment), p => Assert.Equal(PaymentState.Paid, p.State));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task Without_one_that_is_cancelled_the_others_are_paid_by_another_number()
    {
        await using var town = await Town.Open();
        var (who, orders) = await Placed(town, 3);
        var (payment, again) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        (await PayTogether(who, payment, orders)).Ok();
        (await who.Put($"/orders/{orders[0]}/cancellation", new { })).Ok();
        Assert.All(await Parts(town, payment), p => Assert.Equal(PaymentState.Closed, p.State));
        Assert.Equal("closed", (await PayTogether(who, payment, orders)).Ok().String("state"));
        Assert.Equal("order.not-payable", (await PayTogether(who, again, orders)).Refused);
        Assert.Equal(5000, (await PayTogether(who, again, orders[1..])).Ok().Long("amount"));
        await PayAtProvider(town, "testpay", again);
        Assert.Equal(["cancelled", "confirmed", "confirmed"], await States(who, orders));
        Assert.Equal(5000, await Coffers.Of(town, "provider:testpay"));
        await Coffers.Balances(town);
    }

    /// <summary>What the provider did about a payment.</summary>
    static async Task<string[]> Did(Town town, Guid payment)
    {
        using var http = new HttpClient();
        return [.. JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync($"{town.World.Address}/control/log")).EnumerateArray()
            .Where(e => e.GetProperty("about").GetString() == payment.ToString("N")).Select(e => e.GetProperty("what").GetString()!)];
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Nobody_pays_an_old_sum_when_one_is_changed(bool together)
    {
        await using var town = await Town.Open();
        var (who, sales, orders) = (await town.Resident(), new[] { await Sale.Of(town), await Sale.Of(town) }, new List<Guid>());
        foreach (var sale in sales) orders.Add((await sale.Order(who, eggs: 2, payment: "testpay")).Ok()["id"].GetGuid());
        Task<Answer> Start(Guid id) => together ? PayTogether(who, id, orders) : who.Put($"/orders/{orders[0]}/payments/{id}", new { });
        Task<Answer> Amend(int eggs) => who.Put($"{sales[0].Path}/orders/{orders[0]}/amendment/{Guid.CreateVersion7()}", new { lines = sales[0].Lines(eggs: eggs) });
        var (old, now) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        (await Start(old)).Ok();
        // The same sum is still to be paid.
        (await Amend(2)).Ok();
        Assert.Equal("started", (await Read(town, old)).String("state"));
        (await Amend(3)).Ok();
        Assert.Equal("closed", (await Read(town, old)).String("state"));
        await town.Settle();
        Assert.Equal("closed", (await Did(town, old))[^1]);
        // What the provider has closed takes no money any more.
        await PaySilently(town, old);
        (await Start(now)).Ok();
        await Behave(town);
        await PayAtProvider(town, "testpay", now);
        Assert.Equal(["confirmed", together ? "confirmed" : "awaitingPayment"], await States(who, orders));
        Assert.Equal(together ? 5000 : 3000, await Coffers.Of(town, "provider:testpay"));
        await Coffers.Balances(town);
    }

    static Task Behave(Town town) => PaymentTests.Behave(town, new { lose = 0.0, answer500 = 0.0, answerDelayMs = 0 });

    [Fact]
    public async Task A_silent_provider_keeps_nobody_from_cancelling_and_is_told_when_it_answers()
    {
        await using var town = await Town.Open();
        var (who, orders) = await Placed(town, 2);
        var payment = Guid.CreateVersion7();
        (await PayTogether(who, payment, orders)).Ok();
        // Paid all the same, and the provider cannot be reached: it is found later, stays for one and goes back for the other.
        await PaySilently(town, payment);
        await PaymentTests.Behave(town, new { answer500 = 1.0, lose = 1.0 });
        (await who.Put($"/orders/{orders[0]}/cancellation", new { })).Ok();
        Assert.Equal(["cancelled", "awaitingPayment"], await States(who, orders));
        await town.Services.GetRequiredService<Teller>().TellAll(default);
        await Behave(town);
        for (var i = 0; i < 4; i++) await town.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["cancelled", "confirmed"], await States(who, orders));
        Assert.Equal(1000, (await who.Get($"/orders/{orders[0]}")).Ok().Long("refunded"));
        Assert.Equal(2000, await Coffers.Of(town, "provider:testpay"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task Money_found_while_one_is_cancelled_pays_the_others_and_goes_back_for_it()
    {
        await using var town = await Town.Open();
        var (who, orders) = await Placed(town, 3);
        var payment = Guid.CreateVersion7();
        (await PayTogether(who, payment, orders)).Ok();
        var trade = await PaySilently(town, payment);
        var cancelling = who.Put($"/orders/{orders[1]}/cancellation", new { });
        var told = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PaymentTests.Callback(town, PaymentTests.Paid(payment, 6000, trade))));
        Assert.All(told, a => Assert.Equal(204, a.Status));
        (await cancelling).Ok();
        await town.Settle();
        await town.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["confirmed", "cancelled", "confirmed"], await States(who, orders));
        Assert.Equal(2000, (await who.Get($"/orders/{orders[1]}")).Ok().Long("refunded"));
        Assert.Equal(4000, await Coffers.Of(town, "provider:testpay"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task Time_over_finds_what_was_paid_closes_what_was_not_and_late_money_goes_back()
    {
        await using var town = await Town.Open();
        var (who, orders) = await Placed(town, 2);
        var payment = Guid.CreateVersion7();
        (await PayTogether(who, payment, orders)).Ok();
        town.Clock.Pass(TimeSpan.FromMinutes(14));
        await PaySilently(town, payment);
        // The end of the time and the question are due at once.
        await town.Pass(TimeSpan.FromMinutes(2));
        await town.Settle();
        Assert.Equal(["confirmed", "confirmed"], await States(who, orders));

        var (other, late) = await Placed(town, 2);
        var unpaid = Guid.CreateVersion7();
        (await PayTogether(other, unpaid, late)).Ok();
        await town.Pass(TimeSpan.FromMinutes(16));
        Assert.Equal(["expired", "expired"], await States(other, late));
        Assert.All(await Parts(town, unpaid), p => Assert.Equal(PaymentState.Closed, p.State));
        Assert.Equal(3000, await Coffers.Of(town, "provider:testpay"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task One_fen_more_in_the_bill_or_in_a_part_is_named()
    {
        await using var town = await Town.Open();
        var (who, orders) = await Placed(town, 3);
        var payment = Guid.CreateVersion7();
        (await PayTogether(who, payment, orders)).Ok();
        await PayAtProvider(town, "testpay", payment);
        await town.Pass(TimeSpan.FromHours(17));
        async Task<JsonElement[]> Compare(string yuan)
        {
            var csv = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"时间,商户订单号,流水号,类型,金额,手续费\n{Day} 20:00:00,{payment:N},T1,付款,{yuan},0.00\n"));
            (await town.Owner.Put($"/reconciliation/days/{Day}/testpay/bill", new ByteArrayContent(csv))).Ok();
            return [.. (await town.Owner.Get($"/reconciliation/differences?day={Day}")).Items.Where(d => d.GetProperty("state").GetString() == "open")];
        }

        Assert.Empty(await Compare("60.00"));
        var found = Assert.Single(await Compare("60.01"));
        Assert.Equal(("amountDiffers", 1, payment.ToString("N")),
            (found.GetProperty("what").GetString(), found.GetProperty("effect").GetInt64(), found.GetProperty("number").GetString()));
        Assert.Equal((6000, 6000), (found.GetProperty("ledger").GetProperty("amount").GetInt64(), found.GetProperty("payment").GetProperty("amount").GetInt64()));
        Assert.Empty(await Compare("60.00"));

        var part = (await Parts(town, payment)).First(p => p.Id.Value != payment && p.About == orders[1]).Id;
        await town.Within(s => s.GetRequiredService<LinliDb>().Set<Payment>().Where(p => p.Id == part).ExecuteUpdateAsync(p => p.SetProperty(x => x.Amount, new Money(2001))));
        var planted = Assert.Single(await Compare("60.00"));
        Assert.Equal(("amountDiffers", 6001), (planted.GetProperty("what").GetString(), planted.GetProperty("payment").GetProperty("amount").GetInt64()));
    }

    [Fact]
    public async Task Partners_get_their_part_of_each_order_and_the_rest_is_freed_once()
    {
        await using var town = await Town.OpenInWeChat(sharesProfit: true);
        object Partner(string merchant, int points) => new { merchant, name = "杏雨社区服务有限公司", relation = "serviceProvider", basisPoints = points, afterDays = 0, active = true };
        (await town.Owner.Put($"/payments/partners/{Guid.CreateVersion7()}", Partner("1900000109", 2000))).Ok();
        var (who, orders) = await Placed(town, 3, "wechat");
        var payment = Guid.CreateVersion7();
        (await PayTogether(who, payment, orders, "native")).Ok();
        await PayAtProvider(town, "wechat", payment);
        async Task Wait(int minutes)
        {
            for (var i = 0; i < 8; i++)
            {
                town.Clock.Pass(TimeSpan.FromMinutes(minutes / 8.0));
                await town.Services.GetRequiredService<Teller>().TellAll(default);
            }
        }

        await Wait(20);
        Assert.Equal((4800, 1200), (await Coffers.Of(town, "provider:wechat"), await Coffers.Of(town, "partner-shares")));
        using var http = new HttpClient();
        async Task<string[]> Did() => [.. JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync($"{town.World.Address}/control/log")).EnumerateArray()
            .Where(e => e.GetProperty("about").GetString() == payment.ToString("N")).Select(e => $"{e.GetProperty("what").GetString()} {e.GetProperty("detail").GetString()}".Trim())];
        Assert.Equal(3, (await Did()).Count(d => d.StartsWith("wechat share 1900000109", StringComparison.Ordinal)));
        Assert.Single(await Did(), d => d == "wechat unfrozen");

        (await who.Put($"/orders/{orders[1]}/cancellation", new { })).Ok();
        await Wait(40);
        Assert.Equal(["wechat share back 1900000109 400", "wechat refunding 2000"],
            (await Did()).Where(d => d.StartsWith("wechat share back", StringComparison.Ordinal) || d.StartsWith("wechat refunding", StringComparison.Ordinal)));
        Assert.Equal((3200, 800), (await Coffers.Of(town, "provider:wechat"), await Coffers.Of(town, "partner-shares")));
        await Coffers.Balances(town);

        for (var i = 0; i < 5; i++) (await town.Owner.Put($"/payments/partners/{Guid.CreateVersion7()}", Partner($"190000012{i}", 100))).Ok();
        var (many, lots) = await Placed(town, 9, "wechat");
        Assert.Equal("payment.too-many-together", (await PayTogether(many, Guid.CreateVersion7(), lots, "native")).Refused);
        (await PayTogether(many, Guid.CreateVersion7(), lots[..8], "native")).Ok();
    }

    [Fact]
    public async Task What_cannot_be_paid_together_is_refused()
    {
        await using var town = await Town.OpenInWeChat();
        var (who, orders) = await Placed(town, 3);
        var sale = await Sale.Of(town);
        Guid New() => Guid.CreateVersion7();
        async Task<string?> Refused(IEnumerable<Guid> some, string way = "page", Guid? id = null, Person? by = null) => (await PayTogether(by ?? who, id ?? New(), some, way)).Refused;
        Assert.Equal("order.together-wrong", await Refused([orders[0]]));
        Assert.Equal("order.together-wrong", await Refused([orders[0], orders[0]]));
        Assert.Equal("order.together-wrong", await Refused(Enumerable.Range(0, 11).Select(_ => New())));
        Assert.Equal("order.unknown", await Refused([orders[0], New()]));
        Assert.Equal("order.unknown", await Refused(orders, by: await town.Resident()));
        Assert.Equal("order.nothing-to-pay", await Refused(orders, "code"));
        Assert.Equal("payment.way-not-offered", await Refused(orders, "native"));
        var cash = (await sale.Order(who, milk: 1)).Ok()["id"].GetGuid();
        Assert.Equal("order.not-payable", await Refused([orders[0], cash]));
        var wechat = (await sale.Order(who, milk: 1, payment: "wechat")).Ok()["id"].GetGuid();
        var second = (await sale.Order(who, milk: 1, payment: "wechat")).Ok()["id"].GetGuid();
        Assert.Equal("order.paid-apart", await Refused([orders[0], wechat]));
        Assert.Equal("payment.payer-needed", await Refused([second, wechat], "jsapi"));

        var (joint, alone) = (New(), New());
        (await PayTogether(who, joint, orders[..2])).Ok();
        Assert.Equal("payment.id-taken", await Refused(orders, id: joint));
        Assert.Equal("payment.id-taken", (await who.Put($"/orders/{orders[0]}/payments/{joint}", new { })).Refused);
        (await who.Put($"/orders/{orders[2]}/payments/{alone}", new { })).Ok();
        Assert.Equal("payment.id-taken", await Refused(orders, id: alone));
    }
}
