using System.Data.Common;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Linli.Tests;
using Linli.Tests.Simulation;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Linli.Bench;

/// <summary>
/// ./bench day: one campaign with 1,000, 10,000 and 100,000 orders of as many households, from the cut-off to the five views,
/// the sorting lists and the purchase orders: seconds, the host's peak memory in each step, and how both grow.
/// </summary>
static class Day
{
    const string Bench = "day";
    const int Wares = 200, MostLines = 4, Connections = 64;
    static readonly int[] sizes = [1_000, 10_000, 100_000];
    static readonly TimeSpan patience = TimeSpan.FromMinutes(20), glance = TimeSpan.FromMilliseconds(20);

    public static async Task<bool> Run(string program, Choices choices)
    {
        var held = true;
        if (choices.Covers("sqlite")) held &= await On("sqlite", program, choices, onServer: false);
        if (TestDatabase.Server is null) Figures.Say("no PostgreSQL named in LINLI_TEST_POSTGRES: only SQLite was measured");
        else if (choices.Covers("postgres")) held &= await On("postgres", program, choices, onServer: true);
        return held;
    }

    static async Task<bool> On(string kind, string program, Choices choices, bool onServer)
    {
        int[] wanted = [.. sizes.Where(s => s <= choices.Orders)];
        await using var database = await TestDatabase.Make(onServer);
        var settings = new Dictionary<string, string>(database.Settings) { ["Linli:Demo"] = "false" };
        Figures.Say($"{kind}: laying out a shop with {wanted[^1]} households …");
        var shop = await Settlement.LayOut(settings, wanted[^1], Wares);
        await database.Analyze();
        var (held, before) = (true, new Dictionary<string, double>());
        foreach (var size in wanted)
        {
            // A host of its own for each size, warmed by a small campaign: neither the compiler nor what another size left is measured.
            await using var host = new HostProcess(program, settings);
            await host.Start();
            using (var small = new One(host, shop, database)) held &= await small.Live(200, (_, _) => { });
            var now = new Dictionary<string, double>();
            Figures.Say($"{kind}: {size} orders …");
            using var one = new One(host, shop, database);
            held &= await one.Live(size, (step, measured) =>
            {
                Figures.Print(Bench, $"{kind}-{size}", step, measured.Seconds, "s", 3);
                Figures.Print(Bench, $"{kind}-{size}", $"{step}_computed", measured.Computed, "s of processor", 3);
                Figures.Print(Bench, $"{kind}-{size}", $"{step}_peak", measured.Megabytes, "MB", 0);
                if (measured.AnswerMegabytes > 0) Figures.Print(Bench, $"{kind}-{size}", $"{step}_answer", measured.AnswerMegabytes, "MB", 2);
                now[step] = measured.Seconds;
            });
            foreach (var (step, seconds) in now)
                if (before.TryGetValue(step, out var earlier)) Figures.Print(Bench, $"{kind}-{size}", $"{step}_growth", seconds / earlier, "times for 10 times the orders");
            before = now;
            await host.Stop();
        }

        return held;
    }

    /// <param name="Computed">By the host alone, whatever else the machine does.</param>
    readonly record struct Measured(double Seconds, double Computed, double Megabytes, double AnswerMegabytes);

    /// <summary>One campaign's life, as its owner sees it.</summary>
    sealed class One(HostProcess host, Settled shop, TestDatabase database) : IDisposable
    {
        readonly Guid campaign = Guid.CreateVersion7();
        readonly HttpClient http = new() { BaseAddress = host.Address, Timeout = patience };
        Action<string, Measured> tell = (_, _) => { };

        /// <returns>False when a view or a list does not show every order.</returns>
        public async Task<bool> Live(int orders, Action<string, Measured> says)
        {
            tell = says;
            http.DefaultRequestHeaders.Authorization = new("Bearer", shop.Owner.Token);
            await Publish();
            await Step("placing", () => Fill(orders));
            await Step("cut_off_to_frozen", async () =>
            {
                await Put($"api/campaigns/{campaign}/cut-off", null);
                await Until("select count(*) from ordering_orders where campaign = @campaign and frozen_at is not null", orders);
            });
            await Step("frozen_to_purchase_orders", () => Until("select count(*) from procurement_orders where campaign = @campaign", 4));
            await Step("frozen_to_bags", () => Until("select count(*) from fulfilment_pickups where campaign = @campaign", orders));

            var held = true;
            await Read("five_views", $"api/campaigns/{campaign}/consolidation", answer =>
                held &= answer.GetProperty("totals").GetProperty("orders").GetInt32() == orders);
            await Read("five_views_csv", $"api/campaigns/{campaign}/consolidation/file?format=csv");
            await Read("five_views_xlsx", $"api/campaigns/{campaign}/consolidation/file?format=xlsx");
            foreach (var (point, at) in shop.Points.Take(1).Select((p, i) => (p, i)))
                await Read("sorting_of_a_point", $"api/campaigns/{campaign}/sorting?point={point}", answer =>
                    held &= Bags(answer) == Enumerable.Range(0, orders).Count(i => i % shop.Points.Count == at));
            await Read("sorting", $"api/campaigns/{campaign}/sorting", answer => held &= Bags(answer) == orders);
            await Read("purchase_orders", $"api/purchase-orders?campaign={campaign}");
            if (!held) Figures.Say($"a view or list of {orders} orders does not show every order");
            return held;
        }

        public void Dispose() => http.Dispose();

        static int Bags(JsonElement sorting) => sorting.GetProperty("points").EnumerateArray().Sum(p => p.GetProperty("bags").GetArrayLength());

        async Task Step(string name, Func<Task> work, Func<double>? answered = null)
        {
            host.ForgetPeak();
            var (from, before) = (Stopwatch.GetTimestamp(), host.ProcessorTime);
            await work();
            tell(name, new(Stopwatch.GetElapsedTime(from).TotalSeconds, (host.ProcessorTime - before).TotalSeconds, host.PeakMegabytes, answered?.Invoke() ?? 0));
        }

        async Task Read(string name, string path, Action<JsonElement>? look = null)
        {
            byte[] body = [];
            await Step(name, async () =>
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
                body = await answer.Content.ReadAsByteArrayAsync();
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
            }, () => body.Length / 1048576.0);
            if (look is not null) look(JsonSerializer.Deserialize<JsonElement>(body));
        }

        async Task Publish()
        {
            var now = DateTimeOffset.UtcNow;
            await Put($"api/campaigns/{campaign}", new
            {
                kind = "presale",
                title = "一天",
                opensAt = now.AddMinutes(-1),
                closesAt = now.AddHours(6),
                leader = shop.Leader.Id,
                pickupPoints = shop.Points,
                pickupFrom = now.AddHours(12),
                pickupTo = now.AddHours(16),
                items = shop.Wares.Select(w => new { sku = w.Id, price = w.Price, total = 1_000_000L * w.Step }),
            });
            await Put($"api/campaigns/{campaign}/opening", null);
        }

        /// <summary>Every household orders once, one to four things.</summary>
        Task Fill(int orders) => Parallel.ForEachAsync(Enumerable.Range(0, orders), new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (i, ct) =>
        {
            var dice = new Random(i);
            var lines = Enumerable.Range(0, 1 + dice.Next(MostLines)).Select(_ => shop.Wares[dice.Next(shop.Wares.Count)]).DistinctBy(w => w.Id)
                .Select(w => new { sku = w.Id, amount = w.Step * (1 + dice.Next(4)) });
            using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"api/campaigns/{campaign}/orders/{Guid.CreateVersion7()}", UriKind.Relative))
            {
                Content = JsonContent.Create(new { lines, payment = "cash" }),
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", shop.Residents[i].Token) },
            };
            using var answer = await http.SendAsync(request, ct);
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"an order was answered {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
        });

        async Task Put(string path, object? body)
        {
            using var content = body is null ? null : JsonContent.Create(body);
            using var answer = await http.PutAsync(new Uri(path, UriKind.Relative), content);
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        /// <summary>Looks into the database itself, so that looking costs the host nothing.</summary>
        async Task Until(string count, long wanted)
        {
            await using DbConnection connection = database.Settings.TryGetValue("Linli:Postgres", out var postgres)
                ? new NpgsqlConnection(postgres)
                : new SqliteConnection($"Data Source={Path.Combine(database.Folder, "linli.db")};Mode=ReadOnly");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = count;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@campaign", campaign);
            command.Parameters.Add(parameter);
            for (var from = Stopwatch.GetTimestamp(); Convert.ToInt64(await command.ExecuteScalarAsync(), null) < wanted; await Task.Delay(glance))
                if (Stopwatch.GetElapsedTime(from) > patience) throw new InvalidOperationException($"waited too long for {wanted}: {count}\n{host.LastWords}");
        }
    }
}
