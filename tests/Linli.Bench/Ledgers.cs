using System.Diagnostics;
using System.Globalization;
using Linli.Ledger;
using Linli.Platform;
using Linli.Tests;
using Linli.Tests.Simulation;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Linli.Bench;

/// <summary>
/// ./bench ledger: transfers per second through the ledger's door alone, each batch in a transaction of its own that waits for the
/// disk, and beside a host that takes orders. Afterwards the books must balance and hold exactly what was acknowledged.
/// </summary>
static class Ledgers
{
    const string Bench = "ledger";
    const int Leaders = 50, Wares = 100, Connections = 64;

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
        await using var database = await TestDatabase.Make(onServer);
        var settings = new Dictionary<string, string>(database.Settings) { ["Linli:Demo"] = "false" };
        var held = true;
        await using (var office = new Office(settings))
        {
            await office.Post(16, 2, choices.WarmUp);
            // As autovacuum does within a minute: a plan made while the journal was empty reads all of it for each transfer.
            await database.Analyze();
            foreach (var batch in (int[])[1, 16, 256])
                foreach (var writers in (int[])[1, 8])
                    held &= Print(string.Create(CultureInfo.InvariantCulture, $"{kind}-batch-{batch}-writers-{writers}"), await office.Post(batch, writers, choices.Length));
            held &= await office.Balances(kind);
        }

        // SQLite has one writer, and it is the host: a second process beside it would only measure how it waits.
        return onServer ? held & await BesideOrders(kind, program, choices, database, settings) : held;
    }

    static bool Print(string @case, Office.Done done)
    {
        Figures.Print(Bench, @case, "transfers_per_s", done.PerSecond, "1/s", 0);
        Figures.Print(Bench, @case, "p50_ms", done.Percentile(0.5), "ms", 2);
        Figures.Print(Bench, @case, "p99_ms", done.Percentile(0.99), "ms", 2);
        Figures.Print(Bench, @case, "cpu_per_transfer", done.Computed.TotalMicroseconds / done.Transfers, "µs", 1);
        return done.Transfers > 0;
    }

    static async Task<bool> BesideOrders(
        string kind, string program, Choices choices, TestDatabase database, Dictionary<string, string> settings)
    {
        var shop = await Settlement.LayOut(settings, 200, Wares);
        await using var house = await House.Start(program, settings, 1);
        await using var office = new Office(settings);
        var sale = await Sale.Open(house.Addresses[0], shop, shop.Wares, 1_000_000);
        await Load.Run(house.Addresses, Connections, choices.WarmUp, sale.Order);
        await database.Analyze();
        var alone = await Load.Run(house.Addresses, Connections, choices.Length, sale.Order);
        var orders = Load.Run(house.Addresses, Connections, choices.Length, sale.Order);
        var booked = await office.Post(16, 2, choices.Length);
        var beside = await orders;
        Figures.Print(Bench, $"{kind}-beside-orders", "transfers_per_s", booked.PerSecond, "1/s", 0);
        Figures.Print(Bench, $"{kind}-beside-orders", "orders_per_s", beside.PerSecond, "1/s", 0);
        Figures.Print(Bench, $"{kind}-beside-orders", "orders_per_s_alone", alone.PerSecond, "1/s", 0);
        var held = await office.Balances(kind);
        await house.Stop();
        return held;
    }

    /// <summary>A Linli in this process that nobody talks to: its rooms are asked directly.</summary>
    sealed class Office(IReadOnlyDictionary<string, string> settings) : WebApplicationFactory<global::Program>
    {
        readonly TenantId tenant = Id.New<TenantId>();
        readonly string[] leaders = [.. Enumerable.Range(0, Leaders).Select(_ => $"leader:{Guid.CreateVersion7()}")];
        long booked;

        public sealed record Done(long Transfers, double PerSecond, TimeSpan Computed, double[] Milliseconds)
        {
            public double Percentile(double share) => Milliseconds.Length == 0 ? 0 : Milliseconds[(int)Math.Min(Milliseconds.Length - 1, share * Milliseconds.Length)];
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            builder.ConfigureLogging(logging => logging.ClearProviders());
        }

        public async Task<Done> Post(int batch, int writers, TimeSpan length)
        {
            _ = Services;
            using var process = Process.GetCurrentProcess();
            var (before, begin) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
            var all = await Task.WhenAll(Enumerable.Range(0, writers).Select(i => Task.Run(() => Write(batch, length, begin, new Random(i)))));
            process.Refresh();
            var transfers = all.Sum(a => (long)a.Count * batch);
            booked += transfers;
            return new(transfers, transfers / Stopwatch.GetElapsedTime(begin).TotalSeconds, process.TotalProcessorTime - before, [.. all.SelectMany(a => a).Order()]);
        }

        async Task<List<double>> Write(int batch, TimeSpan length, long begin, Random dice)
        {
            var times = new List<double>();
            while (Stopwatch.GetElapsedTime(begin) < length)
            {
                var postings = Enumerable.Range(0, batch).Select(i => One(times.Count + i, dice)).ToList();
                var start = Stopwatch.GetTimestamp();
                await Book(postings);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return times;
        }

        /// <summary>As a room above books: in a transaction of its own, again from the start after a lost race.</summary>
        async Task Book(IReadOnlyList<Posting> postings)
        {
            while (true)
            {
                await using var scope = Services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(tenant);
                try
                {
                    await scope.ServiceProvider.GetRequiredService<Book>().Post(postings, default);
                    await scope.ServiceProvider.GetRequiredService<LinliDb>().Commit(default);
                    return;
                }
                catch (Exception e) when (LinliDb.IsLostRace(e)) { }
            }
        }

        // What an order brings with it: paid, handed over, its cost, the leader's commission.
        Posting One(int number, Random dice)
        {
            var fen = dice.Next(500, 20_000);
            var (debit, credit, code, amount) = (number % 4) switch
            {
                0 => ("provider:wechat", "prepaid", "paid", fen + 20_000),
                1 => ("prepaid", "sales", "handed-over", fen),
                2 => ("cost", "stock", "cost", fen),
                _ => ("commissions", leaders[dice.Next(Leaders)], "commission-earned", fen),
            };
            return new(Id.New<TransferId>(), debit, credit, new(amount), code, "order", Guid.CreateVersion7(), null, "订单 1001");
        }

        /// <summary>All sums to zero, and there are as many transfers as were acknowledged.</summary>
        public async Task<bool> Balances(string kind)
        {
            await using var scope = Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(tenant);
            var db = scope.ServiceProvider.GetRequiredService<LinliDb>().Database;
            var found = await db.SqlQuery<long>($"select count(*) as \"Value\" from ledger_transfers where tenant = {tenant.Value}").SingleAsync();
            var sum = await db.SqlQuery<long>($"select cast(sum(debits_posted - credits_posted) as bigint) as \"Value\" from ledger_accounts where tenant = {tenant.Value}").SingleAsync();
            Figures.Print(Bench, kind, "sum_of_all_balances", sum, "fen", 0);
            if (found != booked) Figures.Say($"{kind}: {booked} transfers were acknowledged, {found} found");
            return found == booked && sum == 0;
        }
    }
}
