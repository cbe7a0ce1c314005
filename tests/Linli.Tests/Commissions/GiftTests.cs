using Linli.Commissions;
using Linli.Host.History;
using Linli.Tests.Fulfilment;
using Linli.Tests.Keeping;

namespace Linli.Tests.Commissions;

/// <summary>邀请有礼.</summary>
public class GiftTests
{
    static async Task<Guid> Action(Town town, int total = 100, int neighbours = 1, int perPerson = 1, object? sku = null, long amount = 0)
    {
        var action = Guid.CreateVersion7();
        (await town.Owner.Put($"/gift-actions/{action}", new { name = "鸡蛋 10 枚", total, neighbours, until = town.Clock.GetUtcNow().AddDays(60), perPerson, sku, amount })).Ok();
        return action;
    }

    static Task<Answer> Claim(Person who, Guid action, Guid? gift = null) => who.Put($"/referrals/me/gifts/{gift ?? Guid.CreateVersion7()}", new { action });

    [Fact]
    public async Task A_neighbour_counts_when_the_first_order_stayed_sold_and_the_code_is_good_once()
    {
        await using var town = await Circle.Open();
        var one = await town.Resident();
        var buyer = await town.Brings(await one.Promote());
        var action = await Action(town);
        Assert.Equal("gift.too-few", (await Claim(one, action)).Refused);

        await town.Buys(buyer, eggs: 3);
        Assert.Equal("gift.too-few", (await Claim(one, action)).Refused);
        await town.Pass(TimeSpan.FromHours(49));
        var offer = (await one.Get("/referrals/me/gifts")).Ok()["offers"].EnumerateArray().Single();
        Assert.Equal((1, 1, 0), (offer.Number("brought"), offer.Number("neighbours"), offer.Number("mine")));

        var gift = Guid.CreateVersion7();
        var got = (await Claim(one, action, gift)).Ok();
        Assert.Equal(got.Text, (await Claim(one, action, gift)).Ok().Text);
        Assert.Equal("gift.limit", (await Claim(one, action)).Refused);
        Assert.Equal("gift.id-taken", (await Claim(one, await Action(town), gift)).Refused);
        Assert.Equal("gift.action-unknown", (await Claim(one, Guid.CreateVersion7())).Refused);
        var code = got.String("code");
        Assert.Equal("waiting", (await town.Clerk.Get($"/gifts/{code}")).Ok().String("state"));
        Assert.Equal(403, (await one.Put($"/gifts/{code}/collection", new { })).Status);
        Assert.Equal("collected", (await town.Clerk.Put($"/gifts/{code}/collection", new { })).Ok().String("state"));
        Assert.Equal("gift.collected", (await town.Clerk.Put($"/gifts/{code}/collection", new { })).Refused);
        Assert.Equal("gift.unknown", (await town.Clerk.Get("/gifts/00000000")).Refused);

        // The same household buys again: it is no new one any more.
        await town.Buys(buyer, eggs: 3);
        await town.Pass(TimeSpan.FromHours(49));
        Assert.Equal("gift.too-few", (await Claim(one, await Action(town))).Refused);
    }

    [Fact]
    public async Task What_went_back_and_ones_own_household_do_not_count()
    {
        await using var town = await Circle.Open();
        var one = await town.Resident();
        var buyer = await town.Brings(await one.Promote());
        var action = await Action(town);
        var order = await town.Buys(buyer, eggs: 1);
        var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
        (await buyer.Put(claim, new { sku = town.Skus["eggs"].Value, amount = 1, reason = "坏了" })).Ok();
        (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        await town.Settle();
        await town.Buys(one, eggs: 2);
        await town.Pass(TimeSpan.FromHours(49));
        Assert.Equal("gift.too-few", (await Claim(one, action)).Refused);
        Assert.Equal("referral.no-promoter", (await Claim(buyer, action)).Refused);
    }

    [Fact]
    public async Task A_household_whose_orders_are_archived_is_no_new_one()
    {
        await using var town = await Circle.Open();
        using var folder = new TestFolder();
        var known = await town.Resident();
        await town.Buys(known, eggs: 1);
        await town.Pass(TimeSpan.FromDays(100));
        await town.SignInStaff();
        (known, var one) = (await town.SignIn(known), await town.Resident());
        Assert.Equal(0, (await Archive.Store(town.Services, "2026-05", folder["may.zip"], default)).Stayed);
        var (link, action) = (await one.Promote(), await Action(town));
        (await known.Follow(link)).Ok();
        await town.Buys(known, eggs: 1);
        await town.Pass(TimeSpan.FromHours(49));
        Assert.Equal((0, 60), ((await one.Get("/referrals/me/gifts")).Ok()["offers"][0].Number("brought"), (await one.Wallet()).Available));
        Assert.Equal("gift.too-few", (await Claim(one, action)).Refused);

        // Nor when they are brought back.
        await Archive.Restore(town.Services, folder["may.zip"], default);
        await town.Buys(known, eggs: 1);
        await town.Buys(await town.Brings(link), eggs: 1);
        await town.Pass(TimeSpan.FromHours(49));
        Assert.Equal(1, (await one.Get("/referrals/me/gifts")).Ok()["offers"][0].Number("brought"));
        (await Claim(one, action)).Ok();
    }

    [Fact]
    public async Task The_hundred_and_first_of_a_hundred_is_refused_however_many_ask_at_once()
    {
        await using var town = await Circle.Open();
        var one = await town.Resident();
        var link = await one.Promote();
        var action = await Action(town, total: 4, perPerson: 20);
        for (var i = 0; i < 6; i++)
        {
            var buyer = await town.Brings(link);
            await town.Buys(buyer, eggs: 1);
        }

        await town.Pass(TimeSpan.FromHours(49));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Claim(one, action)));
        Assert.Equal(4, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Contains(a.Refused, new[] { "gift.gone", "busy.try-again" }));
        Assert.Equal("gift.gone", (await Claim(one, action)).Refused);
        Assert.Equal(0, (await town.Owner.Get("/gift-actions")).Items.Single().Number("left"));
        Assert.Equal(4, answers.Where(a => a.Status == 200).Select(a => a.String("code")).Distinct().Count());
    }

    [Fact]
    public async Task Goods_for_gifts_are_held_leave_with_the_gift_and_come_back_when_nobody_comes()
    {
        await using var town = await Circle.Open();
        var sku = town.Skus["eggs"].Value;
        (await town.Owner.Put($"/stock/{sku}/movements/{Guid.CreateVersion7()}", new { kind = "count", amount = 20, note = "盘点" })).Ok();
        async Task<(long OnHand, long Held)> Shelf()
        {
            var shelf = (await town.Owner.Get("/stock")).Items.Single(s => s.GetProperty("sku").GetGuid() == sku);
            return (shelf.Number("onHand"), shelf.Number("held"));
        }

        Assert.Equal("gift.goods-missing", (await town.Owner.Put(
            $"/gift-actions/{Guid.CreateVersion7()}", new { name = "蛋", total = 3, neighbours = 1, until = town.Clock.GetUtcNow().AddDays(60), sku, amount = 10 })).Refused);
        Assert.Equal("gift.wrong", (await town.Owner.Put(
            $"/gift-actions/{Guid.CreateVersion7()}", new { name = "蛋", total = 3, neighbours = 1, until = town.Clock.GetUtcNow().AddDays(60), sku })).Refused);
        var one = await town.Resident();
        var link = await one.Promote();
        foreach (var buyer in new[] { await town.Brings(link), await town.Brings(link) }) await town.Buys(buyer);
        await town.Pass(TimeSpan.FromHours(49));
        var before = await Shelf();
        var action = await Action(town, total: 2, perPerson: 2, sku: sku, amount: 10);
        Assert.Equal((before.OnHand, before.Held + 20), await Shelf());

        // Counted are households that came while the action runs.
        Assert.Equal("gift.too-few", (await Claim(one, action)).Refused);
        foreach (var buyer in new[] { await town.Brings(link), await town.Brings(link) }) await town.Buys(buyer);
        await town.Pass(TimeSpan.FromHours(49));
        var got = (await Claim(one, action)).Ok();
        var second = (await Claim(one, action)).Ok();
        before = (await Shelf()) is var now ? now with { Held = now.Held - 20 } : default;
        (await town.Clerk.Put($"/gifts/{got.String("code")}/collection", new { })).Ok();
        Assert.Equal((before.OnHand - 10, before.Held + 10), await Shelf());
        // As if thirty days were over.
        await town.TellAgain(new GiftLapses(new(second["id"].GetGuid())));
        Assert.Equal("gift.lapsed", (await town.Clerk.Put($"/gifts/{second.String("code")}/collection", new { })).Refused);
        Assert.Equal(1, (await town.Owner.Get("/gift-actions")).Items.Single().Number("left"));
        (await town.Owner.Put($"/gift-actions/{action}/end", new { })).Ok();
        (await town.Owner.Put($"/gift-actions/{action}/end", new { })).Ok();
        Assert.Equal((before.OnHand - 10, before.Held), await Shelf());
        Assert.Equal("gift.gone", (await Claim(one, action)).Refused);
        await Coffers.Balances(town);
    }
}
