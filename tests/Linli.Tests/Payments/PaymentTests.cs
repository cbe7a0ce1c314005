using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Linli.Tests.Ordering;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Payments;

public class PaymentTests
{
    internal static async Task Behave(Town town, object how)
    {
        using var http = new HttpClient();
        (await http.PutAsJsonAsync($"{town.World.Address}/control/behaviour", how)).EnsureSuccessStatusCode();
    }

    static async Task<(Person Who, Guid Order, Guid Payment)> Started(Town town, Sale sale)
    {
        var who = await town.Resident();
        var order = (await sale.Order(who, eggs: 2, payment: "testpay")).Ok()["id"].GetGuid();
        var payment = Guid.CreateVersion7();
        (await who.Put($"/orders/{order}/payments/{payment}", new { })).Ok();
        return (who, order, payment);
    }

    /// <summary>A callback as the provider, or somebody who would like to be it, sends it.</summary>
    internal static async Task<Answer> Callback(Town town, object body, string secret = Town.Secret, TimeSpan late = default)
    {
        var text = JsonContent.Create(body);
        var bytes = await text.ReadAsByteArrayAsync();
        var time = (town.Clock.GetUtcNow() - late).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = Guid.NewGuid().ToString("N");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/payments/callbacks/testpay/{town.Tenant.Value}") { Content = text };
        request.Headers.Add("Testpay-Timestamp", time);
        request.Headers.Add("Testpay-Nonce", nonce);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{time}\n{nonce}\n"), .. bytes, (byte)'\n'];
        request.Headers.Add("Testpay-Signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
        using var http = town.CreateClient();
        using var response = await http.SendAsync(request);
        return await Answer.From(response);
    }

    internal static object Paid(Guid payment, long amount, string transaction = "T1") => new
    {
        id = Guid.NewGuid().ToString("N"),
        @event = "payment.paid",
        outTradeNo = payment.ToString("N"),
        tradeNo = transaction,
        amount,
        at = "2026-05-01T10:00:00Z",
    };

    [Fact]
    public async Task A_paid_order_is_confirmed_once_however_often_the_callback_comes()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        await Behave(town, new { duplicate = 1.0 });
        var (who, order, payment) = await Started(town, sale);
        var transaction = await town.PayAtProvider(payment);
        for (var i = 0; i < 10; i++) Assert.Equal(204, (await Callback(town, Paid(payment, 2000, transaction))).Status);
        Assert.Equal("payment.paid-twice", (await Callback(town, Paid(payment, 2000, "another"))).Refused);
        await town.Settle();

        var paid = (await who.Get($"/orders/{order}")).Ok();
        Assert.Equal("confirmed", paid.String("state"));
        Assert.Equal(2000, paid.Long("paid"));
        Assert.Equal(2000, await Coffers.Of(town, "provider:testpay"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task A_lost_callback_is_healed_by_asking()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        await Behave(town, new { lose = 1.0 });
        var (who, order, payment) = await Started(town, sale);
        await town.PayUnheard(payment);
        await town.Settle();
        Assert.Equal("awaitingPayment", (await who.Get($"/orders/{order}")).String("state"));

        await town.Pass(TimeSpan.FromSeconds(21));

        Assert.Equal("confirmed", (await who.Get($"/orders/{order}")).String("state"));
    }

    [Fact]
    public async Task A_forged_stale_or_changed_callback_is_refused_and_changes_nothing()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (who, order, payment) = await Started(town, sale);

        Assert.Equal("payment.signature-wrong", (await Callback(town, Paid(payment, 2000), secret: "guessed")).Refused);
        Assert.Equal("payment.signature-wrong", (await Callback(town, Paid(payment, 2000), late: TimeSpan.FromMinutes(6))).Refused);
        Assert.Equal("payment.amount-differs", (await Callback(town, Paid(payment, 1999))).Refused);
        Assert.Equal("payment.unknown", (await Callback(town, Paid(Guid.CreateVersion7(), 2000))).Refused);
        Assert.Equal("payment.provider-unknown", (await town.Stranger().Send(HttpMethod.Post, $"/payments/callbacks/gold/{town.Tenant.Value}", JsonContent.Create(new { }))).Refused);

        Assert.Equal("awaitingPayment", (await who.Get($"/orders/{order}")).String("state"));
        Assert.Equal(0, await Coffers.Of(town, "provider:testpay"));
    }

    [Fact]
    public async Task An_order_that_is_not_paid_in_time_gives_its_place_back()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 2);
        var (who, order, _) = await Started(town, sale);
        Assert.Equal("campaign.sold-out", (await sale.Order(await town.Resident(), eggs: 1)).Refused);

        await town.Pass(TimeSpan.FromMinutes(16));

        Assert.Equal("expired", (await who.Get($"/orders/{order}")).String("state"));
        Assert.Equal("order.pay-time-over", (await who.Put($"/orders/{order}/payments/{Guid.CreateVersion7()}", new { })).Refused);
        (await sale.Order(await town.Resident(), eggs: 2)).Ok();
    }

    [Fact]
    public async Task Before_an_unpaid_order_expires_the_provider_is_asked()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 2);
        await Behave(town, new { lose = 1.0 });
        var (who, order, payment) = await Started(town, sale);
        await town.PayUnheard(payment);

        await town.Pass(TimeSpan.FromMinutes(16));

        Assert.Equal("confirmed", (await who.Get($"/orders/{order}")).String("state"));
    }

    [Fact]
    public async Task Money_that_comes_too_late_goes_back_by_itself()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (who, order, payment) = await Started(town, sale);
        await Behave(town, new { lose = 1.0 });
        await town.PayUnheard(payment);
        (await who.Put($"/orders/{order}/cancellation", new { })).Ok();
        await town.Pass(TimeSpan.FromSeconds(30));
        await town.Pass(TimeSpan.FromSeconds(30));

        var late = (await who.Get($"/orders/{order}")).Ok();
        Assert.Equal("cancelled", late.String("state"));
        Assert.Equal(2000, late.Long("refunded"));
        await Coffers.IsZero(town, "provider:testpay");
        await Coffers.IsZero(town, "prepaid");
    }

    [Fact]
    public async Task Cancelling_a_paid_order_refunds_it_once_even_when_the_provider_stumbles()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.PaidOrder(who, eggs: 1);
        Assert.Equal("order.paid-cannot-amend", (await who.Put($"{sale.Path}/orders/{order}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(eggs: 2) })).Refused);
        await Behave(town, new { answer500 = 1.0 });
        (await who.Put($"/orders/{order}/cancellation", new { })).Ok();
        await town.Services.GetRequiredService<Linli.Platform.Teller>().TellAll(default);
        await Behave(town, new { answer500 = 0.0 });
        for (var i = 0; i < 4; i++) await town.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(1000, (await who.Get($"/orders/{order}")).Long("refunded"));
        await Coffers.IsZero(town, "provider:testpay");
        Assert.Equal("order.not-alive", (await who.Put($"{sale.Path}/orders/{order}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(eggs: 2) })).Refused);
    }

    [Fact]
    public async Task A_silent_provider_is_said_in_words_and_the_same_payment_can_be_tried_again()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = (await sale.Order(who, eggs: 1, payment: "testpay")).Ok()["id"].GetGuid();
        var payment = $"/orders/{order}/payments/{Guid.CreateVersion7()}";
        await Behave(town, new { answerUnsigned = true });
        Assert.Equal("payment.provider-silent", (await who.Put(payment, new { })).Refused);
        await Behave(town, new { answerUnsigned = false });

        Assert.StartsWith("http", (await who.Put(payment, new { })).Ok().String("payUrl"), StringComparison.Ordinal);
        var other = (await sale.Order(who, eggs: 3, payment: "testpay")).Ok()["id"].GetGuid();
        Assert.Equal("payment.id-taken", (await who.Put(payment.Replace(order.ToString(), other.ToString(), StringComparison.Ordinal), new { })).Refused);
    }

    [Fact]
    public async Task A_cash_order_has_nothing_to_pay_online_and_a_shop_without_provider_says_so()
    {
        await using var town = await Town.Open(new() { ["Testpay:Address"] = "" });
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var cash = (await sale.Order(who, eggs: 1)).Ok()["id"].GetGuid();
        Assert.Equal("order.nothing-to-pay", (await who.Put($"/orders/{cash}/payments/{Guid.CreateVersion7()}", new { })).Refused);
        Assert.Equal("order.code-wrong", (await town.Clerk.Put($"/orders/{cash}/payments/{Guid.CreateVersion7()}/code", new { code = "12" })).Refused);
        Assert.Equal("order.nothing-to-pay", (await town.Clerk.Put($"/orders/{cash}/payments/{Guid.CreateVersion7()}/code", new { code = "134567890123456789" })).Refused);
        var online = (await sale.Order(who, eggs: 1, payment: "testpay")).Ok()["id"].GetGuid();
        Assert.Equal("payment.provider-not-set-up", (await who.Put($"/orders/{online}/payments/{Guid.CreateVersion7()}", new { })).Refused);
    }
}
