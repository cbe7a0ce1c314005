using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Linli.Payments;
using Linli.Platform;
using Linli.Standins.Alipay;
using Linli.Tests.Ordering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Payments;

/// <summary>Alipay behind the same port: by QR and in a browser, signed both ways, asked when it is silent, and compared with its bill.</summary>
public class AlipayTests
{
    sealed class House(Town town, Sale sale) : IAsyncDisposable
    {
        public Town Town => town;
        public Sale Sale => sale;

        public static async Task<House> Open()
        {
            var town = await Town.OpenWithAlipay();
            return new(town, await Sale.Of(town));
        }

        public Task<JsonElement> Misbehave(params string[] faults) => Town.OfAlipay(town.World, HttpMethod.Put, "faults", new { faults = faults.ToDictionary(f => f, _ => 1.0), seed = 7 });

        public async Task<(Person Who, Guid Order, Guid Payment)> Begin(long eggs = 1)
        {
            var who = await town.Resident();
            return (who, (await sale.Order(who, eggs: eggs, payment: "alipay")).Ok()["id"].GetGuid(), Guid.CreateVersion7());
        }

        public static Task<Answer> Present(Person who, Guid order, Guid payment, string way = "native") =>
            who.Put($"/orders/{order}/payments/{payment}", new { way, returnUrl = "http://127.0.0.1/#/back" });

        public Task<JsonElement> Pay(Guid payment) => Town.OfAlipay(town.World, HttpMethod.Post, $"pay/{payment:N}");

        public async Task<string?> State(Guid payment)
        {
            for (var i = 0; i < 50 && Text(await Read(payment)) != "paid"; i++) await Task.Delay(20);
            return Text(await Read(payment));
        }

        static string? Text(Answer payment) => payment["state"].GetString();

        public async Task<Answer> Read(Guid payment) => (await town.Owner.Get($"/payments/{payment}")).Ok();

        public async Task<Guid> Paid(long eggs = 1)
        {
            var (who, order, payment) = await Begin(eggs);
            (await Present(who, order, payment)).Ok();
            await Pay(payment);
            Assert.Equal("paid", await State(payment));
            await town.Settle();
            return payment;
        }

        /// <summary>As the sale does at the cut-off, without one.</summary>
        public Task Refund(Guid payment, long fen) => town.Within(async s =>
        {
            var about = (await Read(payment))["order"].GetGuid();
            await s.GetRequiredService<Cashier>().Refund(Id.New<RefundId>(), about, new(fen), "缺货", "prepaid", null, default);
            await s.GetRequiredService<LinliDb>().Commit(default);
        });

        public async Task Pass(TimeSpan time, int steps = 4)
        {
            for (var i = 0; i < steps; i++)
            {
                town.Clock.Pass(time / steps);
                // What the provider did not answer fails, and is told again later.
                await town.Services.GetRequiredService<Teller>().TellAll(default);
            }
        }

        public ValueTask DisposeAsync() => town.DisposeAsync();
    }

    [Fact]
    public async Task An_order_is_paid_by_QR_or_in_the_browser_and_given_back()
    {
        await using var house = await House.Open();
        var ways = (await house.Town.Stranger().Get("/payments/ways")).Ok().Body.EnumerateArray().ToDictionary(w => w.GetProperty("provider").GetString()!, w => w.GetProperty("ways").GetRawText());
        Assert.Contains("native", ways["alipay"], StringComparison.Ordinal);
        Assert.Equal(["alipay", "testpay"], ways.Keys.Order());

        var (who, order, payment) = await house.Begin();
        for (var i = 0; i < 2; i++) Assert.StartsWith("https://qr.alipay.com/", (await House.Present(who, order, payment)).Ok().String("qr"), StringComparison.Ordinal);
        Assert.Equal("payment.way-not-offered", (await House.Present(who, order, Guid.CreateVersion7(), "jsapi")).Refused);
        await house.Pay(payment);
        Assert.Equal("paid", await house.State(payment));
        await house.Town.Settle();
        Assert.Equal("confirmed", (await who.Get($"/orders/{order}")).Ok().String("state"));

        var (other, second, page) = await house.Begin();
        var url = (await House.Present(other, second, page, "h5")).Ok().String("payUrl")!;
        using var http = new HttpClient();
        Assert.Contains("¥10.00", await http.GetStringAsync(url), StringComparison.Ordinal);
        // Whoever changes the address changes what was signed.
        Assert.Equal(400, (int)(await http.GetAsync(url.Replace("10.00", "0.01", StringComparison.Ordinal))).StatusCode);
        await house.Pay(page);
        Assert.Equal("paid", await house.State(page));

        await house.Refund(page, 280);
        await house.Refund(page, 720);
        await house.Pass(TimeSpan.FromMinutes(1));
        Assert.All((await house.Read(page))["refunds"].EnumerateArray(), r => Assert.Equal("done", r.GetProperty("state").GetString()));
        Assert.Equal(1000, await Coffers.Of(house.Town, "provider:alipay"));
        await Coffers.Balances(house.Town);
    }

    [Theory]
    [InlineData("answer-500"), InlineData("answer-lost"), InlineData("answer-forged"), InlineData("answer-unsigned"), InlineData("answer-unsure"), InlineData("answer-html")]
    public async Task A_broken_answer_is_silence_and_the_same_number_goes_on(string fault)
    {
        await using var house = await House.Open();
        var (who, order, payment) = await house.Begin();
        await house.Misbehave(fault);
        Assert.Equal("payment.provider-silent", (await House.Present(who, order, payment)).Refused);
        await house.Misbehave();
        (await House.Present(who, order, payment)).Ok();
        await house.Misbehave(fault, "notify-lost");
        await house.Pay(payment);
        await house.Pass(TimeSpan.FromSeconds(25), 1);
        Assert.Equal("started", (await house.Read(payment)).String("state"));
        await house.Misbehave();
        await house.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal("paid", (await house.Read(payment)).String("state"));
        await house.Misbehave(fault);
        await house.Refund(payment, 1000);
        await house.Pass(TimeSpan.FromSeconds(3), 1);
        Assert.Equal("pending", (await house.Read(payment))["refunds"][0].GetProperty("state").GetString());
        await house.Misbehave();
        await house.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal("done", (await house.Read(payment))["refunds"][0].GetProperty("state").GetString());
        Assert.Equal(0, await Coffers.Of(house.Town, "provider:alipay"));
        await Coffers.Balances(house.Town);
    }

    [Theory]
    [InlineData("notify-lost", null), InlineData("notify-twice", null), InlineData("notify-unpaid", null), InlineData("query-not-exist", null)]
    [InlineData("notify-forged", "payment.signature-wrong"), InlineData("notify-wrong-amount", "payment.amount-differs"), InlineData("notify-wrong-app", "payment.not-ours")]
    public async Task A_bad_notification_books_nothing_wrong_and_nothing_twice(string fault, string? refused)
    {
        await using var house = await House.Open();
        var (who, order, payment) = await house.Begin();
        (await House.Present(who, order, payment)).Ok();
        await house.Misbehave(fault);
        await house.Pay(payment);
        await Task.Delay(300);
        await house.Misbehave();
        await house.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal("paid", await house.State(payment));
        Assert.Equal(1000, await Coffers.Of(house.Town, "provider:alipay"));
        using var http = new HttpClient();
        if (refused is not null) Assert.Contains(refused, await http.GetStringAsync($"{house.Town.World.Address}/control/log"), StringComparison.Ordinal);
        await Coffers.Balances(house.Town);
    }

    [Theory]
    [InlineData("refund-unsure"), InlineData("refund-nothing"), InlineData("balance-empty")]
    public async Task A_refund_counts_when_the_query_says_so(string fault)
    {
        await using var house = await House.Open();
        var payment = await house.Paid();
        await house.Misbehave(fault);
        await house.Refund(payment, 500);
        await house.Pass(TimeSpan.FromSeconds(2), 1);
        var waiting = (await house.Read(payment))["refunds"][0];
        Assert.Equal(("pending", fault == "balance-empty"), (waiting.GetProperty("state").GetString(), waiting.GetProperty("stuck").GetBoolean()));
        await house.Misbehave();
        await house.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal("done", (await house.Read(payment))["refunds"][0].GetProperty("state").GetString());
        Assert.Equal(500, await Coffers.Of(house.Town, "provider:alipay"));
    }

    [Fact]
    public async Task What_is_closed_and_paid_all_the_same_is_received_and_a_wrong_amount_is_not()
    {
        await using var house = await House.Open();
        var (who, order, payment) = await house.Begin();
        (await House.Present(who, order, payment)).Ok();
        await house.Misbehave("query-wrong-amount", "notify-lost");
        await house.Pay(payment);
        await house.Pass(TimeSpan.FromSeconds(30), 1);
        Assert.Equal("started", (await house.Read(payment)).String("state"));
        await house.Misbehave();
        await house.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal("paid", (await house.Read(payment)).String("state"));

        var (late, lateOrder, closed) = await house.Begin();
        using (var http = new HttpClient()) await http.GetStringAsync((await House.Present(late, lateOrder, closed, "h5")).Ok().String("payUrl"));
        await house.Pass(TimeSpan.FromMinutes(40), 10);
        Assert.Equal("closed", (await house.Read(closed)).String("state"));
        await house.Misbehave("paid-after-close");
        await house.Pay(closed);
        Assert.Equal("paid", await house.State(closed));
        await house.Misbehave();
        // Nobody waits for it any more: it goes back.
        await house.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(1000, await Coffers.Of(house.Town, "provider:alipay"));
    }

    [Fact]
    public async Task The_day_is_compared_with_Alipays_bill()
    {
        await using var house = await House.Open();
        var (first, _) = (await house.Paid(), await house.Paid(2));
        await house.Refund(first, 280);
        await house.Pass(TimeSpan.FromMinutes(1));
        await house.Pass(TimeSpan.FromHours(17), 1);
        await house.Pass(TimeSpan.FromMinutes(1));
        async Task<Answer> Day() => (await house.Town.Owner.Get("/reconciliation/days/2026-05-01/alipay")).Ok();
        var day = await Day();
        Assert.Equal(("checked", 3L, 0L), (day.String("state"), day.Long("rows"), day.Long("open")));
        Assert.Equal((3000L, 3000L), (day.Long("billPaid"), day.Long("ledgerPaid")));

        foreach (var (fault, found) in new[] { ("bill-missing-row", 1), ("bill-one-fen", 1) })
        {
            await house.Misbehave(fault);
            (await house.Town.Owner.Put("/reconciliation/days/2026-05-01/alipay/check")).Ok();
            await house.Town.Settle();
            Assert.True((await Day()).Long("open") >= found, fault);
        }

        foreach (var fault in new[] { "bill-cut", "bill-not-ready" })
        {
            await house.Misbehave(fault);
            await house.Town.Within(async s =>
            {
                var bills = s.GetRequiredService<ProviderBills>();
                var bill = async () => await bills.Of("alipay", new(2026, 5, 1), default);
                if (fault == "bill-cut") Assert.Equal("payment.provider-silent", (await Assert.ThrowsAsync<Refusal>(bill)).Code);
                else Assert.Empty((await bill())!.Lines);
            });
        }
    }

    [Fact]
    public async Task Wrong_settings_are_refused_at_the_start_saying_what_to_do()
    {
        using var key = RSA.Create(2048);
        using var theirs = RSA.Create(2048);
        using var small = RSA.Create(1024);
        string? Read(params (string, string?)[] changes)
        {
            var settings = new Dictionary<string, string?>
            {
                ["Alipay:AppId"] = "2021001234567890",
                ["Alipay:PrivateKey"] = key.ExportPkcs8PrivateKeyPem(),
                ["Alipay:AlipayPublicKey"] = Convert.ToBase64String(theirs.ExportSubjectPublicKeyInfo()),
                ["Alipay:Address"] = "http://127.0.0.1:5099/gateway.do",
            };
            foreach (var (name, value) in changes) settings["Alipay:" + name] = value;
            try { return AlipayAccount.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()) is null ? "none" : null; }
            catch (Refusal no)
            {
                Assert.DoesNotContain("PRIVATE KEY", no.Message + no.English, StringComparison.Ordinal);
                return no.Code;
            }
        }

        Assert.Null(Read());
        Assert.Null(Read(("PrivateKey", Convert.ToBase64String(key.ExportRSAPrivateKey()))));
        Assert.Equal("none", Read(("AppId", null)));
        Assert.Equal("alipay.app-wrong", Read(("AppId", "wx123")));
        Assert.Equal("alipay.seller-wrong", Read(("SellerId", "123")));
        Assert.Equal("alipay.setting-missing", Read(("PrivateKey", null)));
        Assert.Equal("alipay.setting-missing", Read(("Address", null)));
        Assert.Equal("alipay.key-wrong", Read(("PrivateKey", "no key")));
        Assert.Equal("alipay.key-wrong", Read(("PrivateKey", theirs.ExportSubjectPublicKeyInfoPem())));
        Assert.Equal("alipay.key-is-ours", Read(("AlipayPublicKey", key.ExportSubjectPublicKeyInfoPem())));
        Assert.Equal("payment.key-short", Read(("PrivateKey", small.ExportPkcs8PrivateKeyPem())));
        Assert.Equal("payment.key-file-unreadable", Read(("AlipayPublicKey", null), ("AlipayPublicKeyFile", "/nowhere/key.pem")));
        Assert.Equal("payment.address-wrong", Read(("NotifyAddress", "http://shop.example")));

        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = (await sale.Order(who, eggs: 1, payment: "alipay")).Ok()["id"].GetGuid();
        Assert.Equal("payment.provider-not-set-up", (await House.Present(who, order, Guid.CreateVersion7())).Refused);
    }

    [Fact]
    public void What_is_signed_is_sorted_and_without_what_is_empty()
    {
        Assert.Equal("a=1&app_id=2&b=x=y", AlipayTalk.Text([("b", "x=y"), ("app_id", "2"), ("empty", ""), ("a", "1")]));
        Assert.Equal((new Money(8888), "88.88", "0.05"), (AlipayTalk.Yuan("88.88"), AlipayTalk.Yuan(new Money(8888)), AlipayTalk.Yuan(new Money(5))));
    }

    [Fact]
    public void Every_misbehaviour_stands_in_a_test()
    {
        var tests = File.ReadAllText(Path.Combine(Linli.Tests.House.House.Ours.Root, "tests/Linli.Tests/Payments/AlipayTests.cs"));
        Assert.Empty(AlipayStandin.FaultNames.Where(f => !tests.Contains($"\"{f}\"", StringComparison.Ordinal)));
    }
}
