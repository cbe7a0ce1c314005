using System.Globalization;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Linli.Catalog;
using Linli.Fulfilment;
using Linli.Ordering;
using Linli.Platform;
using Linli.Tests.Ordering;
using Consolidation = Linli.Fulfilment.Consolidation;

namespace Linli.Tests.Fulfilment;

public class ConsolidationTests
{
    static readonly string[] views = ["supplier", "sku", "pickupPoint", "leader", "building"];

    [Fact]
    public void Whatever_was_ordered_the_five_views_agree()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var lines = Some(random);
            var of = Consolidation.Of(lines);

            var expected = (
                lines.Count,
                lines.Where(l => l.Measure == Measure.Piece).Sum(l => l.Amount),
                lines.Where(l => l.Measure == Measure.Weight).Sum(l => l.Amount),
                new Money(lines.Sum(l => l.Total.Fen)));
            Assert.True(expected == of.Totals.Additive, $"seed {seed}: totals");
            foreach (var (view, rows) in of.Views)
            {
                Assert.True(expected == Consolidation.Additive(rows), $"seed {seed}: {view}");
                Assert.True(rows.Select(r => r.Key).Distinct().Count() == rows.Count, $"seed {seed}: a {view} twice");
                Assert.True(rows.All(r => r.Items.Sum(i => i.Money.Fen) == r.Figures.Money.Fen), $"seed {seed}: items of {view}");
                Assert.True(rows.All(r => r.Items.Where(i => i.Measure == Measure.Weight).Sum(i => i.Amount) == r.Figures.Grams), $"seed {seed}: grams of {view}");
            }

            // An order has one leader, one building and one pickup point, so there the orders add up, too.
            foreach (var view in new[] { View.PickupPoint, View.Leader, View.Building })
                Assert.True(of.Views[view].Sum(r => r.Figures.Orders) == of.Totals.Orders, $"seed {seed}: orders of {view}");
        }
    }

    static List<FrozenLine> Some(Random random)
    {
        var (suppliers, leaders, points) = (Ids(random, 3), Ids(random, 2), Ids(random, 3));
        var homes = Enumerable.Range(0, random.Next(1, 20)).Select(_ => (Id: Any(random), Building: Any(random.Next(4)), Leader: leaders[random.Next(2)])).ToList();
        var skus = Enumerable.Range(0, random.Next(1, 12)).Select(i => (
            Id: Any(random), Name: $"菜{i}", Measure: random.Next(2) == 0 ? Measure.Piece : Measure.Weight,
            Supplier: random.Next(5) == 0 ? (SupplierId?)null : new SupplierId(suppliers[random.Next(3)]), Price: random.Next(1, 5000))).ToList();
        var lines = new List<FrozenLine>();
        for (var order = random.Next(0, 40); order > 0; order--)
        {
            var (id, home, point) = (Any(random), homes[random.Next(homes.Count)], points[random.Next(3)]);
            foreach (var sku in skus.Where(_ => random.Next(3) == 0))
                lines.Add(new(
                    new(id), "1", default, new(home.Id), Guid.Empty, home.Building, new(home.Leader), new(point), default, "cash", "",
                    new(sku.Id), sku.Name, "份", sku.Measure, sku.Measure == Measure.Piece ? 1 : 500, 1, sku.Supplier, default,
                    new(sku.Price), random.Next(1, 5000), null, 0, default));
        }

        return lines;
    }

    static Guid[] Ids(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Any(random))];

    static Guid Any(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new(bytes);
    }

    static Guid Any(int number) => new(number, 0, 0, new byte[8]);

    [Fact]
    public async Task After_cut_off_the_views_say_who_gets_what_and_add_up_to_the_orders()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (one, two) = (await town.Resident(), await town.Resident(building: 1, point: 1));
        (await sale.Order(one, eggs: 2, tomatoes: 1500)).Ok();
        (await sale.Order(one, milk: 1)).Ok();
        (await sale.Order(two, eggs: 1)).Ok();
        (await sale.Order(await town.Resident(), eggs: 9, payment: "testpay")).Ok();
        var before = (await town.Clerk.Get($"{sale.Path}/consolidation")).Ok();
        Assert.False(before["frozen"].GetBoolean());
        Assert.Equal(0, before["totals"].Number("orders") + before["totals"].Number("money"));

        await sale.CutOff();

        var answer = (await town.Clerk.Get($"{sale.Path}/consolidation")).Ok();
        var totals = answer["totals"];
        Assert.True(answer["frozen"].GetBoolean());
        Assert.Equal(
            (2, 3, 4, 4, 1500, 3000 + 1050 + 600),
            (totals.Number("households"), totals.Number("orders"), totals.Number("lines"), totals.Number("amountPieces"),
                totals.Number("amountGrams"), totals.Number("money")));
        foreach (var view in views)
        {
            var rows = Rows(answer, view);
            Assert.Equal(
                (totals.Number("amountPieces"), totals.Number("amountGrams"), totals.Number("money")),
                (rows.Sum(r => r.Number("pieces")), rows.Sum(r => r.Number("grams")), rows.Sum(r => r.Number("money"))));
        }

        Assert.Equal([("二号蛋奶", 3600), ("一号菜社", 1050)], Named("supplier"));
        Assert.Equal([("鸡蛋", 3000), ("番茄", 1050), ("牛奶", 600)], Named("sku"));
        Assert.Equal([("南门店", 3650), ("北门店", 1000)], Named("pickupPoint"));
        Assert.Equal([("杏雨花园 1号楼", 3650), ("杏雨花园 2号楼", 1000)], Named("building"));
        Assert.Equal(4650, Assert.Single(Rows(answer, "leader")).Number("money"));
        Assert.Equal(3, Rows(answer, "sku")[0].GetProperty("items")[0].Number("amount"));

        IEnumerable<(string, long)> Named(string view) => Rows(answer, view).Select(r => (r.Text("name"), r.Number("money")));
    }

    [Fact]
    public async Task A_leader_sees_what_the_own_neighbourhoods_ordered()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        (await sale.Order(await town.Resident(), eggs: 1)).Ok();
        await sale.CutOff();

        Assert.Equal(1000, (await town.Leader.Get($"{sale.Path}/consolidation")).Ok()["totals"].Number("money"));
        var stranger = (await (await town.Staff(Role.Leader, town.OtherArea)).Get($"{sale.Path}/consolidation")).Ok();
        Assert.True(stranger["frozen"].GetBoolean());
        Assert.Equal(0, stranger["totals"].Number("lines"));
        Assert.Equal("campaign.unknown", (await town.Clerk.Get($"/campaigns/{Guid.CreateVersion7()}/consolidation")).Refused);
    }

    [Fact]
    public async Task The_files_say_the_same_as_the_screen()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        (await sale.Order(await town.Resident(), eggs: 2, tomatoes: 1500)).Ok();
        (await sale.Order(await town.Resident(building: 1), milk: 3)).Ok();
        await sale.CutOff();
        var path = $"{sale.Path}/consolidation/file";

        var csv = await File(town, $"{path}?format=csv");
        Assert.Equal([0xEF, 0xBB, 0xBF], csv[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(csv[3..]).TrimEnd().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("视图,名称,户数,订单数,商品,数量,单位,金额（元）", lines[0]);
        Assert.Contains("按供应商,二号蛋奶,2,2,合计,,,38", lines.Select(l => l.Replace(".00", "", StringComparison.Ordinal)));
        Assert.Equal(4850, Total(lines.Skip(1).Select(l => l.Split(',')).Where(c => c[0] == "按楼栋" && c[4] != "合计").Select(c => c[7])));

        using var stream = new MemoryStream(await File(town, $"{path}?format=xlsx"));
        using var book = SpreadsheetDocument.Open(stream, false);
        var rows = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>()
            .Select(r => r.Elements<Cell>().Select(c => c.InnerText).ToArray()).ToList();
        Assert.Equal(lines.Length, rows.Count);
        Assert.Equal(4850, Total(rows.Where(r => r[0] == "按团长" && r[4] != "合计").Select(r => r[7])));
        Assert.Equal("consolidation.format-unknown", (await town.Clerk.Get($"{path}?format=pdf")).Refused);
        Assert.Equal("consolidation.format-unknown", (await town.Clerk.Get(path)).Refused);
    }

    static long Total(IEnumerable<string> yuan) => (long)(yuan.Sum(y => decimal.Parse(y, CultureInfo.InvariantCulture)) * 100);

    static async Task<byte[]> File(Town town, string path)
    {
        using var http = town.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", town.Clerk.Token);
        return await http.GetByteArrayAsync($"/api{path}");
    }

    static JsonElement[] Rows(Answer answer, string view) => [.. answer["views"].GetProperty(view).EnumerateArray()];
}
