using System.Text.Json.Nodes;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;

namespace Linli.Tests.Campaigns;

public class BeforeSaleTests
{
    [Fact]
    public async Task What_is_wanted_before_it_opens_is_counted_by_household_and_told_when_it_opens()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, opensIn: TimeSpan.FromHours(2));
        var (one, two) = (await town.Resident(), await town.Resident());
        Task<Answer> Want(Person who, bool wanted = true) => who.Put($"{sale.Path}/interest", new { wanted });

        Assert.Equal("campaign.household-missing", (await Want(await town.ResidentWithoutHome())).Refused);
        Assert.Equal("campaign.unknown", (await Want(await town.Resident(building: 2))).Refused);
        (await Want(one)).Ok();
        (await Want(one)).Ok();
        (await Want(two)).Ok();
        Assert.Equal(2, (await town.Leader.Get(sale.Path)).Long("interested"));
        Assert.Equal(sale.Id.ToString(), (await one.Get("/me/interests")).Items.Single().GetString());
        Assert.Equal(1, (await Want(two, wanted: false)).Ok().Long("interested"));

        // Others hear of it only when they agreed to, and only in its neighbourhoods.
        var (agreed, silent, far) = (await town.Resident(), await town.Resident(), await town.Resident(building: 2));
        foreach (var who in new[] { one, agreed, far }) (await who.Put("/me/consents/offers", new { given = true })).Ok();
        async Task<int> Told(Person who) => (await who.Get("/me/messages")).Items.Count(m => m.Text("title") == "开团了");
        await town.Pass(TimeSpan.FromHours(2));
        Assert.Equal((0, 1, 0, 0), (await Told(one), await Told(agreed), await Told(silent), await Told(far)));
        Assert.Contains((await one.Get("/me/messages")).Items, m => m.Text("title") == "您想要的开团了");
        Assert.DoesNotContain((await two.Get("/me/messages")).Items, m => m.Text("title") == "您想要的开团了");
        Assert.Equal("campaign.open-already", (await Want(two)).Refused);
        (await Want(one)).Ok();
    }

    [Fact]
    public async Task Goods_are_found_by_name_by_pinyin_and_by_first_letters()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        foreach (var q in new[] { "番茄", "fanqie", "fq", "测试", "鸡 蛋" })
            Assert.Equal(sale.Id, (await who.Get($"/campaigns?q={Uri.EscapeDataString(q)}")).Items.Single().GetProperty("id").GetGuid());
        Assert.Empty((await who.Get("/campaigns?q=caomei")).Items);
        Assert.Equal("campaign.search-too-long", (await who.Get($"/campaigns?q={new string('a', 41)}")).Refused);
        var items = (await who.Get(sale.Path)).Ok()["items"].EnumerateArray().Select(i => i.Text("spoken")).ToArray();
        Assert.Equal(["jidan jd", "niunai nn", "fanqie fq"], items);
    }

    [Fact]
    public async Task Why_a_leader_recommends_something_is_copied_with_the_list()
    {
        await using var town = await Town.Open();
        var sale = await Depot.SaleWith(town, b => b["items"]![0]!["praise"] = " 我家自己也吃 ");
        var times = new
        {
            opensAt = town.Clock.GetUtcNow().AddDays(1),
            closesAt = town.Clock.GetUtcNow().AddDays(2),
            pickupFrom = town.Clock.GetUtcNow().AddDays(3),
            pickupTo = town.Clock.GetUtcNow().AddDays(4),
        };
        var copy = (await town.Leader.Put($"{sale.Path}/copies/{Guid.CreateVersion7()}", times)).Ok();
        Assert.Equal("我家自己也吃", copy["items"][0].Text("praise"));
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(sale.Body()))!;
        body["items"]![0]!["praise"] = new string('好', 101);
        Assert.Equal("campaign.praise-too-long", (await town.Leader.Put($"/campaigns/{Guid.CreateVersion7()}", body)).Refused);
    }
}
