using System.Net;
using System.Net.Sockets;

namespace Linli.Tests.Simulation;

/// <summary>Several hosts on one database and a balancer before them, each a process that can be killed and started again.</summary>
sealed class Cluster : IAsyncDisposable
{
    public IReadOnlyList<HostProcess> Hosts { get; }
    public HostProcess Balancer { get; }

    /// <param name="skew">Seconds by which the clock of the last host is ahead, or behind.</param>
    public Cluster(TestDatabase database, int hosts, Dictionary<string, string> settings, int skew = 0)
    {
        var ports = FreePorts(hosts + 1);
        string Address(int i) => $"http://127.0.0.1:{ports[i]}";
        // Providers call back through the balancer.
        var common = new Dictionary<string, string>(settings.Concat(database.Settings)) { ["Linli:PublicAddress"] = Address(hosts) };
        var skewed = new Dictionary<string, string>(common) { ["Linli:ClockSkew"] = $"{skew}" };
        Hosts = [.. Enumerable.Range(0, hosts).Select(i => new HostProcess(Program("Linli.Host"), i == hosts - 1 ? skewed : common, new(Address(i))))];
        Balancer = new(Program("Linli.Balancer"), new Dictionary<string, string> { ["Hosts"] = string.Join(',', Enumerable.Range(0, hosts).Select(Address)) }, new(Address(hosts)));
    }

    public string LastWords => string.Join('\n', Hosts.Select((h, i) => $"— host {i + 1} —\n{h.LastWords}"));

    static string Program(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");

    /// <summary>All at once, so that none is given twice.</summary>
    static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }

    public async ValueTask DisposeAsync()
    {
        await Balancer.DisposeAsync();
        foreach (var host in Hosts) await host.DisposeAsync();
    }
}
