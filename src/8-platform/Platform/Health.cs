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

    static async Task<ContentHttpResult> Ready(
        LinliDb db, IHostApplicationLifetime life, CancellationToken ct) =>
        life.ApplicationStarted.IsCancellationRequested && !life.ApplicationStopping.IsCancellationRequested && await db.Database.CanConnectAsync(ct) ? TypedResults.Text("ready") : TypedResults.Text("not ready", statusCode: 503);

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
