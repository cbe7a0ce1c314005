using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Linli.Platform;

/// <summary>How the house says that it is well: for load balancers, and for those who watch it.</summary>
public static class Health
{
    internal static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Text("alive")).ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).ExcludeFromDescription();
    }

    /// <summary>What an app asks to see whether it is online and still signed in; it costs the house nothing.</summary>
    internal static void Endpoints(IEndpointRouteBuilder api) =>
        api.MapGet("/ping", () => TypedResults.NoContent()).ForSignedIn().Says("An empty answer to somebody signed in").ExcludeFromDescription();

    /// <summary>
    /// That work can be sent here. A database that can only be read leaves a host ready: all hosts share it, and people may still
    /// look and fetch their codes; what cannot be written is refused by name.
    /// </summary>
    static async Task<ContentHttpResult> Ready(LinliDb db, IHostApplicationLifetime life, CancellationToken ct) =>
        life.ApplicationStarted.IsCancellationRequested && !life.ApplicationStopping.IsCancellationRequested && await Answers(db, ct)
            ? TypedResults.Text("ready") : TypedResults.Text("not ready", statusCode: 503);

    static async Task<bool> Answers(LinliDb db, CancellationToken ct)
    {
        try
        {
            await db.Database.ExecuteSqlRawAsync("select 1 from platform_keys where name = ''", ct);
            return true;
        }
        catch (Exception e) when (Outage.Of(e) is not null) { return false; }
    }

    /// <summary>Traces go to an OTLP collector when one is named by OTEL_EXPORTER_OTLP_ENDPOINT; logs are JSON lines unless a terminal reads them.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (Console.IsOutputRedirected) builder.Logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.IncludeScopes) = (true, true));
        else builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 }) return;
        builder.Services.AddSingleton(Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(r => r.AddService("linli"))
            .AddSource("Microsoft.AspNetCore", "Npgsql", "System.Net.Http")
            .AddOtlpExporter()
            .Build());
    }
}
