using System.Text.Json;
using Linli.Members;
using Linli.Platform;
using Linli.Tests.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Members;

/// <summary>Signing in by WeChat, against a WeChat that is busy, silent, out of quota, and takes each code once.</summary>
public class WeChatSignInTests
{
    const string OpenId = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", Other = "oOtherMuAJO_M2pxb1Q9zNjWeS6o", Mine = "13900099001";

    static Task<JsonElement> Misbehave(Town town, params string[] faults) =>
        town.InWeChat(HttpMethod.Put, "faults", new { faults = faults.ToDictionary(f => f, _ => 1.0), seed = 7 });

    static async Task<string> PhoneCode(Town town, string number = Mine, string country = "86") =>
        (await town.InWeChat(HttpMethod.Post, "phone-codes", new { appId = CountingHouse.AppId, number, country })).GetProperty("code").GetString()!;

    static string Now(Town town) => Totp.Code("12345678901234567890"u8, town.Clock.GetUtcNow().ToUnixTimeSeconds() / 30);

    static Task<Answer> SignIn(Town town, string code, string? phoneCode = null, Guid? session = null, string app = "miniProgram", string? totp = null) =>
        town.Stranger().Put($"/sessions/{session ?? Guid.CreateVersion7()}/wechat", new { shop = town.Shop, app, code, phoneCode, totp });

    [Fact]
    public async Task The_first_time_with_the_phone_and_then_with_a_tap()
    {
        await using var town = await Town.OpenInWeChat();
        Assert.Equal("wechat.stranger", (await SignIn(town, await town.CodeOf(OpenId))).Refused);
        var first = (await SignIn(town, await town.CodeOf(OpenId), await PhoneCode(town))).Ok();
        Assert.Equal("139****9001", first["me"].GetProperty("phone").GetString());
        Assert.Equal("miniProgram", first["me"].GetProperty("weChat")[0].GetString());
        var again = (await SignIn(town, await town.CodeOf(OpenId))).Ok();
        Assert.Equal(first["me"].GetProperty("id").GetString(), again["me"].GetProperty("id").GetString());

        // Somebody whom the shop knows by phone is the same person, and brings the old WeChat or a new one.
        var known = await town.Resident();
        var came = (await SignIn(town, await town.CodeOf(Other), await PhoneCode(town, known.Phone))).Ok();
        Assert.Equal(known.Id.Value, came["me"].GetProperty("id").GetGuid());
        await town.Within(async services =>
        {
            var ids = services.GetRequiredService<WeChatIds>();
            Assert.Equal(new WeChatId(CountingHouse.AppId, Other), await ids.Of(known.Id, null, default));
            Assert.Null(await ids.Of(known.Id, WeChatApp.OfficialAccount, default));
            // What is kept tells nobody who it is.
            var rows = await services.GetRequiredService<LinliDb>().Set<WeChatIdentity>().AsNoTracking().ToListAsync();
            Assert.DoesNotContain(rows, r => (r.Sealed + r.Mark).Contains(Other[5..], StringComparison.Ordinal));
        });
        Assert.Contains("bind-wechat", (await town.Owner.Get("/audit")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_counts_once_but_a_lost_answer_is_asked_for_again()
    {
        await using var town = await Town.OpenInWeChat();
        var (session, code, phoneCode) = (Guid.CreateVersion7(), await town.CodeOf(OpenId), await PhoneCode(town));
        var first = (await SignIn(town, code, phoneCode, session)).Ok();
        var again = (await SignIn(town, code, phoneCode, session)).Ok();
        Assert.Equal(first["me"].GetProperty("id").GetString(), again["me"].GetProperty("id").GetString());
        Assert.Equal("wechat.code-wrong", (await SignIn(town, code)).Refused);
        Assert.Equal("wechat.code-wrong", (await SignIn(town, "made up")).Refused);
        var late = await town.CodeOf(OpenId);
        town.Clock.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal("wechat.code-wrong", (await SignIn(town, late)).Refused);
        // After ten minutes even under its own number.
        town.Clock.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal("wechat.code-wrong", (await SignIn(town, code, phoneCode, session)).Refused);
    }

    [Theory]
    [InlineData("login-busy", null), InlineData("login-limited", "wechat.busy"), InlineData("login-500", "wechat.silent"), InlineData("login-blocked", "wechat.blocked")]
    [InlineData("login-lost", "wechat.silent"), InlineData("login-html", "wechat.silent")]
    public async Task Whatever_WeChat_answers_nobody_else_is_signed_in_and_the_next_tap_works(string fault, string? refused)
    {
        await using var town = await Town.OpenInWeChat();
        (await SignIn(town, await town.CodeOf(OpenId), await PhoneCode(town))).Ok();
        await Misbehave(town, fault);
        var code = await town.CodeOf(OpenId);
        Assert.Equal(refused, (await SignIn(town, code)).Refused);
        await Misbehave(town);
        // What was taken without an answer is used up, and says so.
        if (fault is "login-lost" or "login-html" or "login-busy") Assert.Equal("wechat.code-wrong", (await SignIn(town, code)).Refused);
        (await SignIn(town, await town.CodeOf(OpenId))).Ok();
    }

    [Fact]
    public async Task Without_a_phone_from_WeChat_the_SMS_code_remains_and_WeChat_is_bound_afterwards()
    {
        await using var town = await Town.OpenInWeChat();
        await Misbehave(town, "phone-quota");
        Assert.Equal("wechat.phone-not-given", (await SignIn(town, await town.CodeOf(OpenId), await PhoneCode(town))).Refused);
        await Misbehave(town);
        Assert.Equal("wechat.phone-not-given", (await SignIn(town, await town.CodeOf(OpenId), "made up")).Refused);
        Assert.Equal("wechat.phone-not-given", (await SignIn(town, await town.CodeOf(OpenId), await PhoneCode(town, "91234567", "852"))).Refused);

        var me = await town.Resident();
        var (binding, code) = (Guid.CreateVersion7(), await town.CodeOf(OpenId));
        for (var i = 0; i < 2; i++) Assert.Equal("miniProgram", (await me.Put($"/me/wechat/{binding}", new { app = "miniProgram", code })).Ok()["weChat"][0].GetString());
        Assert.Equal(me.Id.Value, (await SignIn(town, await town.CodeOf(OpenId))).Ok()["me"].GetProperty("id").GetGuid());

        var other = await town.Resident();
        Assert.Equal("wechat.taken", (await other.Put($"/me/wechat/{Guid.CreateVersion7()}", new { app = "miniProgram", code = await town.CodeOf(OpenId) })).Refused);
        for (var i = 0; i < 2; i++) Assert.Equal(0, (await me.Put("/me/wechat/leaving", new { app = "miniProgram" })).Ok()["weChat"].GetArrayLength());
        (await other.Put($"/me/wechat/{Guid.CreateVersion7()}", new { app = "miniProgram", code = await town.CodeOf(OpenId) })).Ok();
    }

    [Fact]
    public async Task An_access_token_that_ran_out_is_renewed_once_and_shared()
    {
        await using var town = await Town.OpenInWeChat();
        (await SignIn(town, await town.CodeOf(OpenId), await PhoneCode(town))).Ok();
        (await SignIn(town, await town.CodeOf(Other), await PhoneCode(town, "13900099002"))).Ok();
        await Misbehave(town, "token-revoked");
        (await SignIn(town, await town.CodeOf("oThird8uMuAJO"), await PhoneCode(town, "13900099003"))).Ok();
        using var http = new HttpClient();
        var log = await http.GetStringAsync($"{town.World.Address}/control/log");
        Assert.Equal(2, log.Split("wechat token").Length - 1);
        Assert.DoesNotContain(Town.AppSecret, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_in_WeChat_knows_who_opened_it_under_the_official_account()
    {
        await using var town = await Town.OpenInWeChat();
        var apps = (await town.Stranger().Get("/wechat")).Ok();
        Assert.Equal((CountingHouse.AppId, Town.PageAppId), (apps.String("miniProgram"), apps.String("officialAccount")));
        // A code of one app is no code of the other.
        Assert.Equal("wechat.code-wrong", (await SignIn(town, await town.CodeOf(OpenId), app: "officialAccount")).Refused);
        Assert.Equal("wechat.stranger", (await SignIn(town, await town.CodeOf(OpenId, page: true), app: "officialAccount")).Refused);
        var me = await town.Resident();
        (await me.Put($"/me/wechat/{Guid.CreateVersion7()}", new { app = "officialAccount", code = await town.CodeOf(OpenId, page: true) })).Ok();
        Assert.Equal(me.Id.Value, (await SignIn(town, await town.CodeOf(OpenId, page: true), app: "officialAccount")).Ok()["me"].GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_and_somebody_who_left_stays_out()
    {
        await using var town = await Town.OpenInWeChat();
        var clerk = town.Clerk;
        (await clerk.Put($"/me/wechat/{Guid.CreateVersion7()}", new { app = "miniProgram", code = await town.CodeOf(OpenId) })).Ok();
        (await clerk.Put("/me/totp", new { code = Now(town), secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" })).Ok();
        town.Clock.Pass(TimeSpan.FromSeconds(60));
        var (session, code) = (Guid.CreateVersion7(), await town.CodeOf(OpenId));
        Assert.Equal("sign-in.totp-needed", (await SignIn(town, code, session: session)).Refused);
        Assert.Equal("sign-in.wrong", (await SignIn(town, code, session: session, totp: "000000")).Refused);
        (await SignIn(town, code, session: session, totp: Now(town))).Ok();

        (await town.Owner.Put($"/people/{clerk.Id.Value}", new { name = "离职", roles = new[] { "clerk" }, active = false })).Ok();
        Assert.Equal("sign-in.wrong", (await SignIn(town, await town.CodeOf(OpenId), totp: "000000")).Refused);
    }

    [Fact]
    public async Task Where_it_is_not_set_up_the_phone_remains_and_wrong_settings_are_refused_at_the_start()
    {
        await using var town = await Town.Open();
        Assert.Equal("wechat.not-set-up", (await SignIn(town, "any")).Refused);
        Assert.Equal(JsonValueKind.Null, (await town.Stranger().Get("/wechat")).Ok()["miniProgram"].ValueKind);

        static string? Read(params (string, string?)[] settings)
        {
            try { WeChatSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => "WeChat:" + s.Item1, s => s.Item2)).Build()); }
            catch (Refusal no)
            {
                Assert.DoesNotContain(Town.AppSecret, no.Message + no.English, StringComparison.Ordinal);
                return no.Code;
            }

            return null;
        }

        var (id, secret) = (("MiniProgram:AppId", CountingHouse.AppId), ("MiniProgram:Secret", Town.AppSecret));
        Assert.Null(Read());
        Assert.Null(Read(id, secret));
        Assert.Equal("wechat.app-id-wrong", Read(("MiniProgram:AppId", "gh_12345"), secret));
        Assert.Equal("wechat.app-secret-wrong", Read(id));
        Assert.Equal("wechat.app-secret-wrong", Read(id, ("MiniProgram:SecretFile", "/nowhere/secret")));
        Assert.Equal("wechat.version-wrong", Read(id, secret, ("MiniProgram:Version", "beta")));
        Assert.Equal("wechat.address-wrong", Read(("Address", "http://elsewhere.example")));
    }

    [Fact]
    public async Task A_secret_that_WeChat_does_not_know_is_told_to_the_owner()
    {
        await using var town = await Town.OpenInWeChat();
        await town.InWeChat(HttpMethod.Put, "apps", new { appId = CountingHouse.AppId, secret = new string('a', 32) });
        Assert.Equal("wechat.refuses-us", (await SignIn(town, await town.CodeOf(OpenId))).Refused);
    }
}
