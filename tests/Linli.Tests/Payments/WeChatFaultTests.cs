using System.Security.Cryptography;
using System.Text;
using Linli.Payments;
using Linli.Platform;
using Linli.Standins.WeChat;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Payments;

/// <summary>Each misbehaviour of WeChat Pay alone: whatever it does, money is booked once and nothing is lost.</summary>
[Trait("needs", "nothing")]
public class WeChatFaultTests
{
    static async Task<bool> Try(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Refusal no) when (no.Code is "payment.provider-silent") { return false; }
    }

    [Theory]
    [InlineData("answer-500-before"), InlineData("answer-500-after"), InlineData("answer-502"), InlineData("answer-429")]
    [InlineData("timeout-before"), InlineData("timeout-after"), InlineData("cut-midway"), InlineData("slow-body"), InlineData("html")]
    [InlineData("answer-forged"), InlineData("answer-stale"), InlineData("answer-unknown-serial"), InlineData("answer-unsigned")]
    public async Task A_broken_answer_is_silence_and_the_same_number_goes_on(string fault)
    {
        await using var house = await CountingHouse.Open(more: CountingHouse.Waiting(fault));
        var id = await house.Start();
        await house.Misbehave((fault, 1));
        Assert.False(await Try(() => house.Present(id)));
        await house.Behave();
        // Keys that could not be fetched are not fetched again at once.
        await house.Pass(TimeSpan.FromSeconds(31));
        Assert.StartsWith("weixin://", (await house.Present(id)).Qr, StringComparison.Ordinal);

        await house.Misbehave((fault, 1), ("notify-lost", 1));
        await house.Pay(id);
        await house.Pass(TimeSpan.FromSeconds(21));
        Assert.Equal(PaymentState.Started, (await house.Read(id)).State);
        await house.Heal();
        Assert.Equal(PaymentState.Paid, (await house.Read(id)).State);
        await house.Holds(1000);

        await house.Misbehave((fault, 1), ("notify-lost", 1));
        var refund = await house.Refund(id, 400);
        await house.Settle();
        Assert.Equal(RefundState.Pending, (await house.Refunded(refund)).State);
        await house.Heal();
        Assert.Equal(RefundState.Done, (await house.Refunded(refund)).State);
        await house.Holds(600);
        Assert.Single(house.Heard.Of<PaymentReceived>());
        Assert.Single(house.Heard.Of<RefundDone>());
    }

    [Theory]
    [InlineData("notify-lost"), InlineData("notify-twice"), InlineData("notify-late"), InlineData("notify-forged"), InlineData("notify-stale")]
    [InlineData("notify-unknown-serial"), InlineData("notify-wrong-amount"), InlineData("notify-wrong-merchant"), InlineData("notify-wrong-app")]
    [InlineData("notify-tampered"), InlineData("notify-first"), InlineData("query-not-exist"), InlineData("keys-rotated")]
    [InlineData("refund-slow"), InlineData("refund-closed")]
    public async Task A_bad_notification_books_nothing_wrong_and_nothing_twice(string fault)
    {
        await using var house = await CountingHouse.Open();
        await house.Misbehave((fault, 1));
        var id = await house.Start();
        await Try(() => house.Present(id));
        await house.Behave();
        await house.Pass(TimeSpan.FromSeconds(31));
        await house.Present(id);
        await house.Misbehave((fault, 1));
        await house.Pay(id);
        await Task.Delay(500);
        await house.Pass(TimeSpan.FromMinutes(5), 3);
        var refund = (await house.Read(id)).State == PaymentState.Paid ? await house.Refund(id, 1000) : default;
        await house.Settle();
        await Task.Delay(400);
        await house.Pass(TimeSpan.FromMinutes(5), 3);
        await house.Heal();
        if (refund == default) refund = await house.Refund(id, 1000);
        await house.Heal();

        Assert.Single(house.Heard.Of<PaymentReceived>());
        Assert.Single(house.Heard.Of<RefundDone>());
        Assert.Equal(RefundState.Done, (await house.Refunded(refund)).State);
        await house.Holds(0);
    }

    [Theory]
    [InlineData("notify-forged", "payment.signature-wrong"), InlineData("notify-wrong-amount", "payment.amount-differs")]
    [InlineData("notify-wrong-merchant", "payment.not-ours"), InlineData("notify-wrong-app", "payment.not-ours")]
    public async Task What_is_refused_is_refused_by_name(string fault, string code)
    {
        await using var house = await CountingHouse.Open();
        var id = await house.Start();
        await house.Present(id);
        await house.Misbehave((fault, 1));
        await house.Pay(id);
        await house.Booked(id);

        Assert.Contains(code, await house.Diary(id.Value.ToString("N")), StringComparison.Ordinal);
        await house.Holds(1000);
    }

    [Fact]
    public async Task A_wrong_amount_in_an_answer_books_nothing()
    {
        await using var house = await CountingHouse.Open();
        var id = await house.Start();
        await house.Present(id);
        await house.Misbehave(("query-wrong-amount", 1), ("notify-lost", 1));
        await house.Pay(id);
        await house.Pass(TimeSpan.FromSeconds(21));
        await house.Holds(0);
        await house.Heal();
        await house.Holds(1000);
    }

    [Fact]
    public async Task Money_after_closing_is_received_and_a_second_transaction_is_refused_by_name()
    {
        await using var house = await CountingHouse.Open();
        var late = await house.Start();
        await house.Present(late);
        Assert.False(await house.Commit(s => s.GetRequiredService<Cashier>().CloseOrFindPaid(late.Value, default)));
        await house.Misbehave(("paid-after-close", 1));
        await house.Pay(late);
        await house.Booked(late);
        await house.Holds(1000);

        var twice = await house.Start(500);
        await house.Present(twice);
        await house.Misbehave(("paid-twice", 1));
        await house.Pay(twice);
        await house.Booked(twice);
        await Task.Delay(300);
        Assert.Contains("payment.paid-twice", await house.Diary(twice.Value.ToString("N")), StringComparison.Ordinal);
        await house.Holds(1500);
    }

    [Fact]
    public async Task A_stuck_refund_is_shown_and_ends_when_somebody_has_looked_into_it()
    {
        await using var house = await CountingHouse.Open();
        var id = await house.Paid();
        await house.Misbehave(("refund-abnormal", 1));
        var refund = await house.Refund(id, 300);
        await house.Pass(TimeSpan.FromMinutes(2), 4);
        var stuck = await house.Refunded(refund);
        Assert.True(stuck is { Stuck: true, State: RefundState.Pending });
        await house.Control(HttpMethod.Post, $"refunds/{stuck.Number}/resolution");
        await house.Heal();
        Assert.Equal(RefundState.Done, (await house.Refunded(refund)).State);
        await house.Holds(700);
    }

    [Fact]
    public async Task The_code_at_the_till_takes_money_once_and_an_unanswered_one_is_reversed()
    {
        await using var house = await CountingHouse.Open();
        var quick = await house.Start(100, PayWay.Code);
        Task<PaymentCard> Charge(PaymentId id, string code) => house.Commit(s => s.GetRequiredService<Cashier>().Charge(id, code, default));
        Assert.Equal(PaymentState.Paid, (await Charge(quick, "134567890123456789")).State);
        Assert.Equal(PaymentState.Paid, (await Charge(quick, "134567890123456789")).State);
        Assert.Equal("payment.provider-refused", await CountingHouse.Refused(async () => await Charge(await house.Start(100, PayWay.Code), "934567890123456789")));

        await house.Misbehave(("user-paying", 1));
        var slow = await house.Start(200, PayWay.Code);
        Assert.Equal(PaymentState.Started, (await Charge(slow, "134567890123456789")).State);
        await house.Behave();
        await house.Pass(TimeSpan.FromMinutes(4), 6);
        Assert.Equal(PaymentState.Paid, (await house.Read(slow)).State);

        await house.Misbehave(("user-paying", 1));
        var never = await house.Start(400, PayWay.Code);
        await Charge(never, "134567890123456789");
        Assert.False(await house.Commit(s => s.GetRequiredService<Cashier>().CloseOrFindPaid(never.Value, default)));
        await house.Pay(never);
        await house.Heal();
        Assert.Equal(PaymentState.Closed, (await house.Read(never)).State);
        await house.Holds(300);
    }

    [Fact]
    public async Task Inside_WeChat_the_phone_gets_what_it_needs_signed_and_in_a_browser_a_page()
    {
        await using var house = await CountingHouse.Open(byPublicKey: true);
        var id = await house.Start(way: PayWay.Jsapi);
        Assert.Equal("payment.payer-needed", await CountingHouse.Refused(() => house.Present(id)));
        var how = (await house.Present(id, new("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"))).InWeChat!;
        using var key = RSA.Create();
        key.ImportFromPem(CountingHouse.Keys.Public);
        Assert.True(key.VerifyData(Encoding.UTF8.GetBytes($"{how["appId"]}\n{how["timeStamp"]}\n{how["nonceStr"]}\n{how["package"]}\n"),
            Convert.FromBase64String(how["paySign"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.StartsWith("https://", (await house.Present(await house.Start(way: PayWay.H5), new(Address: "10.1.1.1"))).PayUrl, StringComparison.Ordinal);
        Assert.Equal("payment.way-not-offered", await CountingHouse.Refused(() => house.Commit(async s =>
        {
            await s.GetRequiredService<Cashier>().Start(Id.New<PaymentId>(), Guid.NewGuid(), "x", new(1), "cash", null, house.Clock.GetUtcNow(), default, PayWay.H5);
            return true;
        })));
        await house.Pay(id);
        await house.Booked(id);
        await house.Holds(1000);
    }

    [Fact]
    public async Task The_second_host_answers_when_the_first_is_away()
    {
        await using var spare = await CountingHouse.Open();
        await using var house = await CountingHouse.Open(more: new() { ["WeChatPay:Address"] = "http://127.0.0.1:9", ["WeChatPay:FallbackAddress"] = spare.World.Address });
        Assert.NotNull((await house.Present(await house.Start())).Qr);
    }

    [Fact]
    public async Task A_bill_is_read_and_a_wrong_one_is_found()
    {
        await using var house = await CountingHouse.Open();
        var today = DateOnly.FromDateTime(house.Clock.GetUtcNow().AddHours(8).DateTime);
        for (var i = 0; i < 5; i++) await house.Paid(1000 + i);
        var refunded = await house.Paid(2000);
        await house.Refund(refunded, 500);
        await house.Heal();
        Task<ProviderBill?> Bill() => house.Within(s => s.GetRequiredService<ProviderBills>().Of("wechat", today, default));
        Assert.Null(await Bill());
        await house.Pass(TimeSpan.FromHours(14));
        await house.Misbehave(("bill-not-ready", 1));
        Assert.Null(await Bill());
        await house.Behave();

        var bill = (await Bill())!;
        Assert.Equal((7, new Money(7010), new Money(500), bill.Lines.Sum(l => l.Fee)), (bill.Count, bill.Paid, bill.Refunded, bill.Fee));
        var ours = await house.Within(s => s.GetRequiredService<ProviderBills>().Ours("wechat", house.Clock.GetUtcNow().AddDays(-2), house.Clock.GetUtcNow(), default));
        static List<string> Keys(IEnumerable<BillLine> lines) => [.. lines.Select(l => $"{l.Kind} {l.Number} {l.TradeNo} {l.RefundNumber} {l.Amount.Fen}").Order(StringComparer.Ordinal)];
        Assert.Equal(Keys(ours), Keys(bill.Lines));
        var funds = (await house.Within(s => s.GetRequiredService<ProviderBills>().FundsOf(today, default)))!;
        Assert.Equal(new Money(7010 - 500) - bill.Fee, funds[^1].Balance);

        foreach (var (fault, differences) in new[] { ("bill-missing-row", 1), ("bill-one-fen", 2), ("bill-late-row", 1), ("bill-doubled-row", 1) })
        {
            await house.Misbehave((fault, 1));
            var (wrong, right) = (Keys((await Bill())!.Lines), Keys(ours));
            var both = wrong.Concat(right).GroupBy(k => k).Sum(g => Math.Abs(wrong.Count(k => k == g.Key) - right.Count(k => k == g.Key)));
            Assert.Equal(differences, both);
        }

        foreach (var fault in new[] { "bill-cut", "bill-tampered" })
        {
            await house.Misbehave((fault, 1));
            Assert.Equal("payment.provider-silent", await CountingHouse.Refused(Bill));
        }
    }

    [Fact]
    public void Every_misbehaviour_stands_in_a_test()
    {
        Assert.True(WeChatStandin.FaultNames.Count >= 25);
        var tests = string.Concat(new[] { "Payments", "Members", "Channels" }.SelectMany(room => Directory.GetFiles(Path.Combine(House.House.Ours.Root, "tests/Linli.Tests", room), "*.cs")).Select(File.ReadAllText));
        Assert.Empty(WeChatStandin.FaultNames.Where(f => !tests.Contains($"\"{f}\"", StringComparison.Ordinal)));
    }
}
