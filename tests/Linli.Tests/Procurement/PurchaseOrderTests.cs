using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Linli.Catalog;
using Linli.Ordering;
using Linli.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Procurement;

public class PurchaseOrderTests
{
    [Fact]
    public async Task Cut_off_makes_one_purchase_order_per_supplier_in_whole_boxes()
    {
        await using var town = await Town.Open();
        var buying = await Buying.Of(town, "eggs", "milk", "tomatoes");
        await buying.Order("cash", ("eggs", 5), ("tomatoes", 1500));
        await buying.Order("cash", ("eggs", 9), ("milk", 24), ("tomatoes", 2000));

        var made = await buying.CutOff();

        Assert.Equal(["20260501-01", "20260501-02"], made.Select(p => p.GetProperty("number").GetString()));
        var dairy = made.Single(p => Supplier(p) == "二号蛋奶");
        var greens = made.Single(p => Supplier(p) == "一号菜社");
        var (eggs, milk, tomatoes) = (buying.Line(dairy, "eggs"), buying.Line(dairy, "milk"), buying.Line(greens, "tomatoes"));
        Assert.Equal((14, 12, 2, 24, 10), Counted(eggs));
        Assert.Equal((24, 24, 1, 24, 0), Counted(milk));
        Assert.Equal((3500, 10_000, 1, 10_000, 6500), Counted(tomatoes));
        Assert.Equal(24 * 800 + 24 * 400, Long(dairy, "cost"));
        Assert.Equal(268 * 20, Long(greens, "cost"));
        Assert.Equal("made", greens.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, tomatoes.GetProperty("received").ValueKind);
    }

    [Fact]
    public async Task Hearing_of_it_again_buys_nothing_twice()
    {
        await using var town = await Town.Open();
        var buying = await Buying.Of(town, "eggs", "tomatoes");
        await buying.Order("cash", ("eggs", 5), ("tomatoes", 500));
        var made = await buying.CutOff();

        await town.Within(async services =>
        {
            var db = services.GetRequiredService<LinliDb>();
            db.Raise(new OrdersFrozen(new(buying.Campaign)));
            await db.Commit(default);
        });
        await town.Settle();

        Assert.Equal(made.Select(Buying.Path), (await buying.PurchaseOrders()).Select(Buying.Path));
    }

    [Fact]
    public async Task Goods_that_name_no_supplier_stand_together_on_one_order()
    {
        await using var town = await Town.Open();
        town.Skus["eggs"] = await Nameless(town, "N1", "散养鸡蛋");
        town.Skus["milk"] = await Nameless(town, "N2", "=1+1");
        var buying = await Buying.Of(town, "eggs", "milk");
        await buying.Order("cash", ("eggs", 2), ("milk", 1));

        var order = Assert.Single(await buying.CutOff());

        Assert.Equal("未指定供应商", Supplier(order));
        Assert.Equal(JsonValueKind.Null, order.GetProperty("supplier").GetProperty("id").ValueKind);
        Assert.Equal("No supplier named", Supplier((await town.Owner.Get(Buying.Path(order), "en")).Body));
        (await town.Clerk.Put($"{Buying.Path(order)}/receipt", buying.Came(order))).Ok();
        var received = (await town.Owner.Get("/ledger/explanations?code=received")).Ok()["transfers"][0];
        Assert.Equal("supplier:none", received.GetProperty("credit").GetString());
        var csv = Encoding.UTF8.GetString(await Download(town, $"{Buying.Path(order)}/file?format=csv"));
        Assert.Contains("'=1+1", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sold_from_the_shelf_is_not_bought()
    {
        await using var town = await Town.Open();
        var stock = $"/stock/{town.Skus["eggs"].Value}/movements/{Guid.CreateVersion7()}";
        (await town.Owner.Put(stock, new { kind = "receipt", amount = 20 })).Ok();
        var campaign = Guid.CreateVersion7();
        var now = town.Clock.GetUtcNow();
        (await town.Owner.Put($"/campaigns/{campaign}", new
        {
            kind = "flashSale",
            supply = "shelf",
            title = "秒杀",
            leader = town.Leader.Id.Value,
            opensAt = now.AddMinutes(-5),
            closesAt = now.AddHours(1),
            pickupFrom = now.AddHours(2),
            pickupTo = now.AddHours(4),
            pickupPoints = new[] { town.Points[0].Value },
            items = new[] { new { sku = town.Skus["eggs"].Value, price = 900, total = 20 } },
        })).Ok();
        (await town.Owner.Put($"/campaigns/{campaign}/opening")).Ok();
        var who = await town.Resident();
        (await who.Put($"/campaigns/{campaign}/orders/{Guid.CreateVersion7()}", new
        {
            payment = "cash",
            lines = new[] { new { sku = town.Skus["eggs"].Value, amount = 2 } },
        })).Ok();

        (await town.Owner.Put($"/campaigns/{campaign}/cut-off")).Ok();
        await town.Settle();
        await town.Pass(TimeSpan.FromSeconds(2));

        Assert.Empty((await town.Owner.Get("/purchase-orders")).Ok().Items);
    }

    [Fact]
    public async Task The_next_campaign_of_the_day_takes_the_next_number()
    {
        await using var town = await Town.Open();
        foreach (var expected in (string[])["20260501-01", "20260501-02"])
        {
            var buying = await Buying.Of(town, "eggs");
            await buying.Order("cash", ("eggs", 1));
            Assert.Equal(expected, Assert.Single(await buying.CutOff()).GetProperty("number").GetString());
        }

        Assert.Equal(2, (await town.Clerk.Get("/purchase-orders?state=made")).Ok().Items.Length);
        Assert.Empty((await town.Clerk.Get("/purchase-orders?state=sent")).Ok().Items);
        Assert.Empty((await town.Clerk.Get("/purchase-orders?state=received")).Ok().Items);
        Assert.Equal("purchase-order.state-unknown", (await town.Clerk.Get("/purchase-orders?state=lost")).Refused);
        Assert.Empty((await town.Clerk.Get($"/purchase-orders?supplier={town.Suppliers[0].Value}")).Ok().Items);
    }

    [Fact]
    public async Task Sending_is_noted_once()
    {
        await using var town = await Town.Open();
        var buying = await Buying.Of(town, "eggs");
        await buying.Order("cash", ("eggs", 1));
        var order = Assert.Single(await buying.CutOff());

        var first = (await town.Clerk.Put($"{Buying.Path(order)}/sent")).Ok();
        town.Clock.Pass(TimeSpan.FromMinutes(1));
        var again = (await town.Clerk.Put($"{Buying.Path(order)}/sent")).Ok();

        Assert.Equal("sent", first.String("state"));
        Assert.Equal(first.String("sentAt"), again.String("sentAt"));
        Assert.Equal("purchase-order.unknown", (await town.Clerk.Put($"/purchase-orders/{Guid.CreateVersion7()}/sent")).Refused);
    }

    [Fact]
    public async Task A_supplier_sees_its_own_orders_and_no_others()
    {
        await using var town = await Town.Open();
        var buying = await Buying.Of(town, "eggs", "tomatoes");
        await buying.Order("cash", ("eggs", 5), ("tomatoes", 500));
        var made = await buying.CutOff();
        var dairy = await town.Staff(Role.Supplier, supplier: town.Suppliers[1]);

        var seen = Assert.Single((await dairy.Get("/purchase-orders")).Ok().Items);

        Assert.Equal("二号蛋奶", Supplier(seen));
        (await dairy.Get(Buying.Path(seen))).Ok();
        var foreign = made.Single(p => Supplier(p) == "一号菜社");
        Assert.Equal("purchase-order.unknown", (await dairy.Get(Buying.Path(foreign))).Refused);
        Assert.Equal("purchase-order.unknown", (await dairy.Get($"{Buying.Path(foreign)}/file?format=csv")).Refused);
        Assert.Equal("caller.wrong-role", (await dairy.Put($"{Buying.Path(seen)}/receipt", buying.Came(seen))).Refused);
        Assert.Equal("caller.wrong-role", (await town.Leader.Get("/purchase-orders")).Refused);
        Assert.Empty((await (await town.Staff(Role.Supplier)).Get("/purchase-orders")).Ok().Items);
    }

    [Fact]
    public async Task The_order_is_a_file_that_excel_reads()
    {
        await using var town = await Town.Open();
        var buying = await Buying.Of(town, "tomatoes");
        await buying.Order("cash", ("tomatoes", 1500));
        var path = Buying.Path(Assert.Single(await buying.CutOff()));

        var csv = await Download(town, $"{path}/file?format=csv");
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), csv[..3]);
        Assert.Equal(
            "采购单,供应商,商品,单位,箱数,每箱,订购量,需要量,余量,单价（元）,计价单位,金额（元）\r\n" +
            "20260501-01,一号菜社,番茄,公斤,1,10,10,1.5,8.5,2.68,500 克,53.6\r\n",
            Encoding.UTF8.GetString(csv[3..]));
        using var xlsx = new ZipArchive(new MemoryStream(await Download(town, $"{path}/file?format=xlsx")));
        var part = xlsx.Entries.Single(e => e.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal));
        using var sheet = new StreamReader(part.Open());
        var text = await sheet.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("番茄", text, StringComparison.Ordinal);
        Assert.Contains(">53.6<", text, StringComparison.Ordinal);
        Assert.Equal("purchase-order.format-unknown", (await town.Clerk.Get($"{path}/file?format=pdf")).Refused);
        Assert.Equal("purchase-order.format-unknown", (await town.Clerk.Get($"{path}/file")).Refused);
    }

    static async Task<byte[]> Download(Town town, string path)
    {
        using var http = town.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", town.Clerk.Token);
        return await http.GetByteArrayAsync(new Uri("/api" + path, UriKind.Relative));
    }

    static async Task<SkuId> Nameless(Town town, string code, string name)
    {
        var sku = Id.New<SkuId>();
        await town.Within(async services =>
        {
            sku = services.GetRequiredService<Assortment>().AddSku(new(
                code, name, "", "测试", Measure.Piece, 1, 1, "盒", null, null, new(800), new(1280), 12,
                [], "", "", 5));
            await services.GetRequiredService<LinliDb>().Commit(default);
        });
        return sku;
    }

    static (long Needed, long BoxSize, long Boxes, long Ordered, long Surplus) Counted(JsonElement l) =>
        (Long(l, "needed"), Long(l, "boxSize"), Long(l, "boxes"), Long(l, "ordered"), Long(l, "surplus"));

    static string? Supplier(JsonElement order) => order.GetProperty("supplier").GetProperty("name").GetString();
    static long Long(JsonElement e, string name) => e.GetProperty(name).GetInt64();
}
