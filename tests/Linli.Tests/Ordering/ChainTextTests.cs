using System.Text.Json;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Places;
using Linli.Platform;
using Linli.Tests.Fulfilment;

namespace Linli.Tests.Ordering;

public class ChainTextTests
{
    static async Task<string> Text(Sale sale, string kind, Person? who = null) =>
        (await (who ?? sale.Leader).Get($"{sale.Path}/chain-text?kind={kind}")).Ok().String("text")!;

    static Task<Sale> SaleAtOnePoint(Town town) => Depot.SaleWith(town, body =>
    {
        body["kind"] = "chain";
        body["pickupPoints"] = JsonSerializer.SerializeToNode(new[] { town.Points[0].Value });
    });

    [Fact]
    public async Task The_chain_is_written_as_people_write_it_and_reads_back_the_same()
    {
        await using var town = await Town.Open();
        var sale = await SaleAtOnePoint(town);
        var (first, second, third) = (await town.Resident(), await town.Resident(), await town.Resident());
        var paid = await sale.OutsideOrder(first, eggs: 2, tomatoes: 1500, nickname: "小白🌸");
        await sale.OutsideOrder(second, milk: 1, nickname: "3-501 要2份");
        (await third.Put(sale.NewOrder(), new { lines = sale.Lines(eggs: 1), payment = "cash", note = "不要小的，放 1-1-501" })).Ok();
        (await third.Put(sale.NewOrder(), new { lines = sale.Lines(eggs: 1, milk: 1), payment = "cash" })).Ok();
        var gone = (await sale.Order(await town.Resident(), eggs: 9)).Ok()["id"].GetGuid();
        (await town.Leader.Put($"/orders/{gone}/cancellation", new { })).Ok();
        (await town.Leader.PaidOutside(paid, 3050)).Ok();

        var text = await Text(sale, "entries");
        Assert.StartsWith("#接龙\n测试团\n🔸鸡蛋 10元/盒\n🔸牛奶 6元/瓶\n🔸番茄 3.5元/斤\n\n1. 小白🌸 鸡蛋2盒、番茄3斤 已付\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(third.Phone[^4..], text, StringComparison.Ordinal);
        Assert.DoesNotContain("1-1-501", text, StringComparison.Ordinal);

        ChainSku Ware(string key, string name, string unit, Measure measure, int per) => new(town.Skus[key], name, "", [], unit, measure, per, per, 0, null);
        var read = ChainReader.Read(text, new(
            [Ware("eggs", "鸡蛋", "盒", Measure.Piece, 1), Ware("milk", "牛奶", "瓶", Measure.Piece, 1), Ware("tomatoes", "番茄", "500g", Measure.Weight, 500)],
            [new ChainPlace(town.Points[0], "南门店", [])], [], BusinessDay.Of(town.Clock.GetUtcNow())));
        Assert.True(read.IsNative);
        Assert.Equal("测试团", read.Title);
        Assert.Equal(
            [("小白🌸", true, "鸡蛋 2、番茄 1500"), ("3-501 要2份", false, "牛奶 1"), ("居民", false, "鸡蛋 2、牛奶 1")],
            read.Entries.Select(e => (e.Nickname, e.SaysPaid, string.Join("、", e.Items.Select(i =>
                $"{(i.Sku == town.Skus["eggs"] ? "鸡蛋" : i.Sku == town.Skus["milk"] ? "牛奶" : "番茄")} {i.Amount}")))));
        Assert.All(read.Entries, e => Assert.Equal(Confidence.Sure, e.Confidence));
    }

    [Fact]
    public async Task Who_has_not_paid_is_asked_kindly_and_who_pays_at_pickup_is_not()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        Assert.Equal("“测试团”都付清了，谢谢大家 🌿", await Text(sale, "unpaid"));
        var who = await town.Resident();
        var half = await sale.OutsideOrder(who, eggs: 2, nickname: "3-2-501 小白");
        var whole = await sale.OutsideOrder(await town.Resident(), tomatoes: 500, nickname: "大力");
        await sale.Order(await town.Resident(), milk: 1);
        await sale.Order(await town.Resident(), milk: 2, payment: "testpay");
        (await town.Leader.PaidOutside(half, 550)).Ok();

        var lines = (await Text(sale, "unpaid")).Split('\n');
        Assert.Equal("💰“测试团”还有 3 位邻居没有付款，方便时付一下，谢谢：", lines[0]);
        Assert.Equal(["大力 番茄 1斤（南门店） 3.5元", "小白 鸡蛋 2盒（南门店） 14.5元", "居民 牛奶 2瓶（南门店） 12元"], lines[1..4].Order());
        Assert.Equal("一共 30元。已经付过的请告诉我一声，我来核对。", lines[4]);

        (await town.Leader.PaidOutside(whole, 350)).Ok();
        Assert.DoesNotContain("大力", await Text(sale, "unpaid"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_not_picked_up_is_reminded_when_it_has_come()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (one, two) = (await town.Resident(), await town.Resident(point: 1));
        var order = await sale.OutsideOrder(one, eggs: 2, milk: 1, nickname: "小白");
        (await sale.Order(two, milk: 1)).Ok();
        (await town.Leader.PaidOutside(order, 2000)).Ok();
        await sale.CutOff();
        Assert.Equal("“测试团”的货还没到，到了我在群里说。", await Text(sale, "uncollected"));
        await sale.ArriveAll();
        Assert.Equal(
            "📦“测试团”到货了，还有 2 位邻居没有来取，请在 5月2日 14:00 前来：\n📍南门店\n小白 鸡蛋 2盒、牛奶 1瓶 要付 6元\n📍北门店\n居民 牛奶 1瓶 要付 6元\n"
            + "来不了的话可以请邻居代取，或者告诉我一声。", await Text(sale, "uncollected", town.Clerk));

        var bag = await Depot.Bag(one);
        (await town.Clerk.Put($"/pickups/{bag.Text("id")}/redemptions/{Guid.CreateVersion7()}", new
        {
            code = bag.Text("code"),
            lines = new[] { new { sku = sale.Eggs, amount = 2 } },
            cashTaken = 0,
        })).Ok();
        Assert.Contains("小白 牛奶 1瓶 要付 6元", await Text(sale, "uncollected"), StringComparison.Ordinal);
        (await Depot.Redeem(town.Clerk, await Depot.Bag(one), cash: 600)).Ok();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(two), cash: 600)).Ok();
        Assert.Equal("“测试团”都取走了，谢谢大家 🌿", await Text(sale, "uncollected"));
    }

    [Fact]
    public async Task The_texts_are_for_those_who_lead_the_campaign()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        Assert.Equal("campaign.unknown", (await (await town.Staff(Role.Leader)).Get($"{sale.Path}/chain-text?kind=unpaid")).Refused);
        Assert.Equal("caller.wrong-role", (await (await town.Resident()).Get($"{sale.Path}/chain-text")).Refused);
        Assert.Equal("request.malformed", (await town.Leader.Get($"{sale.Path}/chain-text?kind=all")).Refused);
    }
}
