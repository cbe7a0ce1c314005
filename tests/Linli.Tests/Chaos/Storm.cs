using System.Diagnostics;
using System.Globalization;
using Linli.Tests.Simulation;
using Npgsql;

namespace Linli.Tests.Chaos;

/// <summary>Kills hosts, the balancer and the database again and again, each by its own dice, and lets each come up again.</summary>
sealed class Storm(Cluster cluster, Random dice, Tally tally, bool killsDatabase)
{
    TimeSpan lastStart;

    /// <summary>Returns when it is over and everything runs again.</summary>
    public async Task Rage(DateTimeOffset until)
    {
        List<Task> squalls =
        [
            .. cluster.Hosts.Select(host => Again(until, 6, 25, new Random(dice.Next()), own => Fell(host, own))),
            Again(until, 15, 40, new Random(dice.Next()), FellBalancer),
        ];
        if (killsDatabase) squalls.Add(Again(until, 25, 60, new Random(dice.Next()), _ => CrashDatabase()));
        await Task.WhenAll(squalls);
    }

    async Task Again(DateTimeOffset until, int least, int most, Random dice, Func<Random, Task> strike)
    {
        while (true)
        {
            // Where starting takes long, killing waits: or hardly anything would be up to be killed.
            var pause = TimeSpan.FromSeconds(least + (dice.NextDouble() * (most - least))) + (2 * lastStart);
            if (DateTimeOffset.UtcNow + pause > until) return;
            await Task.Delay(pause);
            await strike(dice);
        }
    }

    async Task Fell(HostProcess host, Random own)
    {
        if (own.NextDouble() < 0.2)
        {
            tally.Count("hosts stopped");
            await host.Stop();
        }
        else
        {
            tally.Count("hosts killed");
            await host.Kill();
        }

        await Task.Delay(own.Next(100, 3000));
        await Raise(host);
    }

    async Task FellBalancer(Random own)
    {
        tally.Count("balancer killed");
        await cluster.Balancer.Kill();
        await Task.Delay(own.Next(100, 2000));
        await Raise(cluster.Balancer);
    }

    /// <summary>A host that comes up while the database is away ends at once, and its keeper starts it again.</summary>
    async Task Raise(HostProcess fallen)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var begun = Stopwatch.GetTimestamp();
                await fallen.Start();
                lastStart = Stopwatch.GetElapsedTime(begun);
                return;
            }
            catch (InvalidOperationException) when (tries < 20)
            {
                tally.Count("starts in vain");
                await Task.Delay(1000);
            }
        }
    }

    /// <summary>As if the machine's power were cut, as far as the server can tell: no shutdown, recovery from the log at the next start.</summary>
    Task CrashDatabase()
    {
        tally.Count("PostgreSQL crashed");
        HostProcess.Signal(ServerProcess(), HostProcess.Quit);
        return Task.CompletedTask;
    }

    static int ServerProcess()
    {
        var folder = new NpgsqlConnectionStringBuilder(TestDatabase.Server).Host!;
        return int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
    }
}
