using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Linli.Tests.Keeping;

namespace Linli.Tests.Commissions;

public class LevelImportTests
{
    [Fact]
    public async Task A_third_level_does_not_come_in_by_import_either()
    {
        using var folder = new TestFolder();
        await using var town = await Circle.Open();
        var one = await town.Resident();
        var two = await town.Brings(await one.Promote());
        await two.Promote();
        var three = await town.Resident();
        await three.Promote();
        (await HostProgram.Run(town.Database, "export", town.Shop, folder["shop.zip"])).Well();
        await using var honest = await TestDatabase.Make();
        (await HostProgram.Run(honest, "import", folder["shop.zip"])).Well();

        // Sums and counts are those of the forged rows: only the house's own rules can refuse them.
        Refuse(folder, "a.zip", "commissions_promoters", row => { if (Is(row, "id", three)) row["level"] = 3; });
        Refuse(folder, "b.zip", "commissions_referrals", row => (row["promoter"], row["upper"]) = ($"{three.Id.Value}", $"{two.Id.Value}"));
        Refuse(folder, "c.zip", "commissions_referrals", row => (row["upper"], row["upper_level"]) = ($"{two.Id.Value}", 2));
        Refuse(folder, "d.zip", "commissions_referrals", row => row["promoter_level"] = 3);
        foreach (var file in new[] { "a.zip", "b.zip", "c.zip", "d.zip" })
        {
            await using var place = await TestDatabase.Make();
            (await HostProgram.Run(place, "import", folder[file])).Refuses("backup.damaged");
            Assert.Empty((await Rows.All(place))["commissions_promoters"]);
        }
    }

    static bool Is(JsonObject row, string column, Person who) => Guid.Parse(row[column]!.GetValue<string>()) == who.Id.Value;

    static void Refuse(TestFolder folder, string copy, string table, Action<JsonObject> forge)
    {
        File.Copy(folder["shop.zip"], folder[copy]);
        using var zip = ZipFile.Open(folder[copy], ZipArchiveMode.Update);
        var lines = Read(zip, $"tables/{table}.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var row = JsonNode.Parse(line)!.AsObject();
            forge(row);
            return row.ToJsonString() + "\n";
        });
        var forged = string.Concat(lines);
        Write(zip, $"tables/{table}.jsonl", forged);
        var manifest = JsonNode.Parse(Read(zip, "manifest.json"))!.AsObject();
        var sheet = manifest["tables"]!.AsArray().Single(t => t!["table"]!.GetValue<string>() == table)!;
        sheet["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(forged)));
        Write(zip, "manifest.json", manifest.ToJsonString());
    }

    static string Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    static void Write(ZipArchive zip, string name, string text)
    {
        zip.GetEntry(name)!.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write(text);
    }
}
