using System.Net.Http.Json;
using System.Text.Json;

namespace Linli.Tests.Members;

/// <summary>One running town, where every test lays out a village of its own.</summary>
public sealed class VillageHouse : IAsyncLifetime
{
    readonly HttpClient http = new();

    internal Town Town { get; private set; } = null!;

    internal Clock Clock => Town.Clock;

    public async ValueTask InitializeAsync() => Town = await Town.Open();

    /// <summary>The code in the newest message on this phone's screen.</summary>
    internal async Task<string> CodeOn(string phone) =>
        (await Messages(phone))[0].GetProperty("params").GetProperty("code").GetString()!;

    internal async Task<IReadOnlyList<JsonElement>> Messages(string phone) =>
        (await http.GetFromJsonAsync<JsonElement[]>($"{Town.World.Address}/sms?to={phone}"))!;

    internal async Task Misbehave(double answer500) =>
        (await http.PutAsJsonAsync($"{Town.World.Address}/control/behaviour", new { answer500 })).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Town.DisposeAsync();
    }
}

[CollectionDefinition(nameof(VillageHouse))]
public sealed class InVillageHouse : ICollectionFixture<VillageHouse>;
