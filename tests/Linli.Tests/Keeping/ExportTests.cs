using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Linli.Tests.House;
using Linli.Tests.Ordering;

namespace Linli.Tests.Keeping;

/// <summary>A shop's data is the shop's: it leaves in open files and arrives anywhere the same.</summary>
public class ExportTests
{
    /// <summary>A shop with a day behind it and another shop beside it; exported.</summary>
    static async Task<(Town Town, string File)> Exported(TestFolder folder)
    {
        var town = await Town.Open();
        var sale = await Sale.Of(town, perHousehold: 4);
        var resident = await town.Resident();
        await sale.PaidOrder(resident, eggs: 2, tomatoes: 1500);
        (await sale.Order(await town.Resident(), milk: 3)).Ok();
        var picture = Platform.PictureTests.Png(4, 4);
        (await town.Owner.Put($"/files/{Guid.CreateVersion7()}", new ByteArrayContent(picture))).Ok();
        await sale.CutOff();
        var other = await RightsTests.AnotherOwner(town);
        (await other.Put($"/files/{Guid.CreateVersion7()}", new ByteArrayContent(picture))).Ok();
        (await HostProgram.Run(town.Database, "export", town.Shop, folder["shop.zip"])).Well();
        return (town, folder["shop.zip"]);
    }

    [Fact]
    public async Task A_shop_exported_and_imported_is_the_same_byte_by_byte_on_whatever_database()
    {
        using var folder = new TestFolder();
        var (town, file) = await Exported(folder);
        await using var _ = town;
        await using var second = await TestDatabase.Make();
        // The other way round on PostgreSQL: there and back over SQLite.
        await using var between = await TestDatabase.Make(onServer: false);
        (await HostProgram.Run(between, "import", file)).Well();
        (await HostProgram.Run(between, "export", town.Shop, folder["between.zip"])).Well();
        (await HostProgram.Run(second, "import", folder["between.zip"])).Well();
        (await HostProgram.Run(second, "export", town.Shop, folder["second.zip"])).Well();

        Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(folder["between.zip"]));
        Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(folder["second.zip"]));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await Is_row_by_row_the_first(town, second);
        Assert.Contains("shop.exported", (await town.Owner.Get("/audit")).Ok().Text, StringComparison.Ordinal);
    }

    /// <summary>Told without the exporter: the raw rows of this shop in both databases, and none of the other's.</summary>
    static async Task Is_row_by_row_the_first(Town town, TestDatabase second)
    {
        var mine = town.Tenant.Value.ToString();
        var there = await Rows.All(second);
        var rows = 0;
        foreach (var (table, all) in await Rows.All(town.Database))
        {
            if (table is "__EFMigrationsHistory" or "platform_keys") continue;
            // Both exports left a line in the log of the place they were made in, and none in the file.
            if (table == "platform_audit") continue;
            Assert.True(all.Where(r => r.Contains(mine, StringComparison.OrdinalIgnoreCase)).SequenceEqual(there[table]), table);
            rows += there[table].Count;
        }

        Assert.True(rows > 60, $"only {rows} rows");
    }

    [Fact]
    public async Task What_is_damaged_there_already_or_from_the_future_changes_nothing()
    {
        using var folder = new TestFolder();
        var (town, file) = await Exported(folder);
        await using var _ = town;
        var before = await Rows.All(town.Database);
        (await HostProgram.Run(town.Database, "import", file)).Refuses("import.already-there");
        (await HostProgram.Run(town.Database, "export", "no-such-shop", folder["none.zip"])).Refuses("export.shop-unknown");
        Assert.False(File.Exists(folder["none.zip"]));

        await using var place = await TestDatabase.Make();
        (await HostProgram.Run(place, "export", town.Shop, folder["none.zip"])).Refuses("export.not-upgraded");
        await Refuses(place, Changed(file, folder["1.zip"], "tables/ordering_orders.jsonl", text => text.Replace("\"cash\"", "\"none\"", StringComparison.OrdinalIgnoreCase) + " "), "backup.damaged");
        await Refuses(place, Changed(file, folder["2.zip"], "manifest.json", text => text[..^40]), "backup.damaged");
        await Refuses(place, Changed(file, folder["3.zip"], "manifest.json", text => Edit(text, m => m["version"] = 2)), "database.future");
        await Refuses(place, Changed(file, folder["4.zip"], "manifest.json", text => Edit(text, m => m["steps"]!.AsArray().Add("Tomorrow"))), "database.future");
        await Refuses(place, Changed(file, folder["5.zip"], "manifest.json", text => Edit(text, m => m["steps"] = new JsonArray("Initial"))), "import.older-file");
        await Refuses(place, Changed(file, folder["6.zip"], "manifest.json", text => Edit(text, m => m["tables"]![3]!["rows"] = 77)), "backup.damaged");
        await File.WriteAllTextAsync(folder["7.zip"], "这不是压缩包");
        await Refuses(place, folder["7.zip"], "backup.damaged");
        Assert.Equal(before, await Rows.All(town.Database));
    }

    [Fact]
    public async Task A_file_that_names_another_operators_rows_writes_none_of_them()
    {
        using var folder = new TestFolder();
        var (town, file) = await Exported(folder);
        await using var _ = town;
        await using var place = await TestDatabase.Make();
        // Everything in the file belongs to the shop of the manifest, or nothing of it is taken.
        var forged = Changed(file, folder["forged.zip"], "manifest.json", text => Edit(text, m => (m["tenant"], m["code"]) = (Guid.CreateVersion7().ToString(), "forged")));
        await Refuses(place, forged, "backup.damaged");
        var before = await Rows.All(town.Database);
        await Refuses(town.Database, forged, "backup.damaged");
        Assert.Equal(before, await Rows.All(town.Database));
    }

    static async Task Refuses(TestDatabase place, string file, string code)
    {
        (await HostProgram.Run(place, "import", file)).Refuses(code);
        var rows = await Rows.All(place);
        if (rows.TryGetValue("platform_shops", out var shops)) Assert.DoesNotContain(shops, s => s.Contains("forged", StringComparison.Ordinal));
        if (place.Name is null && rows.Count == 0) return;
        Assert.All(rows.Where(r => r.Key.StartsWith("ledger_", StringComparison.Ordinal)), r => Assert.Equal(r.Value.Distinct().Count(), r.Value.Count));
    }

    static string Edit(string text, Action<JsonObject> change)
    {
        var manifest = JsonNode.Parse(text)!.AsObject();
        change(manifest);
        return manifest.ToJsonString();
    }

    static string Changed(string file, string copy, string entry, Func<string, string> change)
    {
        File.Copy(file, copy);
        using var zip = ZipFile.Open(copy, ZipArchiveMode.Update);
        var old = zip.GetEntry(entry)!;
        string text;
        using (var reader = new StreamReader(old.Open())) text = reader.ReadToEnd();
        old.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(entry).Open(), new UTF8Encoding(false));
        writer.Write(change(text));
        return copy;
    }
}
