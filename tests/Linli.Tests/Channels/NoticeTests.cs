using System.Text.Json;
using Linli.Channels;
using Linli.Ordering;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;
using Linli.Tests.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Channels;

/// <summary>订阅消息: each yes is good for one notice, and each piece of news is told once.</summary>
public class NoticeTests
{
    const string OpenId = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

    static string Template(string kind) => $"{kind}-template-of-the-tests";

    static Task<JsonElement> Misbehave(Town town, params string[] faults) =>
        town.InWeChat(HttpMethod.Put, "faults", new { faults = faults.ToDictionary(f => f, _ => 1.0), seed = 7 });

    /// <summary>A shop with templates for everything, and a household that WeChat knows.</summary>
    static async Task<(Town Town, Person Who)> Open()
    {
        var town = await Town.OpenInWeChat();
        foreach (var kind in new[] { "arrived", "dealReached", "dealFailed", "refunded" })
            (await town.Owner.Put($"/notice-templates/{kind}", new
            {
                template = Template(kind),
                fields = new { thing1 = "campaign", character_string2 = "order", time3 = "time", thing4 = "place", amount5 = "amount", thing6 = "note" },
            })).Ok();
        var who = await town.Resident();
        (await who.Put($"/me/wechat/{Guid.CreateVersion7()}", new { app = "miniProgram", code = await town.CodeOf(OpenId) })).Ok();
        return (town, who);
    }

    /// <summary>The person taps yes so often, and WeChat remembers it.</summary>
    static async Task Agree(Town town, Person who, string kind, int times = 1)
    {
        for (var i = 0; i < times; i++) (await who.Put($"/me/subscriptions/{Guid.CreateVersion7()}", new { accepted = new[] { kind } })).Ok();
        await town.InWeChat(HttpMethod.Put, "consents", new { openId = OpenId, template = Template(kind), times });
    }

    static async Task<JsonElement[]> Messages(Town town) => [.. (await town.InWeChat(HttpMethod.Get, "messages")).EnumerateArray()];

    static async Task<int> Left(Person who, string kind) => (await who.Get("/me/subscriptions")).Ok()["offers"].EnumerateArray()
        .Single(o => o.GetProperty("kind").GetString() == kind).GetProperty("left").GetInt32();

    static async Task<JsonElement[]> Sent(Town town) => (await town.Owner.Get("/dispatches?carrier=notice")).Ok().Items;

    static async Task<Sale> Arrived(Town town, Person who)
    {
        var sale = await Sale.Of(town);
        (await sale.Order(who, eggs: 1)).Ok();
        await sale.CutOff();
        await sale.ArriveAll();
        return sale;
    }

    [Fact]
    public async Task Who_agreed_once_is_told_once_that_goods_are_there()
    {
        var (town, who) = await Open();
        await using var _ = town;
        await Agree(town, who, "arrived");
        Assert.Equal(1, await Left(who, "arrived"));
        var sale = await Arrived(town, who);
        var message = Assert.Single(await Messages(town));
        Assert.Equal((OpenId, Template("arrived")), (message.GetProperty("to").GetString(), message.GetProperty("template").GetString()));
        Assert.StartsWith("pages/order?id=", message.GetProperty("page").GetString(), StringComparison.Ordinal);
        Assert.Equal("测试团", message.GetProperty("data").GetProperty("thing1").GetProperty("value").GetString());
        Assert.Equal(0, await Left(who, "arrived"));

        // The next arrival finds no yes.
        await Arrived(town, who);
        Assert.Single(await Messages(town));
        var shown = Assert.Single(await Sent(town));
        Assert.Equal(("sent", "arrived", "测试团"), (shown.GetProperty("state").GetString(), shown.GetProperty("notice").GetString(), shown.GetProperty("title").GetString()));
        Assert.DoesNotContain(OpenId, (await town.Owner.Get("/dispatches")).Text, StringComparison.Ordinal);
        // What lies in the queue tells nobody anything.
        await town.Within(async services => Assert.DoesNotContain("测试团",
            (await services.GetRequiredService<LinliDb>().Set<Dispatch>().AsNoTracking().FirstAsync()).Sealed, StringComparison.Ordinal));
        Assert.NotEqual(Guid.Empty, sale.Id);
    }

    [Fact]
    public async Task A_deal_made_a_deal_failed_and_money_back_are_told()
    {
        var (town, who) = await Open();
        await using var _ = town;
        foreach (var kind in new[] { "dealReached", "dealFailed", "refunded" }) await Agree(town, who, kind);
        var made = await Sale.Of(town, deal: 2, kind: "groupDeal");
        await made.PaidOrder(who, eggs: 1);
        await made.PaidOrder(await town.Resident(), eggs: 1);
        Assert.Equal([Template("dealReached")], (await Messages(town)).Select(m => m.GetProperty("template").GetString()));

        var failed = await Sale.Of(town, deal: 2, kind: "groupDeal");
        await failed.PaidOrder(who, eggs: 1);
        await failed.CutOff();
        for (var i = 0; i < 100 && (await Messages(town)).Length < 3; i++)
        {
            await Task.Delay(30);
            await town.Pass(TimeSpan.FromSeconds(30));
        }

        var all = await Messages(town);
        Assert.Equal([Template("dealFailed"), Template("dealReached"), Template("refunded")], all.Select(m => m.GetProperty("template").GetString()).Order());
        Assert.Equal("¥10.00", all.Single(m => m.GetProperty("template").GetString() == Template("refunded")).GetProperty("data").GetProperty("amount5").GetProperty("value").GetString());
    }

    [Fact]
    public async Task A_yes_counts_once_however_often_the_phone_says_it()
    {
        var (town, who) = await Open();
        await using var _ = town;
        var ask = Guid.CreateVersion7();
        for (var i = 0; i < 2; i++) (await who.Put($"/me/subscriptions/{ask}", new { accepted = new[] { "arrived" }, declined = new[] { "refunded" } })).Ok();
        Assert.Equal((1, 0), (await Left(who, "arrived"), await Left(who, "refunded")));
        Assert.Equal("notice.ask-id-taken", (await who.Put($"/me/subscriptions/{ask}", new { accepted = new[] { "refunded" } })).Refused);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => who.Put($"/me/subscriptions/{Guid.CreateVersion7()}", new { accepted = new[] { "arrived" } })));
        Assert.Equal(6, await Left(who, "arrived"));

        (await town.Owner.Put("/notice-templates/refunded", new { template = Template("refunded"), fields = new { thing1 = "note" }, active = false })).Ok();
        Assert.Equal("notice.not-offered", (await who.Put($"/me/subscriptions/{Guid.CreateVersion7()}", new { accepted = new[] { "refunded" } })).Refused);
        Assert.Equal("notice.template-wrong", (await town.Owner.Put("/notice-templates/arrived", new { template = "短", fields = new { thing1 = "note" } })).Refused);
        Assert.Equal("notice.fields-wrong", (await town.Owner.Put("/notice-templates/arrived", new { template = Template("arrived"), fields = new { anything = "note" } })).Refused);
        // A yes to the old template is none to the new one.
        (await town.Owner.Put("/notice-templates/arrived", new { template = Template("arrived") + "2", fields = new { thing1 = "note" } })).Ok();
        Assert.Equal(0, await Left(who, "arrived"));
    }

    [Theory]
    [InlineData("send-busy", "sent", 1, 0), InlineData("send-limited", "sent", 1, 0)]
    [InlineData("send-refused", "refused", 0, 0), InlineData("send-nobody", "refused", 0, 1), InlineData("send-fields", "refused", 0, 2)]
    [InlineData("send-500-done", "unclear", 1, 1), InlineData("send-lost", "unclear", 1, 1)]
    public async Task Whatever_WeChat_answers_a_notice_is_sent_at_most_once(string fault, string state, int messages, int left)
    {
        var (town, who) = await Open();
        await using var _ = town;
        var busy = state == "sent";
        await Agree(town, who, "arrived", busy ? 1 : 2);
        await Misbehave(town, fault);
        await Arrived(town, who);
        await town.Pass(TimeSpan.FromSeconds(70));
        await Misbehave(town);
        for (var i = 0; i < 5; i++) await town.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(messages, (await Messages(town)).Length);
        Assert.Equal(state, Assert.Single(await Sent(town)).GetProperty("state").GetString());
        Assert.Equal(left, await Left(who, "arrived"));
    }

    [Fact]
    public async Task What_did_not_arrive_is_shown_with_its_reason_and_goes_out_again_on_a_yes_that_is_left()
    {
        var (town, who) = await Open();
        await using var _ = town;
        await Agree(town, who, "arrived", 2);
        await Misbehave(town, "send-fields");
        await Arrived(town, who);
        await Misbehave(town);
        var order = (await who.Get("/me/orders")).Items[0].GetProperty("id").GetGuid();
        var lost = (await town.Owner.Get("/dispatches?missed=true")).Ok();
        Assert.Equal(1, lost.Long("missed"));
        var shown = Assert.Single(lost.Items);
        Assert.Equal(("refused", "templateFields", 47003, order, true), (shown.GetProperty("state").GetString(), shown.GetProperty("trouble").GetString(),
            shown.GetProperty("said").GetInt32(), shown.GetProperty("order").GetGuid(), shown.GetProperty("canSendAgain").GetBoolean()));

        // The shop puts the fields right, and what is sent again is filled by them; however often it is tapped it goes out once.
        (await town.Owner.Put("/notice-templates/arrived", new { template = Template("arrived"), fields = new { thing7 = "campaign" } })).Ok();
        var path = $"/dispatches/{shown.GetProperty("id").GetGuid()}/tries/1";
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => town.Owner.Put(path)));
        (await town.Owner.Put(path)).Ok();
        await town.Settle();
        Assert.Equal("测试团", Assert.Single(await Messages(town)).GetProperty("data").GetProperty("thing7").GetProperty("value").GetString());
        Assert.Equal(1, await Left(who, "arrived"));
        Assert.Empty((await town.Owner.Get("/dispatches?missed=true")).Ok().Items);
        Assert.Equal("dispatch.not-stuck", (await town.Owner.Put($"/dispatches/{shown.GetProperty("id").GetGuid()}/tries/2")).Refused);
    }

    [Theory]
    [InlineData("send-refused", "noConsent"), InlineData("send-lost", "noAnswer")]
    public async Task Without_a_yes_nothing_is_sent_again(string fault, string trouble)
    {
        var (town, who) = await Open();
        await using var _ = town;
        await Agree(town, who, "arrived");
        await Misbehave(town, fault);
        await Arrived(town, who);
        await town.Pass(TimeSpan.FromSeconds(70));
        await Misbehave(town);
        var lost = Assert.Single((await town.Owner.Get("/dispatches?missed=true")).Ok().Items);
        Assert.Equal((trouble, false), (lost.GetProperty("trouble").GetString(), lost.GetProperty("canSendAgain").GetBoolean()));
        var before = (await Messages(town)).Length;
        var path = $"/dispatches/{lost.GetProperty("id").GetGuid()}/tries/{lost.GetProperty("tries").GetInt32()}";
        Assert.Equal("dispatch.no-yes", (await town.Owner.Put(path)).Refused);
        await town.Settle();
        Assert.Equal(before, (await Messages(town)).Length);

        await Agree(town, who, "arrived");
        (await town.Owner.Put(path)).Ok();
        await town.Settle();
        Assert.Equal((before + 1, 0), ((await Messages(town)).Length, await Left(who, "arrived")));
    }

    [Fact]
    public async Task What_waits_outlives_the_host_and_what_was_begun_is_not_sent_twice()
    {
        var (town, who) = await Open();
        await using var _ = town;
        await Agree(town, who, "arrived", 2);
        await Misbehave(town, "send-busy");
        await Arrived(town, who);
        Assert.Equal("waiting", Assert.Single(await Sent(town)).GetProperty("state").GetString());
        await Misbehave(town);
        await using (var other = town.AnotherHost())
        {
            town.Clock.Pass(TimeSpan.FromMinutes(2));
            await other.Settle();
        }

        Assert.Single(await Messages(town));

        // A host that died after it had begun: nobody knows whether the message went out.
        await town.Within(async services =>
        {
            var db = services.GetRequiredService<LinliDb>();
            await db.Set<Dispatch>().ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DispatchState.Sending));
            db.Raise(new DispatchDue((await db.Set<Dispatch>().AsNoTracking().FirstAsync()).Id));
            await db.Commit(default);
        });
        await town.Settle();
        Assert.Single(await Messages(town));
        Assert.Equal("unclear", Assert.Single(await Sent(town)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Without_WeChat_nothing_is_offered_and_nothing_breaks()
    {
        await using var town = await Town.Open();
        (await town.Owner.Put("/notice-templates/arrived", new { template = Template("arrived"), fields = new { thing1 = "note" } })).Ok();
        Assert.Equal(JsonValueKind.Null, (await town.Owner.Get("/notice-templates")).Ok()["miniProgram"].ValueKind);
        var who = await town.Resident();
        Assert.Equal(0, (await who.Get("/me/subscriptions")).Ok()["offers"].GetArrayLength());
        Assert.Equal("notice.not-offered", (await who.Put($"/me/subscriptions/{Guid.CreateVersion7()}", new { accepted = new[] { "arrived" } })).Refused);
        await Arrived(town, who);
        Assert.Empty((await town.Owner.Get("/dispatches")).Ok().Items);
    }
}
