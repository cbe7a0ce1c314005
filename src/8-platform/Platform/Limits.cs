using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Linli.Platform;

/// <summary>
/// 分寸 — how much of the house one person, one address and one connection may take, so that nobody's wild phone is felt by others.
/// Every figure stands in docs/operations.md.
/// </summary>
static class Limits
{
    /// <summary>Endpoints where something could be guessed (sign-in, codes): few tries per address.</summary>
    public const string Guessable = "guessable";

    /// <summary>Endpoints that read large files or texts: fewer per person, and longer in time.</summary>
    public const string Heavy = "heavy";

    static readonly TimeSpan minute = TimeSpan.FromMinutes(1);

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("Linli");
        builder.Services.Configure<KestrelServerOptions>(kestrel => Connections(kestrel, settings.GetValue("MostConnections", 10_000L)));
        builder.Services.AddRateLimiter(limits => Rates(limits, settings));
        builder.Services.AddRequestTimeouts(timeouts =>
        {
            timeouts.DefaultPolicy = Within(settings.GetValue("SecondsPerRequest", 30));
            timeouts.AddPolicy(Heavy, Within(settings.GetValue("SecondsPerHeavyRequest", 300)));
        });
    }

    static void Connections(KestrelServerOptions kestrel, long most)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = limits.MaxConcurrentUpgradedConnections = most;
        limits.MaxRequestBodySize = Endpoints.MostBody;
        limits.MaxRequestLineSize = 8 << 10;
        limits.MaxRequestHeadersTotalSize = 16 << 10;
        limits.MaxRequestHeaderCount = 60;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        // A balancer keeps its connections for a minute; whoever keeps one longer than that has gone.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        limits.MinRequestBodyDataRate = limits.MinResponseDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    static void Rates(RateLimiterOptions limits, IConfiguration settings)
    {
        var people = settings.GetValue("RequestsPerMinute", 600);
        var strangers = settings.GetValue("StrangerRequestsPerMinute", 3_000);
        var heavy = settings.GetValue("HeavyRequestsPerMinute", 120);
        var guesses = settings.GetValue("GuessesPerMinute", 60);
        limits.OnRejected = (rejected, _) => new(Refusals.Write(
            rejected.HttpContext, No.TooMany(rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : minute)));
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Asker>(http => Asker.Of(http) switch
        {
            // Those who look after the host ask from one address, often.
            _ when !http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) => RateLimitPartition.GetNoLimiter(default(Asker)),
            { Person.Length: > 0 } person => Flowing(person, people),
            var stranger => Flowing(stranger, strangers),
        });
        limits.AddPolicy(Heavy, http => Flowing(Asker.Of(http), heavy));
        limits.AddPolicy(Guessable, http => RateLimitPartition.GetFixedWindowLimiter(
            Asker.At(http), _ => new() { PermitLimit = guesses, Window = minute }));
    }

    /// <summary>A minute's worth at once, then as it comes back. Zero is no limit.</summary>
    static RateLimitPartition<Asker> Flowing(Asker asker, int perMinute)
    {
        if (perMinute == 0) return RateLimitPartition.GetNoLimiter(asker);
        var atOnce = Math.Max(1, perMinute / 60);
        return RateLimitPartition.GetTokenBucketLimiter(asker, _ => new()
        {
            TokenLimit = perMinute,
            TokensPerPeriod = atOnce,
            ReplenishmentPeriod = minute * atOnce / perMinute,
        });
    }

    static RequestTimeoutPolicy Within(int seconds) => new()
    {
        Timeout = TimeSpan.FromSeconds(seconds),
        TimeoutStatusCode = 504,
        WriteTimeoutResponse = http => Refusals.Write(http, No.TookTooLong()),
    };

    /// <summary>Who is counted: a person wherever they are, or else the address.</summary>
    readonly record struct Asker(string Shop, string Person, string Address)
    {
        public static Asker Of(HttpContext http) =>
            http.User.FindFirstValue(Tokens.PersonClaim) is { } person ? new(http.User.FindFirstValue(Tokens.TenantClaim) ?? "", person, "") : At(http);

        public static Asker At(HttpContext http) => new("", "", Place(http.Connection.RemoteIpAddress));

        // One home has a whole /64 of addresses and could otherwise be a new caller every time.
        static string Place(IPAddress? address) => address switch
        {
            null => "local",
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
            _ => address.ToString(),
        };
    }
}
