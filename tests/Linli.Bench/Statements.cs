using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Commissions;
using Linli.Ledger;
using Linli.Members;
using Linli.Ordering;
using Linli.Platform;
using Linli.Tests;
using Linli.Tests.Simulation;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Linli.Bench;

/// <summary>
/// ./bench months [--lines N]: how long the statements of the last month take to read, and how much memory the host has at most, when one leader
/// sold 1,000, 10,000 and 100,000 order lines in it (or N).
/// </summary>
static class Statements
{
    const string Bench = "months";
    const int AtOnce = 500, Times = 3, MostTurned = 10_000;

    public static async Task<bool> Run(string program, Choices choices)
    {
        long[] sizes = choices.Lines == Choices.History ? [1_000, 10_000, 100_000] : [choices.Lines];
        foreach (var onServer in (bool[])[false, true])
        {
            var kind = onServer ? "postgres" : "sqlite";
            if (!choices.Covers(kind) || (onServer && TestDatabase.Server is null)) continue;
            foreach (var lines in sizes) await On(kind, program, lines, onServer);
        }

        return true;
    }

    static async Task On(string kind, string program, long lines, bool onServer)
    {
        await using var database = await TestDatabase.Make(onServer);
        var settings = new Dictionary<string, string>(database.Settings) { ["Linli:Demo"] = "false" };
        var shop = await Settlement.LayOut(settings, 20, 24);
        Figures.Say($"{kind}: {lines:N0} order lines in a month …");
        var month = Month.Of(Month.Of(DateTimeOffset.UtcNow).From.AddDays(-1));
        await using (var before = new LastMonth(settings, shop, month)) await before.Sell(lines);
        await database.Analyze();

        await using var house = new HostProcess(program, settings);
        await house.Start();
        using var http = new HttpClient { BaseAddress = house.Address, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", shop.Owner.Token);
        var (leader, supplier, last) = (shop.Leader.Id, shop.Wares[0].Supplier, month.Next.First.AddDays(-1));
        (string Figure, string Path, bool All)[] readings =
        [
            ("leader", $"commissions/earners/{leader}/month?purse=leader&month={month}&take=50", false),
            ("leader_all_pages", $"commissions/earners/{leader}/month?purse=leader&month={month}&take=200", true),
            ("leader_by_day", $"commissions/statements?leader={leader}&from={month.First:yyyy-MM-dd}&to={last:yyyy-MM-dd}", false),
            ("earners", $"commissions/earners?month={month}", false),
            ("supplier", $"supplier-accounts/{supplier}/month?month={month}&take=50", false),
            ("supplier_all_pages", $"supplier-accounts/{supplier}/month?month={month}&take=200", true),
            ("shop", $"ledger/months/{month}", false),
        ];
        foreach (var (figure, path, all) in readings)
        {
            // Each page sums the month, so all of them cost its square; nobody turns five hundred pages.
            if (all && lines > MostTurned) continue;
            await Read(http, path, all: false);
            house.ForgetPeak();
            var (resident, seconds) = (house.ResidentMegabytes, new List<double>());
            for (var i = 0; i < (all ? 1 : Times); i++) seconds.Add(await Read(http, path, all));
            Figures.Print(Bench, $"{kind}-{lines}", figure, seconds.Order().ElementAt(seconds.Count / 2), "s", 3);
            Figures.Print(Bench, $"{kind}-{lines}", $"{figure}_more_memory", Math.Max(0, house.PeakMegabytes - resident), "MB", 0);
        }

        await house.Stop();
    }

    static async Task<double> Read(HttpClient http, string path, bool all)
    {
        var begin = Stopwatch.GetTimestamp();
        string? after = null;
        do
        {
            await using var answer = await http.GetStreamAsync(new Uri($"api/{path}{(after is null ? "" : $"&after={after}")}", UriKind.Relative));
            using var page = await JsonDocument.ParseAsync(answer);
            after = page.RootElement.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (all && after is not null);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>A Linli in this process whose clock goes through the last month: what is sold there is booked as the rooms book it.</summary>
    sealed class LastMonth(IReadOnlyDictionary<string, string> settings, Settled shop, Month month) : WebApplicationFactory<global::Program>
    {
        readonly Hand clock = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            builder.ConfigureLogging(logging => logging.ClearProviders());
            builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        }

        public async Task Sell(long lines)
        {
            var length = month.To - month.From - TimeSpan.FromHours(1);
            for (var sold = 0L; sold < lines; sold += AtOnce)
            {
                clock.Now = month.From + TimeSpan.FromMinutes(1) + (length * (sold / (double)lines));
                await using var scope = Services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(shop.Tenant);
                var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
                await db.Begin(default);
                var some = Enumerable.Range(0, (int)Math.Min(AtOnce, lines - sold)).Select(i => Line(sold + i)).ToList();
                db.AddRange(some);
                await scope.ServiceProvider.GetRequiredService<Book>().Post([.. some.Index().SelectMany(l => Booked(l.Item, sold + l.Index))], default);
                await db.Commit(default);
            }
        }

        // Three lines an order, forty campaigns a month.
        CommissionLine Line(long n) => new()
        {
            Id = new(Guid.CreateVersion7()),
            Kind = CommissionKind.Earned,
            Share = Share.Leader,
            Payee = new(shop.Leader.Id),
            Campaign = new(Derived("campaign", n / 2_500)),
            Order = new(Derived("order", n / 3)),
            Number = string.Create(CultureInfo.InvariantCulture, $"{n / 3:00000000}"),
            Sku = new(shop.Wares[(int)(n % shop.Wares.Count)].Id),
            Name = "商品",
            Amount = 1,
            Base = new(1_000 + (n % 977)),
            Cost = new(700),
            BasisPoints = 800,
            Commission = new(80),
            At = clock.Now,
        };

        IEnumerable<Posting> Booked(CommissionLine l, long n)
        {
            Posting One(string debit, string credit, Money amount, string code) =>
                new(new(Guid.CreateVersion7()), debit, credit, amount, code, "order", l.Order.Value, l.Sku.Value, $"{l.Number} {l.Name}");
            yield return One("provider:testpay", "prepaid", l.Base, "paid");
            yield return One("prepaid", "sales", l.Base, "handed-over");
            yield return One("cost", "stock", new(700), "cost");
            yield return One("commissions", $"leader:{shop.Leader.Id}", l.Commission, "commission-earned");
            // What is bought is bought for many orders at once.
            if (n % 5 == 0) yield return One("stock", $"supplier:{shop.Wares[0].Supplier}", new(3_500), "received");
            if (n % 50 == 0) yield return One($"supplier:{shop.Wares[0].Supplier}", "losses", new(300), "supplier-charged");
        }

        Guid Derived(string what, long n) => Id.Derived(shop.Leader.Id, $"{what} {n}");

        sealed class Hand : TimeProvider
        {
            public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

            public override DateTimeOffset GetUtcNow() => Now;
        }
    }
}
