using Linli.Platform;
using Linli.Tests.Keeping;

namespace Linli.Tests.Commissions;

public class WithdrawalTests
{
    static string Path(Guid id, string what) => $"/commissions/withdrawals/{id}/{what}";

    [Fact]
    public async Task Money_is_frozen_approved_taxed_sent_and_gone_when_it_came()
    {
        await using var town = await Circle.Open();
        await town.Earns(town.Leader, 200_000);
        var id = Guid.CreateVersion7();
        Assert.Equal("payee.missing", (await town.Leader.Withdraws(100_000, id)).Refused);
        await town.Leader.WithPayee();
        (await town.Leader.Withdraws(100_000, id)).Ok();
        (await town.Leader.Withdraws(100_000, id)).Ok();
        Assert.Equal("withdrawal.id-taken", (await town.Leader.Withdraws(100_001, id)).Refused);
        Assert.Equal((0, 100_000), await town.Leader.Wallet("leader"));

        Assert.Equal("withdrawal.wrong-state", (await town.Owner.Put(Path(id, "sending"), new { reference = "流水 1" })).Refused);
        var approved = (await town.Owner.Put(Path(id, "approval"))).Ok();
        // 20 % of 1,000 less 800.
        Assert.Equal((4_000, 96_000), (approved.Long("tax"), approved.Long("net")));
        Assert.Contains("减除费用 800 元", approved.Text, StringComparison.Ordinal);
        Assert.Equal("withdrawal.reference", (await town.Owner.Put(Path(id, "sending"), new { reference = " " })).Refused);
        Assert.Equal("withdrawal.wrong-state", (await town.Leader.Put(Path(id, "receipt"))).Refused);
        (await town.Owner.Put(Path(id, "sending"), new { reference = "流水 1" })).Ok();
        (await town.Owner.Put(Path(id, "sending"), new { reference = "流水 1" })).Ok();
        Assert.Equal("sent", (await town.Owner.Get("/commissions/withdrawals?state=sent")).Items.Single().GetProperty("state").GetString());
        (await town.Leader.Put(Path(id, "receipt"))).Ok();
        (await town.Leader.Put(Path(id, "receipt"))).Ok();

        Assert.Equal(100_000, await Coffers.Of(town, $"leader:{town.Leader.Id.Value}"));
        Assert.Equal((-96_000, 4_000, 0), (await Coffers.Of(town, "provider:bank"), await Coffers.Of(town, "tax-withheld"), await Coffers.Of(town, "payouts")));
        Assert.Equal("withdrawal.wrong-state", (await town.Owner.Put(Path(id, "cancellation"), new { })).Refused);
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task A_month_of_withdrawals_is_taxed_together_and_the_next_one_anew()
    {
        await using var town = await Circle.Open(Circle.Terms(perDay: 100_000_000));
        await town.Pass(TimeSpan.FromDays(25));
        var (owner, leader) = (await town.Staff(Role.Owner), await town.Staff(Role.Leader));
        await town.Earns(await leader.WithPayee(), 900_000);
        async Task<long> Tax(long amount)
        {
            var id = Guid.CreateVersion7();
            (await leader.Withdraws(amount, id)).Ok();
            var tax = (await owner.Put(Path(id, "approval"))).Ok().Long("tax");
            (await owner.Put(Path(id, "sending"), new { reference = "流水" })).Ok();
            (await leader.Put(Path(id, "receipt"))).Ok();
            return tax;
        }

        Assert.Equal((0, 16_000, 18_000), (await Tax(80_000), await Tax(80_000), await Tax(90_000)));
        await town.Pass(TimeSpan.FromDays(5));
        Assert.Equal(0, await Tax(80_000));
        // By the year all of it is below 5,000 a month, and what was withheld in May does not come back.
        (await owner.Put("/commissions/terms", Circle.Terms(tax: "cumulative", perDay: 100_000_000))).Ok();
        Assert.Equal(0, await Tax(80_000));
    }

    [Fact]
    public async Task Threshold_daily_cap_and_balance_are_kept()
    {
        await using var town = await Circle.Open(Circle.Terms(least: 2_000, perDay: 5_000));
        await town.Earns(await town.Leader.WithPayee(), 8_000);
        Assert.Equal("withdrawal.too-little", (await town.Leader.Withdraws(1_999)).Refused);
        Assert.Equal("withdrawal.not-enough", (await town.Leader.Withdraws(8_001)).Refused);
        Assert.Equal("withdrawal.too-much-today", (await town.Leader.Withdraws(5_001)).Refused);
        (await town.Leader.Withdraws(3_000)).Ok();
        Assert.Equal("withdrawal.too-much-today", (await town.Leader.Withdraws(2_001)).Refused);
        await town.Pass(TimeSpan.FromDays(1));
        (await town.Leader.Withdraws(5_000)).Ok();
        Assert.Equal((0, 0), await town.Leader.Wallet("leader"));
    }

    [Fact]
    public async Task What_is_cancelled_refused_by_the_bank_or_left_lying_is_in_the_purse_again()
    {
        await using var town = await Circle.Open();
        await town.Earns(await town.Leader.WithPayee(), 10_000);
        async Task<Guid> Ask()
        {
            var id = Guid.CreateVersion7();
            (await town.Leader.Withdraws(10_000, id)).Ok();
            Assert.Equal((0, 0), await town.Leader.Wallet("leader"));
            return id;
        }

        async Task Back(Guid id, string state)
        {
            Assert.Equal((0, 10_000), await town.Leader.Wallet("leader"));
            Assert.Equal(state, (await town.Owner.Get($"/commissions/withdrawals?state={state}")).Items.First(w => w.GetProperty("id").GetGuid() == id).GetProperty("state").GetString());
        }

        var mine = await Ask();
        (await town.Leader.Put(Path(mine, "cancellation"), new { reason = "填错了" })).Ok();
        (await town.Leader.Put(Path(mine, "cancellation"), new { reason = "填错了" })).Ok();
        await Back(mine, "cancelled");

        var refused = await Ask();
        (await town.Owner.Put(Path(refused, "approval"))).Ok();
        Assert.Equal("withdrawal.wrong-state", (await town.Leader.Put(Path(refused, "cancellation"), new { })).Refused);
        (await town.Owner.Put(Path(refused, "sending"), new { reference = "流水 9" })).Ok();
        (await town.Owner.Put(Path(refused, "cancellation"), new { reason = "银行退回" })).Ok();
        await Back(refused, "failed");

        var left = await Ask();
        await town.Pass(TimeSpan.FromDays(15));
        await Back(left, "expired");
        Assert.Equal("withdrawal.unknown", (await (await town.Staff(Role.Leader)).Put(Path(left, "cancellation"), new { })).Refused);

        // Nobody says that it did not come: after three days it came.
        var silent = await Ask();
        (await town.Owner.Put(Path(silent, "approval"))).Ok();
        (await town.Owner.Put(Path(silent, "sending"), new { reference = "流水 10" })).Ok();
        await town.Pass(TimeSpan.FromDays(4));
        Assert.Equal("paid", (await town.Owner.Get("/commissions/withdrawals?state=paid")).Items.Single().GetProperty("state").GetString());
        await Coffers.IsZero(town, $"leader:{town.Leader.Id.Value}");
    }

    /// <summary>Ten thousand tries: a hundred times a hundred phones want all of it at the same moment.</summary>
    [Fact]
    public async Task Of_ten_thousand_double_withdrawals_each_round_pays_once()
    {
        await using var town = await Circle.Open(Circle.Terms(perDay: 100_000_000));
        await town.Earns(await town.Leader.WithPayee(), 200_000);
        for (var round = 0; round < 100; round++)
        {
            Guid[] ids = [.. Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7())];
            var answers = await Task.WhenAll(ids.Select(id => town.Leader.Withdraws(200_000 - round * 2_000, id)));
            var won = Assert.Single(Enumerable.Range(0, 100), i => answers[i].Status == 200);
            Assert.All(answers.Where((_, i) => i != won), a => Assert.Contains(a.Refused, new[] { "withdrawal.not-enough", "busy.lost-race" }));
            // What is paid each round leaves the rest for the next one.
            (await town.Owner.Put(Path(ids[won], "cancellation"), new { })).Ok();
            var part = Guid.CreateVersion7();
            (await town.Leader.Withdraws(2_000, part)).Ok();
            (await town.Owner.Put(Path(part, "approval"))).Ok();
            (await town.Owner.Put(Path(part, "sending"), new { reference = $"流水 {round}" })).Ok();
            (await town.Leader.Put(Path(part, "receipt"))).Ok();
        }

        await Coffers.IsZero(town, $"leader:{town.Leader.Id.Value}");
        Assert.Equal(-200_000, await Coffers.Of(town, "provider:bank") - await Coffers.Of(town, "tax-withheld"));
    }

    [Fact]
    public async Task A_payee_is_checked_masked_sealed_and_read_by_name_only_with_a_line_in_the_log()
    {
        await using var town = await Circle.Open();
        async Task Refused(string code, string name, string number, string account) =>
            Assert.Equal(code, (await town.Leader.Put("/commissions/payee", new { realName = name, idNumber = number, account })).Refused);
        await Refused("payee.real-name", "张", "110101199003078670", "6222000012345678");
        await Refused("payee.id-number", "张三丰", "110101199003078671", "6222000012345678");
        await Refused("payee.account", "张三丰", "110101199003078670", "6");
        var shown = (await town.Leader.Put("/commissions/payee", new { realName = "张三丰", idNumber = "110101199003078670", account = "6222000012345678" })).Ok();
        Assert.Equal(("张**", "110***********8670", "…5678"), (shown.String("realName"), shown.String("idNumber"), shown.String("account")));
        Assert.DoesNotContain("19900307", (await town.Leader.Get("/commissions/wallet")).Ok().Text, StringComparison.Ordinal);
        var other = await town.Staff(Role.Leader);
        Assert.Equal("payee.id-number-taken", (await other.Put("/commissions/payee", new { realName = "张三丰", idNumber = "110101199003078670", account = "1234" })).Refused);

        await town.Earns(town.Leader, 5_000);
        var id = Guid.CreateVersion7();
        (await town.Leader.Withdraws(5_000, id)).Ok();
        Assert.Equal("withdrawal.wrong-state", (await town.Owner.Get(Path(id, "payee"))).Refused);
        (await town.Owner.Put(Path(id, "approval"))).Ok();
        var payee = (await town.Owner.Get(Path(id, "payee"))).Ok();
        Assert.Equal(("张三丰", "110***********8670", "6222000012345678"), (payee.String("realName"), payee.String("idNumber"), payee.String("account")));
        Assert.Contains("read-payee", (await town.Owner.Get("/audit")).Ok().Text, StringComparison.Ordinal);

        foreach (var (table, rows) in await Rows.All(town.Database))
            foreach (var secret in new[] { "110101199003078670", "张三丰", "6222000012345678", "19900307867" })
                Assert.True(rows.All(r => !r.Contains(secret, StringComparison.Ordinal)), $"{table} holds a payee in the clear");
    }
}
