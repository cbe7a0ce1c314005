using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Linli.Host;

/// <summary>
/// A day in the demo shop, made by its people through the public API: a list being ordered from, a group deal that still
/// misses two households, a flash sale from the shelf, a small chain, and a campaign whose goods wait at the pickup desk.
/// </summary>
sealed class DemoDay(HttpClient http, IReadOnlyList<DemoShop.SignIn> people, string? testpay, TimeProvider clock)
{
    readonly Random random = new(20260501);
    Dictionary<string, Sku> skus = [];
    JsonElement[] points = [];

    public static async Task Play(WebApplication app, string address, IReadOnlyList<DemoShop.SignIn> people)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };
        await new DemoDay(http, people, app.Configuration["Testpay:Address"], app.Services.GetRequiredService<TimeProvider>()).Play();
    }

    async Task Play()
    {
        var owner = Of("owner");
        skus = (await Get(owner, "/api/skus?take=200")).GetProperty("items").EnumerateArray()
            .Select(s => new Sku(s.GetProperty("id").GetGuid(), s.GetProperty("code").GetString()!, s.GetProperty("price").GetInt64(), s.GetProperty("step").GetInt64()))
            .ToDictionary(s => s.Code);
        points = [.. (await Get(owner, "/api/pickup-points")).EnumerateArray()];
        var (day, closes) = NextEvening();
        var pickup = BusinessDay.At(day.AddDays(1), new TimeOnly(16, 0));

        var waiting = await Campaign("presale", "昨日鲜货 · 今天取", "昨晚截单的菜已经到店，凭取货码来取。", Now.AddDays(-1), Now.AddMinutes(1), Now.AddMinutes(1), Now.AddHours(30), 0, [.. skus.Values.Take(8)]);
        await Order(waiting, 14, "cash");
        await ReceiveAll(waiting);
        await HandOver(waiting, 5);

        var list = await Campaign("presale", "明日鲜货清单", "产地直采，晚上十点截单，明天下午四点起自提。", Now.AddHours(-2), closes, pickup, pickup.AddHours(4), 0, [.. skus.Values.Take(18)]);
        await Order(list, 22, "cash");
        var deal = await Campaign("groupDeal", "周末火锅拼团", "满 10 户成团，不成团全额退。", Now.AddHours(-1), closes, pickup, pickup.AddHours(4), 10, [.. skus.Values.Skip(18).Take(6)]);
        if (testpay is not null) await Order(deal, 8, "testpay");
        await FlashSale(closes, pickup);
        await Chain(closes, pickup);
        await Savings();
        await Put(owner, $"/api/templates/{Guid.CreateVersion7()}", new
        {
            name = "每天 07:00 鲜货清单",
            campaign = list,
            opensAt = "07:00:00",
            closesAt = "22:00:00",
            pickupDay = 1,
            pickupFrom = "16:00:00",
            pickupTo = "20:00:00",
            weekdays = Enumerable.Range(1, 7),
            active = true,
        });
    }

    DateTimeOffset Now => clock.GetUtcNow();

    DemoShop.SignIn Of(string role) => people.First(p => p.Role == role);

    /// <summary>The next 22:00 that leaves two hours to order.</summary>
    (DateOnly Day, DateTimeOffset Closes) NextEvening()
    {
        var day = BusinessDay.Of(Now);
        if (BusinessDay.At(day, new TimeOnly(22, 0)) < Now.AddHours(2)) day = day.AddDays(1);
        return (day, BusinessDay.At(day, new TimeOnly(22, 0)));
    }

    async Task<Guid> Campaign(
        string kind, string title, string text, DateTimeOffset opens, DateTimeOffset closes, DateTimeOffset from, DateTimeOffset to, int households, Sku[] items)
    {
        var leaders = people.Where(p => p.Role == "leader").ToArray();
        var leader = leaders[kind is "groupDeal" or "chain" ? 1 : 0];
        var id = Guid.CreateVersion7();
        var me = await Get(leader, "/api/me");
        await Put(leader, $"/api/campaigns/{id}", new
        {
            kind,
            title,
            text,
            opensAt = opens,
            closesAt = closes,
            leader = me.GetProperty("id").GetGuid(),
            pickupPoints = points.Select(p => p.GetProperty("id").GetGuid()),
            pickupFrom = from,
            pickupTo = to,
            dealHouseholds = households > 0 ? (int?)households : null,
            dealMost = households > 0 ? (int?)households : null,
            items = items.Select((s, i) => new
            {
                sku = s.Id,
                price = s.Price * 88 / 100,
                total = kind == "flashSale" || i % 3 == 0 ? (long?)(s.Step * 80) : null,
                perHousehold = kind == "flashSale" ? s.Step * 2 : (long?)null,
                praise = i == 0 ? "我家自己也在吃，今天的特别新鲜。" : null,
            }),
        });
        await Put(leader, $"/api/campaigns/{id}/opening");
        return id;
    }

    async Task FlashSale(DateTimeOffset closes, DateTimeOffset pickup)
    {
        Sku[] items = [.. skus.Values.Skip(24).Take(4)];
        foreach (var sku in items)
            await Put(Of("owner"), $"/api/stock/{sku.Id}/movements/{Guid.CreateVersion7()}", new { kind = "receipt", amount = sku.Step * 80, note = "秒杀备货" });
        await Campaign("flashSale", "今晚秒杀", "店里现货，每户限两份。", Now.AddMinutes(-30), closes, pickup, pickup.AddHours(4), 0, items);
    }

    /// <summary>The last one wanted more, the one before thought better of it.</summary>
    async Task Chain(DateTimeOffset closes, DateTimeOffset pickup)
    {
        Sku[] items = [skus["T01"], skus["B02"], skus["T02"], skus["B05"], skus["G03"]];
        var chain = await Campaign("chain", "豆腐馒头接龙", "当天现做，要的接在后面，大家一起买。", Now.AddHours(-1), closes, pickup, pickup.AddHours(4), 0, items);
        var placed = await Order(chain, 9, "cash");
        var (gone, more) = (placed[^2], placed[^1]);
        await Put(gone.Who, $"/api/orders/{gone.Order}/cancellation", new { });
        await Put(more.Who, $"/api/campaigns/{chain}/orders/{more.Order}/amendment/{Guid.CreateVersion7()}", new
        {
            lines = items.Take(2).Select(s => new { sku = s.Id, amount = s.Step * 2 }),
        });
    }

    /// <summary>A coupon to take, one the shop gives, and points: who signs in finds each of them in the wallet.</summary>
    async Task Savings()
    {
        var (owner, day) = (Of("owner"), BusinessDay.Of(Now));
        async Task<Guid> Coupons(string name, long off, long from, bool claimable, Guid[] only)
        {
            var batch = Guid.CreateVersion7();
            var (validFrom, validTo) = (BusinessDay.At(day, TimeOnly.MinValue), BusinessDay.At(day.AddDays(30), TimeOnly.MinValue));
            await Put(owner, $"/api/coupon-batches/{batch}", new { name, kind = "amount", off, from, validFrom, validTo, total = 200, claimable, skus = only });
            return batch;
        }

        var welcome = await Coupons("新邻居满 30 减 5", 500, 3000, claimable: true, []);
        var tofu = await Coupons("豆腐馒头减 1 元", 100, 0, claimable: false, [skus["T01"].Id, skus["T02"].Id]);
        await Put(owner, "/api/points-rules", new { perYuan = 1, mostBasisPoints = 2000 });
        var homes = (await Get(owner, "/api/households?take=200")).GetProperty("items").EnumerateArray()
            .GroupBy(h => h.GetProperty("name").GetString()!, h => h.GetProperty("id").GetGuid()).ToDictionary(h => h.Key, h => h.First());
        foreach (var resident in people.Where(p => p.Role == "resident").Take(6))
        {
            await Put(resident, $"/api/coupon-batches/{welcome}/coupons/{Guid.CreateVersion7()}", new { });
            await Put(owner, $"/api/coupon-batches/{tofu}/coupons/{Guid.CreateVersion7()}", new { household = homes[resident.Name] });
            await Put(owner, $"/api/households/{homes[resident.Name]}/points/{Guid.CreateVersion7()}", new { points = 300, reason = "开业送给老邻居" });
        }
    }

    async Task<IReadOnlyList<(DemoShop.SignIn Who, Guid Order)>> Order(Guid campaign, int households, string payment)
    {
        var placed = new List<(DemoShop.SignIn, Guid)>();
        var items = (await Get(Of("owner"), $"/api/campaigns/{campaign}")).GetProperty("items").EnumerateArray()
            .Select(i => (Sku: i.GetProperty("sku").GetGuid(), Step: i.GetProperty("step").GetInt64())).ToArray();
        foreach (var resident in people.Where(p => p.Role == "resident").OrderBy(_ => random.Next()).Take(households))
        {
            var order = Guid.CreateVersion7();
            var lines = items.OrderBy(_ => random.Next()).Take(random.Next(1, 5)).Select(i => new { sku = i.Sku, amount = i.Step * random.Next(1, 4) });
            await Put(resident, $"/api/campaigns/{campaign}/orders/{order}", new { lines, payment });
            placed.Add((resident, order));
            if (payment == "cash") continue;
            var id = Guid.CreateVersion7();
            await Put(resident, $"/api/orders/{order}/payments/{id}", new { });
            (await http.PostAsync($"{testpay}/control/pay/{id:N}", null)).EnsureSuccessStatusCode();
        }

        return placed;
    }

    /// <summary>Closes early and receives what was bought, one box of it a little short.</summary>
    async Task ReceiveAll(Guid campaign)
    {
        await Put(Of("leader"), $"/api/campaigns/{campaign}/cut-off");
        var bought = await Until(() => Get(Of("owner"), $"/api/purchase-orders?campaign={campaign}"));
        var first = true;
        foreach (var po in bought.GetProperty("items").EnumerateArray())
        {
            var lines = po.GetProperty("lines").EnumerateArray().Select(l =>
            {
                var ordered = l.GetProperty("ordered").GetInt64();
                var bad = first ? Math.Min(ordered, l.GetProperty("boxSize").GetInt64() / 10) : 0;
                first = false;
                return new { sku = l.GetProperty("sku").GetGuid(), received = ordered, bad };
            }).ToArray();
            await Put(Of("owner"), $"/api/purchase-orders/{po.GetProperty("id").GetGuid()}/receipt", new { lines });
        }
    }

    /// <summary>Some households have fetched their bags already, and paid for them.</summary>
    async Task HandOver(Guid campaign, int households)
    {
        var orders = await Get(Of("owner"), $"/api/orders?campaign={campaign}&state=confirmed");
        var homes = orders.GetProperty("items").EnumerateArray().Select(o => o.GetProperty("household").GetProperty("name").GetString())
            .Distinct().Take(households).ToHashSet();
        foreach (var resident in people.Where(p => p.Role == "resident" && homes.Contains(p.Name)))
        {
            var bag = (await Until(() => Get(resident, "/api/me/pickups"))).GetProperty("items")[0];
            if (bag.GetProperty("state").GetString() != "ready") continue;
            await Put(Of("clerk"), $"/api/pickups/{bag.GetProperty("id").GetGuid()}/redemptions/{Guid.CreateVersion7()}", new
            {
                code = bag.GetProperty("code").GetString(),
                cashTaken = bag.GetProperty("toPay").GetInt64(),
            });
        }
    }

    static async Task<JsonElement> Until(Func<Task<JsonElement>> look)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var seen = await look();
            if (seen.GetProperty("items").GetArrayLength() > 0) return seen;
            await Task.Delay(100);
        }

        throw new InvalidOperationException("no purchase order was made after cut-off");
    }

    Task<JsonElement> Get(DemoShop.SignIn who, string path) => Send(who, HttpMethod.Get, path, null);

    Task<JsonElement> Put(DemoShop.SignIn who, string path, object? body = null) => Send(who, HttpMethod.Put, path, body);

    async Task<JsonElement> Send(DemoShop.SignIn who, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who.Token);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"the demo day failed: {method} {path} answered {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    sealed record Sku(Guid Id, string Code, long Price, long Step);
}
