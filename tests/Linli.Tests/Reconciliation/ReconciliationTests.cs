using System.Globalization;
using System.Text;
using System.Text.Json;
using Linli.Tests.Ordering;

namespace Linli.Tests.Reconciliation;

/// <summary>A day is compared with its bill in the morning; what differs is named, settled by an entry, and taken back by another.</summary>
public class ReconciliationTests
{
    const string Day = "2026-05-01", NextDay = "2026-05-02";

    static async Task<(Town Town, Sale Sale, List<Guid> Payments)> Sold(int orders = 3)
    {
        var town = await Town.Open();
        var sale = await Sale.Of(town);
        var payments = new List<Guid>();
        for (var i = 0; i < orders; i++)
        {
            var who = await town.Resident();
            var order = (await sale.Order(who, eggs: i + 1, payment: "testpay")).Ok()["id"].GetGuid();
            payments.Add(await sale.Pay(who, order));
        }

        return (town, sale, payments);
    }

    static async Task<JsonElement> DayOf(Town town, string day = Day) => (await town.Owner.Get($"/reconciliation/days/{day}/testpay")).Ok().Body;

    static async Task<JsonElement[]> Differences(Town town, string day = Day) => (await town.Owner.Get($"/reconciliation/differences?day={day}")).Items;

    /// <summary>A bill as a person uploads it; amounts in yuan.</summary>
    static Task<Answer> Upload(Town town, IEnumerable<(Guid Payment, string Yuan)> rows, string day = Day, string provider = "testpay")
    {
        var csv = new StringBuilder("时间,商户订单号,流水号,类型,金额,手续费\n");
        foreach (var (payment, yuan) in rows) csv.Append(CultureInfo.InvariantCulture, $"{day} 20:00:00,{payment:N},T{payment:N},付款,{yuan},0.00\n");
        return town.Owner.Put($"/reconciliation/days/{day}/{provider}/bill", new ByteArrayContent(Encoding.UTF8.GetBytes(csv.ToString())));
    }

    static string Yuan(int i) => $"{(i + 1) * 10}.00";

    static async Task MoneyIsWhole(Town town)
    {
        var trial = (await town.Owner.Get("/ledger/trial-balance")).Ok();
        Assert.Equal(0, trial.Long("difference"));
        Assert.Empty(trial["differing"].EnumerateArray());
    }

    [Fact]
    public async Task The_morning_alarm_compares_the_day_by_itself_and_the_next_day_waits()
    {
        var (town, _, _) = await Sold();
        await using var _town = town;
        Assert.Equal("waiting", (await DayOf(town)).GetProperty("state").GetString());
        await town.Pass(TimeSpan.FromHours(15));
        Assert.Equal("waiting", (await DayOf(town)).GetProperty("state").GetString());
        await town.Pass(TimeSpan.FromHours(2));

        var day = await DayOf(town);
        Assert.Equal("checked", day.GetProperty("state").GetString());
        Assert.Equal((3, 0, 0), (day.GetProperty("rows").GetInt32(), day.GetProperty("open").GetInt32(), day.GetProperty("found").GetInt32()));
        foreach (var side in new[] { "billPaid", "paymentsPaid", "ledgerPaid" }) Assert.Equal(6000, day.GetProperty(side).GetInt64());
        Assert.Equal("waiting", (await DayOf(town, NextDay)).GetProperty("state").GetString());

        // And so on each morning, without anybody paying.
        await town.Pass(TimeSpan.FromDays(1));
        Assert.Equal("checked", (await DayOf(town, NextDay)).GetProperty("state").GetString());
        Assert.Equal(0, (await DayOf(town, NextDay)).GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_asked_again_until_it_does()
    {
        var town = await Town.Open(new() { ["Testpay:Address"] = "http://127.0.0.1:9" });
        await using var _town = town;
        await town.Pass(TimeSpan.FromHours(17));
        (await town.Owner.Put($"/reconciliation/days/{Day}/testpay/check")).Ok();
        await town.Settle();
        var day = await DayOf(town);
        Assert.Equal("waiting", day.GetProperty("state").GetString());
        Assert.Contains("支付通道", day.GetProperty("trouble").GetString(), StringComparison.Ordinal);
        for (var i = 0; i < 150; i++) await town.Pass(TimeSpan.FromMinutes(31));
        Assert.Equal("noBill", (await DayOf(town)).GetProperty("state").GetString());
        Assert.Contains((await town.Owner.Get("/money")).Ok()["toDos"].EnumerateArray(), t => t.GetProperty("kind").GetString() == "bills-missing");
    }

    [Fact]
    public async Task What_differs_is_named_settled_by_an_entry_once_and_taken_back_by_another()
    {
        var (town, _, payments) = await Sold();
        await using var _town = town;
        await town.Pass(TimeSpan.FromHours(17));
        var stranger = Guid.CreateVersion7();
        // One is missing, one has a fen more, one is twice there, and one is nobody's.
        (await Upload(town, [(payments[1], "20.01"), (payments[2], "30.00"), (payments[2], "30.00"), (stranger, "55.00")])).Ok();
        var found = (await Differences(town)).ToDictionary(d => d.GetProperty("what").GetString()!);
        string[] named = ["amountDiffers", "doubled", "missingWithProvider", "missingWithUs"];
        Assert.Equal(named, found.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([1, 3000, -1000, 5500], named.Select(k => found[k].GetProperty("effect").GetInt64()));
        var fen = found["amountDiffers"];
        Assert.Equal((2000, 2000, 2001), (fen.GetProperty("ledger").GetProperty("amount").GetInt64(), fen.GetProperty("payment").GetProperty("amount").GetInt64(),
            fen.GetProperty("bill").GetProperty("amount").GetInt64()));
        Assert.Equal(JsonValueKind.Null, found["missingWithUs"].GetProperty("payment").ValueKind);
        Assert.Equal(4, (await DayOf(town)).GetProperty("open").GetInt32());

        var (entry, difference) = (Guid.CreateVersion7(), found["missingWithUs"].GetProperty("id").GetGuid());
        Assert.Equal("provider:testpay", found["missingWithUs"].GetProperty("proposed").GetProperty("debit").GetString());
        object Body(string reason) => new { difference, reason };
        Assert.Equal("reconciliation.reason-missing", (await town.Owner.Put($"/reconciliation/entries/{entry}", Body(" "))).Refused);
        for (var i = 0; i < 3; i++) Assert.Equal("booked", (await town.Owner.Put($"/reconciliation/entries/{entry}", Body("后台查到"))).Ok().String("state"));
        Assert.Equal("reconciliation.entry-id-taken", (await town.Owner.Put($"/reconciliation/entries/{entry}", Body("另一个原因"))).Refused);
        Assert.Equal("reconciliation.already-booked", (await town.Owner.Put($"/reconciliation/entries/{Guid.CreateVersion7()}", Body("后台查到"))).Refused);
        Assert.Equal("reconciliation.difference-unknown",
            (await town.Owner.Put($"/reconciliation/entries/{Guid.CreateVersion7()}", new { difference = Guid.CreateVersion7(), reason = "x" })).Refused);
        Assert.Equal(6000 + 5500, (await town.Owner.Get("/ledger/accounts/provider:testpay")).Ok().Long("balance"));
        await MoneyIsWhole(town);

        // Comparing again changes nothing about what is settled.
        (await Upload(town, [(payments[1], "20.01"), (payments[2], "30.00"), (payments[2], "30.00"), (stranger, "55.00")])).Ok();
        Assert.Equal(3, (await DayOf(town)).GetProperty("open").GetInt32());

        for (var i = 0; i < 2; i++)
            Assert.Equal("open", (await town.Owner.Put($"/reconciliation/entries/{entry}/reversal", new { reason = "看错了" })).Ok().String("state"));
        Assert.Equal("reconciliation.entry-unknown", (await town.Owner.Put($"/reconciliation/entries/{Guid.CreateVersion7()}/reversal", new { reason = "x" })).Refused);
        Assert.Equal(6000, (await town.Owner.Get("/ledger/accounts/provider:testpay")).Ok().Long("balance"));
        var again = (await Differences(town)).Single(d => d.GetProperty("id").GetGuid() == difference);
        Assert.Equal("看错了", Assert.Single(again.GetProperty("corrections").EnumerateArray()).GetProperty("undoneReason").GetString());
        Assert.Equal(4, (await DayOf(town)).GetProperty("open").GetInt32());
        await MoneyIsWhole(town);
        Assert.Contains((await town.Owner.Get("/audit")).Items, a => a.GetProperty("action").GetString() == "book-correction");
    }

    [Fact]
    public async Task What_comes_a_day_late_closes_itself_and_a_settled_one_asks_to_be_taken_back()
    {
        var (town, _, payments) = await Sold();
        await using var _town = town;
        await town.Pass(TimeSpan.FromHours(41));
        (await Upload(town, [(payments[0], Yuan(0))])).Ok();
        var missing = await Differences(town);
        Assert.Equal(["missingWithProvider", "missingWithProvider"], missing.Select(d => d.GetProperty("what").GetString()));
        var settled = missing.Single(d => d.GetProperty("effect").GetInt64() == -3000).GetProperty("id").GetGuid();
        (await town.Owner.Put($"/reconciliation/entries/{Guid.CreateVersion7()}", new { difference = settled, reason = "先挂着", against = "losses" })).Ok();

        (await Upload(town, [(payments[1], Yuan(1)), (payments[2], Yuan(2))], NextDay)).Ok();
        var now = await Differences(town);
        Assert.Equal("cleared", now.Single(d => d.GetProperty("effect").GetInt64() == -2000).GetProperty("state").GetString());
        Assert.True(now.Single(d => d.GetProperty("id").GetGuid() == settled).GetProperty("overtaken").GetBoolean());
        Assert.Equal(1, (await DayOf(town)).GetProperty("open").GetInt32());
        var late = await Differences(town, NextDay);
        Assert.All(late, d => Assert.Equal(("nextDay", "cleared"), (d.GetProperty("what").GetString(), d.GetProperty("state").GetString())));
        Assert.Equal("reconciliation.nothing-to-book",
            (await town.Owner.Put($"/reconciliation/entries/{Guid.CreateVersion7()}", new { difference = late[0].GetProperty("id").GetGuid(), reason = "x" })).Refused);

        var todo = (await town.Owner.Get("/money")).Ok()["toDos"].EnumerateArray().Single(t => t.GetProperty("kind").GetString() == "differences");
        Assert.Equal(1, todo.GetProperty("count").GetInt32());
        // Asked by state, as the screen asks, the answer is what is in that state.
        Assert.All((await town.Owner.Get("/reconciliation/differences?state=cleared")).Items, d => Assert.Equal("cleared", d.GetProperty("state").GetString()));
        Assert.Equal([settled], (await town.Owner.Get("/reconciliation/differences?state=booked")).Items.Select(d => d.GetProperty("id").GetGuid()));
        Assert.Empty((await town.Owner.Get("/reconciliation/differences?state=open")).Items);
        var entry = now.Single(d => d.GetProperty("id").GetGuid() == settled).GetProperty("corrections")[0].GetProperty("id").GetGuid();
        (await town.Owner.Put($"/reconciliation/entries/{entry}/reversal", new { reason = "次日到账" })).Ok();
        await town.Settle();
        Assert.Equal("cleared", (await Differences(town)).Single(d => d.GetProperty("id").GetGuid() == settled).GetProperty("state").GetString());
        Assert.Equal(0, (await DayOf(town)).GetProperty("open").GetInt32());
        await MoneyIsWhole(town);
    }

    [Fact]
    public async Task A_payment_the_bill_knows_and_we_do_not_is_asked_about_and_heals()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (who, payment) = (await town.Resident(), Guid.CreateVersion7());
        var order = (await sale.Order(who, eggs: 2, payment: "testpay")).Ok()["id"].GetGuid();
        (await who.Put($"/orders/{order}/payments/{payment}", new { })).Ok();
        (await who.Put($"/orders/{order}/cancellation", new { })).Ok();
        await town.Pass(TimeSpan.FromHours(17));
        (await Upload(town, [(payment, "20.00")])).Ok();
        var found = Assert.Single(await Differences(town));
        Assert.Equal(("stateDiffers", 2000L), (found.GetProperty("what").GetString(), found.GetProperty("effect").GetInt64()));
        Assert.False(found.GetProperty("payment").GetProperty("done").GetBoolean());
        Assert.Equal(order, found.GetProperty("order").GetGuid());
    }

    [Fact]
    public async Task Fees_are_booked_from_the_bill_and_a_wrong_one_is_named()
    {
        var (town, _, payments) = await Sold(1);
        await using var _town = town;
        await town.Pass(TimeSpan.FromHours(17));
        Assert.Equal("reconciliation.fee-wrong", (await town.Owner.Put("/reconciliation/agreements/testpay", new { basisPoints = 5000 })).Refused);
        Assert.Equal("reconciliation.provider-wrong", (await town.Owner.Put("/reconciliation/agreements/cash", new { basisPoints = 5 })).Refused);
        (await town.Owner.Put("/reconciliation/agreements/testpay", new { basisPoints = 60 })).Ok();
        Task<Answer> Bill(string fee) => town.Owner.Put($"/reconciliation/days/{Day}/testpay/bill", new ByteArrayContent(Encoding.UTF8.GetBytes(
            $"时间,商户订单号,类型,金额,手续费\n{Day} 20:00:00,{payments[0]:N},付款,10.00,{fee}\n")));
        async Task<long> Fees() => (await town.Owner.Get("/ledger/accounts/fees")).Ok().Long("balance");
        (await Bill("0.06")).Ok();
        Assert.Empty(await Differences(town));
        Assert.Equal(6, await Fees());
        (await Bill("0.06")).Ok();
        Assert.Equal(6, await Fees());
        (await Bill("0.50")).Ok();
        Assert.Equal(50, await Fees());
        var found = Assert.Single(await Differences(town));
        Assert.Equal(("feeDiffers", 44L), (found.GetProperty("what").GetString(), found.GetProperty("effect").GetInt64()));
        (await town.Owner.Put($"/reconciliation/entries/{Guid.CreateVersion7()}", new { difference = found.GetProperty("id").GetGuid(), reason = "多扣，找客服" })).Ok();
        Assert.Equal(6, await Fees());
        (await Bill("0.06")).Ok();
        Assert.True(Assert.Single(await Differences(town)).GetProperty("overtaken").GetBoolean());
        await MoneyIsWhole(town);
    }

    [Fact]
    public async Task A_bill_that_is_none_changes_nothing_and_says_what_is_wrong()
    {
        var (town, _, payments) = await Sold(1);
        await using var _town = town;
        Assert.Equal("reconciliation.day-not-over", (await Upload(town, [(payments[0], "10.00")])).Refused);
        Assert.Equal("reconciliation.day-not-over", (await town.Owner.Put($"/reconciliation/days/{Day}/testpay/check")).Refused);
        Assert.Equal("reconciliation.day-unknown", (await town.Owner.Put("/reconciliation/days/0001-01-01/testpay/check")).Refused);
        Assert.Equal("reconciliation.day-unknown", (await town.Owner.Get("/reconciliation/days/2026-04-01/testpay")).Refused);
        await town.Pass(TimeSpan.FromHours(6));
        Task<Answer> Send(string text, string day = Day, string provider = "testpay") =>
            town.Owner.Put($"/reconciliation/days/{day}/{provider}/bill", new ByteArrayContent(Encoding.UTF8.GetBytes(text)));
        Assert.Equal("reconciliation.provider-wrong", (await Send("x", provider: "cash")).Refused);
        Assert.Equal("reconciliation.bill-unknown", (await Send("甲,乙\n1,2\n")).Refused);
        var wrong = await Send($"时间,商户订单号,金额\n{Day} 20:00:00,a,十元\n昨天,b,1.00\n");
        Assert.Equal("reconciliation.bill-row-wrong", wrong.Refused);
        Assert.Equal(["2", "3"], wrong["rows"].EnumerateArray().Select(r => r.GetProperty("at").GetString()));
        Assert.Equal("reconciliation.bill-of-another-day", (await Send("时间,商户订单号,金额\n2026-04-03 20:00:00,a,1.00\n")).Refused);
        Assert.Equal("reconciliation.bill-cut", (await Send($"交易时间,微信订单号,商户订单号,交易状态,订单金额\n`{Day} 20:00:00,`4,`a,`SUCCESS,`1.00\n总交易单数,订单总金额\n`2,`2.00\n")).Refused);
        Assert.Empty(await Differences(town));
        Assert.Equal("waiting", (await DayOf(town)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Another_shop_sees_nothing_of_it()
    {
        var (town, _, payments) = await Sold(1);
        await using var _town = town;
        await town.Pass(TimeSpan.FromHours(17));
        (await Upload(town, [])).Ok();
        var difference = Assert.Single(await Differences(town)).GetProperty("id").GetGuid();
        var foreign = await House.RightsTests.AnotherOwner(town);
        Assert.Empty((await foreign.Get("/reconciliation/days")).Items);
        Assert.Empty((await foreign.Get("/reconciliation/differences")).Items);
        Assert.Equal("reconciliation.difference-unknown",
            (await foreign.Put($"/reconciliation/entries/{Guid.CreateVersion7()}", new { difference, reason = "x" })).Refused);
        Assert.Equal(0, (await foreign.Get("/money")).Ok().Long("prepaid"));
        Assert.NotEqual(Guid.Empty, payments[0]);
    }
}
