using System.Text.Json;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;

namespace Linli.Tests.Members;

public class PrivacyTests
{
    [Fact]
    public async Task A_person_takes_all_that_is_kept_about_them_along()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        await sale.PaidOrder(who, eggs: 2);
        (await who.Put("/me/consents/offers", new { given = true })).Ok();
        (await who.Put("/me/consents/offers", new { given = true })).Ok();

        var file = (await who.Get("/me/data")).Ok();
        Assert.Equal(who.Phone, file["person"].Text("phone"));
        Assert.Contains(file["person"].GetProperty("consents").EnumerateArray(), c => c.Text("kind") == "offers" && c.GetProperty("given").GetBoolean());
        var order = Assert.Single(file["orders"].EnumerateArray());
        Assert.Equal((2000, "鸡蛋"), (order.Number("total"), order.GetProperty("lines")[0].Text("name")));
        foreach (var part in new[] { "household", "messages", "pickups", "savings", "earnings", "notices" }) Assert.True(file.Body.TryGetProperty(part, out _), part);
        // Nothing of a neighbour is in it.
        var other = await town.Resident();
        await sale.PaidOrder(other, milk: 1);
        Assert.DoesNotContain(other.Phone, (await who.Get("/me/data")).Text, StringComparison.Ordinal);
        Assert.Equal(file["orders"].GetArrayLength(), (await who.Get("/me/data"))["orders"].GetArrayLength());

        var page = (await who.Get("/me/privacy")).Ok();
        Assert.Contains(page["kept"].EnumerateArray(), k => k.Text("name") == "orders" && k.Text("stays").Contains("电子商务法", StringComparison.Ordinal));
        Assert.Contains("1 个订单", page["hindrances"][0].GetString(), StringComparison.Ordinal);
        Assert.Contains((await town.Owner.Get("/audit")).Items, a => a.Text("action") == "take-own-data");
    }

    [Fact]
    public async Task Who_leaves_is_forgotten_and_the_books_stay()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.PaidOrder(who, eggs: 1);
        Assert.Equal("account.not-sure", (await who.Put("/me/closure", new { sure = false })).Refused);
        Assert.Equal("account.not-yet", (await who.Put("/me/closure", new { sure = true })).Refused);
        Assert.Equal("account.not-yet", (await town.Leader.Put("/me/closure", new { sure = true })).Refused);
        await sale.CutOff();
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who), cash: 0)).Ok();
        await town.Settle();
        var before = (await town.Owner.Get("/ledger/trial-balance")).Ok().Text;

        var stays = (await who.Put("/me/closure", new { sure = true })).Ok()["stays"].EnumerateArray().Select(k => k.Text("name")).ToArray();
        Assert.Contains("orders", stays);
        Assert.DoesNotContain("person", stays);
        Assert.Equal(401, (await who.Get("/me")).Status);
        Assert.Equal(401, (await who.Put("/me/closure", new { sure = true })).Status);

        Assert.Empty((await town.Owner.Get($"/people?q={who.Phone}")).Items);
        Assert.Empty((await town.Owner.Get($"/households?q={who.Phone[^4..]}")).Items);
        var kept = (await town.Owner.Get($"/orders/{order}")).Ok();
        Assert.Equal(("completed", "已注销"), (kept.String("state"), kept["household"].Text("name")));
        Assert.Equal(before, (await town.Owner.Get("/ledger/trial-balance")).Ok().Text);

        // Whoever moves in behind that door finds nothing of those who left.
        var next = await town.ResidentWithoutHome();
        (await next.Put("/me/household", new { building = town.Buildings[0].Value, room = who.Phone[^4..], name = "新住户", pickupPoint = town.Points[0].Value })).Ok();
        Assert.Empty((await next.Get("/me/orders")).Items);
    }

    [Fact]
    public async Task Who_leaves_a_home_where_others_live_takes_nothing_from_them()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var one = await town.Resident();
        var home = (await one.Get("/me"))["household"].GetProperty("id").GetGuid();
        var two = await town.Resident(new(home));
        await sale.PaidOrder(one, eggs: 1);

        (await one.Put("/me/closure", new { sure = true })).Ok();
        Assert.Single((await two.Get("/me/orders")).Items);
        Assert.Equal(JsonValueKind.Object, (await two.Get("/me"))["household"].ValueKind);
    }
}
