using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Linli.Host;

/// <summary>The clock, and the moment the doors open.</summary>
static class Opening
{
    /// <summary>
    /// Linli:At lets the clock begin at another moment, in the shop's time: to see a cut-off without waiting for the evening.
    /// Linli:ClockSkew sets it that many seconds ahead of the other hosts' clocks, or behind: to see that nothing breaks.
    /// </summary>
    public static void AddClock(this WebApplicationBuilder builder)
    {
        var shift = TimeSpan.FromSeconds(builder.Configuration.GetValue("Linli:ClockSkew", 0));
        if (builder.Configuration["Linli:At"] is { Length: > 0 } at)
        {
            var wall = DateTime.Parse(at, CultureInfo.InvariantCulture);
            shift += BusinessDay.At(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall)) - DateTimeOffset.UtcNow;
        }

        builder.Services.AddSingleton<TimeProvider>(services =>
            new SteadyClock(new ShiftedClock(shift), services.GetRequiredService<ILogger<SteadyClock>>()));
    }

    sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }

    /// <summary>Learns its own address, seeds the demo shop at the first start, and says that it is ready.</summary>
    public static async Task Open(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        var workings = app.Services.GetRequiredService<Workings>();
        workings.PublicAddress = (app.Configuration["Linli:PublicAddress"] ?? address ?? "").TrimEnd('/');
        if (address is null) return;
        if (app.Configuration.GetValue<bool>("Linli:Demo")) await app.InTurn(() => DemoShop.Seed(app, address));
        Console.WriteLine($"ready {address}");
    }
}
