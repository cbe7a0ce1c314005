using Linli.Members;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Members;

[Collection(nameof(VillageHouse))]
public class HouseholdTests(VillageHouse house)
{
    [Fact]
    public async Task A_newcomer_says_where_home_is()
    {
        var village = await Village.In(house.Town);
        var newcomer = await village.Newcomer("13900000011");
        var body = new { building = village.Building, room = " ２单元 501 ", name = "李女士家", pickupPoint = village.Point };

        var home = await newcomer.Put("/me/household", body);

        Assert.Equal("2单元501", home.Of("room"));
        Assert.Equal(village.Home.ToString(), home.Of("neighbourhood"));
        Assert.Equal(home.Text, (await newcomer.Put("/me/household", body)).Text);
        var me = await newcomer.Get("/me");
        Assert.Equal(home.Text, me.Body.GetProperty("household").GetRawText());
        Assert.Equal("李女士家", me.Of("name"));
    }

    [Fact]
    public async Task A_second_person_behind_the_same_door_joins_and_the_first_is_told()
    {
        var village = await Village.In(house.Town);
        var wife = await village.Newcomer("13900000022");

        var home = await wife.Put("/me/household", new { building = village.Building, room = "1单元402", name = "王叔叔家", pickupPoint = village.Point });

        Assert.Equal(village.Household.Value.ToString(), home.Of("id"));
        var inbox = await village.Resident.Get("/me/messages");
        Assert.Contains("0022", inbox.Items[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        var line = (await village.Owner.Get("/households?q=402")).Items.Single();
        Assert.Equal((2, "1001"), (line.GetProperty("people").GetInt32(), line.GetProperty("phoneTail").GetString()));
    }

    [Fact]
    public async Task A_home_stands_in_a_building_that_exists_and_has_a_door()
    {
        var (village, other) = (await Village.In(house.Town), await Village.In(house.Town));
        object Home(Guid? building = null, string room = "101", string name = "张家", Guid? point = null) =>
            new { building = building ?? village.Building, room, name, pickupPoint = point };

        Assert.Equal("household.building-unknown", (await village.Resident.Put("/me/household", Home(building: other.Building))).Refused);
        Assert.Equal("household.pickup-point-unknown", (await village.Resident.Put("/me/household", Home(point: other.Point))).Refused);
        Assert.Equal("members.text", (await village.Resident.Put("/me/household", Home(room: "  "))).Refused);
        Assert.Equal("members.text", (await village.Resident.Put("/me/household", Home(room: new string('1', 21)))).Refused);
        Assert.Equal("members.text", (await village.Resident.Put("/me/household", Home(name: "张\u0007家"))).Refused);
        Assert.Equal("caller.wrong-role", (await village.Clerk.Put("/me/household", Home())).Refused);
        Assert.Equal(village.Household.Value, (await village.Resident.Get("/me")).Body.GetProperty("household").GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Messages_are_unread_until_read_and_only_the_own_households()
    {
        var (village, other) = (await Village.In(house.Town), await Village.In(house.Town));
        foreach (var n in Enumerable.Range(1, 3)) await Send(village, $"第 {n} 条");
        await Send(other, "别家的");

        var inbox = await village.Resident.Get("/me/messages?take=2");
        Assert.Equal(["第 3 条", "第 2 条"], inbox.Items.Select(m => m.GetProperty("title").GetString()));
        Assert.Equal("3", inbox.Of("unread"));
        var english = (await village.Resident.Get("/me/messages?take=2", language: "en")).Items;
        Assert.Equal(["in English: 3", "in English: 2"], english.Select(m => m.Text("title")));
        Assert.All(english, m => Assert.Equal(new string('w', 499) + "…", m.Text("text")));
        var rest = await village.Resident.Get($"/me/messages?take=2&after={inbox.Of("next")}");
        Assert.Equal("第 1 条", rest.Items.Single().GetProperty("title").GetString());

        var read = await village.Resident.Put("/me/messages/read", new { upTo = inbox.Items[1].GetProperty("id").GetString() });
        Assert.Equal("1", read.Of("unread"));
        Assert.Equal([false, true, true], (await village.Resident.Get("/me/messages")).Items.Select(m => m.GetProperty("read").GetBoolean()));
        Assert.Equal("1", (await village.Resident.Get("/me")).Of("unread"));

        var foreign = (await other.Resident.Get("/me/messages")).Items.Single().GetProperty("id").GetString();
        Assert.Equal((404, "message.unknown"), (await village.Resident.Put("/me/messages/read", new { upTo = foreign })).No);
        Assert.Empty((await village.Clerk.Get("/me/messages")).Items);
    }

    [Fact]
    public async Task Rooms_above_find_households_by_people_name_and_phone()
    {
        var village = await Village.In(house.Town);
        await village.As(async services =>
        {
            var roster = services.GetRequiredService<Roster>();
            var (resident, clerk, leader) = (village.Resident.Id, village.Clerk.Id, village.Leader.Id);
            var homes = await roster.HouseholdsOf([resident, clerk, Id.New<MemberId>()], default);
            Assert.Equal(new(village.Household, village.Home, village.Building, "1单元402", "王叔叔家", "1001", village.Point), homes[resident]);
            Assert.Single(homes);
            Assert.Null(await roster.HouseholdOf(clerk, default));
            foreach (var q in new[] { "王叔", "1001", "13800001001" })
                Assert.Equal([village.Household], await roster.FindHouseholds(q, 10, default));
            foreach (var q in new[] { "", " ", "100", "%", "李" })
                Assert.Empty(await roster.FindHouseholds(q, 10, default));
            Assert.Single(await roster.Households([village.Household], default));
            Assert.Equal([village.Home], await roster.NeighbourhoodsOf(leader, default));
            Assert.True(await roster.IsLeader(leader, default));
            Assert.False(await roster.IsLeader(clerk, default));
            Assert.Equal("李团长", (await roster.Names([leader, clerk], default))[leader]);
            return true;
        });
    }

    async Task Send(Village village, string title)
    {
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        await village.As(async services =>
        {
            services.GetRequiredService<Mailbox>().Send(village.Household, (title, $"in English: {title[2]}"), (new string('字', 900), new string('w', 900)), "/orders/1");
            await services.GetRequiredService<LinliDb>().Commit(default);
            return true;
        });
    }
}
