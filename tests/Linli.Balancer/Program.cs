using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Yarp.ReverseProxy.Configuration;

namespace Linli.Balancer;

/// <summary>
/// One address before several hosts: requests go to the least busy host that says it is ready. For tests and for a small
/// site that has no balancer yet. Settings: Hosts, their addresses with a comma between them; ASPNETCORE_URLS, its own.
/// </summary>
static class Program
{
    const string Name = "linli";

    static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders();
        string[] hosts = [.. (builder.Configuration["Hosts"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        if (hosts.Length == 0) throw new InvalidOperationException("Hosts must name at least one address, for example Hosts=http://127.0.0.1:5081,http://127.0.0.1:5082");
        builder.Services.AddReverseProxy().LoadFromMemory([Everything], [Those(hosts)]);

        var app = builder.Build();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(AnotherHost.Ask);
            proxy.UseLoadBalancing();
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await Console.Out.WriteLineAsync($"ready {address}");
        await app.WaitForShutdownAsync();
    }

    static RouteConfig Everything => new() { RouteId = Name, ClusterId = Name, Match = new() { Path = "{**all}" } };

    static ClusterConfig Those(IEnumerable<string> hosts) => new()
    {
        ClusterId = Name,
        LoadBalancingPolicy = "LeastRequests",
        HealthCheck = new()
        {
            Active = new() { Enabled = true, Path = "/health/ready", Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(3), Policy = "ConsecutiveFailures" },
            // When no host is ready, a host says best why.
            AvailableDestinationsPolicy = "HealthyOrPanic",
        },
        // One failed look is enough: a host that is leaving says so at once.
        Metadata = new Dictionary<string, string> { ["ConsecutiveFailuresHealthPolicy.Threshold"] = "1" },
        HttpRequest = new() { ActivityTimeout = TimeSpan.FromSeconds(60) },
        Destinations = hosts.Index().ToDictionary(h => $"host {h.Index + 1}", h => new DestinationConfig { Address = h.Item }),
    };
}
