using Linli.Payments;
using Linli.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Payments;

/// <summary>Money to people: never under a second number, never twice, and back when nobody takes it.</summary>
[Trait("needs", "nothing")]
public class PayoutTests
{
    const string OpenId = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

    static Task<PayoutId> Start(CountingHouse house, long fen = 8320, string name = "王小满", PayoutId? id = null) => house.Commit(async s =>
    {
        var payout = id ?? Id.New<PayoutId>();
        await s.GetRequiredService<Payouts>().Start(payout, payout.Value, OpenId, name, new(fen), "五月佣金", default);
        return payout;
    });

    static async Task<PayoutCard> Read(CountingHouse house, PayoutId id) => (await house.Within(s => s.GetRequiredService<Payouts>().Read(id, default)))!;

    static Task<System.Text.Json.JsonElement> Confirm(CountingHouse house, PayoutId id) => house.Control(HttpMethod.Post, $"transfers/{id.Value:N}/confirmation");

    static async Task<int> Made(CountingHouse house) => (await house.Control(HttpMethod.Get, "transfers")).GetArrayLength();

    [Theory]
    [InlineData("answer-500-before"), InlineData("answer-500-after"), InlineData("timeout-after"), InlineData("transfer-500-done"), InlineData("cut-midway")]
    [InlineData("transfer-not-enough"), InlineData("notify-lost"), InlineData("notify-twice"), InlineData("transfer-refused-done"), InlineData("notify-forged")]
    public async Task Whatever_the_provider_answers_the_person_is_paid_once(string fault)
    {
        await using var house = await CountingHouse.Open(more: CountingHouse.Waiting(fault));
        await house.Misbehave((fault, 1));
        var id = await Start(house);
        await house.Pass(TimeSpan.FromSeconds(10), 2);
        await house.Behave();
        await house.Pass(TimeSpan.FromMinutes(10), 5);
        Assert.Equal(PayoutState.Confirming, (await Read(house, id)).State);
        Assert.NotNull((await Read(house, id)).Confirmation);
        await house.Misbehave((fault, 1));
        await Confirm(house, id);
        await house.Pass(TimeSpan.FromMinutes(1), 2);
        await house.Heal();

        Assert.Equal(PayoutState.Done, (await Read(house, id)).State);
        Assert.Equal(1, await Made(house));
        Assert.Equal(new(8320), Assert.Single(house.Heard.Of<PayoutDone>()).Amount);
        Assert.Empty(house.Heard.Of<PayoutFailed>());
    }

    [Theory]
    [InlineData("query-not-exist"), InlineData("transfer-stuck")]
    public async Task What_nobody_confirms_in_a_day_comes_back(string fault)
    {
        await using var house = await CountingHouse.Open();
        await house.Misbehave((fault, 1));
        var id = await Start(house);
        await house.Settle();
        await house.Pass(TimeSpan.FromHours(23), 10);
        Assert.Equal(PayoutState.Confirming, (await Read(house, id)).State);
        await house.Pass(TimeSpan.FromHours(3), 20);

        Assert.Equal(PayoutState.Failed, (await Read(house, id)).State);
        Assert.Equal(id.Value, Assert.Single(house.Heard.Of<PayoutFailed>()).About);
    }

    [Fact]
    public async Task A_refusal_counts_when_nothing_was_made_after_a_minute()
    {
        await using var house = await CountingHouse.Open();
        await house.Misbehave(("transfer-refused", 1));
        var id = await Start(house);
        await house.Pass(TimeSpan.FromSeconds(30), 6);
        Assert.Empty(house.Heard.Of<PayoutFailed>());
        await house.Pass(TimeSpan.FromMinutes(5), 10);
        Assert.Equal(PayoutState.Failed, (await Read(house, id)).State);
        Assert.Single(house.Heard.Of<PayoutFailed>());
        Assert.Equal(0, await Made(house));
    }

    [Fact]
    public async Task A_name_that_is_not_the_accounts_fails_and_is_kept_nowhere()
    {
        await using var house = await CountingHouse.Open();
        await house.Control(HttpMethod.Put, $"people/{OpenId}", new { name = "王小满" });
        var wrong = await Start(house, name: "李四");
        var right = await Start(house, fen: 250_000);
        await house.Heal();
        Assert.Equal(PayoutState.Failed, (await Read(house, wrong)).State);
        Assert.Equal(PayoutState.Confirming, (await Read(house, right)).State);
        Assert.All(await house.Within(s => s.GetRequiredService<LinliDb>().Set<Payout>().AsNoTracking().ToListAsync()), p => Assert.Null(p.SealedPayee));
    }

    [Fact]
    public async Task It_can_be_taken_back_until_it_is_over()
    {
        await using var house = await CountingHouse.Open();
        var id = await Start(house);
        await house.Settle();
        Task<bool> Cancel(PayoutId payout) => house.Commit(async s =>
        {
            await s.GetRequiredService<Payouts>().Cancel(payout, default);
            return true;
        });
        await Cancel(id);
        await Cancel(id);
        await house.Heal();
        Assert.Equal(PayoutState.Failed, (await Read(house, id)).State);
        Assert.Equal("payout.over", await CountingHouse.Refused(() => Cancel(id)));
        Assert.Equal("payout.unknown", await CountingHouse.Refused(() => Cancel(Id.New<PayoutId>())));
    }

    [Fact]
    public async Task Wrong_payouts_are_refused()
    {
        await using var house = await CountingHouse.Open();
        Assert.Equal("payout.wrong", await CountingHouse.Refused(() => Start(house, fen: 9)));
        Assert.Equal("payout.wrong", await CountingHouse.Refused(() => Start(house, fen: 200_000, name: "")));
        var id = await Start(house);
        await Start(house, id: id);
        Assert.Equal("payout.id-taken", await CountingHouse.Refused(() => Start(house, fen: 8321, id: id)));
        await using var none = await CountingHouse.Open(more: new() { ["WeChatPay:MerchantId"] = null });
        Assert.Equal("payout.not-set-up", await CountingHouse.Refused(() => Start(none)));
    }
}
