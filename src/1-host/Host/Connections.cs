using Linli.Members;
using Linli.Places;

namespace Linli.Host;

/// <summary>What one room asks of another of its own floor, which it does not know: tied together here, where all are known.</summary>
static class Connections
{
    public static void AddConnections(this WebApplicationBuilder builder) => builder.Services.AddScoped(services =>
    {
        var map = services.GetRequiredService<Map>();
        return new Surroundings(
            async (building, ct) => (await map.NeighbourhoodOf(new(building), ct))?.Value,
            (point, ct) => map.IsOpenPickupPoint(new(point), ct),
            (neighbourhoods, ct) => map.HasAll([.. neighbourhoods.Select(n => new NeighbourhoodId(n))], ct));
    });
}
