using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;

namespace Linli.Platform;

/// <summary>门口 — what holds for every request before anything is looked up: where it came from, what it is called, what browsers may do with the answer.</summary>
public static class Doorstep
{
    const int LongestId = 64;

    /// <summary>First of all, so that the apps' own files are served by the same rules.</summary>
    public static void UseDoorstep(this WebApplication app)
    {
        app.UseForwardedHeaders(Balancers(app.Configuration["Linli:TrustedProxies"]));
        app.Use(Headers);
    }

    /// <summary>Anybody may write X-Forwarded-For; it is believed only from this machine and from the networks named here.</summary>
    static ForwardedHeadersOptions Balancers(string? networks)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        foreach (var network in (networks ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        return options;
    }

    static Task Headers(HttpContext http, RequestDelegate next)
    {
        if (IdOf(http.Request.Headers) is { } id) http.TraceIdentifier = id;
        Stamp(http);
        return next(http);
    }

    internal static void Stamp(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers["Request-Id"] = http.TraceIdentifier;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        // The apps' pages name what they need instead; nothing else is meant to be looked at as a page.
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
    }

    /// <summary>What the balancer or the phone called the request, so that all their logs can be laid side by side.</summary>
    static string? IdOf(IHeaderDictionary headers)
    {
        foreach (var name in (ReadOnlySpan<string>)["Request-Id", "X-Request-Id"])
            if (headers[name].ToString() is { Length: > 0 and <= LongestId } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
                return id;
        return ActivityContext.TryParse(headers.TraceParent, null, out var trace) ? trace.TraceId.ToHexString() : null;
    }
}
