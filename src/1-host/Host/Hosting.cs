namespace Linli.Host;

/// <summary>The house put together: to serve, or to do one command and end.</summary>
static class Hosting
{
    public static WebApplication Build(string[] args, bool quiet = false)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddTelemetry();
        builder.AddDatabase();
        builder.AddHosts();
        builder.AddApps();
        builder.AddConnections();
        builder.AddLinli(Rooms.All());
        builder.AddClock();
        if (quiet) builder.Logging.ClearProviders();
        return builder.Build();
    }
}
