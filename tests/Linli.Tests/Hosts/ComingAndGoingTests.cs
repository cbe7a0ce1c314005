using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Linli.Tests.Simulation;
using Npgsql;

namespace Linli.Tests.Hosts;

/// <summary>Hosts as processes of their own: they start at once on an empty database, and are restarted one by one behind a balancer.</summary>
[Collection(nameof(Simulation))]
public class ComingAndGoingTests
{
    const string OnlyOnPostgres = "one SQLite file has one host; tests/postgres gives this test a server";

    [Fact]
    public async Task Three_hosts_start_at_once_on_an_empty_database_and_lay_out_one_shop()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, OnlyOnPostgres);
        await using var database = await TestDatabase.Make();
        await using var cluster = new Cluster(database, 3, new() { ["Linli:Demo"] = "true" });
        await Task.WhenAll(cluster.Hosts.Select(h => h.Start()));

        Assert.Equal((1, 1), (await Rows(database, "platform_shops"), await Rows(database, "platform_keys")));
        var people = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(database.Folder, "demo.json")));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", people[0].GetProperty("token").GetString());
        foreach (var host in cluster.Hosts)
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(host.Address, "api/me"))).StatusCode);
    }

    [Fact]
    public async Task A_rolling_restart_behind_a_balancer_is_not_noticed()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, OnlyOnPostgres);
        await using var database = await TestDatabase.Make();
        await using var cluster = new Cluster(database, 2, new() { ["Linli:Demo"] = "false", ["Linli:NoticeSeconds"] = "3" });
        await Task.WhenAll([.. cluster.Hosts.Select(h => h.Start()), cluster.Balancer.Start()]);

        using var http = new HttpClient { BaseAddress = cluster.Balancer.Address };
        using var done = new CancellationTokenSource();
        var asking = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAgainAndAgain(http, done.Token)));
        foreach (var host in cluster.Hosts)
        {
            await host.Stop();
            await host.Start();
        }

        await done.CancelAsync();
        var answers = (await asking).SelectMany(a => a).ToList();
        Assert.True(answers.Count > 100, $"only {answers.Count} answers");
        Assert.Equal([HttpStatusCode.OK], answers.Distinct());
    }

    static async Task<List<HttpStatusCode>> AskAgainAndAgain(HttpClient http, CancellationToken until)
    {
        var answers = new List<HttpStatusCode>();
        while (!until.IsCancellationRequested)
        {
            using var answer = await http.GetAsync(new Uri("health/live", UriKind.Relative), CancellationToken.None);
            answers.Add(answer.StatusCode);
            await Task.Delay(10, CancellationToken.None);
        }

        return answers;
    }

    static async Task<int> Rows(TestDatabase database, string table)
    {
        await using var connection = new NpgsqlConnection(database.Settings["Linli:Postgres"]);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select cast(count(*) as int) from {table}", connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
