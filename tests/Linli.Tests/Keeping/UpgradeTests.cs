using System.Text.Json;
using System.Text.Json.Nodes;
using Linli.Host;
using Linli.Tests.Simulation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Linli.Tests.Keeping;

/// <summary>
/// A shop of the first release opens in this one. Its rows, the first afternoon of the demo shop as that release wrote it into
/// SQLite, lie beside this file; pictures and keys are left out, and facts that had been told.
/// </summary>
public class UpgradeTests
{
    static readonly string day = Path.Combine(House.House.Ours.Root, "tests/Linli.Tests/Keeping/Resources/day-of-the-first-release.jsonl");

    [Fact]
    public async Task A_shop_of_the_first_release_opens_in_this_one_with_every_order_and_every_fen()
    {
        await using var database = await TestDatabase.Make();
        await using (DbContext db = database.Name is null ? new SqliteDesign().CreateDbContext([]) : new PostgresDesign().CreateDbContext([]))
        {
            db.Database.SetConnectionString(database.Settings.TryGetValue("Linli:Postgres", out var server) ? server : $"Data Source={Path.Combine(database.Folder, "linli.db")}");
            await db.GetService<IMigrator>().MigrateAsync("Initial");
        }

        foreach (var line in await File.ReadAllLinesAsync(day)) await Insert(database, line);
        var before = await Rows.All(database);
        var settings = new Dictionary<string, string>(database.Settings) { ["Linli:At"] = "2026-11-22 14:20", ["Linli:FixedSmsCode"] = "246810" };
        await using var host = new HostProcess(HostProgram.Path, settings);
        await host.Start();

        using var http = new HttpClient { BaseAddress = host.Address };
        var owner = await SignIn(http, "13800000001", new { phone = "13800000001", shop = "demo", password = "linli-demo-2026" });
        var orders = (await owner.Get("/orders?take=200")).Items;
        Assert.Equal(before["ordering_orders"].Count, orders.Length);
        Assert.Equal(5, orders.Count(o => o.GetProperty("state").GetString() == "completed"));
        Assert.Equal(4, (await owner.Get("/campaigns")).Items.Length);
        Assert.Equal(40, (await owner.Get("/skus?take=200")).Items.Length);
        Assert.Equal(0, (await owner.Get("/ledger/trial-balance")).Ok().Long("difference"));
        Assert.Equal(14, (await owner.Get($"/orders?campaign={CampaignCalled(orders, "昨日鲜货")}&take=200")).Items.Length);
        var list = CampaignCalled(orders, "明日鲜货清单");
        var item = (await owner.Get($"/campaigns/{list}")).Ok()["items"].EnumerateArray().First(i => i.GetProperty("total").ValueKind == JsonValueKind.Null);
        var resident = await Resident(http, before);
        var placed = await resident.Put($"/campaigns/{list}/orders/{Guid.CreateVersion7()}", new
        {
            lines = new[] { new { sku = item.GetProperty("sku").GetGuid(), amount = item.GetProperty("step").GetInt64() } },
            payment = "cash",
        });
        Assert.Equal("confirmed", placed.Ok().String("state"));
    }

    static Guid CampaignCalled(IEnumerable<JsonElement> orders, string title) => orders.Select(o => o.GetProperty("campaign"))
        .First(c => c.GetProperty("title").GetString()!.StartsWith(title, StringComparison.Ordinal)).GetProperty("id").GetGuid();

    static async Task<Person> Resident(HttpClient http, SortedDictionary<string, List<string>> rows)
    {
        var phone = rows["members_members"].Where(r => r.Contains("resident", StringComparison.OrdinalIgnoreCase))
            .SelectMany(r => r.Split('|')).First(field => field.Length == 11 && field.StartsWith('1'));
        (await new Person(http, null, default, "").Put($"/sms-codes/{Guid.CreateVersion7()}", new { phone, shop = "demo" })).Ok();
        return await SignIn(http, phone, new { phone, shop = "demo", code = "246810" });
    }

    static async Task<Person> SignIn(HttpClient http, string phone, object proof)
    {
        var session = await new Person(http, null, default, "").Put($"/sessions/{Guid.CreateVersion7()}", proof);
        return new Person(http, session.Ok().String("token"), default, phone);
    }

    /// <summary>The rows are as SQLite keeps them; PostgreSQL is given its own forms of the same values.</summary>
    static async Task Insert(TestDatabase database, string line)
    {
        var told = JsonNode.Parse(line)!;
        var (table, row) = (told["table"]!.GetValue<string>(), told["row"]!.AsObject());
        await using var connection = await Rows.Open(database);
        await using var command = connection.CreateCommand();
        void Set(string name, object? value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        if (database.Name is null)
        {
            command.CommandText = $"insert into \"{table}\" ({string.Join(", ", row.Select(f => $"\"{f.Key}\""))}) values ({string.Join(", ", row.Select((_, i) => $"@v{i}"))})";
            foreach (var (i, field) in row.Index()) Set($"v{i}", Raw(field.Value));
        }
        else
        {
            var kinds = (await Rows.Read(connection, $"select column_name, data_type from information_schema.columns where table_name = '{table}'"))
                .Select(c => c.Split('|')).ToDictionary(c => c[0], c => c[1]);
            foreach (var (name, value) in row.ToList()) row[name] = OnServer(value, kinds[name]);
            command.CommandText = $"insert into \"{table}\" select * from json_populate_record(null::\"{table}\", @row::json)";
            Set("row", row.ToJsonString());
        }

        await command.ExecuteNonQueryAsync();
    }

    static object? Raw(JsonNode? value) => value switch
    {
        null => null,
        JsonObject bytes => Convert.FromHexString(bytes["hex"]!.GetValue<string>()),
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => value.GetValue<long>(),
    };

    static JsonNode? OnServer(JsonNode? value, string kind) => (value, kind) switch
    {
        (null, _) => null,
        (JsonObject bytes, _) => $"\\x{bytes["hex"]}",
        (_, "timestamp with time zone") => DateTimeOffset.FromUnixTimeMilliseconds(value.GetValue<long>()).ToString("O"),
        (_, "boolean") => value.GetValue<long>() == 1,
        _ => value.DeepClone(),
    };
}
