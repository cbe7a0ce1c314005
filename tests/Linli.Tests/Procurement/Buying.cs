using System.Text.Json;

namespace Linli.Tests.Procurement;

/// <summary>A pre-sale whose goods are bought after cut-off: the setting of the procurement tests.</summary>
sealed class Buying(Town town)
{
    public Guid Campaign { get; } = Guid.CreateVersion7();

    public static async Task<Buying> Of(Town town, params string[] skus)
    {
        var buying = new Buying(town);
        var now = town.Clock.GetUtcNow();
        (await town.Owner.Put($"/campaigns/{buying.Campaign}", new
        {
            kind = "presale",
            title = "今日鲜货",
            leader = town.Leader.Id.Value,
            opensAt = now.AddMinutes(-5),
            closesAt = now.AddHours(4),
            pickupFrom = now.AddHours(20),
            pickupTo = now.AddHours(24),
            pickupPoints = new[] { town.Points[0].Value },
            items = skus.Select(s => new { sku = town.Skus[s].Value, price = 1000 }),
        })).Ok();
        (await town.Owner.Put($"/campaigns/{buying.Campaign}/opening")).Ok();
        return buying;
    }

    /// <summary>Somebody new orders; earlier callers placed earlier.</summary>
    public async Task<(Person Who, string Order)> Order(string payment, params (string Sku, long Amount)[] lines)
    {
        var (who, order) = (await town.Resident(), Guid.CreateVersion7());
        (await who.Put($"/campaigns/{Campaign}/orders/{order}", new
        {
            payment,
            lines = lines.Select(l => new { sku = town.Skus[l.Sku].Value, amount = l.Amount }),
        })).Ok();
        town.Clock.Pass(TimeSpan.FromSeconds(1));
        return (who, $"/orders/{order}");
    }

    public async Task<JsonElement[]> CutOff()
    {
        (await town.Owner.Put($"/campaigns/{Campaign}/cut-off")).Ok();
        await town.Settle();
        await town.Pass(TimeSpan.FromSeconds(2));
        return await PurchaseOrders();
    }

    public async Task<JsonElement[]> PurchaseOrders() =>
        [.. (await town.Owner.Get($"/purchase-orders?campaign={Campaign}")).Ok().Items
            .OrderBy(p => p.GetProperty("number").GetString())];

    /// <summary>What came: everything as ordered, but for what is said otherwise.</summary>
    public object Came(JsonElement order, params (string Sku, long Received, long Bad)[] otherwise) => new
    {
        lines = order.GetProperty("lines").EnumerateArray().Select(l =>
        {
            var sku = l.GetProperty("sku").GetGuid();
            var said = otherwise.Where(o => town.Skus[o.Sku].Value == sku).ToArray();
            return said is [var came]
                ? new { sku, received = came.Received, bad = came.Bad }
                : new { sku, received = l.GetProperty("ordered").GetInt64(), bad = 0L };
        }),
    };

    public static string Path(JsonElement order) => $"/purchase-orders/{order.GetProperty("id").GetGuid()}";

    public JsonElement Line(JsonElement order, string sku) =>
        order.GetProperty("lines").EnumerateArray().Single(l => l.GetProperty("sku").GetGuid() == town.Skus[sku].Value);

    public async Task<(long OnHand, long Held)> Stock(string sku)
    {
        var row = (await town.Owner.Get("/stock")).Ok().Items
            .Single(s => s.GetProperty("sku").GetGuid() == town.Skus[sku].Value);
        return (row.GetProperty("onHand").GetInt64(), row.GetProperty("held").GetInt64());
    }
}
