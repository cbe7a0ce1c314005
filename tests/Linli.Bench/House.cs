using Linli.Tests.Simulation;

namespace Linli.Bench;

/// <summary>One or more equal hosts on one database, each a process of its own.</summary>
sealed class House : IAsyncDisposable
{
    readonly List<HostProcess> hosts = [];

    public IReadOnlyList<Uri> Addresses => [.. hosts.Select(h => h.Address)];
    public string LastWords => string.Join('\n', hosts.Select(h => h.LastWords));

    /// <summary>The most memory any of them ever had resident, as the kernel counted it.</summary>
    public double PeakMegabytes => hosts.Max(h => h.PeakMegabytes);

    /// <summary>What they have resident now.</summary>
    public double ResidentMegabytes => hosts.Sum(h => h.ResidentMegabytes);

    /// <summary>What all of them together have computed so far.</summary>
    public TimeSpan ProcessorTime => hosts.Aggregate(TimeSpan.Zero, (sum, h) => sum + h.ProcessorTime);

    public static async Task<House> Start(string program, IReadOnlyDictionary<string, string> settings, int hosts)
    {
        var house = new House();
        for (var i = 0; i < hosts; i++)
        {
            house.hosts.Add(new HostProcess(program, settings));
            await house.hosts[i].Start();
        }

        return house;
    }

    public Task Stop() => Task.WhenAll(hosts.Select(h => h.Stop()));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) await host.DisposeAsync();
    }
}
