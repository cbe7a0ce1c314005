using System.Text.Json;
using System.Text.Json.Nodes;
using Linli.Platform;
using Linli.Tests.Ordering;

namespace Linli.Tests.Campaigns;

public class CampaignTests
{
    static JsonNode Changed(Sale sale, Action<JsonNode> change)
    {
        var body = JsonSerializer.SerializeToNode(sale.Body(), new JsonSerializerOptions(JsonSerializerDefaults.Web))!;
        change(body);
        return body;
    }

    [Fact]
    public async Task A_wrong_campaign_is_refused_with_what_to_mend_and_nothing_is_written()
    {
        await using var town = await Town.Open();
        var sale = new Sale(town, Guid.CreateVersion7(), town.Leader);
        async Task Refused(string code, Action<JsonNode> change) =>
            Assert.Equal(code, (await town.Owner.Put($"/campaigns/{Guid.CreateVersion7()}", Changed(sale, change))).Refused);

        await Refused("campaign.text-wrong", b => b["title"] = " ");
        await Refused("campaign.text-wrong", b => b["text"] = new string('长', 4001));
        await Refused("campaign.times-wrong", b => b["closesAt"] = "2026-04-30T10:00:00Z");
        await Refused("campaign.times-wrong", b => b["pickupFrom"] = b["opensAt"]!.GetValue<string>());
        await Refused("campaign.items-wrong", b => b["items"] = new JsonArray());
        await Refused("campaign.items-wrong", b => b["items"]!.AsArray().Add(b["items"]![0]!.DeepClone()));
        await Refused("campaign.price-wrong", b => b["items"]![0]!["price"] = -1);
        await Refused("campaign.price-wrong", b => b["items"]![0]!["price"] = 0);
        await Refused("campaign.limit-wrong", b => b["items"]![2]!["total"] = 750);
        await Refused("campaign.limit-wrong", b => (b["items"]![0]!["total"], b["items"]![0]!["perHousehold"]) = (2, 3));
        await Refused("campaign.points-wrong", b => b["pickupPoints"] = new JsonArray(Guid.NewGuid().ToString()));
        await Refused("campaign.leader-wrong", b => b["leader"] = town.Owner.Id.Value.ToString());
        await Refused("campaign.deal-wrong", b => b["kind"] = "groupDeal");
        await Refused("campaign.deal-wrong", b => b["dealHouseholds"] = 5);
        await Refused("campaign.commission-wrong", b => b["commissionBasisPoints"] = 1501);
        await Refused("sku.unknown", b => b["items"]![0]!["sku"] = Guid.NewGuid().ToString());
        await Refused("request.malformed", b => b["surprise"] = 1);
        await Refused("request.malformed", b => b["kind"] = "lottery");
        Assert.Empty((await town.Owner.Get("/campaigns")).Items);
    }

    [Fact]
    public async Task An_inactive_sku_cannot_be_offered()
    {
        await using var town = await Town.Open();
        var sku = JsonNode.Parse((await town.Owner.Get($"/skus/{town.Skus["eggs"].Value}")).Ok().Text)!.AsObject();
        sku["active"] = false;
        var body = new JsonObject();
        foreach (var name in (string[])["code", "name", "spec", "category", "measure", "per", "step", "unit", "cost", "price", "boxSize", "pictures", "active"])
            body[name] = sku[name]!.DeepClone();
        (await town.Owner.Put($"/skus/{town.Skus["eggs"].Value}", body)).Ok();

        var sale = new Sale(town, Guid.CreateVersion7(), town.Leader);
        Assert.Equal("campaign.sku-inactive", (await town.Leader.Put(sale.Path, sale.Body())).Refused);
    }

    [Fact]
    public async Task A_draft_is_seen_by_its_planners_only_and_may_be_rewritten_until_it_is_published()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, publish: false);
        var resident = await town.Resident();

        Assert.Equal("campaign.unknown", (await resident.Get(sale.Path)).Refused);
        (await town.Leader.Put(sale.Path, Changed(sale, b => b["title"] = "新标题"))).Ok();
        (await town.Leader.Put($"{sale.Path}/opening")).Ok();
        (await town.Leader.Put($"{sale.Path}/opening")).Ok();

        Assert.Equal("新标题", (await resident.Get(sale.Path)).Ok().String("title"));
        Assert.Equal("campaign.already-published", (await town.Leader.Put(sale.Path, sale.Body())).Refused);
    }

    [Fact]
    public async Task A_leader_plans_only_own_campaigns_in_own_neighbourhoods()
    {
        await using var town = await Town.Open();
        var elsewhere = await town.Staff(Role.Leader, town.OtherArea);
        var theirs = new Sale(town, Guid.CreateVersion7(), elsewhere);
        Assert.Equal("campaign.not-your-neighbourhood", (await elsewhere.Put(theirs.Path, theirs.Body())).Refused);

        var sale = await Sale.Of(town, publish: false);
        Assert.Equal("campaign.unknown", (await elsewhere.Put($"{sale.Path}/opening")).Refused);
    }

    [Fact]
    public async Task The_clock_opens_and_cuts_off_even_when_the_process_was_away()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, opensIn: TimeSpan.FromHours(1), lasts: TimeSpan.FromHours(2));
        Assert.Equal("announced", (await town.Owner.Get(sale.Path)).String("state"));
        town.Clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal("open", (await town.Owner.Get(sale.Path)).String("state"));
        (await sale.Order(await town.Resident(), eggs: 1)).Ok();

        // Five hours late, as after an outage: closed at the moment it was set for.
        await town.Pass(TimeSpan.FromHours(7));
        await town.Pass(TimeSpan.FromSeconds(2));

        var closed = (await town.Owner.Get(sale.Path)).Ok();
        Assert.Equal("cutOff", closed.String("state"));
        Assert.Equal(closed["closesAt"].GetDateTimeOffset(), closed["cutOffAt"].GetDateTimeOffset());
        Assert.Single((await town.Owner.Get($"/purchase-orders?campaign={sale.Id}")).Items);
    }

    [Fact]
    public async Task Closing_early_is_for_its_leader_and_the_owner_and_happens_once()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        Assert.Equal("campaign.only-leader-closes-early", (await town.Clerk.Put($"{sale.Path}/cut-off")).Refused);

        var first = (await sale.Leader.Put($"{sale.Path}/cut-off")).Ok();
        town.Clock.Pass(TimeSpan.FromMinutes(5));
        var second = (await town.Owner.Put($"{sale.Path}/cut-off")).Ok();

        Assert.Equal(first.String("cutOffAt"), second.String("cutOffAt"));
        Assert.Equal("campaign.cut-off-passed", (await sale.Order(await town.Resident(), eggs: 1)).Refused);
        Assert.Equal("campaign.cut-off-passed", (await sale.Leader.Put($"{sale.Path}/items/{sale.Eggs}/pause", new { paused = true })).Refused);
        Assert.Equal("campaign.item-unknown", (await sale.Leader.Put($"{sale.Path}/items/{Guid.NewGuid()}/pause", new { paused = true })).Refused);
    }

    [Fact]
    public async Task Copying_yesterdays_list_twice_is_one_draft()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var copy = Guid.CreateVersion7();
        var opens = town.Clock.GetUtcNow().AddDays(1);
        object Times(int hours) => new { opensAt = opens, closesAt = opens.AddHours(hours), pickupFrom = opens.AddHours(hours + 10), pickupTo = opens.AddHours(hours + 12) };

        (await town.Leader.Put($"{sale.Path}/copies/{copy}", Times(5))).Ok();
        var again = (await town.Leader.Put($"{sale.Path}/copies/{copy}", Times(5))).Ok();

        Assert.Equal("draft", again.String("state"));
        Assert.Equal(3, again["items"].GetArrayLength());
        Assert.Equal("campaign.id-taken", (await town.Leader.Put($"{sale.Path}/copies/{copy}", Times(6))).Refused);
    }

    [Fact]
    public async Task The_list_of_seven_oclock_opens_by_itself_every_day_and_skips_a_day_that_was_slept_through()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        object Body(string name = "每天七点", int pickupDay = 1) => new
        {
            name,
            campaign = sale.Id,
            opensAt = "07:00:00",
            closesAt = "22:00:00",
            pickupDay,
            pickupFrom = "16:00:00",
            pickupTo = "20:00:00",
            weekdays = new[] { 1, 2, 3, 4, 5, 6, 7 },
            active = true,
        };
        var template = $"/templates/{Guid.CreateVersion7()}";
        Assert.Equal("template.wrong", (await town.Leader.Put(template, Body(pickupDay: 8))).Refused);
        var planned = (await town.Leader.Put(template, Body())).Ok();
        // The clock starts on Friday 18:00 in the shop's zone, so the next 07:00 is Saturday's: 23:00 UTC on Friday.
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 23, 0, 0, TimeSpan.Zero), planned["nextOpening"].GetDateTimeOffset());

        await town.Pass(TimeSpan.FromHours(13));
        await town.Pass(TimeSpan.FromSeconds(1));
        var resident = await town.Resident();
        var open = (await resident.Get("/campaigns?state=open")).Items;
        Assert.Single(open);
        Assert.Equal(3, open[0].GetProperty("items").GetArrayLength());

        // Away for two days and a half: the list of the day whose cut-off has passed does not open.
        await town.Pass(TimeSpan.FromHours(62));
        var all = (await town.Owner.Get("/campaigns?take=100")).Items;
        Assert.All(all.Where(c => c.GetProperty("id").GetGuid() != sale.Id), c => Assert.Equal(15, (c.GetProperty("closesAt").GetDateTimeOffset() - c.GetProperty("opensAt").GetDateTimeOffset()).TotalHours));
        var next = (await town.Owner.Get("/templates")).Body[0].GetProperty("nextOpening").GetDateTimeOffset();
        Assert.True(next > town.Clock.GetUtcNow());
    }

    [Fact]
    public async Task The_post_says_prices_deadline_what_is_missing_and_where()
    {
        await using var town = await Town.Open();
        var deal = await Sale.Of(town, eggs: 20, deal: 3, kind: "groupDeal");
        await deal.PaidOrder(await town.Resident(), eggs: 2);

        var post = (await town.Leader.Get($"{deal.Path}/post")).Ok().String("text")!;

        Assert.Contains("¥10/盒", post, StringComparison.Ordinal);
        Assert.Contains("剩 18 盒", post, StringComparison.Ordinal);
        Assert.Contains("还差 2 户", post, StringComparison.Ordinal);
        Assert.Contains("5月1日 22:00 截单", post, StringComparison.Ordinal);
        Assert.Contains("南门店", post, StringComparison.Ordinal);
        Assert.Contains(deal.Id.ToString(), post, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_link_shows_the_list_before_sign_in_but_no_draft_and_no_commission()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var draft = await Sale.Of(town, publish: false);
        var passerBy = town.Stranger();

        var seen = (await passerBy.Get($"/shops/{town.Shop}/campaigns")).Ok();
        Assert.Single(seen.Items);
        Assert.Equal(JsonValueKind.Null, seen.Items[0].GetProperty("commissionBasisPoints").ValueKind);
        (await passerBy.Get($"/shops/{town.Shop}/campaigns/{sale.Id}")).Ok();
        Assert.Equal("campaign.unknown", (await passerBy.Get($"/shops/{town.Shop}/campaigns/{draft.Id}")).Refused);
        Assert.Equal("campaign.unknown", (await passerBy.Get("/shops/nowhere/campaigns")).Refused);
    }

    [Fact]
    public async Task An_answer_that_did_not_change_costs_nothing_again()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        var first = (await resident.Get(sale.Path)).Ok();

        Assert.Equal(304, (await resident.Get(sale.Path, ifNoneMatch: first.ETag)).Status);
        (await sale.Order(resident, eggs: 1)).Ok();
        Assert.Equal(200, (await resident.Get(sale.Path, ifNoneMatch: first.ETag)).Status);
    }
}
