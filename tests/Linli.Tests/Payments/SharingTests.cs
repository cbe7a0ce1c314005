using System.Text.Json;
using Linli.Payments;
using Linli.Platform;
using Linli.Tests.Ordering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Payments;

/// <summary>Partners get their part of a payment, once; a refund takes it back first, the last part first, whatever answers are lost.</summary>
public class SharingTests
{
    const string First = "1900000109", Second = "1900000117";

    static object Partner(string merchant, int basisPoints, int afterDays = 0, bool active = true) =>
        new { merchant, name = "杏雨社区服务有限公司", relation = "serviceProvider", basisPoints, afterDays, active };

    static async Task<Town> Open(params (string Merchant, int BasisPoints)[] partners)
    {
        var town = await Town.OpenInWeChat(sharesProfit: true);
        foreach (var (merchant, basisPoints) in partners)
        {
            (await town.Owner.Put($"/payments/partners/{Guid.CreateVersion7()}", Partner(merchant, basisPoints))).Ok();
            town.Clock.Pass(TimeSpan.FromSeconds(1));
        }

        return town;
    }

    static Task<JsonElement> Misbehave(Town town, params string[] faults) =>
        town.InWeChat(HttpMethod.Put, "faults", new { faults = faults.ToDictionary(f => f, _ => 1.0), seed = 7 });

    static async Task Pass(Town town, TimeSpan time, int steps = 8)
    {
        for (var i = 0; i < steps; i++)
        {
            town.Clock.Pass(time / steps);
            // What the provider did not answer fails, and is told again later.
            await town.Services.GetRequiredService<Teller>().TellAll(default);
        }
    }

    static async Task<(Guid Order, Guid Payment)> Paid(Town town, long eggs = 10)
    {
        var (who, sale, payment) = (await town.Resident(), await Sale.Of(town), Guid.CreateVersion7());
        var order = (await sale.Order(who, eggs: eggs, payment: "wechat")).Ok()["id"].GetGuid();
        (await who.Put($"/orders/{order}/payments/{payment}", new { way = "native" })).Ok();
        await town.InWeChat(HttpMethod.Post, $"pay/{payment:N}");
        for (var i = 0; i < 50 && (await Read(town, payment)).String("state") != "paid"; i++) await Task.Delay(20);
        await town.Settle();
        return (order, payment);
    }

    static async Task<Answer> Read(Town town, Guid payment) => (await town.Owner.Get($"/payments/{payment}")).Ok();

    static Task Refund(Town town, Guid order, long fen) => town.Within(async s =>
    {
        await s.GetRequiredService<Cashier>().Refund(Id.New<RefundId>(), order, new(fen), "缺货", "prepaid", null, default);
        await s.GetRequiredService<LinliDb>().Commit(default);
    });

    /// <summary>What WeChat did with this payment, in its order.</summary>
    static async Task<string[]> Did(Town town, Guid payment)
    {
        using var http = new HttpClient();
        return [.. JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync($"{town.World.Address}/control/log")).EnumerateArray()
            .Where(e => e.GetProperty("about").GetString() == payment.ToString("N"))
            .Select(e => $"{e.GetProperty("what").GetString()} {e.GetProperty("detail").GetString()}".Trim())
            .Where(e => e.StartsWith("wechat share", StringComparison.Ordinal) || e.StartsWith("wechat refunding", StringComparison.Ordinal) || e.StartsWith("wechat unfrozen", StringComparison.Ordinal))];
    }

    static async Task Holds(Town town, long provider, long shared)
    {
        Assert.Equal((provider, shared), (await Coffers.Of(town, "provider:wechat"), await Coffers.Of(town, "partner-shares")));
        await Coffers.Balances(town);
    }

    [Theory]
    [InlineData("none"), InlineData("answer-500-after"), InlineData("timeout-after"), InlineData("cut-midway"), InlineData("answer-forged"), InlineData("return-slow")]
    public async Task A_refund_after_a_split_returns_shares_in_the_right_order(string fault)
    {
        await using var town = await Open((First, 2000), (Second, 500));
        var (order, payment) = await Paid(town);
        if (fault is not ("none" or "return-slow")) await Misbehave(town, fault);
        await Pass(town, TimeSpan.FromMinutes(3), 3);
        await Misbehave(town);
        await Pass(town, TimeSpan.FromMinutes(20));
        var shown = (await Read(town, payment))["shares"].EnumerateArray().ToList();
        Assert.Equal([(2000, true), (500, true)], shown.Select(s => (s.GetProperty("amount").GetInt32(), s.GetProperty("sent").GetBoolean())));
        Assert.Equal([$"wechat share {First} 2000", $"wechat share {Second} 500", "wechat unfrozen"], (await Did(town, payment)).Order().Distinct());
        await Holds(town, 7500, 2500);

        await Refund(town, order, 4_000);
        if (fault != "none") await Misbehave(town, fault);
        await Pass(town, TimeSpan.FromSeconds(4), 2);
        await Misbehave(town);
        await Pass(town, TimeSpan.FromMinutes(40));
        Assert.Equal([$"wechat share back {Second} 200", $"wechat share back {First} 800", "wechat refunding 4000"], (await Did(town, payment)).TakeLast(3));
        await Holds(town, 4500, 1500);

        await Refund(town, order, 6_000);
        await Pass(town, TimeSpan.FromMinutes(40));
        Assert.Equal([$"wechat share back {Second} 300", $"wechat share back {First} 1200", "wechat refunding 6000"], (await Did(town, payment)).TakeLast(3));
        Assert.All((await Read(town, payment))["refunds"].EnumerateArray(), r => Assert.Equal("done", r.GetProperty("state").GetString()));
        Assert.Equal(0, await Coffers.Of(town, await Split(town)));
        await Holds(town, 0, 0);
    }

    static async Task<string> Split(Town town) => (await town.Owner.Get("/ledger/accounts?take=200")).Ok().Items
        .Select(a => a.GetProperty("name").GetString()!).First(a => a.StartsWith("split:", StringComparison.Ordinal));

    [Fact]
    public async Task What_goes_back_before_it_was_shared_is_never_shared()
    {
        await using var town = await Open((First, 2000));
        var (order, payment) = await Paid(town);
        var (whole, all) = await Paid(town);
        await Refund(town, order, 5_000);
        await Refund(town, whole, 10_000);
        await Pass(town, TimeSpan.FromMinutes(20));
        Assert.Equal(["wechat refunding 5000", $"wechat share {First} 1000", "wechat unfrozen"], await Did(town, payment));
        Assert.Equal(["wechat refunding 10000"], await Did(town, all));
        await Holds(town, 4000, 1000);
    }

    [Fact]
    public async Task A_partner_without_money_holds_the_refund_and_the_owner_sees_it()
    {
        await using var town = await Open((First, 2000));
        var (order, payment) = await Paid(town);
        await Pass(town, TimeSpan.FromMinutes(20));
        await Misbehave(town, "return-empty");
        await Refund(town, order, 10_000);
        await Pass(town, TimeSpan.FromMinutes(2));
        var refund = (await Read(town, payment))["refunds"][0];
        Assert.Equal(("pending", true), (refund.GetProperty("state").GetString(), refund.GetProperty("stuck").GetBoolean()));
        Assert.DoesNotContain("wechat refunding 10000", await Did(town, payment));
        var stuck = Assert.Single((await town.Owner.Get("/payments/stuck-refunds")).Items);
        Assert.Equal((payment, 10_000, 2_000), (stuck.GetProperty("payment").GetGuid(), stuck.GetProperty("amount").GetInt64(), stuck.GetProperty("share").GetInt64()));
        Assert.NotEmpty(stuck.GetProperty("partner").GetString()!);
        async Task<string[]> ToDos() => [.. (await town.Owner.Get("/money")).Ok()["toDos"].EnumerateArray().Select(t => $"{t.GetProperty("kind").GetString()} {t.GetProperty("amount").GetInt64()}")];
        Assert.Contains("refunds-stuck 10000", await ToDos());
        Assert.Equal(403, (await town.Clerk.Get("/payments/stuck-refunds")).Status);
        await Misbehave(town);
        await Pass(town, TimeSpan.FromMinutes(40));
        Assert.Equal([$"wechat share back {First} 2000", "wechat refunding 10000"], (await Did(town, payment)).TakeLast(2));
        Assert.Empty((await town.Owner.Get("/payments/stuck-refunds")).Items);
        Assert.DoesNotContain("refunds-stuck 10000", await ToDos());
        await Holds(town, 0, 0);
    }

    [Fact]
    public async Task What_WeChat_refuses_to_share_stays_ours_and_a_refund_waits_for_nobody()
    {
        await using var town = await Open((First, 2000));
        var (order, payment) = await Paid(town);
        await Misbehave(town, "share-refused");
        await Pass(town, TimeSpan.FromMinutes(20));
        await Misbehave(town);
        Assert.Equal("provider", (await Read(town, payment))["shares"][0].GetProperty("reason").GetString());
        Assert.Equal(["wechat unfrozen"], await Did(town, payment));
        await Refund(town, order, 10_000);
        await Pass(town, TimeSpan.FromMinutes(5));
        await Holds(town, 0, 0);
    }

    [Fact]
    public async Task Partners_are_checked_and_nobody_else_sees_them()
    {
        await using (var none = await Town.OpenInWeChat())
        {
            Assert.Equal("sharing.not-set-up", (await none.Owner.Put($"/payments/partners/{Guid.CreateVersion7()}", Partner(First, 500))).Refused);
            Assert.Equal(JsonValueKind.Null, (await none.Owner.Get("/payments/partners")).Ok()["provider"].ValueKind);
        }

        await using var town = await Open((First, 2000));
        var second = Guid.CreateVersion7();
        Task<Answer> Put(object body) => town.Owner.Put($"/payments/partners/{second}", body);
        Assert.Equal("sharing.partner-wrong", (await Put(Partner("商户", 500))).Refused);
        Assert.Equal("sharing.partner-wrong", (await Put(Partner(Second, 500, afterDays: 26))).Refused);
        Assert.Equal("sharing.too-high", (await Put(Partner(Second, 1001))).Refused);
        Assert.Equal("sharing.partner-taken", (await Put(Partner(First, 500))).Refused);
        for (var i = 0; i < 2; i++) (await Put(Partner(Second, 500))).Ok();
        Assert.Equal("sharing.partner-taken", (await Put(Partner("1900000125", 500))).Refused);
        (await Put(Partner(Second, 500, active: false))).Ok();
        Assert.Equal("caller.wrong-role", (await town.Clerk.Get("/payments/partners")).Refused);
        var (_, payment) = await Paid(town);
        Assert.Single((await Read(town, payment))["shares"].EnumerateArray());
        Assert.Empty((await town.Clerk.Get($"/payments/{payment}")).Ok()["shares"].EnumerateArray());
        // Without a partner nothing is kept back, so nothing waits to be freed.
        foreach (var partner in (await town.Owner.Get("/payments/partners")).Ok()["items"].EnumerateArray())
            (await town.Owner.Put($"/payments/partners/{partner.GetProperty("id").GetString()}", Partner(partner.GetProperty("merchant").GetString()!, 500, active: false))).Ok();
        var (_, free) = await Paid(town);
        await Pass(town, TimeSpan.FromMinutes(5));
        Assert.Empty(await Did(town, free));
    }
}
