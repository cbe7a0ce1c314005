using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Linli.Platform;

/// <summary>Puts the rooms together into one running house.</summary>
public static class Building
{
    /// <summary>How often a slice that lost a race is done again from the start.</summary>
    public const int MostTries = 20;

    /// <summary>Endpoints that guess-proof themselves further (sign-in, codes) carry this limit per address.</summary>
    public const string Guessable = "guessable";

    public static void AddLinli(this WebApplicationBuilder builder, IReadOnlyList<Module> modules)
    {
        var services = builder.Services;
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Endpoints.MostBody;
        });
        services.ConfigureHttpJsonOptions(json => Json.Add(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Refusals>();
        services.AddProblemDetails();
        foreach (var module in modules) services.AddSingleton(module);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Listeners>();
        services.AddSingleton<Bell>();
        services.AddSingleton<Workings>();
        services.AddSingleton<Tokens>();
        services.AddScoped<Caller>();
        services.AddScoped<Audit>();
        services.AddScoped<Shops>();
        services.AddScoped<FileStore>();
        services.AddSingleton<Teller>();
        services.AddHostedService(provider => provider.GetRequiredService<Teller>());
        services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme).AddBearerToken();
        services.AddDataProtection().SetApplicationName("linli");
        services.AddSingleton<Keys>();
        services.AddOptions<KeyManagementOptions>().Configure<Keys>((options, keys) => options.XmlRepository = keys);
        services.AddRateLimiter(limits =>
        {
            var perMinute = builder.Configuration.GetValue("Linli:GuessesPerMinute", 60);
            limits.OnRejected = async (rejected, _) => await Refusals.Write(rejected.HttpContext, No.TooMany());
            limits.AddPolicy(Guessable, http => RateLimitPartition.GetFixedWindowLimiter(
                http.Connection.RemoteIpAddress?.ToString() ?? "local",
                _ => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) }));
        });
        services.AddLinliDocument();
        foreach (var module in modules) module.Services(services);
    }

    public static void MapLinli(this WebApplication app)
    {
        app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        app.UseExceptionHandler();
        app.UseStatusCodePages(bare => Refusals.Write(bare.HttpContext, Refusals.Of(bare.HttpContext.Response.StatusCode)));
        app.Use(Headers);
        app.Use(ETags.Answer);
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.Use(Introduce);
        var api = app.MapGroup("/api").AddEndpointFilter(TryAgain);
        Files.Endpoints(api);
        Health.Endpoints(api);
        foreach (var module in app.Services.GetServices<Module>()) module.Endpoints(api);
        app.MapOpenApi("/api/openapi.json").WithMetadata(new Allowed(true));
        app.MapHealth();
    }

    static Task Headers(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers["Request-Id"] = http.TraceIdentifier;
        return next(http);
    }

    // Who may call is decided before the body is read.
    static Task Introduce(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) return next(http);
        var caller = http.RequestServices.GetRequiredService<Caller>();
        caller.Become(http.User, Caller.LanguageOf(http));
        var endpoint = http.GetEndpoint();
        if (endpoint is null) return Refusals.Write(http, No.NothingHere());
        // Routing's own answers to a wrong method or a wrong kind of body.
        if (endpoint.Metadata.GetMetadata<Allowed>() is not { } allowed)
            return Refusals.Write(http, endpoint.DisplayName?.StartsWith("415", StringComparison.Ordinal) == true ? No.WrongType() : No.WrongMethod());
        if (allowed.Open) return next(http);
        if (caller.Tenant == default) return Refusals.Write(http, No.NotSignedIn());
        if (allowed.Roles.Count > 0 && !caller.Is([.. allowed.Roles])) return Refusals.Write(http, No.WrongRole());
        return next(http);
    }

    // Someone else wrote the same row first: forget what was read, and do the slice again from the start.
    static async ValueTask<object?> TryAgain(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        for (var tries = 1; ; tries++)
        {
            try { return await next(call); }
            catch (Exception e) when (LinliDb.IsLostRace(e) && tries < MostTries && !call.HttpContext.RequestAborted.IsCancellationRequested)
            {
                await call.HttpContext.RequestServices.GetRequiredService<LinliDb>().Forget();
                if (call.HttpContext.Request.Body.CanSeek) call.HttpContext.Request.Body.Position = 0;
            }
        }
    }
}
