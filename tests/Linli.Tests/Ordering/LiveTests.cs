using System.Diagnostics;
using System.Text.Json;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Ordering;

public sealed class LiveTests
{
    /// <summary>What a page may wait for what happens elsewhere.</summary>
    static readonly TimeSpan soon = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task What_others_order_reaches_an_open_page_within_two_seconds_on_any_host()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 10);
        await using var there = TestDatabase.Server is null ? null : town.AnotherHost();
        using var here = await Screen.Open(town, town.Shop, sale.Id);
        using var elsewhere = there is null ? null : await Screen.Open(there, town.Shop, sale.Id);
        foreach (var screen in new[] { here, elsewhere })
            if (screen is not null) Assert.Equal((0, 10), Eggs(await screen.Next()));

        var resident = await town.Resident();
        (await sale.Order(resident, eggs: 3)).Ok();

        foreach (var screen in new[] { here, elsewhere })
        {
            if (screen is null) continue;
            var (told, took) = await screen.Next(p => p.GetProperty("orders").GetInt32() == 1);
            Assert.Equal((3, 7), Eggs(told));
            Assert.True(took < soon, $"{took}");
        }
    }

    static (long Taken, long Left) Eggs(JsonElement progress)
    {
        var item = progress.GetProperty("items")[0];
        return (item.GetProperty("taken").GetInt64(), item.GetProperty("left").GetInt64());
    }

    [Fact]
    public async Task A_deal_a_cut_off_and_what_has_arrived_are_told_too()
    {
        await using var town = await Town.Open();
        var deal = await Sale.Of(town, deal: 2, kind: "groupDeal");
        await deal.PaidOrder(await town.Resident(), eggs: 1);
        using var screen = await Screen.Open(town, town.Shop, deal.Id);

        await deal.PaidOrder(await town.Resident(), eggs: 1);
        var (reached, _) = await screen.Next(p => p.GetProperty("joinedHouseholds").GetInt32() == 2);
        Assert.NotEqual(JsonValueKind.Null, reached.GetProperty("dealReachedAt").ValueKind);
        Assert.Equal((await town.Leader.Get(deal.Path)).Ok().String("dealText"), reached.GetProperty("dealText").GetString());
        (await town.Leader.Put($"{deal.Path}/items/{deal.Milk}/pause", new { paused = true })).Ok();
        await screen.Next(p => p.GetProperty("items")[1].GetProperty("state").GetString() == "paused");
        await deal.CutOff();
        var (closed, _) = await screen.Next(p => p.GetProperty("state").GetString() == "cutOff");
        Assert.Equal(0, closed.GetProperty("arrived").GetInt32());
        await deal.Arrive(deal.Eggs, 2);
        var (_, took) = await screen.Next(p => p.GetProperty("arrived").GetInt32() == 2);
        Assert.True(took < soon, $"{took}");
    }

    [Fact]
    public async Task Nothing_of_anybody_stands_in_it()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        var order = (await sale.Order(resident, eggs: 1)).Ok();
        var told = (await town.Stranger().Get($"/shops/{town.Shop}/progress?campaigns={sale.Id}")).Ok();

        Assert.Equal(["arrived", "cutOffAt", "dealReachedAt", "dealText", "dealTextEn", "id", "interested", "items", "joinedHouseholds", "orders", "state"],
            told.Items[0].EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["left", "sku", "state", "taken"], told.Items[0].GetProperty("items")[0].EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var secret in new[] { resident.Id.Value.ToString(), resident.Phone[^4..] + "家", order.String("id")!, order.String("number")! })
            Assert.DoesNotContain(secret, told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_again_gets_304_until_something_has_changed()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var (who, path) = (await town.Resident(), $"/shops/{town.Shop}/progress?campaigns={sale.Id}");
        var first = (await who.Get(path)).Ok();
        Assert.Equal(304, (await who.Get(path, ifNoneMatch: first.ETag)).Status);
        Assert.Equal(first.ETag, (await who.Get(path, ifNoneMatch: "\"else\"")).Ok().ETag);

        (await sale.Order(who, eggs: 1)).Ok();
        var from = Stopwatch.GetTimestamp();
        Answer again;
        while ((again = await who.Get(path, ifNoneMatch: first.ETag)).Status == 304 && Stopwatch.GetElapsedTime(from) < soon) await Task.Delay(50);
        Assert.Equal(1, again.Items[0].GetProperty("orders").GetInt32());
    }

    [Fact]
    public async Task That_nothing_has_changed_counts_against_nobody()
    {
        await using var town = await Town.Open(new() { ["Linli:StrangerRequestsPerMinute"] = "6" });
        var sale = await Sale.Of(town);
        var (stranger, path) = (town.Stranger(), $"/shops/{town.Shop}/progress?campaigns={sale.Id}");
        var tag = (await stranger.Get(path)).Ok().ETag;
        for (var i = 0; i < 20; i++) Assert.Equal(304, (await stranger.Get(path, ifNoneMatch: tag)).Status);
        var answers = new List<int>();
        for (var i = 0; i < 20; i++) answers.Add((await stranger.Get(path)).Status);
        Assert.Contains(429, answers);
    }

    [Fact]
    public async Task Drafts_and_the_campaigns_of_other_shops_are_not_there()
    {
        await using var town = await Town.Open();
        var (draft, sale) = (await Sale.Of(town, publish: false), await Sale.Of(town));
        var asked = $"/shops/{town.Shop}/progress?campaigns={draft.Id},{sale.Id},{Guid.CreateVersion7()}";
        Assert.Equal([sale.Id], (await town.Stranger().Get(asked)).Items.Select(c => c.GetProperty("id").GetGuid()));
        (await town.Leader.Put($"{draft.Path}/opening")).Ok();
        Assert.Equal(2, (await town.Stranger().Get(asked)).Items.Length);

        await town.Within(async services =>
        {
            // Nobody knows of this shop but its directory.
            services.GetRequiredService<Caller>().ActAsSystemOf(Id.New<TenantId>());
            services.GetRequiredService<Shops>().Add("elsewhere", "别家");
            await services.GetRequiredService<LinliDb>().Commit(default);
        });
        Assert.Empty((await town.Stranger().Get($"/shops/elsewhere/progress?campaigns={sale.Id}")).Items);
    }

    [Fact]
    public async Task What_cannot_be_looked_at_is_refused()
    {
        await using var town = await Town.Open(new() { ["Linli:MostLive"] = "1" });
        var sale = await Sale.Of(town);
        var stranger = town.Stranger();
        Assert.Equal("live.unknown", (await stranger.Get($"/shops/nobody/live?campaigns={sale.Id}")).Refused);
        Assert.Equal("live.campaigns-wrong", (await stranger.Get($"/shops/{town.Shop}/live?campaigns=eggs")).Refused);
        Assert.Equal("live.campaigns-wrong", (await stranger.Get($"/shops/{town.Shop}/live?campaigns=,")).Refused);
        var many = string.Join(',', Enumerable.Range(0, 21).Select(_ => Guid.CreateVersion7()));
        Assert.Equal("live.campaigns-wrong", (await stranger.Get($"/shops/{town.Shop}/progress?campaigns={many}")).Refused);

        using (await Screen.Open(town, town.Shop, sale.Id))
            Assert.Equal("live.full", (await stranger.Get($"/shops/{town.Shop}/live?campaigns={sale.Id}")).Refused);
        // The place of who has gone is free again.
        for (var tries = 0; ; tries++)
            try
            {
                using var next = await Screen.Open(town, town.Shop, sale.Id);
                break;
            }
            catch (HttpRequestException) when (tries < 40) { await Task.Delay(50); }
    }

    /// <summary>A page that is open and hears what is told to it.</summary>
    sealed class Screen(HttpClient http, HttpResponseMessage answer, StreamReader told) : IDisposable
    {
        public static async Task<Screen> Open(Town town, string shop, Guid campaign)
        {
            var http = town.CreateClient();
            var answer = await http.GetAsync(new Uri($"/api/shops/{shop}/live?campaigns={campaign}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
            return new(http, answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
        }

        public async Task<JsonElement> Next()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while (true)
            {
                var line = await told.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("the stream has ended");
                if (line.StartsWith("data: ", StringComparison.Ordinal)) return JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]);
            }
        }

        public async Task<(JsonElement Told, TimeSpan Took)> Next(Func<JsonElement, bool> wanted)
        {
            var from = Stopwatch.GetTimestamp();
            while (true)
                if (await Next() is var told && wanted(told)) return (told, Stopwatch.GetElapsedTime(from));
        }

        public void Dispose()
        {
            told.Dispose();
            answer.Dispose();
            http.Dispose();
        }
    }
}
