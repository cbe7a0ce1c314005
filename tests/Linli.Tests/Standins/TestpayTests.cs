using System.Net;
using System.Text.Json;
using Linli.Standins;

namespace Linli.Tests.Standins;

public class TestpayTests
{
    [Fact]
    public async Task The_same_payment_asked_twice_is_one_payment()
    {
        await using var merchant = await Merchant.Open();

        var body = merchant.Body(8320);

        var first = await merchant.Put("/v1/payments/o1", body);
        var again = await merchant.Put("/v1/payments/o1", body);

        Assert.True(first.Signed);
        Assert.Equal(first.Text, again.Text);
    }

    [Fact]
    public async Task A_number_never_names_two_payments()
    {
        await using var merchant = await Merchant.Open();
        await merchant.Put("/v1/payments/o1", merchant.Body(8320));

        Assert.Equal("CONFLICT", (await merchant.Put("/v1/payments/o1", merchant.Body(8321))).Field("code"));
    }

    [Theory]
    [InlineData("AAAA", 0)]
    [InlineData(null, 301)]
    [InlineData(null, -301)]
    public async Task Talk_with_a_false_or_old_signature_is_refused(string? signature, int secondsAgo)
    {
        await using var merchant = await Merchant.Open();
        var body = JsonSerializer.Serialize(merchant.Body(100));

        var answer = await merchant.Ask("PUT", "/v1/payments/o1", body, signature, TimeSpan.FromSeconds(secondsAgo));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await merchant.Get("/v1/payments/o1")).Status);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"amount":1.5}""")]
    [InlineData("""{"amount":100,"currency":"USD","description":"x","notifyUrl":"http://127.0.0.1/","expiresAt":"2026-05-01T00:00:00Z"}""")]
    [InlineData("""{"amount":0,"currency":"CNY","description":"x","notifyUrl":"http://127.0.0.1/","expiresAt":"2026-05-01T00:00:00Z"}""")]
    [InlineData("""{"amount":1,"currency":"CNY","description":"x","notifyUrl":"javascript:x","expiresAt":"2026-05-01T00:00:00Z"}""")]
    [InlineData("""{"amount":1,"currency":"CNY","description":null,"notifyUrl":"http://127.0.0.1/","expiresAt":"2026-05-01T00:00:00Z"}""")]
    public async Task Malformed_payments_are_refused(string body)
    {
        await using var merchant = await Merchant.Open();

        var answer = await merchant.Ask("PUT", "/v1/payments/o1", body);

        Assert.Equal((HttpStatusCode.BadRequest, "MALFORMED"), (answer.Status, answer.Field("code")));
    }

    [Fact]
    public async Task A_paid_payment_is_told_until_the_merchant_acknowledges_it()
    {
        await using var merchant = await Merchant.Open();
        await merchant.Put("/v1/payments/o1", merchant.Body(8320));
        merchant.RefuseNext = 2;

        await merchant.Pay("o1");

        var heard = await merchant.Hears(3);
        await merchant.HearsNoMore(3);
        Assert.All(heard, told => Assert.Equal(("payment.paid", "o1", 8320), (told.Event, told.OutTradeNo, told.Amount)));
        Assert.All(heard, told => Assert.Equal(merchant.Signing.OfAnswer(told.Timestamp, told.Nonce, told.Body), told.Signature));
        Assert.Single(heard.Select(told => told.Json.GetProperty("id").GetString()).Distinct());
    }

    [Fact]
    public async Task The_provider_gives_up_telling_but_answers_when_asked()
    {
        await using var merchant = await Merchant.Open();
        await merchant.Put("/v1/payments/o1", merchant.Body(8320));
        merchant.RefuseNext = int.MaxValue;

        await merchant.Pay("o1");

        await merchant.Hears(4);
        await merchant.HearsNoMore(4);
        Assert.Equal("paid", (await merchant.Get("/v1/payments/o1")).Field("state"));
    }

    [Fact]
    public async Task Misbehaviour_comes_on_demand()
    {
        await using var merchant = await Merchant.Open();
        foreach (var number in new[] { "lost", "twice", "amount", "signature", "stale" })
            await merchant.Put($"/v1/payments/{number}", merchant.Body(1000));

        await merchant.Behave(new { lose = true });
        await merchant.Pay("lost");
        await merchant.HearsNoMore(0);
        await merchant.Behave(new { duplicate = 1.0 });
        await merchant.Pay("twice");
        Assert.Equal(["twice", "twice"], (await merchant.Hears(2)).Select(told => told.OutTradeNo));
        await merchant.Behave(new { wrongAmount = true });
        await merchant.Pay("amount");
        Assert.NotEqual(1000, (await merchant.Hears(3))[2].Amount);
        await merchant.Behave(new { wrongSignature = true });
        await merchant.Pay("signature");
        var falsified = (await merchant.Hears(4))[3];
        Assert.NotEqual(merchant.Signing.OfAnswer(falsified.Timestamp, falsified.Nonce, falsified.Body), falsified.Signature);
        await merchant.Behave(new { staleTimestamp = true });
        await merchant.Pay("stale");
        var old = long.Parse((await merchant.Hears(5))[4].Timestamp, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - old >= 300);
    }

    [Fact]
    public async Task A_reordered_event_comes_after_a_later_one()
    {
        await using var merchant = await Merchant.Open();
        await merchant.Put("/v1/payments/first", merchant.Body(100));
        await merchant.Put("/v1/payments/second", merchant.Body(200));
        await merchant.Behave(new { reorder = true });
        await merchant.Pay("first");
        await merchant.SeesInLog("heldBack");
        await merchant.Behave(new { });

        await merchant.Pay("second");

        Assert.Equal(["second", "first"], (await merchant.Hears(2)).Select(told => told.OutTradeNo));
    }

    [Fact]
    public async Task A_failing_provider_may_have_done_what_it_was_asked()
    {
        await using var merchant = await Merchant.Open();
        await merchant.Behave(new { answer500 = true, answerUnsigned = true, seed = 7 });
        var numbers = Enumerable.Range(1, 20).Select(i => $"o{i}").ToList();
        foreach (var number in numbers)
        {
            var answer = await merchant.Put($"/v1/payments/{number}", merchant.Body(100));
            Assert.Equal((HttpStatusCode.InternalServerError, false), (answer.Status, answer.Signed));
        }
        await merchant.Behave(new { });

        var known = 0;
        foreach (var number in numbers)
            if ((await merchant.Get($"/v1/payments/{number}")).Status == HttpStatusCode.OK) known++;

        Assert.InRange(known, 1, numbers.Count - 1);
    }

    [Fact]
    public async Task Refunds_never_exceed_what_was_paid()
    {
        await using var merchant = await Merchant.Open();
        await merchant.Put("/v1/payments/o1", merchant.Body(1000));
        Assert.Equal("NOT_PAID", (await merchant.Put("/v1/refunds/r0", merchant.RefundBody("o1", 1, 1000))).Field("code"));
        await merchant.Pay("o1");

        var first = await merchant.Put("/v1/refunds/r1", merchant.RefundBody("o1", 600, 1000));
        var again = await merchant.Put("/v1/refunds/r1", merchant.RefundBody("o1", 600, 1000));
        var tooMuch = await merchant.Put("/v1/refunds/r2", merchant.RefundBody("o1", 401, 1000));
        var rest = await merchant.Put("/v1/refunds/r3", merchant.RefundBody("o1", 400, 1000));

        Assert.Equal(first.Field("refundNo"), again.Field("refundNo"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "REFUND_EXCEEDS"), (tooMuch.Status, tooMuch.Field("code")));
        Assert.Equal(HttpStatusCode.OK, rest.Status);
        var done = (await merchant.Hears(3)).Where(told => told.Event == "refund.done").Sum(told => told.Amount);
        Assert.Equal(1000, done);
        Assert.Equal("done", (await merchant.Get("/v1/refunds/r3")).Field("state"));
    }

    [Fact]
    public async Task A_closed_payment_cannot_be_paid_and_a_paid_one_not_closed()
    {
        await using var merchant = await Merchant.Open();
        await merchant.Put("/v1/payments/closed", merchant.Body(100));
        await merchant.Put("/v1/payments/paid", merchant.Body(100));

        await merchant.Ask("POST", "/v1/payments/closed/close", "");
        await merchant.Pay("closed");
        await merchant.Pay("paid");

        Assert.Equal("closed", (await merchant.Get("/v1/payments/closed")).Field("state"));
        Assert.Equal("ALREADY_PAID", (await merchant.Ask("POST", "/v1/payments/paid/close", "")).Field("code"));
    }

    [Fact]
    public async Task A_payment_past_its_time_is_closed()
    {
        await using var merchant = await Merchant.Open();
        await merchant.Put("/v1/payments/late", new
        {
            amount = 100,
            currency = "CNY",
            description = "一单",
            notifyUrl = merchant.NotifyUrl,
            expiresAt = DateTimeOffset.UtcNow.AddSeconds(-1),
        });

        await merchant.Pay("late");

        Assert.Equal("closed", (await merchant.Get("/v1/payments/late")).Field("state"));
        await merchant.HearsNoMore(0);
    }

    [Fact]
    public async Task After_a_restart_the_provider_keeps_its_promises()
    {
        var folder = Directory.CreateTempSubdirectory("linli-testpay-");
        try
        {
            await using var merchant = await Merchant.Open(new StandinOptions { Data = folder.FullName });
            await merchant.Put("/v1/payments/o1", merchant.Body(1000));
            await merchant.Put("/v1/payments/o2", merchant.Body(2000));
            await merchant.Behave(new { delayMs = 60_000 });
            await merchant.Pay("o1");

            await merchant.Restart();

            Assert.Equal("o1", (await merchant.Hears(1))[0].OutTradeNo);
            Assert.Equal("open", (await merchant.Get("/v1/payments/o2")).Field("state"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_days_bill_lists_payments_and_refunds()
    {
        await using var merchant = await Merchant.Open(new StandinOptions { Clock = ShiftedClock.Showing("2026-05-01 23:59") });
        await merchant.Put("/v1/payments/o1", merchant.Body(1000));
        await merchant.Pay("o1");
        await merchant.Put("/v1/refunds/r1", merchant.RefundBody("o1", 250, 1000));
        await merchant.Hears(2);

        var bill = (await merchant.Get("/v1/bills/2026-05-01")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var dayAfter = (await merchant.Get("/v1/bills/2026-05-02")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["payment", "refund"], bill.Skip(1).Select(row => row.Split(',')[1]));
        Assert.Equal(["1000", "250"], bill.Skip(1).Select(row => row.Split(',')[6]));
        Assert.Single(dayAfter);
    }

    [Fact]
    public async Task The_cashier_shows_what_is_paid_and_escapes_what_merchants_write()
    {
        await using var merchant = await Merchant.Open();
        var asked = await merchant.Put("/v1/payments/o1", new
        {
            amount = 8320,
            currency = "CNY",
            description = "<script>邻里</script>",
            notifyUrl = merchant.NotifyUrl,
            expiresAt = DateTimeOffset.UtcNow.AddMinutes(5),
        });

        var page = await merchant.Look(new Uri(asked.Field("payUrl")).PathAndQuery);

        Assert.Contains("83.20", page, StringComparison.Ordinal);
        Assert.Contains("确认支付", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }
}
