using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Linli.Tests.House;

/// <summary>What is written about the house is true. With LINLI_WRITE=1 these tests write it anew instead of complaining.</summary>
public class DocsTests
{
    static readonly bool write = Environment.GetEnvironmentVariable("LINLI_WRITE") == "1";

    static void Same(string file, string wanted)
    {
        var path = Path.Combine(House.Ours.Root, file);
        if (write) File.WriteAllText(path, wanted);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == wanted, $"{file} is stale: run ./test DocsTests with LINLI_WRITE=1");
    }

    [Fact]
    public void The_room_table_is_what_the_csproj_files_say()
    {
        var table = new StringBuilder("| floor | room | what it is | calls |\n|---|---|---|---|\n");
        foreach (var room in House.Ours.Rooms.OrderBy(r => r.Floor).ThenBy(r => r.Name, StringComparer.Ordinal))
        {
            var module = Path.Combine(Path.GetDirectoryName(room.File)!, room.Name + "Module.cs");
            var says = File.Exists(module) ? Regex.Match(File.ReadAllText(module), @"/// <summary>(.*?)</summary>").Groups[1].Value : "";
            table.Append($"| {room.Floor} | {room.Name} | {says} | {string.Join(", ", room.Arrows.Select(a => a.Name).Where(n => n != "Platform").Order(StringComparer.Ordinal))} |\n");
        }

        var text = File.ReadAllText(Path.Combine(House.Ours.Root, "docs/house.md"));
        Same("docs/house.md", Regex.Replace(text, @"(?s)<!-- rooms -->.*<!-- /rooms -->", $"<!-- rooms -->\n{table}<!-- /rooms -->"));
    }

    [Fact]
    public void Every_type_in_the_list_of_words_exists()
    {
        var types = House.Ours.Rooms.SelectMany(r => Assembly.Load("Linli." + r.Name).GetTypes()).Select(t => t.Name).ToHashSet();
        var named = Regex.Matches(File.ReadAllText(Path.Combine(House.Ours.Root, "docs/words.md")), @"`(\w+)`").Select(m => m.Groups[1].Value).ToList();
        Assert.True(named.Count > 20);
        Assert.Empty(named.Except(types));
    }

    [Fact]
    public async Task The_committed_api_document_is_what_the_house_serves()
    {
        await using var town = await Town.Open();
        var served = (await town.Stranger().Get("/openapi.json")).Ok().Body;
        var text = JsonSerializer.Serialize(served, new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Same("apps/packages/client/openapi.json", text + "\n");
    }
}
