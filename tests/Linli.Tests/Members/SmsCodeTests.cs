using Linli.Platform;

namespace Linli.Tests.Members;

/// <summary>Against the stand-in gateway over HTTP, signatures included.</summary>
[Collection(nameof(VillageHouse))]
public class SmsCodeTests(VillageHouse house)
{
    static string SomePhone => $"139{Random.Shared.Next(100_000_000):00000000}";

    static Task<Answer> Ask(Village village, string phone, Guid? id = null) =>
        village.Stranger().Put($"/sms-codes/{id ?? Guid.CreateVersion7()}", new { shop = village.Code, phone });

    [Fact]
    public async Task A_resident_is_made_at_the_first_sign_in_and_known_at_the_next()
    {
        var (village, phone) = (await Village.In(house.Town), SomePhone);
        await Ask(village, phone);
        var first = (await village.SignIn(phone, code: await house.CodeOn(phone))).Body.GetProperty("me");
        await Ask(village, phone);
        var second = (await village.SignIn(phone, code: await house.CodeOn(phone))).Body.GetProperty("me");

        Assert.Equal(["resident"], first.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, first.GetProperty("household").ValueKind);
    }

    [Fact]
    public async Task A_staff_phone_signs_in_as_what_it_is()
    {
        var village = await Village.In(house.Town);
        await Ask(village, "13800000003");
        var me = (await village.SignIn("13800000003", code: await house.CodeOn("13800000003"))).Body.GetProperty("me");
        Assert.Equal(village.Leader.Id.Value, me.GetProperty("id").GetGuid());
        Assert.Equal("leader", me.GetProperty("roles")[0].GetString());
    }

    [Fact]
    public async Task A_code_signs_in_once_though_a_lost_answer_may_be_asked_for_again()
    {
        var (village, phone, session) = (await Village.In(house.Town), SomePhone, Guid.CreateVersion7());
        await Ask(village, phone);
        var code = await house.CodeOn(phone);

        Assert.Equal(200, (await village.SignIn(phone, code: code, session: session)).Status);
        Assert.Equal(200, (await village.SignIn(phone, code: code, session: session)).Status);
        Assert.Equal("sign-in.wrong", (await village.SignIn(phone, code: code)).Refused);
    }

    [Fact]
    public async Task A_code_lasts_five_minutes()
    {
        var (village, phone) = (await Village.In(house.Town), SomePhone);
        await Ask(village, phone);
        var code = await house.CodeOn(phone);
        house.Clock.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("sign-in.wrong", (await village.SignIn(phone, code: code)).Refused);
    }

    [Fact]
    public async Task Only_the_newest_code_counts_and_only_at_its_own_shop_and_phone()
    {
        var (village, other, phone) = (await Village.In(house.Town), await Village.In(house.Town), SomePhone);
        await Ask(village, phone);
        var old = await house.CodeOn(phone);
        house.Clock.Pass(TimeSpan.FromSeconds(30));
        await Ask(village, phone);
        var code = await house.CodeOn(phone);

        if (old != code) Assert.Equal("sign-in.wrong", (await village.SignIn(phone, code: old)).Refused);
        Assert.Equal("sign-in.wrong", (await other.SignIn(phone, code: code)).Refused);
        Assert.Equal("sign-in.wrong", (await village.SignIn(SomePhone, code: code)).Refused);
        Assert.Equal(200, (await village.SignIn(phone, code: code)).Status);
    }

    [Fact]
    public async Task Five_wrong_codes_lock_the_phone()
    {
        var (village, phone) = (await Village.In(house.Town), SomePhone);
        await Ask(village, phone);
        var code = await house.CodeOn(phone);
        var wrong = code == "000000" ? "000001" : "000000";
        for (var i = 0; i < 5; i++) Assert.Equal("sign-in.wrong", (await village.SignIn(phone, code: wrong)).Refused);
        Assert.Equal("sign-in.locked-out", (await village.SignIn(phone, code: code)).Refused);
    }

    [Fact]
    public async Task At_most_five_codes_go_to_a_phone_in_ten_minutes_however_fast_they_are_asked_for()
    {
        var (village, phone) = (await Village.In(house.Town), SomePhone);
        var answers = await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => Ask(village, phone)));

        Assert.Equal(5, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal((429, "sms.too-many"), a.No));
        Assert.Equal(5, (await house.Messages(phone)).Count);
        house.Clock.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(200, (await Ask(village, phone)).Status);
    }

    [Fact]
    public async Task The_same_request_answers_the_same_and_is_for_one_phone()
    {
        var (village, phone, id) = (await Village.In(house.Town), SomePhone, Guid.CreateVersion7());
        var first = await Ask(village, phone, id);
        house.Clock.Pass(TimeSpan.FromSeconds(20));
        var second = await Ask(village, phone, id);

        Assert.Equal(first.Text, second.Text);
        Assert.Equal((409, "sms.id-taken"), (await Ask(village, SomePhone, id)).No);
        Assert.Equal(200, (await village.SignIn(phone, code: await house.CodeOn(phone))).Status);
    }

    [Fact]
    public async Task A_phone_and_a_shop_are_needed()
    {
        var village = await Village.In(house.Town);
        Assert.Equal("person.phone", (await Ask(village, "12345")).Refused);
        Assert.Equal("sign-in.shop-unknown", (await village.Stranger().Put($"/sms-codes/{Guid.CreateVersion7()}",
            new { shop = "no-such-shop", phone = SomePhone })).Refused);
    }

    [Fact]
    public async Task Without_a_gateway_nothing_is_pretended()
    {
        await using var quiet = await Town.Open(new() { ["Sms:Address"] = "" });
        var village = await Village.In(quiet);
        var answer = await Ask(village, SomePhone);
        Assert.Equal((503, "sms.not-set-up"), answer.No);
    }

    [Fact]
    public async Task A_gateway_that_is_away_or_does_not_know_us_is_told_honestly()
    {
        await using var cutOff = await Town.Open(new() { ["Sms:Address"] = "http://127.0.0.1:9" });
        var away = await Village.In(cutOff);
        Assert.Equal((503, "sms.not-sent"), (await Ask(away, SomePhone)).No);
        await using var estranged = await Town.Open(new() { ["Sms:Secret"] = "not the secret" });
        var unknown = await Village.In(estranged);
        Assert.Equal("sms.not-sent", (await Ask(unknown, SomePhone)).Refused);
    }

    [Fact]
    public async Task After_a_gateways_bad_hour_the_same_request_sends_a_code_that_works()
    {
        var (village, phone, id) = (await Village.In(house.Town), SomePhone, Guid.CreateVersion7());
        await house.Misbehave(answer500: 1);
        var failed = await Ask(village, phone, id);
        await house.Misbehave(answer500: 0);
        var sent = await Ask(village, phone, id);

        Assert.Equal("sms.not-sent", failed.Refused);
        Assert.Equal(200, sent.Status);
        Assert.Equal(200, (await village.SignIn(phone, code: await house.CodeOn(phone))).Status);
    }

    [Fact]
    public async Task In_a_demo_the_code_is_fixed_and_needs_no_gateway()
    {
        await using var demo = await Town.Open(new() { ["Linli:FixedSmsCode"] = "246810", ["Sms:Address"] = "" });
        var village = await Village.In(demo);
        var phone = SomePhone;
        Assert.Equal("sign-in.wrong", (await village.SignIn(phone, code: "246810")).Refused);
        await Ask(village, phone);
        Assert.Equal(200, (await village.SignIn(phone, code: "246810")).Status);
    }
}
