using System.Net.Http.Json;
using Linli.Catalog;
using Linli.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Catalog;

public class SkuTests
{
    static string Id() => Guid.CreateVersion7().ToString();

    static Dictionary<string, object?> Strawberries() => new()
    {
        ["code"] = "Q1",
        ["name"] = "奶油草莓",
        ["spec"] = "300g 盒装",
        ["category"] = "水果",
        ["measure"] = "piece",
        ["per"] = 1,
        ["step"] = 1,
        ["unit"] = "盒",
        ["barcode"] = "6990031100173",
        ["cost"] = 1480,
        ["price"] = 1990,
        ["boxSize"] = 12,
        ["pictures"] = Array.Empty<string>(),
        ["origin"] = "辽宁丹东",
        ["storage"] = "冷藏",
        ["shelfLifeDays"] = 2,
        ["active"] = true,
    };

    static Dictionary<string, object?> But(params ReadOnlySpan<(string Field, object? Value)> said)
    {
        var body = Strawberries();
        foreach (var (field, value) in said) body[field] = value;
        return body;
    }

    [Fact]
    public async Task A_sku_is_brought_read_changed_and_the_same_call_twice_answers_the_same()
    {
        await using var town = await Town.Open();
        var supplier = Id();
        (await town.Owner.Put($"/suppliers/{supplier}", new { name = " 果果镇  水果行 ", phone = "0571-1" })).Ok();
        var id = Id();
        var body = But(("supplier", supplier));
        var first = (await town.Owner.Put($"/skus/{id}", body)).Ok();
        Assert.Equal(first.Text, (await town.Owner.Put($"/skus/{id}", body)).Ok().Text);
        Assert.Equal("果果镇 水果行", first["supplier"].GetProperty("name").GetString());

        (await town.Clerk.Put($"/skus/{id}", But(("supplier", supplier), ("price", 2090)))).Ok();
        var read = (await town.Leader.Get($"/skus/{id}")).Ok();
        Assert.Equal((2090, 1), (read.Long("price"), read.Long("revision")));
        Assert.Equal("caller.wrong-role", (await town.Leader.Put($"/skus/{id}", body)).Refused);
        Assert.Equal("sku.unknown", (await town.Owner.Get($"/skus/{Id()}")).Refused);
    }

    [Fact]
    public async Task What_a_sku_cannot_be_is_refused_and_nothing_changes()
    {
        (string Field, object Value, string Code)[] cases =
        [
            ("name", "", "sku.text-missing"),
            ("name", new string('菜', 61), "sku.text-too-long"),
            ("origin", "辽\u0007宁", "sku.text-invalid"),
            ("code", "\0", "sku.text-invalid"),
            ("price", -1, "sku.price-out-of-range"),
            ("cost", 100_000_001, "sku.price-out-of-range"),
            ("price", 0, "sku.price-missing"),
            ("barcode", "6990031100174", "sku.barcode-wrong"),
            ("boxSize", 0, "sku.box-size-wrong"),
            ("shelfLifeDays", 3651, "sku.shelf-life-wrong"),
            ("per", 500, "sku.per-wrong"),
            ("step", 0, "sku.step-wrong"),
            ("pictures", Enumerable.Range(0, 10).Select(_ => Id()).ToArray(), "sku.too-many-pictures"),
            ("supplier", "01990000-0000-7000-8000-000000000000", "supplier.unknown"),
            ("colour", "red", "request.malformed"),
        ];
        await using var town = await Town.Open();
        foreach (var (field, value, code) in cases)
        {
            var id = Id();
            Assert.Equal((field, code), (field, (await town.Owner.Put($"/skus/{id}", But((field, value)))).Refused));
            Assert.Equal("sku.unknown", (await town.Owner.Get($"/skus/{id}")).Refused);
        }
    }

    [Fact]
    public async Task A_step_must_fit_the_price_unit()
    {
        await using var town = await Town.Open();
        static Dictionary<string, object?> Weighed(int step) => But(("measure", "weight"), ("per", 500), ("step", step));
        Assert.Equal("sku.step-wrong", (await town.Owner.Put($"/skus/{Id()}", Weighed(300))).Refused);
        (await town.Owner.Put($"/skus/{Id()}", Weighed(250))).Ok();
    }

    [Fact]
    public async Task A_code_belongs_to_one_sku_and_a_name_to_one_supplier()
    {
        await using var town = await Town.Open();
        (await town.Owner.Put($"/skus/{Id()}", Strawberries())).Ok();
        Assert.Equal("sku.code-taken", (await town.Owner.Put($"/skus/{Id()}", Strawberries())).Refused);
        (await town.Owner.Put($"/suppliers/{Id()}", new { name = "三号果行" })).Ok();
        Assert.Equal("supplier.name-taken", (await town.Owner.Put($"/suppliers/{Id()}", new { name = "三号果行" })).Refused);
        Assert.Equal("sku.text-missing", (await town.Owner.Put($"/suppliers/{Id()}", new { name = " " })).Refused);
        Assert.Contains("三号果行", (await town.Owner.Get("/suppliers")).Ok().Items.Select(s => s.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Once_on_sale_the_measure_stays()
    {
        await using var town = await Town.Open();
        var (draft, sold) = (Id(), Id());
        static Dictionary<string, object?> Weighed(string code, bool active) =>
            But(("code", code), ("measure", "weight"), ("per", 500), ("step", 500), ("active", active));
        (await town.Owner.Put($"/skus/{draft}", But(("active", false)))).Ok();
        (await town.Owner.Put($"/skus/{draft}", Weighed("Q1", false))).Ok();
        (await town.Owner.Put($"/skus/{sold}", But(("code", "Q2")))).Ok();
        (await town.Owner.Put($"/skus/{sold}", But(("code", "Q2"), ("active", false)))).Ok();
        Assert.Equal("sku.measure-fixed", (await town.Owner.Put($"/skus/{sold}", Weighed("Q2", true))).Refused);
    }

    [Fact]
    public async Task An_editor_who_looked_at_an_older_revision_gets_the_present_state()
    {
        await using var town = await Town.Open();
        var id = Id();
        (await town.Owner.Put($"/skus/{id}", Strawberries())).Ok();
        using var http = town.CreateClient();
        async Task<Answer> Save(int price, string revision)
        {
            using var body = JsonContent.Create(But(("price", price)));
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/skus/{id}") { Content = body };
            request.Headers.Authorization = new("Bearer", town.Owner.Token);
            request.Headers.IfMatch.Add(new(revision));
            using var response = await http.SendAsync(request);
            return await Answer.From(response);
        }

        (await Save(2090, "\"0\"")).Ok();
        var late = await Save(1890, "\"0\"");
        Assert.Equal((412, "sku.changed"), (late.Status, late.Refused));
        Assert.Equal(2090, late["current"].GetProperty("price").GetInt64());
    }

    [Fact]
    public async Task Search_forgives()
    {
        await using var town = await Town.Open();
        (await town.Owner.Put($"/skus/{Id()}", But(("pinyin", "nai you cao mei")))).Ok();
        string[] asked =
            ["nycm", "NYCM", "草 莓", "草莓 300g", "３００Ｇ", "q1", "6990031100173", "nai you cao mei", "盒装 奶油"];
        foreach (var q in asked)
        {
            var found = (await town.Leader.Get($"/skus?q={Uri.EscapeDataString(q)}")).Ok().Items;
            Assert.Equal([(q, "Q1")], found.Select(s => (q, s.GetProperty("code").GetString()!)));
        }

        Assert.Empty((await town.Leader.Get("/skus?q=nycm&active=false")).Ok().Items);
        Assert.Empty((await town.Leader.Get("/skus?q=%25")).Ok().Items);
        Assert.Empty((await town.Leader.Get("/skus?category=%00")).Ok().Items);
        Assert.Single((await town.Leader.Get("/skus?q=%00草莓")).Ok().Items);
    }

    [Fact]
    public async Task Skus_of_one_name_are_one_product_lists_have_pages_and_categories_counts()
    {
        await using var town = await Town.Open();
        var first = (await town.Owner.Put($"/skus/{Id()}", Strawberries())).Ok();
        var second = (await town.Owner.Put($"/skus/{Id()}", But(("code", "Q2"), ("spec", "500g 盒装")))).Ok();
        Assert.Equal(first.String("product"), second.String("product"));
        var page = (await town.Owner.Get("/skus?category=水果&take=1")).Ok();
        var next = (await town.Owner.Get($"/skus?category=水果&take=1&after={page.String("next")}")).Ok();
        Assert.Equal(["Q1", "Q2"], page.Items.Concat(next.Items).Select(s => s.GetProperty("code").GetString()));
        Assert.Null(next.String("next"));
        var categories = (await town.Owner.Get("/categories")).Ok().Body.EnumerateArray();
        Assert.Contains(categories, c => c.GetProperty("name").GetString() == "水果" && c.GetProperty("skus").GetInt32() == 2);
    }

    [Fact]
    public async Task Rooms_above_find_goods_by_id_or_are_told_that_one_is_missing()
    {
        await using var town = await Town.Open();
        await town.Within(async services =>
        {
            var goods = services.GetRequiredService<Goods>();
            var ct = TestContext.Current.CancellationToken;
            var found = await goods.Find([.. town.Skus.Values, town.Skus["eggs"]], ct);
            Assert.Equal(("鸡蛋", "二号蛋奶", new Money(1280)),
                (found[town.Skus["eggs"]].Name, found[town.Skus["eggs"]].SupplierName, found[town.Skus["eggs"]].Price));
            var refusal = await Assert.ThrowsAsync<Refusal>(() => goods.Find([new SkuId(Guid.CreateVersion7())], ct));
            Assert.Equal("sku.unknown", refusal.Code);
        });
    }
}
