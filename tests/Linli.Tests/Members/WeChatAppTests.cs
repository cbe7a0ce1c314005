using System.Text.Json;
using Linli.Channels;
using Linli.Members;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;
using Linli.Tests.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Members;

/// <summary>A shop's own mini-program beside the house's: two operators, two accounts, one WeChat.</summary>
public class WeChatAppTests
{
    const string OwnId = "wxaaaabbbbcccc1111", OwnSecret = "00112233445566778899aabbccddeeff", OpenId = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

    static string Template(Town town) => $"arrived-template-of-{town.Shop}";

    static Task<Answer> Set(Town town, string? appId, string? secret = null, string? version = null) =>
        town.Owner.Put("/wechat/apps/miniProgram", new { appId, secret, version });

    /// <summary>The house's shop, and next door one with a mini-program of its own.</summary>
    static async Task<(Town House, Town Own)> Open(string boundApps = "")
    {
        var house = await Town.OpenInWeChat(apps: boundApps);
        await house.InWeChat(HttpMethod.Put, "apps", new { appId = OwnId, secret = OwnSecret });
        var own = await house.NextDoor();
        (await Set(own, OwnId, OwnSecret)).Ok();
        return (house, own);
    }

    static async Task<string> Code(Town town, string appId) => (await town.InWeChat(HttpMethod.Post, "codes", new { appId, openId = OpenId })).GetProperty("code").GetString()!;

    static async Task<Answer> Bind(Town town, Person who, string appId) =>
        await who.Put($"/me/wechat/{Guid.CreateVersion7()}", new { app = "miniProgram", code = await Code(town, appId) });

    static async Task<(string What, string About)[]> Log(Town town)
    {
        using var http = new HttpClient();
        return [.. JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(new Uri($"{town.World.Address}/control/log"))).EnumerateArray()
            .Select(e => (e.GetProperty("what").GetString()!, e.GetProperty("about").GetString()!))];
    }

    [Fact]
    public async Task Each_shop_speaks_to_WeChat_by_its_own_account_and_never_by_the_others()
    {
        var (house, own) = await Open();
        await using var _ = house;
        async Task<string?> Known(Town town) => (await house.Stranger().Get($"/wechat?shop={town.Shop}")).Ok().String("miniProgram");
        Assert.Equal((CountingHouse.AppId, OwnId), (await Known(house), await Known(own)));

        foreach (var (town, app, other) in new[] { (house, CountingHouse.AppId, OwnId), (own, OwnId, CountingHouse.AppId) })
        {
            // Who somebody is, which phone they have, …
            var phone = town == house ? "13900077001" : "13900077002";
            var phoneCode = (await house.InWeChat(HttpMethod.Post, "phone-codes", new { appId = app, number = phone, country = "86" })).GetProperty("code").GetString();
            (await house.Stranger().Put($"/sessions/{Guid.CreateVersion7()}/wechat", new { shop = town.Shop, app = "miniProgram", code = await Code(house, app), phoneCode })).Ok();
            var who = await town.Resident();
            Assert.Equal("wechat.code-wrong", (await Bind(house, who, other)).Refused);
            Assert.Equal("wechat.taken", (await Bind(house, who, app)).Refused);

            // … that goods are there, …
            (await town.Owner.Put("/notice-templates/arrived", new { template = Template(town), fields = new { thing1 = "campaign" } })).Ok();
            Assert.Equal(app, (await town.Owner.Get("/notice-templates")).Ok().String("miniProgram"));
            await house.InWeChat(HttpMethod.Put, "consents", new { openId = OpenId + town.Shop, template = Template(town), times = 1 });
            var code = (await house.InWeChat(HttpMethod.Post, "codes", new { appId = app, openId = OpenId + town.Shop })).GetProperty("code").GetString();
            (await who.Put($"/me/wechat/{Guid.CreateVersion7()}", new { app = "miniProgram", code })).Ok();
            (await who.Put($"/me/subscriptions/{Guid.CreateVersion7()}", new { accepted = new[] { "arrived" } })).Ok();
            var sale = await Sale.Of(town);
            (await sale.Order(who, eggs: 1)).Ok();
            await sale.CutOff();
            await sale.ArriveAll();

            // … and the code of a list.
            var link = (await town.Leader.Put($"{sale.Path}/link", new { })).Ok();
            for (var tries = 0; tries < 5 && link["picture"].ValueKind == JsonValueKind.Null; tries++)
            {
                // On a busy machine WeChat was silent for a moment, and is left alone for twenty seconds.
                await house.Pass(TimeSpan.FromSeconds(30));
                link = (await town.Leader.Put($"{sale.Path}/link", new { })).Ok();
            }

            Assert.True(link["picture"].ValueKind == JsonValueKind.String, link.Text);
        }

        var messages = (await house.InWeChat(HttpMethod.Get, "messages")).EnumerateArray()
            .Select(m => (m.GetProperty("app").GetString(), m.GetProperty("template").GetString())).ToArray();
        Assert.Equal([(CountingHouse.AppId, Template(house)), (OwnId, Template(own))], messages);
        var log = await Log(house);
        // One token for each, asked for once on this host when it was tried and once when it was needed: WeChat gave the same.
        Assert.Equal([CountingHouse.AppId, OwnId], log.Where(l => l.What == "wechat token").Select(l => l.About).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal([CountingHouse.AppId, OwnId], log.Where(l => l.What == "wechat code").Select(l => l.About).Distinct());
        Assert.Equal([CountingHouse.AppId, OwnId], log.Where(l => l.What == "wechat phone").Select(l => l.About));
    }

    [Fact]
    public async Task It_is_tried_before_it_counts_and_its_secret_is_told_to_nobody()
    {
        var (house, own) = await Open();
        await using var _ = house;
        var apps = (await own.Owner.Get("/wechat/apps")).Ok();
        Assert.Equal(("own", OwnId, CountingHouse.AppId, true), (apps.Items[0].Text("whose"), apps.Items[0].Text("appId"), apps.Items[0].Text("houseAppId"), apps.Items[0].GetProperty("isReadable").GetBoolean()));
        Assert.Equal("house", (await house.Owner.Get("/wechat/apps")).Ok().Items[0].Text("whose"));
        Assert.DoesNotContain(OwnSecret, apps.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(OwnSecret, (await own.Owner.Get("/audit")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal(403, (await own.Clerk.Get("/wechat/apps")).Status);

        // Who only knows the id of the shop next door gets nothing by it, though this host holds its token.
        Assert.Equal("wechat.app-secret-wrong", (await Set(house, OwnId, new string('0', 32))).Refused);
        Assert.Equal("wechat.app-secret-wrong", (await Set(house, OwnId)).Refused);
        Assert.Equal("wechat.app-secret-wrong", (await Set(house, OwnId, "short")).Refused);
        Assert.Equal("wechat.app-id-wrong", (await Set(house, "wx", OwnSecret)).Refused);
        Assert.Equal("wechat.app-id-wrong", (await Set(house, "wx0000000000000000", OwnSecret)).Refused);
        Assert.Equal("wechat.own-version-wrong", (await Set(house, OwnId, OwnSecret, "newest")).Refused);
        await house.InWeChat(HttpMethod.Put, "faults", new { faults = new Dictionary<string, double> { ["address-not-listed"] = 1.0 }, seed = 7 });
        var unlisted = await Set(house, OwnId, OwnSecret);
        Assert.Equal("wechat.address-not-listed", unlisted.Refused);
        Assert.Contains("203.0.113.7", unlisted.Text, StringComparison.Ordinal);
        await house.InWeChat(HttpMethod.Put, "faults", new { faults = new Dictionary<string, double>(), seed = 7 });

        // The same again needs no secret; it lies encrypted under its shop's name, and copied to another's it opens nothing.
        (await Set(own, OwnId, version: "trial")).Ok();
        Assert.Equal("trial", (await own.Owner.Get("/wechat/apps")).Items[0].Text("version"));
        var text = "";
        await own.Within(async services => text = (await services.GetRequiredService<LinliDb>().Set<OwnApp>().AsNoTracking().SingleAsync()).SealedSecret);
        Assert.DoesNotContain(OwnSecret, text, StringComparison.Ordinal);
        await house.Within(async services =>
        {
            var db = services.GetRequiredService<LinliDb>();
            db.Add(new OwnApp { App = WeChatApp.MiniProgram, AppId = OwnId, SealedSecret = text, Version = "release", SetAt = house.Clock.GetUtcNow() });
            await db.Commit(default);
            Assert.Null(await services.GetRequiredService<MiniProgram>().AppId(default));
        });
        Assert.False((await house.Owner.Get("/wechat/apps")).Items[0].GetProperty("isReadable").GetBoolean());

        // Without one of its own it is the house's again.
        for (var i = 0; i < 2; i++) Assert.Equal("house", (await Set(house, null)).Ok().String("whose"));
        Assert.Equal("house", (await Set(own, "")).Ok().String("whose"));
    }

    [Theory]
    [InlineData("", "payment.app-not-bound"), InlineData(OwnId, null)]
    public async Task It_takes_payments_once_the_merchant_is_bound_to_it(string bound, string? refused)
    {
        var (house, own) = await Open(bound);
        await using var _ = house;
        var who = await own.Resident();
        (await Bind(house, who, OwnId)).Ok();
        var sale = await Sale.Of(own);
        var order = (await sale.Order(who, eggs: 1, payment: "wechat")).Ok()["id"].GetGuid();
        Assert.Equal(refused, (await who.Put($"/orders/{order}/payments/{Guid.CreateVersion7()}", new { way = "jsapi", app = "miniProgram" })).Refused);
    }
}
