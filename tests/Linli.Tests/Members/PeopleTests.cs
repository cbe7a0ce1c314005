using Linli.Members;
using Linli.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Members;

[Collection(nameof(VillageHouse))]
public class PeopleTests(VillageHouse house)
{
    static Dictionary<string, object?> Sorter(params (string Name, object? Value)[] changes)
    {
        var body = new Dictionary<string, object?>
        {
            ["name"] = "分拣阿强",
            ["phone"] = "13800000005",
            ["roles"] = new[] { "sorter" },
            ["active"] = true,
            ["password"] = "sorting at dawn",
        };
        foreach (var (name, value) in changes) body[name] = value;
        return body;
    }

    [Fact]
    public async Task The_owner_adds_a_person_once_however_often_it_is_sent()
    {
        var village = await Village.In(house.Town);
        var path = $"/people/{Guid.CreateVersion7()}";

        var first = await village.Owner.Put(path, Sorter());
        var session = await village.SignIn("13800000005", "sorting at dawn");
        var second = await village.Owner.Put(path, Sorter());

        Assert.Equal(first.Text, second.Text);
        Assert.Equal("138****0005", first.Of("phone"));
        Assert.Equal(200, (await village.Refresh(session.Of("refreshToken"))).Status);
        Assert.Single((await village.Owner.Get("/people?role=sorter")).Items);
    }

    [Fact]
    public async Task A_phone_shown_masked_may_be_sent_back_and_stays()
    {
        var village = await Village.In(house.Town, passwords: true);
        await village.Owner.Put($"/people/{village.Clerk.Id.Value}", Sorter(("phone", "138****0002"), ("password", null), ("roles", new[] { "clerk" })));
        await village.Owner.Put($"/people/{village.Clerk.Id.Value}", Sorter(("phone", null), ("password", null), ("roles", new[] { "clerk" })));
        Assert.Equal("分拣阿强", (await village.SignIn("13800000002", Village.Password)).Body.GetProperty("me").GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_a_person_must_not_be_is_refused_and_nothing_is_kept()
    {
        var village = await Village.In(house.Town);
        async Task Refused(string code, params (string, object?)[] changes) =>
            Assert.Equal(code, (await village.Owner.Put($"/people/{Guid.CreateVersion7()}", Sorter(changes))).Refused);

        await Refused("person.phone", ("phone", "123"));
        await Refused("person.phone", ("phone", null));
        await Refused("person.phone-taken", ("phone", "13800000003"));
        await Refused("person.roles", ("roles", Array.Empty<string>()));
        await Refused("person.only-hq-makes-hq", ("roles", new[] { "hq" }));
        await Refused("person.neighbourhoods", ("roles", new[] { "leader" }));
        await Refused("person.neighbourhoods", ("roles", new[] { "leader" }), ("neighbourhoods", new[] { Guid.NewGuid() }));
        await Refused("person.supplier-missing", ("roles", new[] { "supplier" }));
        await Refused("password.length", ("password", "short"));
        await Refused("members.text", ("name", " "));
        await Refused("members.text", ("name", new string('长', 41)));
        await Refused("request.malformed", ("roles", new[] { "king" }));
        await Refused("request.malformed", ("salary", 1));
        Assert.Equal("person.roles", (await village.Owner.Get("/people?role=king")).Refused);
        Assert.Equal(5, (await village.Owner.Get("/people")).Items.Length);
    }

    [Fact]
    public async Task Headquarters_may_appoint_headquarters_and_owners_may_not_touch_it()
    {
        var village = await Village.In(house.Town);
        Assert.Equal(200, (await village.Hq.Put($"/people/{Guid.CreateVersion7()}", Sorter(("roles", new[] { "hq" })))).Status);
        var demoted = await village.Owner.Put($"/people/{village.Hq.Id.Value}", Sorter());
        Assert.Equal((403, "person.only-hq-makes-hq"), demoted.No);
    }

    [Fact]
    public async Task Nobody_shuts_the_door_behind_themselves()
    {
        var village = await Village.In(house.Town);
        var asClerk = await village.Owner.Put($"/people/{village.Owner.Id.Value}", Sorter(("phone", null), ("roles", new[] { "clerk" })));
        var gone = await village.Owner.Put($"/people/{village.Owner.Id.Value}", Sorter(("phone", null), ("roles", new[] { "owner" }), ("active", false)));
        Assert.All([asClerk, gone], answer => Assert.Equal((409, "person.not-yourself"), answer.No));
    }

    [Fact]
    public async Task A_supplier_and_a_leader_keep_what_they_see()
    {
        var village = await Village.In(house.Town);
        var (person, supplier) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await village.Owner.Put($"/people/{person}", Sorter(("roles", new[] { "supplier" }), ("supplier", supplier)));
        Assert.Equal(supplier, await village.As(s => s.GetRequiredService<Roster>().SupplierOf(new(person), default)));

        var leader = await village.Owner.Put($"/people/{person}", Sorter(("roles", new[] { "leader" }), ("neighbourhoods", new[] { village.Elsewhere })));
        Assert.Equal(village.Elsewhere, leader.Body.GetProperty("neighbourhoods")[0].GetGuid());
        Assert.Null(await village.As(s => s.GetRequiredService<Roster>().SupplierOf(new(person), default)));
    }

    [Fact]
    public async Task A_leader_sees_the_households_of_the_own_neighbourhoods_only()
    {
        var village = await Village.In(house.Town);
        var far = await village.Newcomer("13900000033");
        await far.Put("/me/household", new { building = village.FarBuilding, room = "101", name = "远处的家" });

        Assert.Equal("王叔叔家", (await village.Leader.Get("/households")).Items.Single().GetProperty("name").GetString());
        Assert.Single((await village.Leader.Get($"/households?neighbourhood={village.Home}&q=王")).Items);
        Assert.Empty((await village.Leader.Get("/households?q=远处")).Items);
        var other = await village.Leader.Get($"/households?neighbourhood={village.Elsewhere}");
        Assert.Equal((403, "household.not-your-neighbourhood"), other.No);
        Assert.Equal(2, (await village.Clerk.Get("/households")).Items.Length);
        Assert.Equal("caller.wrong-role", (await village.Leader.Get("/people")).Refused);
    }

    [Fact]
    public async Task Whoever_reads_personal_data_leaves_a_line_without_the_data()
    {
        var village = await Village.In(house.Town);
        await village.Clerk.Get("/people?q=李团长");
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        await village.Leader.Get("/households?q=王叔叔");

        var log = await village.Owner.Get("/audit");

        Assert.Equal([("read-households", "李团长"), ("read-people", "店员小陈")], log.Items.Select(Line));
        Assert.DoesNotContain("王叔叔", log.Text, StringComparison.Ordinal);
        Assert.Equal("caller.wrong-role", (await village.Clerk.Get("/audit")).Refused);
    }

    [Fact]
    public async Task Another_shop_sees_and_changes_nothing_of_this_one()
    {
        var (village, other) = (await Village.In(house.Town), await Village.In(house.Town));

        Assert.DoesNotContain(village.Clerk.Id.Value.ToString(), (await other.Owner.Get("/people")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(village.Household.Value.ToString(), (await other.Owner.Get("/households")).Text, StringComparison.Ordinal);
        await other.Owner.Put($"/people/{village.Clerk.Id.Value}", Sorter(("phone", "13800000099")));

        Assert.Equal("店员小陈", (await village.Clerk.Get("/me")).Of("name"));
        Assert.Equal("sign-in.wrong", (await village.SignIn("13800000099", "sorting at dawn")).Refused);
        Assert.Equal(200, (await other.SignIn("13800000099", "sorting at dawn")).Status);
    }

    static (string Action, string Who) Line(System.Text.Json.JsonElement line) =>
        (line.GetProperty("action").GetString()!, line.GetProperty("who").GetProperty("name").GetString()!);
}
