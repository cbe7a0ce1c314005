using System.Text.Json;
using Linli.Campaigns;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;

namespace Linli.Tests.Campaigns;

/// <summary>来晚的邻居 — who comes when a group is full forms the next one; what is not full at the deadline gets its money back.</summary>
public class LateJoinerTests
{
    static Task<Sale> Deal(Town town, int least, int most, double hours = 28) => Depot.SaleWith(town, body =>
    {
        var closes = town.Clock.GetUtcNow().AddHours(hours);
        (body["kind"], body["dealHouseholds"], body["dealMost"]) = ("groupDeal", least, most);
        (body["closesAt"], body["pickupFrom"], body["pickupTo"]) = (closes, closes.AddHours(12), closes.AddHours(16));
    });

    static async Task<string> Page(Sale deal, Person who) => (await who.Get($"{deal.Path}/deal")).Ok().String("text")!;

    static async Task<string> Need(Town town, string language) => (await town.Owner.Get("/today", language: language)).Ok()["needs"][0].Text("text");

    static async Task<(string Title, string Text)[]> Inbox(Person who) =>
        [.. (await who.Get("/me/messages")).Items.Select(m => (m.Text("title"), m.Text("text")))];

    [Fact]
    public async Task Two_days_of_a_deal_with_late_joiners()
    {
        await using var town = await Town.Open();
        var told = new List<string>();
        void Tell(string line) => told.Add($"{TimeZoneInfo.ConvertTime(town.Clock.GetUtcNow(), Linli.Platform.BusinessDay.Zone):M月d日 HH:mm}  {line}");

        // Friday 18:00; open until Saturday 22:00.
        var deal = await Deal(town, least: 3, most: 3);
        var homes = new List<Person>();
        var orders = new Dictionary<Person, Guid>();
        for (var i = 0; i < 9; i++) homes.Add(await town.Resident());
        async Task Join(int n)
        {
            orders[homes[n]] = await deal.PaidOrder(homes[n], eggs: n + 1);
            await town.Settle();
            Tell($"第 {n + 1} 户付款 → {await Page(deal, homes[n])} ｜{(await homes[n].Get($"{deal.Path}/deal")).Ok().String("mine")}｜收到：{(await Inbox(homes[n]))[0].Text}");
        }

        Tell($"开团 → {await Page(deal, homes[0])}");
        Assert.Equal("满 3 户成团，明天 22:00 截止", await Page(deal, homes[0]));
        await Join(0);
        Assert.Equal("还差 2 户，明天 22:00 截止", await Page(deal, homes[5]));
        Assert.Equal("“测试团”还差 2 户，明天 22:00 截止", await Need(town, "zh"));
        Assert.Equal("测试团: 2 more by tomorrow 22:00", await Need(town, "en"));
        await town.Pass(TimeSpan.FromHours(2));
        await Join(1);
        await Join(2);
        Assert.Equal("第 1 团满了，来晚的进第 2 团，满 3 户成团，明天 22:00 截止", await Page(deal, homes[5]));
        Assert.Contains(("成团了", "“测试团”第 1 团成团了，3 户一起买，5月3日 10:00 开始取货。"), await Inbox(homes[0]));
        Assert.Contains("🎉 第 1 团满了", (await town.Leader.Get($"{deal.Path}/post")).Ok().String("text"), StringComparison.Ordinal);

        // Saturday: two come late, one of them thinks better of it, others come.
        await town.Pass(TimeSpan.FromHours(13));
        await Join(3);
        Assert.Equal("第 2 团还差 2 户，22:00 截止，凑不够全额退款", await Page(deal, homes[0]));
        await Join(4);
        Assert.Equal("order.deal-reached", (await homes[0].Put($"/orders/{orders[homes[0]]}/cancellation", new { })).Refused);
        Assert.True((await homes[3].Get($"/orders/{orders[homes[3]]}")).Ok()["canCancel"].GetBoolean());
        Assert.False((await homes[0].Get($"/orders/{orders[homes[0]]}")).Ok()["canCancel"].GetBoolean());
        (await homes[3].Put($"/orders/{orders[homes[3]]}/cancellation", new { })).Ok();
        Tell($"第 4 户退出，钱已退 → {await Page(deal, homes[4])}");
        await Join(5);
        await Join(6);
        Assert.Contains(("成团了", "“测试团”第 2 团成团了，3 户一起买，5月3日 10:00 开始取货。"), await Inbox(homes[4]));
        await town.Pass(TimeSpan.FromHours(12));
        await Join(7);
        await Join(8);
        Assert.Contains("第 3 团还差 1 户", await Page(deal, homes[8]), StringComparison.Ordinal);
        Assert.Equal("已参团", (await Inbox(homes[8]))[0].Title);

        await town.Pass(TimeSpan.FromHours(2));
        await town.Pass(TimeSpan.FromSeconds(5));
        Tell($"截止 → {await Page(deal, homes[0])}");
        Assert.Equal("成了 2 团，6 户；第 3 团只有 2 户，没凑够 3 户，全额退款", await Page(deal, homes[0]));
        var end = (await homes[8].Get($"{deal.Path}/deal")).Ok();
        foreach (var line in end.Items)
            Tell($"第 {line.Number("group")} 团 {line.Number("number")} 号 {line.Text("name")}：{line.Text("standing") switch { "in" => "进团", "refunded" => "已退款", var other => other }}");
        Assert.Equal(
            [(1, "in"), (1, "in"), (1, "in"), (2, "in"), (2, "in"), (2, "in"), (3, "refunded"), (3, "refunded")],
            end.Items.Select(l => ((int)l.Number("group"), l.Text("standing"))));
        Assert.Equal("您这团没凑够户数，付的钱已全额退回", end.String("mine"));
        Assert.True(end.Items[7].GetProperty("mine").GetBoolean());

        int[] inside = [0, 1, 2, 4, 5, 6];
        for (var i = 0; i < 9; i++)
        {
            var order = (await homes[i].Get($"/orders/{orders[homes[i]]}")).Ok();
            Assert.Equal(inside.Contains(i) ? "confirmed" : i == 3 ? "cancelled" : "dealFailed", order.String("state"));
            Assert.Equal(inside.Contains(i) ? 0 : order.Long("paid"), order.Long("refunded"));
            foreach (var (title, text) in (await Inbox(homes[i])).Reverse()) Tell($"第 {i + 1} 户的消息【{title}】{text}");
        }

        Assert.Contains((await Inbox(homes[7])), m => m.Title == "没有成团"
            && m.Text.StartsWith("“测试团”第 3 团只有 2 户，没凑够 3 户，订单", StringComparison.Ordinal) && m.Text.Contains("¥80.00 已原路退回", StringComparison.Ordinal));
        Assert.Contains((await Inbox(homes[4])), m => m.Title == "截单了，您在团里");
        Assert.Single((await town.Owner.Get($"/purchase-orders?campaign={deal.Id}")).Items);
        Assert.Equal(1 + 2 + 3 + 5 + 6 + 7, (await town.Owner.Get($"/purchase-orders?campaign={deal.Id}")).Items.Single()
            .GetProperty("lines").EnumerateArray().Single().Number("needed"));
        foreach (var line in told) TestContext.Current.TestOutputHelper?.WriteLine(line);
    }

    [Fact]
    public async Task Many_late_payers_at_once_fill_one_group_after_the_other()
    {
        await using var town = await Town.Open();
        var deal = await Deal(town, least: 3, most: 4);
        var payers = new List<(Person Who, Guid Payment)>();
        for (var i = 0; i < 14; i++)
        {
            var who = await town.Resident();
            var order = (await deal.Order(who, eggs: 1, payment: "testpay")).Ok()["id"].GetGuid();
            var payment = Guid.CreateVersion7();
            (await who.Put($"/orders/{order}/payments/{payment}", new { })).Ok();
            payers.Add((who, payment));
        }

        await Task.WhenAll(payers.Select(p => town.PayAtProvider(p.Payment)));
        await town.Settle();
        var page = (await town.Owner.Get($"{deal.Path}/deal")).Ok();
        Assert.Equal((14, 3, 2, 1), (page.Long("joined"), page.Long("groups"), page.Long("waiting"), page.Long("missing")));
        Assert.Equal(14, page.Items.Select(l => (l.Number("group"), l.Number("number"))).Distinct().Count());
        foreach (var (who, _) in payers)
        {
            var inside = (await who.Get($"{deal.Path}/deal")).Ok().Items.Single(l => l.GetProperty("mine").GetBoolean()).Text("standing") == "in";
            Assert.Equal(inside ? 1 : 0, (await Inbox(who)).Count(m => m.Title is "成团了" or "拼团成功"));
        }

        // What the shop cancels in a full group makes room, and the first who waits moves up.
        var one = (await town.Owner.Get($"/orders?campaign={deal.Id}&take=50")).Items[0].Text("id");
        (await town.Owner.Put($"/orders/{one}/cancellation", new { })).Ok();
        page = (await town.Owner.Get($"{deal.Path}/deal")).Ok();
        Assert.Equal((13, 3, 1, 2), (page.Long("joined"), page.Long("groups"), page.Long("waiting"), page.Long("missing")));
    }

    [Fact]
    public async Task A_deal_is_shown_to_who_may_see_it_and_its_groups_make_sense()
    {
        await using var town = await Town.Open();
        var deal = await Deal(town, least: 2, most: 3);
        var sale = await Sale.Of(town);
        Assert.Equal("deal.unknown", (await town.Owner.Get($"{sale.Path}/deal")).Refused);
        Assert.Equal("deal.unknown", (await (await town.Resident(building: 2)).Get($"{deal.Path}/deal")).Refused);
        Assert.Equal("deal.unknown", (await town.Stranger().Get($"/shops/{town.Shop}/campaigns/{sale.Id}/deal")).Refused);
        Assert.Equal(2, (await town.Stranger().Get($"/shops/{town.Shop}{deal.Path}/deal")).Ok().Long("missing"));
        var body = JsonSerializer.SerializeToNode(deal.Body(deal: 5, kind: "groupDeal"))!.AsObject();
        body["dealMost"] = 4;
        Assert.Equal("campaign.deal-wrong", (await town.Leader.Put($"/campaigns/{Guid.CreateVersion7()}", body)).Refused);
        body["dealMost"] = 5;
        (await town.Leader.Put($"/campaigns/{Guid.CreateVersion7()}", body)).Ok();

        // Who does not want the name in lists is a neighbour there.
        var (one, two) = (await town.Resident(), await town.Resident());
        (await two.Put("/me/household", new { building = town.Buildings[1].Value, room = "101", name = "王阿姨家", pickupPoint = town.Points[0].Value })).Ok();
        await deal.PaidOrder(one, eggs: 1);
        await deal.PaidOrder(two, eggs: 1);
        Assert.Equal("王阿姨家", (await one.Get($"{deal.Path}/deal")).Items[1].Text("name"));
        (await two.Put("/me/consents/showName", new { given = false })).Ok();
        Assert.Equal("邻居", (await one.Get($"{deal.Path}/deal")).Items[1].Text("name"));
        Assert.Contains("room for 1 more", (await one.Get($"{deal.Path}/deal", language: "en")).Ok().String("text"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, null, 0, 0, 0, 0, 2)]
    [InlineData(2, null, 1, 0, 0, 1, 1)]
    [InlineData(2, null, 7, 1, 7, 0, 0)]
    [InlineData(3, 5, 4, 1, 4, 0, 0)]
    [InlineData(3, 5, 5, 1, 5, 0, 3)]
    [InlineData(3, 5, 7, 1, 5, 2, 1)]
    [InlineData(3, 5, 8, 2, 8, 0, 0)]
    public void Groups_count(int least, int? most, int joined, int reached, int inside, int waiting, int missing)
    {
        var deal = new Deal(least, most, joined, reached);
        Assert.Equal((reached, inside, waiting, missing), (deal.ReachedNow, deal.In, deal.Waiting, deal.Missing));
    }
}
