using System.Text.Json;
using Linli.Platform;
using Linli.Tests.Fulfilment;

namespace Linli.Tests.Ordering;

/// <summary>会员价 from the shop's word over the quote and the order to the refund.</summary>
public class MemberPriceTests
{
    static async Task<Sale> Of(Town town, object[]? savings = null, long? eggs = 900, long? tomatoes = null, string kind = "presale")
    {
        var sale = new Sale(town, Guid.CreateVersion7(), town.Leader);
        (await town.Leader.Put(sale.Path, Body(sale, savings, eggs, tomatoes, kind))).Ok();
        (await town.Leader.Put($"{sale.Path}/opening")).Ok();
        await town.Settle();
        return sale;
    }

    static JsonElement Body(Sale sale, object[]? savings, long? eggs, long? tomatoes, string kind = "presale")
    {
        var body = JsonSerializer.SerializeToNode(sale.Body(kind: kind), JsonSerializerOptions.Web)!.AsObject();
        if (savings is not null) body["savings"] = JsonSerializer.SerializeToNode(savings);
        if (eggs is not null) body["items"]![0]!["memberPrice"] = eggs;
        if (tomatoes is not null) body["items"]![2]!["memberPrice"] = tomatoes;
        return JsonSerializer.SerializeToElement(body);
    }

    static async Task<Guid> HouseholdOf(Person who) => (await who.Get("/me")).Ok()["household"].GetProperty("id").GetGuid();

    static async Task<string> Join(Town town, Person who, int days = 30)
    {
        var path = $"/households/{await HouseholdOf(who)}/membership";
        (await town.Owner.Put(path, new { level = "老邻居", reason = "常来", lastDay = BusinessDay.Of(town.Clock.GetUtcNow()).AddDays(days) })).Ok();
        return path;
    }

    static async Task<Person> Member(Town town)
    {
        var who = await town.Resident();
        await Join(town, who);
        return who;
    }

    [Fact]
    public async Task A_member_pays_the_member_price_and_reads_what_it_saves_and_others_read_what_it_would()
    {
        await using var town = await Town.Open();
        var sale = await Of(town);
        var (member, other) = (await Member(town), await town.Resident());
        Assert.Equal(900, (await other.Get(sale.Path)).Ok()["items"][0].GetProperty("memberPrice").GetInt64());
        Assert.True((await member.Get("/membership")).Ok()["isMember"].GetBoolean());
        Assert.Equal("常来", (await member.Get("/membership")).String("reason"));
        Assert.False((await other.Get("/membership")).Ok()["isMember"].GetBoolean());

        var path = sale.NewOrder();
        var quote = (await member.Put($"{path}/quote", new { lines = sale.Lines(eggs: 2, milk: 1) })).Ok();
        Assert.Equal((2600, 2400), (quote.Long("goods"), quote.Long("toPay")));
        Assert.Equal(JsonValueKind.Null, quote["memberWouldSave"].ValueKind);
        var cut = Assert.Single(quote["cuts"].EnumerateArray().ToArray());
        Assert.Equal(("member", "会员价", 200L), (cut.Text("kind"), cut.Text("name"), cut.Number("amount")));
        var order = (await sale.Order(member, eggs: 2, milk: 1, payment: "testpay", path: path)).Ok();
        Assert.Equal((2400, 900), (order.Long("total"), order["lines"][0].Number("price")));
        Assert.Equal("会员价", order["quote"].GetProperty("cuts")[0].Text("name"));
        Assert.Equal(2400, (await sale.Order(member, eggs: 2, milk: 1, payment: "testpay", path: path)).Ok().Long("total"));

        var theirs = (await other.Put($"{sale.NewOrder()}/quote", new { lines = sale.Lines(eggs: 2, milk: 1) })).Ok();
        Assert.Equal((2600, 200), (theirs.Long("toPay"), theirs.Long("memberWouldSave")));
        var plain = (await sale.Order(other, eggs: 2, milk: 1)).Ok();
        Assert.Equal((2600, JsonValueKind.Null), (plain.Long("total"), plain["quote"].ValueKind));
        // Without a price for members it does not matter who is one.
        Assert.Equal(JsonValueKind.Null, (await sale.Order(member, milk: 1)).Ok()["quote"].ValueKind);
        // Two members under the same conditions pay the same.
        Assert.Equal(1800, (await sale.Order(await Member(town), eggs: 2)).Ok().Long("total"));
    }

    [Fact]
    public async Task Each_threshold_looks_at_what_the_member_pays()
    {
        await using var town = await Town.Open();
        var sale = await Of(town, [new { from = 1000, off = 100 }, new { from = 2000, off = 300 }]);
        var member = await Member(town);
        Assert.Equal(1800 - 100, (await sale.Order(member, eggs: 2)).Ok().Long("total"));
        Assert.Equal(2000 - 300, (await sale.Order(await town.Resident(), eggs: 2)).Ok().Long("total"));
    }

    [Fact]
    public async Task What_a_member_paid_goes_back_to_the_fen_and_what_the_scale_finds_costs_the_member_price()
    {
        await using var town = await Town.Open();
        var sale = await Of(town, eggs: 935, tomatoes: 300);
        var who = await Member(town);
        var order = await sale.PaidOrder(who, eggs: 3, tomatoes: 1000);
        Assert.Equal(2805 + 600, (await who.Get($"/orders/{order}")).Ok().Long("paid"));
        await sale.CutOff();
        await sale.Arrive(sale.Eggs, 2);
        await sale.Arrive(sale.Tomatoes, 1_000_000);
        await town.Settle();
        Assert.Equal(935, (await who.Get($"/orders/{order}")).Ok().Long("refunded"));
        (await town.Clerk.Put($"/pickups/{(await Depot.Bag(who)).Text("id")}/sorted", new { lines = new[] { new { sku = sale.Tomatoes, amount = 1100, weighed = true } } })).Ok();
        await town.Settle();
        Assert.Equal(60, (await who.Get($"/orders/{order}")).Ok().Long("rest"));
        await sale.Pay(who, order);
        await town.Settle();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();
        await Coffers.IsZero(town, "prepaid");
        Assert.Equal(1870 + 660, await Coffers.Of(town, "sales"));
        foreach (var _ in (int[])[1, 2])
        {
            var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
            (await who.Put(claim, new { sku = sale.Eggs, amount = 1, reason = "坏了" })).Ok();
            (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        }

        await town.Settle();
        Assert.Equal(660, await Coffers.Of(town, "sales"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task The_shop_says_who_is_a_member_until_a_day_and_can_take_it_back_and_undo_that()
    {
        await using var town = await Town.Open();
        var sale = await Of(town);
        var (who, today) = (await town.Resident(), BusinessDay.Of(town.Clock.GetUtcNow()));
        var home = await HouseholdOf(who);
        var path = $"/households/{home}/membership";
        object Until(DateOnly lastDay, string level = "金卡") => new { level, reason = "办了年卡", lastDay };
        Assert.Equal(403, (await who.Put(path, Until(today))).Status);
        Assert.Equal(403, (await town.Clerk.Put(path, Until(today))).Status);
        Assert.Equal("membership.wrong", (await town.Owner.Put(path, Until(today.AddDays(-1)))).Refused);
        Assert.Equal("membership.wrong", (await town.Owner.Put(path, Until(today, " "))).Refused);
        Assert.Equal("membership.for-nobody", (await town.Owner.Put($"/households/{Guid.CreateVersion7()}/membership", Until(today))).Refused);
        Assert.Equal("membership.unknown", (await town.Owner.Put($"{path}/end", new { })).Refused);
        for (var i = 0; i < 2; i++) Assert.Equal("current", (await town.Owner.Put(path, Until(today.AddDays(3)))).Ok().String("state"));
        Assert.Single((await who.Get("/me/messages")).Ok().Items, m => m.Text("title").Contains("金卡", StringComparison.Ordinal));
        var row = Assert.Single((await town.Clerk.Get("/memberships?q=金卡")).Ok().Items);
        Assert.Equal(home, row.GetProperty("household").GetGuid());
        Assert.Single((await town.Clerk.Get($"/memberships?q={row.Text("phoneTail")}")).Ok().Items);
        Assert.Empty((await town.Clerk.Get("/memberships?q=银卡")).Ok().Items);
        Assert.Equal(403, (await who.Get("/memberships")).Status);

        // An order that is placed keeps its price; a change of it is priced anew.
        var kept = sale.NewOrder();
        Assert.Equal(900, (await sale.Order(who, eggs: 1, path: kept)).Ok().Long("total"));
        for (var i = 0; i < 2; i++) Assert.Equal("ended", (await town.Owner.Put($"{path}/end", new { })).Ok().String("state"));
        Assert.Equal(900, (await who.Get($"/orders/{kept.Split('/')[^1]}")).Ok().Long("total"));
        Assert.Equal(1000, (await sale.Order(who, eggs: 1)).Ok().Long("total"));
        Assert.Equal(2000, (await who.Put($"{kept}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(eggs: 2) })).Ok().Long("total"));
        Assert.Equal("current", (await town.Owner.Put(path, Until(today.AddDays(3)))).Ok().String("state"));
        Assert.Equal(900, (await sale.Order(who, eggs: 1)).Ok().Long("total"));
        Assert.Contains((await town.Owner.Get("/audit")).Ok().Items, a => a.Text("action") == "end-membership");

        await town.Pass(TimeSpan.FromDays(4));
        Assert.Equal("over", Assert.Single((await town.Owner.Get("/memberships")).Ok().Items).Text("state"));
        var later = await Of(town);
        Assert.Equal(1000, (await later.Order(who, eggs: 1)).Ok().Long("total"));
    }

    [Fact]
    public async Task A_member_price_is_below_the_price_and_a_copy_keeps_it()
    {
        await using var town = await Town.Open();
        var sale = new Sale(town, Guid.CreateVersion7(), town.Leader);
        foreach (var wrong in (long[])[0, 1000]) Assert.Equal("campaign.member-price-wrong", (await town.Leader.Put(sale.Path, Body(sale, null, wrong, null))).Refused);
        sale = await Of(town);
        var now = town.Clock.GetUtcNow();
        var copy = (await town.Leader.Put($"{sale.Path}/copies/{Guid.CreateVersion7()}", new
        {
            opensAt = now.AddHours(5),
            closesAt = now.AddHours(6),
            pickupFrom = now.AddHours(20),
            pickupTo = now.AddHours(22),
        })).Ok();
        Assert.Equal(900, copy["items"][0].GetProperty("memberPrice").GetInt64());
        Assert.Empty(copy["items"][0].GetProperty("steps").EnumerateArray());
    }
}
