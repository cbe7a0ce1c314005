using System.Data.Common;
using Linli.Tests;
using Linli.Tests.Simulation;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Linli.Bench;

/// <summary>
/// ./bench orders: orders per second through the real HTTP API with signed-in residents, beside an empty endpoint and one
/// plain transaction per order, measured in the same run on the same machine. Every case counts afterwards that exactly
/// what was acknowledged stands in the database.
/// </summary>
static class Orders
{
    const string Bench = "orders";
    const int Households = 1000, Wares = 1000;
    const long Plenty = 1_000_000, Few = 500;

    /// <returns>False when something acknowledged is missing, doubled or oversold.</returns>
    public static async Task<bool> Run(string program, Choices choices)
    {
        var held = true;
        if (choices.Covers("sqlite")) held &= await On("sqlite", program, choices, onServer: false, hosts: 1);
        if (TestDatabase.Server is null) Figures.Say("no PostgreSQL named in LINLI_TEST_POSTGRES: only SQLite was measured");
        else
            foreach (var (kind, hosts) in new[] { ("postgres", 1), ("postgres-3-hosts", 3) })
                if (choices.Covers(kind)) held &= await On(kind, program, choices, onServer: true, hosts);
        return held;
    }

    static async Task<bool> On(string kind, string program, Choices choices, bool onServer, int hosts)
    {
        Figures.Say($"{kind}: laying out a shop with {Households} households …");
        await using var database = await TestDatabase.Make(onServer);
        var settings = new Dictionary<string, string>(database.Settings) { ["Linli:Demo"] = "false" };
        var shop = await Settlement.LayOut(settings, Households, Wares);
        await database.Analyze();
        await using var plain = onServer ? await Plain.OnPostgres(database.Settings["Linli:Postgres"], Wares) : await Plain.OnSqlite(database.Folder, Wares);
        await using var house = await House.Start(program, settings, hosts);
        var held = true;
        try
        {
            // What runs first would pay for the compiler.
            var first = await Sale.Open(house.Addresses[0], shop, shop.Wares, Plenty);
            foreach (var connections in choices.Connections) await Load.Run(house.Addresses, connections, choices.WarmUp, first.Order);
            await database.Analyze();
            foreach (var connections in choices.Connections)
            {
                var echo = await Load.Run(house.Addresses, connections, choices.Length, first.Ping);
                foreach (var (name, wares) in new[] { ("hot", 1), ("many", Wares) })
                {
                    var @case = new Case($"{kind}-{connections}-{name}", connections, wares, echo.PerSecond);
                    held &= await Measure(@case, choices.Length, shop, house, plain, database);
                }
            }

            held &= await SellOut($"{kind}-64-sold-out", choices.Length, shop, house, database);
            Figures.Print(Bench, kind, "peak_memory", house.PeakMegabytes, "MB", 0);
        }
        catch (Exception)
        {
            Figures.Say(house.LastWords);
            throw;
        }

        await house.Stop();
        return held;
    }

    sealed record Case(string Name, int Connections, int Wares, double EchoPerSecond);

    static async Task<bool> Measure(Case @case, TimeSpan length, Settled shop, House house, Plain plain, TestDatabase database)
    {
        Figures.Say($"{@case.Name} …");
        var sale = await Sale.Open(house.Addresses[0], shop, [.. shop.Wares.Take(@case.Wares)], Plenty);
        var before = house.ProcessorTime;
        var orders = await Load.Run(house.Addresses, @case.Connections, length, sale.Order);
        var computed = house.ProcessorTime - before;
        var (held, oversold) = await Check(@case.Name, sale, orders, shop, house, database);
        var single = await plain.Run(@case.Connections, @case.Wares, length);
        Figures.Print(Bench, @case.Name, "orders_per_s", orders.PerSecond, "1/s");
        Figures.Print(Bench, @case.Name, "p50_ms", orders.Percentile(0.5), "ms", 2);
        Figures.Print(Bench, @case.Name, "p99_ms", orders.Percentile(0.99), "ms", 2);
        Figures.Print(Bench, @case.Name, "p99_to_p50", orders.Percentile(0.99) / orders.Percentile(0.5), "", 2);
        Figures.Print(Bench, @case.Name, "host_cpu_per_order", computed.TotalMicroseconds / orders.Accepted, "µs", 0);
        Figures.Print(Bench, @case.Name, "echo_per_s", @case.EchoPerSecond, "1/s");
        Figures.Print(Bench, @case.Name, "single_tx_per_s", single, "1/s");
        Figures.Print(Bench, @case.Name, "ratio_to_echo", orders.PerSecond / @case.EchoPerSecond, "", 3);
        Figures.Print(Bench, @case.Name, "ratio_to_single_tx", orders.PerSecond / single, "", 3);
        Figures.Print(Bench, @case.Name, "oversold", oversold, "units");
        return held;
    }

    /// <summary>Far more is wanted than there is: exactly what there is must be sold.</summary>
    static async Task<bool> SellOut(string name, TimeSpan length, Settled shop, House house, TestDatabase database)
    {
        Figures.Say($"{name} …");
        var sale = await Sale.Open(house.Addresses[0], shop, [.. shop.Wares.Take(1)], Few);
        var wanted = 0;
        var orders = await Load.Run(
            house.Addresses, 64, length + length, dice => Interlocked.Increment(ref wanted) <= Few * 4 ? sale.Order(dice) : null, refusals: true);
        var (held, oversold) = await Check(name, sale, orders, shop, house, database);
        Figures.Print(Bench, name, "oversold", oversold, "units");
        Figures.Print(Bench, name, "accepted", orders.Accepted, "orders");
        Figures.Print(Bench, name, "refused", orders.Refused, "orders");
        if (orders.Refused == 0 || orders.Accepted == Few) return held;
        Figures.Say($"{name}: {Few} were there, {orders.Accepted} were sold although more were wanted");
        return false;
    }

    static async Task<(bool Held, long Oversold)> Check(
        string name, Sale sale, Loaded orders, Settled shop, House house, TestDatabase database)
    {
        var taken = await sale.Taken(house.Addresses[0], shop);
        var (found, sold) = await Found(database, sale.Campaigns);
        var steps = shop.Wares.ToDictionary(w => w.Id, w => w.Step);
        var oversold = taken.Sum(t => Math.Max(0, sold.GetValueOrDefault(t.Key) - t.Value.Total) / steps[t.Key]);
        var held = found == orders.Accepted && oversold == 0 && taken.All(t => t.Value.Taken == sold.GetValueOrDefault(t.Key));
        if (!held) Figures.Say($"{name}: {orders.Accepted} orders were acknowledged, {found} found; {taken.Sum(t => t.Value.Taken)} taken, {sold.Values.Sum()} ordered");
        return (held, oversold);
    }

    /// <summary>Orders and amounts per sku as they stand in the database itself.</summary>
    static async Task<(int Orders, Dictionary<Guid, long> Sold)> Found(TestDatabase database, IReadOnlyList<Guid> campaigns)
    {
        await using DbConnection connection = database.Settings.TryGetValue("Linli:Postgres", out var postgres)
            ? new NpgsqlConnection(postgres)
            : new SqliteConnection($"Data Source={Path.Combine(database.Folder, "linli.db")}");
        await connection.OpenAsync();
        var (orders, sold) = (0, new Dictionary<Guid, long>());
        foreach (var campaign in campaigns)
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                select l.sku, count(*), sum(l.amount) from ordering_orders o
                join ordering_lines l on l.tenant = o.tenant and l."order" = o.id where o.campaign = @campaign group by l.sku
                """;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@campaign", campaign);
            command.Parameters.Add(parameter);
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                orders += (int)rows.GetInt64(1);
                sold[rows.GetGuid(0)] = (long)rows.GetFieldValue<decimal>(2);
            }
        }

        return (orders, sold);
    }
}
