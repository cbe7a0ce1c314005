using System.Text.Json;
using Linli.Platform;
using Linli.Tests.Fulfilment;

namespace Linli.Tests.Ordering;

public class OutsidePaymentTests
{
    [Fact]
    public async Task What_was_paid_in_the_group_is_written_down_once_and_never_more_than_is_due()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.OutsideOrder(who, eggs: 2);
        var placed = (await who.Get($"/orders/{order}")).Ok();
        Assert.Equal(("confirmed", "outside", 2000), (placed.String("state"), placed.String("payment"), placed.Long("toPay")));

        var payment = Guid.CreateVersion7();
        var paid = (await town.Leader.PaidOutside(order, 1500, payment)).Ok();
        Assert.Equal((1500, 500), (paid.Long("paid"), paid.Long("toPay")));
        Assert.Equal(paid.Text, (await town.Leader.PaidOutside(order, 1500, payment)).Ok().Text);
        Assert.Equal("payment.id-taken", (await town.Leader.PaidOutside(order, 1400, payment)).Refused);
        Assert.Equal("payment.outside-wrong", (await town.Leader.PaidOutside(order, 501)).Refused);
        Assert.Equal("payment.outside-wrong", (await town.Leader.PaidOutside(order, 0)).Refused);
        (await town.Leader.PaidOutside(order, 500)).Ok();
        Assert.Equal("payment.outside-wrong", (await town.Leader.PaidOutside(order, 1)).Refused);
        Assert.Equal("caller.wrong-role", (await who.PaidOutside(order, 1)).Refused);
        Assert.Equal("order.unknown", (await (await town.Staff(Role.Leader, town.OtherArea)).PaidOutside(order, 1)).Refused);

        var inCash = (await sale.Order(who, eggs: 1)).Ok()["id"].GetGuid();
        Assert.Equal("payment.outside-wrong", (await town.Leader.PaidOutside(inCash, 1000)).Refused);
        Assert.Equal(2000, await Coffers.Of(town, "provider:outside"));
        Assert.Equal(2000, await Coffers.Of(town, "prepaid"));
        await Coffers.Balances(town);
        Assert.Contains((await town.Owner.Get("/audit")).Ok().Items, a => a.Text("action") == "write-outside-payment");
        Assert.Contains((await who.Get($"/orders/{order}")).Ok()["timeline"].EnumerateArray(), t => t.Text("text") == "已付款 ¥5.00");
    }

    [Fact]
    public async Task Residents_cannot_choose_it_themselves()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        Assert.Equal("order.payment-unknown", (await sale.Order(await town.Resident(), eggs: 1, payment: "outside")).Refused);
        var deal = await Sale.Of(town, kind: "groupDeal", deal: 2);
        var no = await Assert.ThrowsAsync<Refusal>(async () => await deal.OutsideOrder(await town.Resident(), eggs: 1));
        Assert.Equal("order.group-deal-is-paid-online", no.Code);
    }

    [Fact]
    public async Task At_the_desk_only_the_rest_is_paid_however_many_times_the_household_comes()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.OutsideOrder(who, eggs: 3, milk: 2);
        (await town.Leader.PaidOutside(order, 2500)).Ok();
        await sale.CutOff();
        await sale.ArriveAll();
        var bag = await Depot.Bag(who);
        Assert.Equal(4200 - 2500, bag.Number("toPay"));

        Task<Answer> Fetch(Guid sku, long amount, long cash) => town.Clerk.Put($"/pickups/{bag.Text("id")}/redemptions/{Guid.CreateVersion7()}", new
        {
            code = bag.Text("code"),
            lines = new[] { new { sku, amount } },
            cashTaken = cash,
        });
        (await Fetch(sale.Eggs, 2, 0)).Ok();
        Assert.Equal("pickup.cash-needed", (await Fetch(sale.Milk, 2, 0)).Refused);
        (await Fetch(sale.Milk, 2, 700)).Ok();
        // Paid in the group between two visits.
        (await town.Leader.PaidOutside(order, 400)).Ok();
        Assert.Equal(600, (await Depot.Bag(who)).Number("toPay"));
        (await Fetch(sale.Eggs, 1, 600)).Ok();

        var done = (await who.Get($"/orders/{order}")).Ok();
        Assert.Equal(("completed", 4200, 0), (done.String("state"), done.Long("paid"), done.Long("toPay")));
        Assert.Equal(1300, await Coffers.Of(town, "provider:cash"));
        Assert.Equal(2900, await Coffers.Of(town, "provider:outside"));
        await Coffers.IsZero(town, "prepaid");
    }

    [Fact]
    public async Task What_came_short_is_first_not_asked_for_and_then_given_back_by_hand()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (first, second, third) = (await town.Resident(), await town.Resident(), await town.Resident());
        var whole = await sale.OutsideOrder(first, eggs: 1);
        town.Clock.Pass(TimeSpan.FromSeconds(1));
        var paid = await sale.OutsideOrder(second, eggs: 2, milk: 1, nickname: "小白🌸");
        town.Clock.Pass(TimeSpan.FromSeconds(1));
        var unpaid = await sale.OutsideOrder(third, eggs: 2, milk: 1);
        (await town.Leader.PaidOutside(whole, 1000)).Ok();
        (await town.Leader.PaidOutside(paid, 2100)).Ok();
        await sale.CutOff();
        await sale.Arrive(sale.Eggs, 2);
        await sale.Arrive(sale.Milk, 10);

        // 2600 was due and 2100 paid; 1600 comes.
        var refund = Assert.Single((await town.Leader.Get($"/outside-refunds?campaign={sale.Id}")).Ok().Items);
        Assert.Equal((500, "小白🌸"), (refund.Number("amount"), refund.Text("nickname")));
        Assert.Equal(0, (await Depot.Bag(second)).Number("toPay"));
        Assert.Equal(600, (await Depot.Bag(third)).Number("toPay"));
        // Booked when it is done, promised until then.
        Assert.Equal(3100, await Coffers.Of(town, "provider:outside"));
        var path = $"/outside-refunds/{refund.Text("id")}";
        Assert.Equal("order.unknown", (await (await town.Staff(Role.Leader, town.OtherArea)).Put(path, new { })).Refused);
        Assert.Equal("payment.refund-unknown", (await town.Leader.Put($"/outside-refunds/{Guid.CreateVersion7()}", new { })).Refused);
        Assert.True((await town.Leader.Put(path, new { })).Ok()["given"].GetBoolean());
        (await town.Leader.Put(path, new { })).Ok();
        await town.Settle();
        Assert.Empty((await town.Leader.Get("/outside-refunds")).Ok().Items);
        Assert.Equal(2600, await Coffers.Of(town, "provider:outside"));

        foreach (var (who, cash) in new[] { (first, 0), (second, 0), (third, 600) })
            (await Depot.Redeem(town.Clerk, await Depot.Bag(who), cash: cash)).Ok();
        await Coffers.IsZero(town, "prepaid");
        Assert.Equal("completed", (await third.Get($"/orders/{unpaid}")).String("state"));
    }

    [Fact]
    public async Task A_claim_goes_back_from_all_payments_together_and_does_not_make_the_rest_dearer()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.OutsideOrder(who, eggs: 4, milk: 1);
        (await town.Leader.PaidOutside(order, 1200)).Ok();
        (await town.Leader.PaidOutside(order, 1300)).Ok();
        await sale.CutOff();
        await sale.ArriveAll();
        var bag = await Depot.Bag(who);
        (await town.Clerk.Put($"/pickups/{bag.Text("id")}/redemptions/{Guid.CreateVersion7()}", new
        {
            code = bag.Text("code"),
            lines = new[] { new { sku = sale.Eggs, amount = 4 } },
            cashTaken = 1500,
        })).Ok();

        var claim = Guid.CreateVersion7();
        (await who.Put($"/orders/{order}/claims/{claim}", new { sku = sale.Eggs, amount = 3, reason = "碎了" })).Ok();
        (await town.Clerk.Put($"/orders/{order}/claims/{claim}/decision", new { approve = true })).Ok();
        await town.Settle();
        // No single payment covers 3000: both from the group, the rest in cash.
        var waiting = (await town.Owner.Get("/outside-refunds")).Ok().Items;
        Assert.Equal([1200, 1300], waiting.Select(r => r.Number("amount")).Order());
        Assert.Equal(1000, await Coffers.Of(town, "provider:cash"));
        foreach (var one in waiting) (await town.Owner.Put($"/outside-refunds/{one.Text("id")}", new { })).Ok();
        Assert.Equal(0, await Coffers.Of(town, "provider:outside"));

        Assert.Equal(600, (await Depot.Bag(who)).Number("toPay"));
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who), cash: 600)).Ok();
        await Coffers.IsZero(town, "prepaid");
        Assert.Equal(4600 - 3000, Math.Abs(await Coffers.Of(town, "sales")));
    }

    [Fact]
    public async Task Cancelled_or_not_come_at_all_gives_all_of_it_back_by_hand_and_nothing_expires()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (one, two) = (await town.Resident(), await town.Resident());
        var cancelled = await sale.OutsideOrder(one, eggs: 1);
        var dropped = await sale.OutsideOrder(two, milk: 1);
        (await town.Leader.PaidOutside(cancelled, 1000)).Ok();
        (await town.Leader.PaidOutside(dropped, 600)).Ok();
        await town.Pass(TimeSpan.FromHours(1));
        (await one.Put($"/orders/{cancelled}/cancellation", new { })).Ok();
        await sale.CutOff();
        Assert.Equal("confirmed", (await two.Get($"/orders/{dropped}")).String("state"));
        await sale.Arrive(sale.Milk, 0);

        var waiting = (await town.Owner.Get($"/outside-refunds?campaign={sale.Id}")).Ok().Items;
        Assert.Equal([600, 1000], waiting.Select(r => r.Number("amount")).Order());
        foreach (var refund in waiting) (await town.Owner.Put($"/outside-refunds/{refund.Text("id")}", new { })).Ok();
        await town.Settle();
        await Coffers.IsZero(town, "provider:outside");
        await Coffers.IsZero(town, "prepaid");
        Assert.Contains("已经退给您", (await one.Get("/me/messages")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_days_close_names_the_money_that_came_in_the_group()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var order = await sale.OutsideOrder(await town.Resident(), eggs: 1);
        (await town.Leader.PaidOutside(order, 1000)).Ok();

        var day = BusinessDay.Of(town.Clock.GetUtcNow());
        var close = (await town.Owner.Get($"/ledger/days/{day:yyyy-MM-dd}")).Ok();
        var takings = Assert.Single(close["takings"].EnumerateArray());
        Assert.Equal(("outside", 1000), (takings.Text("provider"), takings.Number("net")));
        var accounts = (await town.Owner.Get("/ledger/accounts")).Ok().Text;
        Assert.Contains("群里收款（团长代收）", accounts, StringComparison.Ordinal);
        Assert.Equal(1, (await town.Owner.Get("/today")).Ok().Long("ordersToday"));
    }
}
