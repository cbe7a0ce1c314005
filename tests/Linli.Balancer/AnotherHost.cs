using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Linli.Balancer;

/// <summary>
/// A host that is gone is not the caller's trouble: what may be asked twice is asked again of another one.
/// Every command of Linli is a PUT of a thing whose id the caller made, so repeating it is harmless.
/// </summary>
static class AnotherHost
{
    // Greater bodies, pictures and price lists, go to the disk meanwhile.
    const int KeptInMemory = 64 * 1024;

    public static async Task Ask(HttpContext http, RequestDelegate next)
    {
        if (!MayBeAskedTwice(http.Request.Method))
        {
            await next(http);
            Excuse(http);
            return;
        }

        var proxy = http.GetReverseProxyFeature();
        var asked = new HashSet<DestinationState>();
        http.Request.EnableBuffering(KeptInMemory);
        while (true)
        {
            await next(http);
            if (!HostWasGone(http) || http.Response.HasStarted || http.RequestAborted.IsCancellationRequested) break;
            if (proxy.ProxiedDestination is { } gone) asked.Add(gone);
            // One that was not ready a moment ago may be by now.
            var left = proxy.AvailableDestinations.Except(asked).ToList() is { Count: > 0 } ready ? ready : [.. proxy.AllDestinations.Except(asked)];
            if (left.Count == 0) break;
            proxy.AvailableDestinations = left;
            http.Request.Body.Position = 0;
            http.Response.Clear();
            http.Features.Set<IForwarderErrorFeature>(null);
        }

        Excuse(http);
    }

    static bool MayBeAskedTwice(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPut(method);

    static bool HostWasGone(HttpContext http) => http.GetForwarderErrorFeature()?.Error is
        ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination or ForwarderError.NoAvailableDestinations;

    /// <summary>No host answered: the caller is told when to come back.</summary>
    static void Excuse(HttpContext http)
    {
        if (http.Response.HasStarted || !HostWasGone(http)) return;
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = "1";
    }
}
