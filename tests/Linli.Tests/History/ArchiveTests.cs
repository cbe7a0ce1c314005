using System.IO.Compression;
using System.Text.Json;
using Linli.Host.History;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Linli.Tests.Keeping;
using Linli.Tests.Ordering;

namespace Linli.Tests.History;

/// <summary>May is over and its campaign long picked up; only one household never came.</summary>
public class ArchiveTests
{
    static readonly string[] pastTables = ["inventory_movements", "ordering_claims", "ordering_lines", "ordering_orders", "platform_facts", "platform_heard"];

    /// <summary>One order completed with a claim decided, one cancelled, one that was never picked up; stock counted.</summary>
    static async Task<(Town Town, Guid Living)> AfterMay()
    {
        var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (first, second, third) = (await town.Resident(), await town.Resident(), await town.Resident());
        var done = (await sale.Order(first, eggs: 2, tomatoes: 1500)).Ok()["id"].GetGuid();
        var gone = (await sale.Order(second, milk: 1)).Ok()["id"].GetGuid();
        (await second.Put($"/orders/{gone}/cancellation", new { reason = "去外婆家" })).Ok();
        var living = (await sale.Order(third, milk: 2)).Ok()["id"].GetGuid();
        await sale.CutOff();
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(first), cash: 2 * 1000 + 3 * 350)).Ok();
        var claim = $"/orders/{done}/claims/{Guid.CreateVersion7()}";
        (await first.Put(claim, new { sku = sale.Eggs, amount = 1, reason = "碎了一个", pictures = Array.Empty<Guid>() })).Ok();
        (await town.Clerk.Put($"{claim}/decision", new { approve = true })).Ok();
        (await town.Owner.Put($"/stock/{sale.Eggs}/movements/{Guid.CreateVersion7()}", new { kind = "spoilage", amount = 3, note = "碰伤" })).Ok();
        await town.Settle();
        await town.Pass(TimeSpan.FromDays(100));
        return (town, living);
    }

    static async Task<SortedDictionary<string, List<string>>> Past(Town town) =>
        new((await Rows.All(town.Database)).Where(t => pastTables.Contains(t.Key)).ToDictionary(t => t.Key, t => t.Value.Order(StringComparer.Ordinal).ToList()), StringComparer.Ordinal);

    static async Task SumsAreOnHand(Town town)
    {
        await using var reading = await Rows.Open(town.Database);
        Assert.Equal(["0"], await Rows.Read(reading,
            "select count(*) from inventory_shelves s where s.on_hand <> (select sum(m.amount) from inventory_movements m where m.tenant = s.tenant and m.sku = s.sku)"));
    }

    [Fact]
    public async Task A_month_goes_into_a_file_and_comes_back_as_it_was()
    {
        var (town, living) = await AfterMay();
        await using var _ = town;
        using var folder = new TestFolder();
        var before = await Past(town);
        Assert.True(before.All(t => t.Value.Count > 0), "nothing to archive");

        var stored = await Archive.Store(town.Services, "2026-05", folder["may.zip"], default);
        Assert.Equal(0, stored.Stayed);
        var left = await Past(town);
        Assert.Contains(living.ToString(), Assert.Single(left["ordering_orders"]), StringComparison.OrdinalIgnoreCase);
        Assert.Single(left["ordering_lines"]);
        Assert.Empty(left["ordering_claims"]);
        Assert.All(left["inventory_movements"], m => Assert.Contains("Carried", m, StringComparison.Ordinal));
        await SumsAreOnHand(town);

        var (_, back) = await Archive.Restore(town.Services, folder["may.zip"], default);
        Assert.Equal(stored.Manifest.Files.Sum(f => f.Lines), back);
        Assert.Equal(before, await Past(town));
        await SumsAreOnHand(town);
        // Once more brings nothing twice.
        Assert.Equal(0, (await Archive.Restore(town.Services, folder["may.zip"], default)).Back);
        Assert.Equal(before, await Past(town));

        // And away again: the same file as the first time.
        var again = await Archive.Store(town.Services, "2026-05", folder["again.zip"], default);
        Assert.Equal(stored.Manifest.Files, again.Manifest.Files);
    }

    [Fact]
    public async Task The_file_is_open_to_everybody_and_says_what_is_in_it()
    {
        var (town, _) = await AfterMay();
        await using var __ = town;
        using var folder = new TestFolder();
        await Archive.Store(town.Services, "2026-05", folder["may.zip"], default);
        await using var zip = await ZipFile.OpenReadAsync(folder["may.zip"]);
        using var manifest = await JsonDocument.ParseAsync(await zip.GetEntry("manifest.json")!.OpenAsync());
        Assert.Equal("2026-05", manifest.RootElement.GetProperty("month").GetString());
        var orders = manifest.RootElement.GetProperty("files").EnumerateArray().Single(f => f.GetProperty("table").GetString() == "ordering_orders");
        Assert.Equal(2, orders.GetProperty("lines").GetInt64());
        // Two orders, three lines, a claim.
        Assert.Equal(6, orders.GetProperty("rows").GetInt64());
        using var lines = new StreamReader(await zip.GetEntry($"{town.Shop}/ordering_orders.jsonl")!.OpenAsync());
        using var first = JsonDocument.Parse((await lines.ReadLineAsync())!);
        var order = first.RootElement.GetProperty("ordering_orders")[0];
        Assert.Equal("2026-05-01T10:00:00Z", order.GetProperty("placed_at").GetString());
        Assert.Equal("Completed", order.GetProperty("state").GetString());
        Assert.Equal(["番茄", "鸡蛋"], first.RootElement.GetProperty("ordering_lines").EnumerateArray().Select(l => l.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_still_lives_stays()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = (await sale.Order(who, eggs: 1)).Ok()["id"].GetGuid();
        (await who.Put($"/orders/{order}/cancellation", new { })).Ok();
        await sale.CutOff();
        using var folder = new TestFolder();
        // Cancelled, but its campaign was picked up only a month ago.
        await town.Pass(TimeSpan.FromDays(35));
        await Archive.Store(town.Services, "2026-05", folder["early.zip"], default);
        Assert.Single((await Past(town))["ordering_orders"]);
        await town.Pass(TimeSpan.FromDays(60));
        await Archive.Store(town.Services, "2026-05", folder["late.zip"], default);
        Assert.Empty((await Past(town))["ordering_orders"]);
    }

    [Fact]
    public async Task Two_months_lie_in_two_files_and_come_back_in_any_order()
    {
        var (town, _) = await AfterMay();
        await using var __ = town;
        var owner = await town.Staff(Role.Owner);
        var eggs = town.Skus["eggs"].Value;
        (await owner.Put($"/stock/{eggs}/movements/{Guid.CreateVersion7()}", new { kind = "breakage", amount = 2 })).Ok();
        await town.Pass(TimeSpan.FromDays(40));
        using var folder = new TestFolder();
        var before = await Past(town);
        await Archive.Store(town.Services, "2026-05", folder["may.zip"], default);
        await Archive.Store(town.Services, "2026-08", folder["august.zip"], default);
        await SumsAreOnHand(town);
        await Archive.Restore(town.Services, folder["may.zip"], default);
        await SumsAreOnHand(town);
        await Archive.Restore(town.Services, folder["august.zip"], default);
        Assert.Equal(before, await Past(town));
    }

    [Fact]
    public async Task Only_a_whole_file_of_a_month_that_is_over_is_taken()
    {
        var (town, _) = await AfterMay();
        await using var __ = town;
        using var folder = new TestFolder();
        async Task<string> Refused(Func<Task> work) => (await Assert.ThrowsAsync<Refusal>(work)).Code;
        Assert.Equal("archive.month-wrong", await Refused(() => Archive.Store(town.Services, "2026-08", folder["a.zip"], default)));
        Assert.Equal("archive.month-wrong", await Refused(() => Archive.Store(town.Services, "五月", folder["a.zip"], default)));
        Assert.Equal("archive.file-missing", await Refused(() => Archive.Restore(town.Services, folder["a.zip"], default)));
        await Archive.Store(town.Services, "2026-05", folder["a.zip"], default);
        Assert.Equal("archive.file-there", await Refused(() => Archive.Store(town.Services, "2026-05", folder["a.zip"], default)));
        var after = await Past(town);

        await Change(folder, "orders.jsonl", "鸡蛋", "鸭蛋");
        Assert.Equal("archive.damaged", await Refused(() => Archive.Restore(town.Services, folder["changed.zip"], default)));
        await File.WriteAllTextAsync(folder["half.zip"], "PK");
        Assert.Equal("archive.damaged", await Refused(() => Archive.Restore(town.Services, folder["half.zip"], default)));
        await Change(folder, "manifest.json", Manifest.ThisFormat, "linli-archive/9");
        Assert.Equal("archive.future", await Refused(() => Archive.Restore(town.Services, folder["changed.zip"], default)));
        Assert.Equal(after, await Past(town));
        await using var elsewhere = await Town.Open();
        Assert.Equal("archive.shop-unknown", await Refused(() => Archive.Restore(elsewhere.Services, folder["a.zip"], default)));
    }

    static async Task Change(TestFolder folder, string entry, string from, string to)
    {
        File.Copy(folder["a.zip"], folder["changed.zip"], overwrite: true);
        await using var zip = await ZipFile.OpenAsync(folder["changed.zip"], ZipArchiveMode.Update);
        var old = zip.Entries.Single(e => e.FullName.EndsWith(entry, StringComparison.Ordinal));
        string text;
        using (var reader = new StreamReader(await old.OpenAsync())) text = await reader.ReadToEndAsync();
        var name = old.FullName;
        old.Delete();
        await using var writer = new StreamWriter(await zip.CreateEntry(name).OpenAsync());
        await writer.WriteAsync(text.Replace(from, to, StringComparison.Ordinal));
    }
}
