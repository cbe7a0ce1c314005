using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Linli.Tests.Simulation;

namespace Linli.Bench;

/// <summary>Published campaigns and the requests that order one piece or one step of something in them.</summary>
sealed class Sale
{
    /// <summary>As many as one campaign can have.</summary>
    const int WaresPerCampaign = 200;
    static readonly MediaTypeHeaderValue json = new("application/json");
    readonly List<(Guid Campaign, byte[] Body)> offers = [];
    readonly string[] tokens;

    Sale(IReadOnlyList<Inhabitant> residents) => tokens = [.. residents.Select(r => "Bearer " + r.Token)];

    public IReadOnlyList<Guid> Campaigns => [.. offers.Select(o => o.Campaign).Distinct()];

    /// <param name="total">Steps there are of each ware.</param>
    public static async Task<Sale> Open(Uri address, Settled shop, IReadOnlyList<Ware> wares, long total)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", shop.Leader.Token);
        var sale = new Sale(shop.Residents);
        foreach (var some in wares.Chunk(WaresPerCampaign)) await sale.Open(http, shop, some, total);
        return sale;
    }

    async Task Open(HttpClient http, Settled shop, IReadOnlyList<Ware> wares, long total)
    {
        var (campaign, now) = (Guid.CreateVersion7(), DateTimeOffset.UtcNow);
        await Put(http, $"api/campaigns/{campaign}", new
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
        await Put(http, $"api/campaigns/{campaign}/opening", null);
        offers.AddRange(wares.Select(w => (campaign, JsonSerializer.SerializeToUtf8Bytes(
            new { lines = new[] { new { sku = w.Id, amount = w.Step } }, payment = "cash" }))));
    }

    /// <summary>An order of one line by any resident, under a new id.</summary>
    public HttpRequestMessage Order(Random dice)
    {
        var (campaign, body) = offers[dice.Next(offers.Count)];
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = json;
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"api/campaigns/{campaign}/orders/{Guid.CreateVersion7()}", UriKind.Relative)) { Content = content };
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

    /// <summary>What the campaigns say was taken, in the unit of each sku.</summary>
    public async Task<IReadOnlyDictionary<Guid, (long Taken, long Total)>> Taken(Uri address, Settled shop)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", shop.Leader.Token);
        var taken = new Dictionary<Guid, (long, long)>();
        foreach (var id in Campaigns)
        {
            var campaign = await http.GetFromJsonAsync<JsonElement>(new Uri($"api/campaigns/{id}", UriKind.Relative));
            foreach (var item in campaign.GetProperty("items").EnumerateArray())
                taken.Add(item.GetProperty("sku").GetGuid(), (item.GetProperty("taken").GetInt64(), item.GetProperty("total").GetInt64()));
        }

        return taken;
    }

    static async Task Put(HttpClient http, string path, object? body)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var answer = await http.PutAsync(new Uri(path, UriKind.Relative), content);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
