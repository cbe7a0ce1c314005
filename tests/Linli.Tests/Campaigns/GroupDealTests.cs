using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;

namespace Linli.Tests.Campaigns;

public class GroupDealTests
{
    [Fact]
    public async Task The_deal_counts_distinct_households_that_paid_and_flips_once()
    {
        await using var town = await Town.Open();
        var deal = await Sale.Of(town, deal: 10, kind: "groupDeal");
        Assert.Equal("order.group-deal-is-paid-online", (await deal.Order(await town.Resident(), eggs: 1)).Refused);
        var homes = new List<Person>();
        for (var i = 0; i < 9; i++) homes.Add(await town.Resident());
        foreach (var home in homes) await deal.PaidOrder(home, eggs: 1);
        await deal.PaidOrder(homes[0], milk: 1);

        var open = (await town.Owner.Get(deal.Path)).Ok();
        Assert.Equal(9, open.Long("joinedHouseholds"));
        Assert.Null(open.String("dealReachedAt"));

        // Many pay at the same moment; one of them is the tenth.
        var late = new List<(Person Who, Guid Payment)>();
        for (var i = 0; i < 10; i++)
        {
            var who = await town.Resident();
            var order = (await deal.Order(who, eggs: 1, payment: "testpay")).Ok()["id"].GetGuid();
            var payment = Guid.CreateVersion7();
            (await who.Put($"/orders/{order}/payments/{payment}", new { })).Ok();
            late.Add((who, payment));
        }

        await Task.WhenAll(late.Select(l => town.PayAtProvider(l.Payment)));
        await town.Settle();
        var reached = (await town.Owner.Get(deal.Path)).Ok();
        Assert.Equal(19, reached.Long("joinedHouseholds"));
        Assert.NotNull(reached.String("dealReachedAt"));
    }

    [Fact]
    public async Task A_deal_that_fails_gives_all_money_back_to_the_fen()
    {
        await using var town = await Town.Open();
        var deal = await Sale.Of(town, deal: 3, kind: "groupDeal");
        var (one, two) = (await town.Resident(), await town.Resident());
        var order = await deal.PaidOrder(one, eggs: 2, tomatoes: 500);
        await deal.PaidOrder(two, milk: 1);

        await town.Pass(TimeSpan.FromHours(5));
        await town.Pass(TimeSpan.FromSeconds(5));

        var failed = (await one.Get($"/orders/{order}")).Ok();
        Assert.Equal("dealFailed", failed.String("state"));
        Assert.Equal(failed.Long("paid"), failed.Long("refunded"));
        Assert.Empty((await town.Owner.Get($"/purchase-orders?campaign={deal.Id}")).Items);
        Assert.Contains((await one.Get("/me/messages")).Items, m => m.GetProperty("title").GetString() == "没有成团");
        Assert.Contains((await one.Get("/me/messages", language: "en")).Items, m => m.Text("title") == "The deal was not reached" && m.Text("text").Contains("went back", StringComparison.Ordinal));
        await Coffers.IsZero(town, "prepaid");
        await Coffers.IsZero(town, "provider:testpay");
    }

    [Fact]
    public async Task Before_the_deal_is_reached_one_may_leave_with_the_money_and_after_it_not()
    {
        await using var town = await Town.Open();
        var deal = await Sale.Of(town, deal: 2, kind: "groupDeal");
        var (one, two, three) = (await town.Resident(), await town.Resident(), await town.Resident());
        var left = await deal.PaidOrder(one, eggs: 1);
        (await one.Put($"/orders/{left}/cancellation", new { })).Ok();
        Assert.Equal(0, (await town.Owner.Get(deal.Path)).Long("joinedHouseholds"));

        var stays = await deal.PaidOrder(two, eggs: 1);
        await deal.PaidOrder(three, eggs: 1);
        Assert.Equal("order.deal-reached", (await two.Put($"/orders/{stays}/cancellation", new { })).Refused);
    }
}
