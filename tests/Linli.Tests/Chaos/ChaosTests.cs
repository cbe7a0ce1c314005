using System.Diagnostics;
using System.Globalization;
using Linli.Standins;
using Linli.Tests.Simulation;
using Npgsql;

namespace Linli.Tests.Chaos;

/// <summary>A neighbourhood's day on three hosts, one of them with a wrong clock, while hosts, balancer and database are killed.</summary>
[Collection(nameof(Simulation))]
public class ChaosTests
{
    const int Hosts = 3, Households = 1000, Wares = 24, Skew = 90;
    const string Secret = "a secret of the chaos";

    [Fact]
    public async Task Three_hosts_lose_double_and_oversell_nothing_whatever_is_killed()
    {
        var minutes = double.TryParse(Environment.GetEnvironmentVariable("LINLI_CHAOS_MINUTES"), CultureInfo.InvariantCulture, out var given) ? given : 0;
        Assert.SkipUnless(minutes > 0, "./test chaos [minutes] [seed]");
        Assert.SkipUnless(TestDatabase.Server is not null, "one SQLite file has one host; tests/postgres gives this test a server");
        var (seed, tally, begun) = (Day.SomeSeed(), new Tally(), Stopwatch.GetTimestamp());
        var length = TimeSpan.FromMinutes(minutes);
        // A clock that is ahead ends the day early: on a short day there would be nothing left of it.
        var skew = seed % 2 == 0 && length > TimeSpan.FromSeconds(3 * Skew) ? Skew : -Skew;

        await using var database = await TestDatabase.Make();
        await using var standin = await Standin.Start(new StandinOptions { Secret = Secret, Pauses = [.. new[] { 0.3, 1, 2 }.Select(TimeSpan.FromSeconds)] });
        using var provider = new Provider(standin, Secret, tally);
        var settings = new Dictionary<string, string>
        {
            ["Linli:Demo"] = "false",
            ["Testpay:Address"] = provider.Address,
            ["Testpay:Secret"] = Secret,
            ["Logging:LogLevel:Default"] = "Error",
        };
        await using var cluster = new Cluster(database, Hosts, settings, skew);
        var facts = new FactsTold(database, tally);
        try
        {
            var shop = await Settlement.LayOut(settings.Concat(database.Settings).ToDictionary(), Households, Wares);
            await Task.WhenAll([.. cluster.Hosts.Select(h => h.Start()), cluster.Balancer.Start()]);
            var killsDatabase = await facts.ServerKeepsWhatItAcknowledges();
            var day = new Day(seed, shop, provider, tally);
            await day.Live(length, cluster.Balancer.Address, async (market, dice) =>
            {
                // Cutting off is to be disturbed too.
                await new Storm(cluster, dice, tally, killsDatabase).Rage(market.ClosesAt.AddSeconds(10));
                NpgsqlConnection.ClearAllPools();
            }, visits: Math.Max(1, (int)Math.Round(minutes * 1.2)));
            await facts.EachOnce();
        }
        catch (Exception e)
        {
            tally.Wrong($"the day broke off: {e}");
        }

        var summary = $"""
            seed {seed}, {minutes} minutes, {Hosts} hosts, the clock of one {skew:+0;-0} s, {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s in all
              faults: {tally.Of("hosts killed", "hosts stopped", "balancer killed", "PostgreSQL crashed", "sent twice", "answers not waited for", "no answer")}
              provider's faults: {await provider.Faults()}
              day: {tally}
            """;
        await Console.Out.WriteLineAsync(summary);
        Assert.True(tally.Wrongs.Count == 0, $"./test chaos {minutes} {seed}\n{summary}\n{string.Join('\n', tally.Wrongs)}\n{cluster.LastWords}");
    }
}
