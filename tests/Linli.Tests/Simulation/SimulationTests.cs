using System.Diagnostics;
using System.Globalization;
using Linli.Standins;

namespace Linli.Tests.Simulation;

/// <summary>Runs alone: it kills processes and measures itself against the clock.</summary>
[CollectionDefinition(nameof(Simulation), DisableParallelization = true)]
public class Simulation;

[Collection(nameof(Simulation))]
public class SimulationTests
{
    const int Households = 1000, Wares = 24;
    const string Secret = "a secret of the simulation";

    // A machine that starts the host slowly gets a longer day, or most of it would pass while the host is down.
    static TimeSpan DayAfter(TimeSpan start) => TimeSpan.FromSeconds(Math.Clamp(40 + (6 * start.TotalSeconds), 45, 90));

    [Fact]
    public async Task A_neighbourhoods_day_loses_and_doubles_nothing_whatever_fails()
    {
        var (seed, tally, begun) = (Day.SomeSeed(), new Tally(), Stopwatch.GetTimestamp());
        await using var database = await TestDatabase.Make();
        await using var standin = await Standin.Start(new StandinOptions { Secret = Secret, Pauses = [.. new[] { 0.3, 1, 2 }.Select(TimeSpan.FromSeconds)] });
        using var provider = new Provider(standin, Secret, tally);
        var settings = new Dictionary<string, string>(database.Settings)
        {
            ["Linli:Demo"] = "false",
            ["Testpay:Address"] = provider.Address,
            ["Testpay:Secret"] = Secret,
            ["Logging:LogLevel:Default"] = "Error",
        };
        var shop = await Settlement.LayOut(settings, Households, Wares);
        await using var host = new HostProcess(Path.Combine(AppContext.BaseDirectory, "Linli.Host.dll"), settings);
        try
        {
            var starting = Stopwatch.GetTimestamp();
            await host.Start();
            var length = DayAfter(Stopwatch.GetElapsedTime(starting));
            var day = new Day(seed, shop, provider, tally);
            await day.Live(length, host.Address, (market, dice) => Kills(market, length, host, settings, dice, tally), evening: dice => Kill(host, settings, 2 * Lease, dice, tally), later: async span =>
            {
                await host.Kill();
                await provider.Later(span);
                settings["Linli:ClockSkew"] = $"{(int)span.TotalSeconds}";
                await host.Start();
            });
        }
        catch (Exception e)
        {
            tally.Wrong($"the day broke off: {e}");
        }

        var summary = $"""
            {(TestDatabase.Server is null ? "SQLite" : "PostgreSQL")}, seed {seed}, {Households} households, {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s
              day: {tally}
              provider's faults: {await provider.Faults()}
            """;
        await Console.Out.WriteLineAsync(summary);
        Assert.True(tally.Wrongs.Count == 0, $"./test simulate {seed}\n{summary}\n{string.Join('\n', tally.Wrongs)}\n— the host's last words —\n{host.LastWords}");
    }

    /// <summary>kill -9 in the middle of the day and around the cut-off; the host is down for a while each time.</summary>
    static async Task Kills(Market market, TimeSpan day, HostProcess host, Dictionary<string, string> settings, Random dice, Tally tally)
    {
        foreach (var (moment, ahead) in new[] { (day * (-0.75 + (dice.NextDouble() * 0.4)), 0), (TimeSpan.FromSeconds(-1.5 + (dice.NextDouble() * 3)), Lease) })
        {
            var wait = market.ClosesAt + moment - DateTimeOffset.UtcNow;
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            await Kill(host, settings, ahead, dice, tally);
        }
    }

    // What a killed host had taken is told when its lease is over: by a clock that is ahead nobody waits for that.
    const int Lease = 65;

    /// <param name="ahead">Seconds by which the clock is ahead when the host is up again.</param>
    static async Task Kill(HostProcess host, Dictionary<string, string> settings, int ahead, Random dice, Tally tally)
    {
        if (ahead > 0) settings["Linli:ClockSkew"] = $"{ahead}";
        await Task.Delay(dice.Next(300));
        var down = Stopwatch.GetTimestamp();
        await host.Kill();
        tally.Count("kills");
        await Task.Delay(dice.Next(100, 2500));
        await host.Start();
        tally.Count("seconds down", (int)Stopwatch.GetElapsedTime(down).TotalSeconds);
    }
}
