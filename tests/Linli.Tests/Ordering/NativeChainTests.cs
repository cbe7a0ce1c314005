using System.Text.Json;
using Linli.Ordering;
using Linli.Platform;
using Linli.Tests.Fulfilment;

namespace Linli.Tests.Ordering;

public class NativeChainTests
{
    static string[] Lines(Answer page) => [.. page.Items.Select(e => $"{e.Number("number")} {e.Text("nickname")} {e.Text("text")} {e.Text("state")}")];

    [Fact]
    public async Task Everybody_sees_numbered_entries_and_a_number_never_means_another_order()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, kind: "chain");
        var (first, second, third) = (await town.Resident(), await town.Resident(), await town.Resident());
        var one = (await sale.Order(first, eggs: 2, tomatoes: 500)).Ok()["id"].GetGuid();
        var two = (await sale.Order(second, milk: 1)).Ok()["id"].GetGuid();
        await sale.OutsideOrder(third, tomatoes: 1500, nickname: "小白🌸 3-2-501 13800001111");
        // No number goes to an order that is refused, and a phone that asks again gets no second one.
        Assert.Equal("order.payment-unknown", (await sale.Order(first, eggs: 1, payment: "outside")).Refused);
        (await second.Put($"{sale.Path}/orders/{two}", sale.OrderBody(milk: 1))).Ok();
        (await second.Put($"/orders/{two}/cancellation", new { })).Ok();
        (await first.Put($"{sale.Path}/orders/{one}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(eggs: 3) })).Ok();
        (await sale.Order(second, milk: 2)).Ok();

        var list = await first.Get($"{sale.Path}/entries");
        Assert.Equal(
            ["1 居民 鸡蛋 3盒 in", "2 居民 牛奶 1瓶 withdrawn", "3 小白🌸 番茄 3斤 in", "4 居民 牛奶 2瓶 in"],
            Lines(list).Select(l => l.Replace(first.Phone[^4..], "", StringComparison.Ordinal)));
        Assert.Equal([true, false, false, false], list.Items.Select(e => e.GetProperty("mine").GetBoolean()));
        Assert.Equal([true, false, false, false], list.Items.Select(e => e.GetProperty("changed").GetBoolean()));
        var page = (await first.Get($"{sale.Path}/entries?take=2&after=2")).Ok();
        Assert.Equal([3, 4], page.Items.Select(e => e.Number("number")));

        await sale.CutOff();
        Assert.Equal(Lines(list), Lines(await town.Stranger().Get($"/shops/{town.Shop}{sale.Path}/entries")));
        foreach (var who in new[] { first, second, third }) Assert.DoesNotContain(who.Phone[^4..], list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("501", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_many_order_at_once_on_two_hosts_each_has_a_number_of_its_own()
    {
        await using var town = await Town.Open();
        await using var twin = town.AnotherHost();
        var sale = await Sale.Of(town, kind: "chain");
        var people = new List<Person>();
        for (var i = 0; i < 24; i++) people.Add(await town.Resident());
        // Different goods, so that no shared stock puts them in line.
        await Task.WhenAll(people.Select(async (who, i) => (await sale.Order(
            i % 2 == 0 ? who : twin.Through(who), eggs: i % 2, milk: (i + 1) % 2)).Ok()));
        Assert.Equal(Enumerable.Range(1, 24).Select(i => (long)i), (await people[0].Get($"{sale.Path}/entries")).Items.Select(e => e.Number("number")));
    }

    [Fact]
    public async Task Notes_are_for_those_who_serve_and_for_oneself()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, kind: "chain");
        var (who, other) = (await town.Resident(), await town.Resident());
        (await who.Put(sale.NewOrder(), new { lines = sale.Lines(eggs: 1), payment = "cash", note = "放 501 门口" })).Ok();

        async Task<string> Note(Person reader) => Assert.Single((await reader.Get($"{sale.Path}/entries")).Ok().Items).Text("note");
        Assert.Equal("放 501 门口", await Note(who));
        Assert.Equal("放 501 门口", await Note(town.Leader));
        Assert.Equal("", await Note(other));
        Assert.DoesNotContain("501", (await town.Stranger().Get($"/shops/{town.Shop}{sale.Path}/entries")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_chains_are_public_and_only_where_they_are_seen()
    {
        await using var town = await Town.Open();
        var (chain, presale) = (await Sale.Of(town, kind: "chain"), await Sale.Of(town));
        var draft = await Sale.Of(town, kind: "chain", publish: false);
        var near = await town.Resident();
        (await near.Get($"{chain.Path}/entries")).Ok();
        Assert.Equal("entries.unknown", (await near.Get($"{presale.Path}/entries")).Refused);
        Assert.Equal("entries.unknown", (await near.Get($"{draft.Path}/entries")).Refused);
        Assert.Equal("entries.unknown", (await (await town.Resident(building: 2)).Get($"{chain.Path}/entries")).Refused);
        Assert.Equal("entries.unknown", (await town.Stranger().Get($"/shops/{town.Shop}{presale.Path}/entries")).Refused);
        Assert.Equal("entries.unknown", (await town.Stranger().Get($"/shops/nowhere{chain.Path}/entries")).Refused);
        Assert.Equal("campaign.deal-wrong", (await town.Leader.Put(draft.Path, draft.Body(kind: "chain", deal: 3))).Refused);
    }

    [Fact]
    public async Task In_all_else_it_is_a_presale()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, kind: "chain");
        var who = await town.Resident();
        await sale.PaidOrder(who, eggs: 1);
        Assert.StartsWith("🐉【接龙】测试团", (await town.Leader.Get($"{sale.Path}/post")).Ok().String("text"), StringComparison.Ordinal);
        Assert.Equal("buy", (await town.Leader.Get(sale.Path)).Ok().String("supply"));
        await sale.CutOff();
        Assert.Single((await town.Owner.Get($"/purchase-orders?campaign={sale.Id}")).Ok().Items);
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await Coffers.IsZero(town, "prepaid");
    }

    [Theory]
    [InlineData("小白🌸", "小白🌸")]
    [InlineData("3-2-501 小白", "小白")]
    [InlineData("3栋2单元501室小白", "小白")]
    [InlineData("小白13800001111", "小白")]
    [InlineData("小白 138 0000 1111", "小白")]
    [InlineData("邻居0007", "邻居")]
    [InlineData("13800001111", "邻居")]
    [InlineData("00后妈妈", "00后妈妈")]
    public void A_name_for_everybody_holds_no_phone_and_no_door(string written, string shown) => Assert.Equal(shown, Naming.Public(written));
}
