using Linli.Members;
using Linli.Platform;

namespace Linli.Tests.Members;

[Collection(nameof(VillageHouse))]
public class SignInTests(VillageHouse house)
{
    [Fact]
    public async Task Staff_sign_in_by_password_and_learn_who_they_are()
    {
        var village = await Village.In(house.Town, passwords: true);

        var answer = await village.SignIn("13800000003", Village.Password);

        var me = answer.Body.GetProperty("me");
        Assert.Equal("138****0003", me.GetProperty("phone").GetString());
        Assert.Equal(village.Code, me.GetProperty("shop").GetProperty("code").GetString());
        Assert.Equal(["leader"], me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal([village.Home], me.GetProperty("neighbourhoods").EnumerateArray().Select(n => n.GetGuid()));
        Assert.DoesNotContain("13800000003", answer.Text, StringComparison.Ordinal);
        Assert.Equal(7200, answer.Body.GetProperty("expiresIn").GetInt32());
        Assert.Equal(200, (await new Person(house.Town.CreateClient(), answer.Of("token"), default, "").Get("/me")).Status);
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_phone_and_somebody_who_left_are_refused_alike()
    {
        var village = await Village.In(house.Town, passwords: true);
        await village.Owner.Put($"/people/{village.Clerk.Id.Value}", new { name = "小陈", roles = new[] { "clerk" }, active = false });

        var wrong = await village.SignIn("13800000001", "a wrong password");
        var unknown = await village.SignIn("13900000001", Village.Password);
        var left = await village.SignIn("13800000002", Village.Password);
        var noPassword = await village.SignIn("13800001001", Village.Password);

        // Each request has a name of its own; all else must be the same.
        static string Said(Answer answer) => string.Join('\n', answer.Body.EnumerateObject().Where(p => p.Name != "requestId"));
        Assert.Equal("sign-in.wrong", wrong.Refused);
        Assert.Equal(401, wrong.Status);
        Assert.All([unknown, left, noPassword], other => Assert.Equal(Said(wrong), Said(other)));
    }

    [Theory]
    [InlineData("13800000001")]
    [InlineData("13911111111")]
    public async Task Five_wrong_guesses_lock_a_phone_for_fifteen_minutes_whether_it_is_known_or_not(string phone)
    {
        var village = await Village.In(house.Town, passwords: true);
        for (var i = 0; i < 5; i++) Assert.Equal("sign-in.wrong", (await village.SignIn(phone, $"guess {i}")).Refused);

        var locked = await village.SignIn(phone, Village.Password);
        house.Clock.Pass(TimeSpan.FromMinutes(14));
        Assert.Equal("sign-in.locked-out", (await village.SignIn(phone, Village.Password)).Refused);
        house.Clock.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal((409, "sign-in.locked-out"), locked.No);
        Assert.Equal(phone == "13800000001" ? 200 : 401, (await village.SignIn(phone, Village.Password)).Status);
    }

    [Fact]
    public async Task Many_guesses_at_once_are_counted_one_by_one()
    {
        var village = await Village.In(house.Town, passwords: true);

        var guesses = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => village.SignIn("13800000001", $"guess {i}")));

        Assert.Equal(5, guesses.Count(g => g.Refused == "sign-in.wrong"));
        Assert.Equal(1, guesses.Count(g => g.Refused == "sign-in.locked-out"));
    }

    [Fact]
    public async Task Signing_in_well_forgets_the_guesses_before()
    {
        var village = await Village.In(house.Town, passwords: true);
        for (var i = 0; i < 8; i++)
            Assert.Equal(i % 4 == 3 ? 200 : 401, (await village.SignIn("13800000001", i % 4 == 3 ? Village.Password : "wrong")).Status);
    }

    [Fact]
    public async Task One_signs_in_with_a_phone_one_proof_and_a_shop_that_exists()
    {
        var village = await Village.In(house.Town, passwords: true);
        Assert.Equal("sign-in.one-proof", (await village.SignIn("13800000001")).Refused);
        Assert.Equal("sign-in.one-proof", (await village.SignIn("13800000001", Village.Password, "123456")).Refused);
        Assert.All(await Task.WhenAll(new[] { "1380000000", "23800000001", "12800000001", "138000000011", "1380000000a", "", new string('1', 5000) }
            .Select(phone => village.SignIn(phone, Village.Password))), answer => Assert.Equal("person.phone", answer.Refused));
        Assert.Equal("sign-in.shop-unknown", (await village.Stranger().Put($"/sessions/{Guid.CreateVersion7()}",
            new { shop = "no-such-shop", phone = "13800000001", password = Village.Password })).Refused);
        Assert.Equal(200, (await village.SignIn("+86 138-0000-0001", Village.Password)).Status);
    }

    [Fact]
    public async Task Only_the_one_shop_of_an_installation_needs_no_name()
    {
        await using var town = await Town.Open();
        var clerk = await town.Staff(Role.Clerk, password: Village.Password);
        var body = new { phone = clerk.Phone, password = Village.Password };
        Assert.Equal(200, (await town.Stranger().Put($"/sessions/{Guid.CreateVersion7()}", body)).Status);

        await Village.In(town);
        Assert.Equal("sign-in.shop-unknown", (await town.Stranger().Put($"/sessions/{Guid.CreateVersion7()}", body)).Refused);
    }

    [Fact]
    public async Task A_session_goes_on_until_the_person_leaves_or_changes()
    {
        var village = await Village.In(house.Town);

        Assert.Equal("李团长", (await village.Refresh(village.Leader))["me"].GetProperty("name").GetString());
        await village.Owner.Put($"/people/{village.Leader.Id.Value}", new { name = "李团长", roles = new[] { "sorter" }, active = true });
        await village.Owner.Put($"/people/{village.Clerk.Id.Value}", new { name = "小陈", roles = new[] { "clerk" }, active = false });

        Assert.Equal((401, "sign-in.expired"), (await village.Refresh(village.Leader)).No);
        Assert.Equal("sign-in.expired", (await village.Refresh(village.Clerk)).Refused);
        Assert.Equal("sign-in.expired", (await village.Clerk.Get("/me")).Refused);
        Assert.Equal("sign-in.expired", (await village.Refresh("forged")).Refused);
        Assert.Equal(200, (await village.Refresh(village.Resident)).Status);
        house.Clock.Pass(TimeSpan.FromDays(31));
        Assert.Equal("sign-in.expired", (await village.Refresh(village.Resident)).Refused);
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_asking_twice_changes_it_once()
    {
        var village = await Village.In(house.Town, passwords: true);
        var change = new { old = Village.Password, @new = "an even better one" };

        Assert.Equal("password.wrong", (await village.Owner.Put("/me/password", new { old = "not it", @new = "an even better one" })).Refused);
        Assert.Equal("password.length", (await village.Owner.Put("/me/password", new { old = Village.Password, @new = "short" })).Refused);
        var first = await village.Owner.Put("/me/password", change);
        var second = await village.Owner.Put("/me/password", change);

        Assert.Equal("sign-in.expired", (await village.Refresh(village.Owner)).Refused);
        Assert.Equal(200, (await village.Refresh(first.Of("refreshToken"))).Status);
        Assert.Equal(200, (await village.Refresh(second.Of("refreshToken"))).Status);
        Assert.Equal("sign-in.wrong", (await village.SignIn("13800000001", Village.Password)).Refused);
        Assert.Equal(200, (await village.SignIn("13800000001", "an even better one")).Status);
    }

    [Fact]
    public async Task Guessing_the_old_password_of_a_screen_left_open_locks_too()
    {
        var village = await Village.In(house.Town, passwords: true);
        for (var i = 0; i < 5; i++)
            Assert.Equal("password.wrong", (await village.Owner.Put("/me/password", new { old = $"guess {i}", @new = "a thief's password" })).Refused);
        Assert.Equal("sign-in.locked-out", (await village.Owner.Put("/me/password", new { old = Village.Password, @new = "a thief's password" })).Refused);
    }

    [Fact]
    public async Task Too_many_tries_from_one_address_wait_a_minute()
    {
        await using var careful = await Town.Open(new() { ["Linli:GuessesPerMinute"] = "3" });
        var village = await Village.In(careful);
        for (var i = 0; i < 3; i++) await village.SignIn("13800000001", Village.Password);

        Assert.Equal((429, "busy.too-many"), (await village.SignIn("13800000001", Village.Password)).No);
    }

    [Fact]
    public async Task The_refusal_speaks_the_callers_language()
    {
        var village = await Village.In(house.Town);
        Assert.Contains("手机号", (await village.SignIn("13800000001", "wrong")).Of("title"), StringComparison.Ordinal);
        Assert.StartsWith("The phone", (await village.Stranger().Put($"/sessions/{Guid.CreateVersion7()}",
            new { shop = village.Code, phone = "13800000001", password = "wrong" }, language: "en-GB")).Of("title"), StringComparison.Ordinal);
    }
}
