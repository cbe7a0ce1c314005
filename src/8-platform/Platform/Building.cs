using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Linli.Platform;

/// <summary>Puts the rooms together into one running house.</summary>
public static class Building
{
    /// <summary>How often a slice that lost a race is done again from the start.</summary>
    public const int MostTries = 20;

    public static void AddLinli(this WebApplicationBuilder builder, IReadOnlyList<Module> modules)
    {
        var services = builder.Services;
        builder.AddLimits();
        services.ConfigureHttpJsonOptions(json => Json.Add(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Refusals>();
        services.AddProblemDetails();
        foreach (var module in modules) services.AddSingleton(module);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Listeners>();
        services.AddSingleton<Bell>();
        services.AddSingleton<News>();
        services.AddSingleton<Workings>();
        services.AddSingleton<Tokens>();
        services.AddScoped<Caller>();
        services.AddScoped<Audit>();
        services.AddScoped<Shops>();
        services.AddScoped<FileStore>();
        services.AddSingleton<Teller>();
        services.AddHostedService(provider => provider.GetRequiredService<Teller>());
        services.AddSingleton(Facts.Past);
        services.AddSingleton<Calendar>();
        services.AddHostedService(provider => provider.GetRequiredService<Calendar>());
        services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme).AddBearerToken();
        // One pass over a token instead of two; keys made before go on as they were.
        services.AddDataProtection().SetApplicationName("linli")
            .UseCryptographicAlgorithms(new() { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddSingleton<Keys>();
        services.AddOptions<KeyManagementOptions>().Configure<Keys>((options, keys) => options.XmlRepository = keys);
        services.AddLinliDocument();
        foreach (var module in modules) module.Services(services);
    }

    public static void MapLinli(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(bare => Refusals.Write(bare.HttpContext, Refusals.Of(bare.HttpContext.Response.StatusCode)));
        app.Use(ETags.Answer);
        app.UseRouting();
        app.Use(ETags.Unchanged);
        // Who asks must be known before it is counted how often.
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.Use(Introduce);
        var api = app.MapGroup("/api").AddEndpointFilter(TryAgain);
        Files.Endpoints(api);
        Health.Endpoints(api);
        foreach (var module in app.Services.GetServices<Module>()) module.Endpoints(api);
        app.MapOpenApi("/api/openapi.json").WithMetadata(new Allowed(true));
        app.MapHealth();
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

    // Someone else wrote the same row first: forget what was read, and do the slice again from the start. So is a no that was said while writing:
    // the same request, sent twice, may have been granted by another host after this one looked for it. Said again, it holds.
    static async ValueTask<object?> TryAgain(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var (http, refused) = (call.HttpContext, false);
        var db = http.RequestServices.GetRequiredService<LinliDb>();
        for (var tries = 1; ; tries++)
        {
            try { return await next(call); }
            catch (Exception e) when ((LinliDb.IsLostRace(e) || IsFirstNo(e)) && tries < MostTries && !http.RequestAborted.IsCancellationRequested)
            {
                refused |= e is Refusal;
                await db.Forget();
                if (http.Request.Body.CanSeek) http.Request.Body.Position = 0;
            }
        }

        bool IsFirstNo(Exception e) => !refused && e is Refusal { Status: < 500 } && db.Database.CurrentTransaction is not null;
    }
}
