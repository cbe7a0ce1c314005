using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Linli.Tests;
using Linli.Tests.Simulation;

namespace Linli.Bench;

/// <summary>
/// ./bench live: 2,000 phones look at one campaign of one host while orders come in: by events, and by asking as often as the mini-program does, answered by 304.
/// What it costs the host, and how long after its answer an order stands on each screen.
/// </summary>
static class Lives
{
    const string Bench = "live";
    const int Phones = 2_000, Households = 100;
    static readonly TimeSpan pollEvery = TimeSpan.FromSeconds(1.2);

    public static async Task<bool> Run(string program, Choices choices)
    {
        var held = true;
        if (choices.Covers("sqlite")) held &= await On("sqlite", program, choices, onServer: false);
        if (TestDatabase.Server is not null && choices.Covers("postgres")) held &= await On("postgres", program, choices, onServer: true);
        return held;
    }

    static async Task<bool> On(string kind, string program, Choices choices, bool onServer)
    {
        await using var database = await TestDatabase.Make(onServer);
        var settings = new Dictionary<string, string>(database.Settings)
        {
            ["Linli:Demo"] = "false",
            ["Linli:StrangerRequestsPerMinute"] = "0",
            ["Linli:RequestsPerMinute"] = "0",
        };
        var shop = await Settlement.LayOut(settings, Households, wares: 10);
        await using var house = await House.Start(program, settings, 1);
        var sale = await Sale.Open(house.Addresses[0], shop, [.. shop.Wares.Take(5)], total: 1_000_000);
        await Load.Run(house.Addresses, 4, TimeSpan.FromSeconds(1), sale.Order);
        var held = await Look($"{kind}-events", house, sale, choices.Length, byEvents: true);
        held &= await Look($"{kind}-polling", house, sale, choices.Length, byEvents: false);
        await house.Stop();
        return held;
    }

    static async Task<bool> Look(string @case, House house, Sale sale, TimeSpan length, bool byEvents)
    {
        Figures.Say($"{@case}: {Phones} phones …");
        var address = house.Addresses[0];
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Phones + 10, UseProxy = false }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        using var end = new CancellationTokenSource();
        var start = await Orders(client, sale);
        var screens = Enumerable.Range(0, Phones).Select(_ => new Screen()).ToList();
        var path = $"api/shops/settlement/{(byEvents ? "live" : "progress")}?campaigns={sale.Campaigns[0]}";
        var memory = house.ResidentMegabytes;
        var watching = screens.Select(s => byEvents ? s.Listen(client, path, end.Token) : s.Poll(client, path, pollEvery, end.Token)).ToList();
        while (screens.Any(s => s.Orders < 0))
        {
            if (watching.Find(w => w.IsFaulted) is { } broken) await broken;
            await Task.Delay(50);
        }

        // Everybody looks and nothing happens.
        var (before, from) = (house.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(length);
        var quiet = (house.ProcessorTime - before) / Stopwatch.GetElapsedTime(from);

        // Two orders a second, as on a good evening.
        (before, from) = (house.ProcessorTime, Stopwatch.GetTimestamp());
        var placed = new List<long>();
        var dice = new Random(1);
        while (Stopwatch.GetElapsedTime(from) < length)
        {
            using var request = sale.Order(dice);
            request.RequestUri = new(address, request.RequestUri!);
            using var answer = (await client.SendAsync(request)).EnsureSuccessStatusCode();
            placed.Add(Stopwatch.GetTimestamp());
            await Task.Delay(500);
        }

        var selling = (house.ProcessorTime - before) / Stopwatch.GetElapsedTime(from);
        await Task.Delay(byEvents ? TimeSpan.FromSeconds(2) : pollEvery + pollEvery);
        await end.CancelAsync();
        await Task.WhenAll(watching);
        double[] waits = [.. screens.SelectMany(s => placed.Select((at, i) => s.SeenAt(start + i + 1) - at)).Select(t => t == long.MaxValue ? double.MaxValue : Math.Max(0, t * 1000.0 / Stopwatch.Frequency)).Order()];
        Figures.Print(Bench, @case, "phones", Phones, "phones", 0);
        Figures.Print(Bench, @case, "host_cpu_quiet", quiet * 100, "% of a core");
        Figures.Print(Bench, @case, "host_cpu_2_orders_per_s", selling * 100, "% of a core");
        Figures.Print(Bench, @case, "memory_before", memory, "MB", 0);
        Figures.Print(Bench, @case, "memory_looking", house.ResidentMegabytes, "MB", 0);
        Figures.Print(Bench, @case, "order_to_screen_p50", waits[waits.Length / 2], "ms", 0);
        Figures.Print(Bench, @case, "order_to_screen_p99", waits[(int)(waits.Length * 0.99)], "ms", 0);
        var missed = screens.Count(s => s.Orders != start + placed.Count);
        if (missed > 0) Figures.Say($"{@case}: {missed} screens do not show the last order");
        return missed == 0;
    }

    static async Task<int> Orders(HttpClient client, Sale sale)
    {
        var now = await client.GetByteArrayAsync(new Uri($"api/shops/settlement/progress?campaigns={sale.Campaigns[0]}", UriKind.Relative));
        return JsonSerializer.Deserialize<JsonElement>(now).GetProperty("items")[0].GetProperty("orders").GetInt32();
    }

    sealed class Screen
    {
        readonly List<(int Orders, long At)> seen = [];

        public int Orders => Volatile.Read(ref orders);
        int orders = -1;

        /// <summary>When it showed this order, or a later one with it.</summary>
        public long SeenAt(int order) => seen.Find(s => s.Orders >= order) is { Orders: > 0 } found ? found.At : long.MaxValue;

        public async Task Listen(HttpClient client, string path, CancellationToken ct)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
                answer.EnsureSuccessStatusCode();
                await using var told = await answer.Content.ReadAsStreamAsync(ct);
                var buffer = new byte[16 << 10];
                while (await told.ReadAsync(buffer, ct) is > 0 and var read) Show(buffer.AsSpan(0, read));
            }
            catch (OperationCanceledException) { }
        }

        public async Task Poll(HttpClient client, string path, TimeSpan every, CancellationToken ct)
        {
            try
            {
                await Task.Delay(every * Random.Shared.NextDouble(), ct);
                string? tag = null;
                while (true)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, path);
                    if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
                    using var answer = await client.SendAsync(request, ct);
                    if (answer.StatusCode != HttpStatusCode.NotModified)
                    {
                        Show(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(ct));
                        tag = answer.Headers.ETag!.Tag;
                    }

                    await Task.Delay(every * (0.9 + Random.Shared.NextDouble() / 5), ct);
                }
            }
            catch (OperationCanceledException) { }
        }

        void Show(ReadOnlySpan<byte> json)
        {
            // A phone reads all of it; two thousand of them in this process would be what is measured.
            if (json.LastIndexOf("\"orders\":"u8) is >= 0 and var at && Utf8Parser.TryParse(json[(at + 9)..], out int now, out _) && now != orders)
            {
                seen.Add((now, Stopwatch.GetTimestamp()));
                Volatile.Write(ref orders, now);
            }
        }
    }
}
