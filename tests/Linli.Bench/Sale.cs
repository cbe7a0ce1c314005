using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Linli.Tests.Simulation;

namespace Linli.Bench;

/// <summary>A published campaign and the requests that order one piece or one step of it.</summary>
sealed class Sale
{
    static readonly MediaTypeHeaderValue json = new("application/json");
    readonly byte[][] bodies;
    readonly string[] tokens;

    Sale(Guid id, IReadOnlyList<Ware> wares, IReadOnlyList<Inhabitant> residents)
    {
        Id = id;
        bodies = [.. wares.Select(w => JsonSerializer.SerializeToUtf8Bytes(new { lines = new[] { new { sku = w.Id, amount = w.Step } }, payment = "cash" }))];
        tokens = [.. residents.Select(r => "Bearer " + r.Token)];
    }

    public Guid Id { get; }

    /// <param name="total">Steps there are of each ware.</param>
    public static async Task<Sale> Open(Uri address, Settled shop, IReadOnlyList<Ware> wares, long total)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", shop.Leader.Token);
        var sale = new Sale(Guid.CreateVersion7(), wares, shop.Residents);
        var now = DateTimeOffset.UtcNow;
        await Put(http, $"api/campaigns/{sale.Id}", new
        {
            kind = "presale",
            title = "量一量",
            opensAt = now.AddMinutes(-1),
            closesAt = now.AddHours(6),
            leader = shop.Leader.Id,
            pickupPoints = shop.Points,
            pickupFrom = now.AddHours(12),
            pickupTo = now.AddHours(16),
            items = wares.Select(w => new { sku = w.Id, price = w.Price, total = total * w.Step }),
        });
        await Put(http, $"api/campaigns/{sale.Id}/opening", null);
        return sale;
    }

    /// <summary>An order of one line by any resident, under a new id.</summary>
    public HttpRequestMessage Order(Random dice)
    {
        var content = new ByteArrayContent(bodies[dice.Next(bodies.Length)]);
        content.Headers.ContentType = json;
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"api/campaigns/{Id}/orders/{Guid.CreateVersion7()}", UriKind.Relative)) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", tokens[dice.Next(tokens.Length)]);
        return request;
    }

    /// <summary>Asks for nothing, as somebody who is signed in.</summary>
    public HttpRequestMessage Ping(Random dice)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/ping", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", tokens[dice.Next(tokens.Length)]);
        return request;
    }

    /// <summary>What the campaign says was taken, in the unit of each sku.</summary>
    public async Task<IReadOnlyDictionary<Guid, (long Taken, long Total)>> Taken(Uri address, Settled shop)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", shop.Leader.Token);
        var campaign = await http.GetFromJsonAsync<JsonElement>(new Uri($"api/campaigns/{Id}", UriKind.Relative));
        return campaign.GetProperty("items").EnumerateArray().ToDictionary(
            i => i.GetProperty("sku").GetGuid(), i => (i.GetProperty("taken").GetInt64(), i.GetProperty("total").GetInt64()));
    }

    static async Task Put(HttpClient http, string path, object? body)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var answer = await http.PutAsync(new Uri(path, UriKind.Relative), content);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
