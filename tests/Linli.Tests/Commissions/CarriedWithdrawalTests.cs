using Linli.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Commissions;

/// <summary>Withdrawals that the provider carries: paid once whatever it answers, and in the purse again when nobody took them.</summary>
public class CarriedWithdrawalTests
{
    const string OpenId = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

    static string Path(Guid id, string what) => $"/commissions/withdrawals/{id}/{what}";

    static async Task<Guid> Approved(Town town, long amount = 100_000)
    {
        var id = Guid.CreateVersion7();
        (await town.Leader.Withdraws(amount, id)).Ok();
        (await town.Owner.Put(Path(id, "approval"))).Ok();
        return id;
    }

    static async Task<Town> Open()
    {
        var town = await Circle.Open(inWeChat: true);
        await town.Earns(await town.Leader.WithPayee(openId: OpenId), 200_000);
        return town;
    }

    static Task<System.Text.Json.JsonElement> Misbehave(Town town, params string[] faults) =>
        town.InWeChat(HttpMethod.Put, "faults", new { faults = faults.ToDictionary(f => f, _ => 1.0), seed = 7 });

    static async Task<System.Text.Json.JsonElement> Shown(Town town, Guid id) =>
        (await town.Leader.Get("/commissions/wallet/withdrawals?purse=leader")).Items.First(w => w.GetProperty("id").GetGuid() == id);

    static string? Says(System.Text.Json.JsonElement shown, string field = "says") => shown.GetProperty("carried").GetProperty(field).GetString();

    static async Task Pass(Town town, TimeSpan time, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            town.Clock.Pass(time / steps);
            // What the provider did not answer fails, and is told again later.
            await town.Services.GetRequiredService<Teller>().TellAll(default);
        }
    }

    [Theory]
    [InlineData("answer-500-after"), InlineData("timeout-after"), InlineData("transfer-500-done"), InlineData("transfer-refused-done")]
    [InlineData("transfer-not-enough"), InlineData("notify-lost"), InlineData("notify-twice"), InlineData("notify-forged")]
    public async Task Whatever_the_provider_answers_a_withdrawal_is_paid_once_and_booked_against_it(string fault)
    {
        await using var town = await Open();
        var id = await Approved(town);
        await Misbehave(town, fault);
        (await town.Owner.Put(Path(id, "transfer"))).Ok();
        (await town.Owner.Put(Path(id, "transfer"))).Ok();
        await Pass(town, TimeSpan.FromSeconds(20), 2);
        await Misbehave(town);
        await Pass(town, TimeSpan.FromMinutes(20), 6);
        var waiting = await Shown(town, id);
        Assert.Equal(("sent", "confirming"), (waiting.GetProperty("state").GetString(), Says(waiting)));
        Assert.NotNull(Says(waiting, "confirmation"));
        Assert.DoesNotContain(Says(waiting, "confirmation")!, (await town.Owner.Get("/commissions/withdrawals")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal("withdrawal.carried", (await town.Leader.Put(Path(id, "receipt"))).Refused);

        await Misbehave(town, fault);
        await town.InWeChat(HttpMethod.Post, $"transfers/{id:N}/confirmation");
        await Misbehave(town);
        await Pass(town, TimeSpan.FromMinutes(40), 8);
        Assert.Equal("paid", (await Shown(town, id)).GetProperty("state").GetString());
        Assert.Equal(96_000, Assert.Single((await town.InWeChat(HttpMethod.Get, "transfers")).EnumerateArray()).GetProperty("transfer_amount").GetInt64());
        Assert.Equal((-96_000, 4_000, 0), (await Coffers.Of(town, "provider:wechat"), await Coffers.Of(town, "tax-withheld"), await Coffers.Of(town, "payouts")));
        Assert.Equal(100_000, await Coffers.Of(town, $"leader:{town.Leader.Id.Value}"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task What_nobody_confirms_in_a_day_and_what_is_asked_back_is_in_the_purse_again()
    {
        await using var town = await Open();
        var left = await Approved(town);
        (await town.Owner.Put(Path(left, "transfer"))).Ok();
        await Pass(town, TimeSpan.FromHours(26), 26);
        var expired = await Shown(town, left);
        Assert.Equal(("expired", "expired"), (expired.GetProperty("state").GetString(), Says(expired, "failure")));
        Assert.Equal((0, 200_000), await town.Leader.Wallet("leader"));

        var back = await Approved(town);
        (await town.Owner.Put(Path(back, "transfer"))).Ok();
        await town.Settle();
        (await town.Owner.Put(Path(back, "cancellation"), new { })).Ok();
        await Pass(town, TimeSpan.FromMinutes(30), 8);
        Assert.Equal("cancelled", (await Shown(town, back)).GetProperty("state").GetString());
        Assert.Equal((0, 200_000), await town.Leader.Wallet("leader"));
        Assert.Equal(0, await Coffers.Of(town, "payouts"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task A_name_that_is_not_the_accounts_cannot_be_paid()
    {
        await using var town = await Open();
        await town.InWeChat(HttpMethod.Put, $"people/{OpenId}", new { name = "李四" });
        var id = await Approved(town);
        (await town.Owner.Put(Path(id, "transfer"))).Ok();
        await Pass(town, TimeSpan.FromMinutes(30), 8);
        var failed = await Shown(town, id);
        Assert.Equal(("failed", "nameDiffers"), (failed.GetProperty("state").GetString(), Says(failed, "failure")));
        Assert.Equal((0, 200_000), await town.Leader.Wallet("leader"));
    }

    [Fact]
    public async Task Without_a_merchant_or_without_the_payees_account_it_is_paid_by_bank()
    {
        await using (var none = await Circle.Open())
        {
            await none.Earns(await none.Leader.WithPayee(openId: OpenId), 200_000);
            var here = await Approved(none);
            Assert.Equal("payout.not-set-up", (await none.Owner.Put(Path(here, "transfer"))).Refused);
            (await none.Owner.Put(Path(here, "sending"), new { reference = "流水 1" })).Ok();
            Assert.Equal("withdrawal.wrong-state", (await none.Owner.Put(Path(here, "transfer"))).Refused);
        }

        await using var town = await Circle.Open(inWeChat: true);
        await town.Earns(await town.Leader.WithPayee(), 200_000);
        var id = await Approved(town);
        Assert.Equal("payee.wechat-missing", (await town.Owner.Put(Path(id, "transfer"))).Refused);
        Assert.Equal("payee.account", (await town.Leader.Put("/commissions/payee",
            new { realName = "张三丰", idNumber = "110101199003078670", openId = "带空格的 号" })).Refused);
        (await town.Leader.Put("/commissions/payee", new { realName = "张三丰", idNumber = "110101199003078670", openId = OpenId })).Ok();
        (await town.Owner.Put(Path(id, "transfer"))).Ok();
        Assert.Equal("withdrawal.wrong-state", (await town.Owner.Put(Path(id, "sending"), new { reference = "流水 1" })).Refused);
    }
}
