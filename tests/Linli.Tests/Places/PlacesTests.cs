using Linli.Places;
using Linli.Platform;
using Linli.Tests.Members;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Places;

[Collection(nameof(VillageHouse))]
public class PlacesTests(VillageHouse house)
{
    static object Shop(int holdMinutes = 20, int commission = 900, string name = "新店名", string notice = "第一行\n第二行") =>
        new { name, phone = "0571-1", address = "", notice, holdMinutes, commissionBasisPoints = commission };

    [Fact]
    public async Task A_phone_finds_the_shop_by_its_code()
    {
        var village = await Village.In(house.Town);
        var front = await village.Stranger().Get($"/shops/{village.Code.ToUpperInvariant()}");

        Assert.Equal(village.Tenant.Value.ToString(), front.Of("id"));
        Assert.Equal("杏雨邻里店", front.Of("name"));
        Assert.DoesNotContain("commission", front.Text, StringComparison.Ordinal);
        Assert.Equal((404, "shop.unknown"), (await village.Stranger().Get("/shops/no-such-shop")).No);
        await village.As(async services =>
        {
            var map = services.GetRequiredService<Map>();
            Assert.Equal(village.Tenant, await map.ShopCalled(village.Code, default));
            Assert.Null(await map.ShopCalled("no-such-shop", default));
            Assert.Equal(new ShopCard("杏雨邻里店", village.Code, "0571-00000000", "杏雨路 8 号", "今天 22:00 截单", 15, 800), await map.Shop(default));
            return true;
        });
    }

    [Fact]
    public async Task The_owner_changes_the_settings_within_their_limits()
    {
        var village = await Village.In(house.Town);
        Assert.Equal("shop.hold-minutes", (await village.Owner.Put("/shop", Shop(holdMinutes: 4))).Refused);
        Assert.Equal("shop.hold-minutes", (await village.Owner.Put("/shop", Shop(holdMinutes: 121))).Refused);
        Assert.Equal("shop.commission", (await village.Owner.Put("/shop", Shop(commission: -1))).Refused);
        Assert.Equal("shop.commission", (await village.Owner.Put("/shop", Shop(commission: 1501))).Refused);
        Assert.Equal("places.text", (await village.Owner.Put("/shop", Shop(name: "两\n行"))).Refused);
        Assert.Equal("places.text", (await village.Owner.Put("/shop", Shop(notice: new string('长', 501)))).Refused);
        Assert.Equal("caller.wrong-role", (await village.Clerk.Put("/shop", Shop())).Refused);
        Assert.Equal("杏雨邻里店", (await village.Clerk.Get("/shop")).Of("name"));

        var set = await village.Owner.Put("/shop", Shop());
        Assert.Equal(set.Text, (await village.Owner.Put("/shop", Shop())).Text);
        Assert.Equal(("新店名", "20", "900", village.Code), (set.Of("name"), set.Of("holdMinutes"), set.Of("commissionBasisPoints"), set.Of("code")));
        Assert.Equal("新店名", (await village.Leader.Get("/me")).Body.GetProperty("shop").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Neighbourhoods_are_seen_before_sign_in_with_their_buildings_in_order()
    {
        var village = await Village.In(house.Town);
        foreach (var name in new[] { "10号楼", "2号楼", "东楼" })
            Assert.Equal(200, (await village.Owner.Put($"/neighbourhoods/{village.Home}/buildings/{Guid.CreateVersion7()}", new { name })).Status);

        var seen = await village.Stranger().Get($"/neighbourhoods?shop={village.Code}");

        var home = seen.Body.EnumerateArray().Single(n => n.GetProperty("id").GetGuid() == village.Home);
        Assert.Equal(["1号楼", "2号楼", "10号楼", "东楼"], home.GetProperty("buildings").EnumerateArray().Select(b => b.GetProperty("name").GetString()));
        Assert.Equal(seen.Text, (await village.Resident.Get("/neighbourhoods")).Text);
        Assert.Equal("shop.unknown", (await village.Stranger().Get("/neighbourhoods?shop=no-such-shop")).Refused);
    }

    [Fact]
    public async Task Two_places_of_one_name_would_send_bags_to_the_wrong_door()
    {
        var village = await Village.In(house.Town);
        Task<Answer> Put(string path, object body) => village.Owner.Put(path, body);
        Task<Answer> Building(Guid of, Guid id, string name) => Put($"/neighbourhoods/{of}/buildings/{id}", new { name });
        var fresh = Guid.CreateVersion7();

        Assert.Equal("neighbourhood.name-taken", (await Put($"/neighbourhoods/{fresh}", new { name = "杏雨花园", address = "x" })).Refused);
        Assert.Equal(200, (await Put($"/neighbourhoods/{village.Home}", new { name = "杏雨花园", address = "杏雨路 9 号" })).Status);
        Assert.Equal("neighbourhood.unknown", (await Building(fresh, fresh, "1")).Refused);
        Assert.Equal("building.name-taken", (await Building(village.Home, fresh, "1号楼")).Refused);
        Assert.Equal("building.id-taken", (await Building(village.Elsewhere, village.Building, "3号楼")).Refused);
        Assert.Equal("places.text", (await Building(village.Home, village.Building, new string('楼', 21))).Refused);
        Assert.Equal("3号楼", (await Building(village.Home, village.Building, "3号楼")).Of("name"));
        Assert.Equal("caller.wrong-role", (await village.Leader.Put($"/neighbourhoods/{village.Home}", new { name = "李家", address = "x" })).Refused);
    }

    [Fact]
    public async Task Pickup_points_open_close_and_move()
    {
        var village = await Village.In(house.Town);
        var path = $"/pickup-points/{Guid.CreateVersion7()}";
        object Point(string name = "北门驿站", Guid? where = null, bool active = true) =>
            new { name, address = "北门", neighbourhood = where ?? village.Home, hours = "10:00–21:00", active };

        var made = await village.Owner.Put(path, Point());
        Assert.Equal(made.Text, (await village.Owner.Put(path, Point())).Text);
        Assert.Equal("pickup-point.name-taken", (await village.Owner.Put(path, Point("南门便民店"))).Refused);
        Assert.Equal("neighbourhood.unknown", (await village.Owner.Put(path, Point(where: Guid.NewGuid()))).Refused);
        Assert.Equal("False", (await village.Owner.Put(path, Point(active: false))).Of("active"));
        Assert.Equal(2, (await village.Resident.Get("/pickup-points")).Body.GetArrayLength());
        Assert.Equal("household.pickup-point-unknown", (await village.Resident.Put("/me/household",
            new { building = village.Building, room = "1", name = "王", pickupPoint = made.Of("id") })).Refused);
        await village.As(async services =>
        {
            var map = services.GetRequiredService<Map>();
            var card = (await map.Points([new(Guid.Parse(made.Of("id"))), Id.New<PickupPointId>()], default)).Values.Single();
            Assert.Equal(("北门驿站", false), (card.Name, card.Active));
            Assert.Equal("1号楼", (await map.Buildings([new(village.Building)], default)).Values.Single());
            Assert.Equal("杏雨花园", (await map.Neighbourhoods([new(village.Home)], default)).Values.Single());
            return true;
        });
    }

    [Fact]
    public async Task A_neighbourhood_has_at_most_two_hundred_buildings()
    {
        var village = await Village.In(house.Town);
        await village.As(async services =>
        {
            var foundation = services.GetRequiredService<Foundation>();
            for (var n = 2; n <= 200; n++) foundation.AddBuilding(new(village.Home), $"{n}号楼");
            await services.GetRequiredService<LinliDb>().Commit(default);
            return true;
        });
        Assert.Equal((422, "places.too-many"), (await OneMore()).No);

        Task<Answer> OneMore() => village.Owner.Put($"/neighbourhoods/{village.Home}/buildings/{Guid.CreateVersion7()}", new { name = "201号楼" });
    }

    [Fact]
    public async Task Another_shops_places_do_not_exist_here()
    {
        var (village, other) = (await Village.In(house.Town), await Village.In(house.Town));
        Assert.DoesNotContain(village.Home.ToString(), (await other.Owner.Get("/neighbourhoods")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(village.Point.ToString(), (await other.Owner.Get("/pickup-points")).Text, StringComparison.Ordinal);
        Assert.Equal("neighbourhood.unknown",
            (await other.Owner.Put($"/neighbourhoods/{village.Home}/buildings/{Guid.CreateVersion7()}", new { name = "9号楼" })).Refused);
    }
}
