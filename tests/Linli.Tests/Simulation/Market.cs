using System.Collections.Concurrent;

namespace Linli.Tests.Simulation;

/// <summary>One campaign of the day. Totals and limits in units or grams.</summary>
sealed record Offer(Guid Id, string Kind, IReadOnlyList<Ware> Wares, IReadOnlyDictionary<Guid, long> Totals, IReadOnlyDictionary<Guid, long> Limits)
{
    public bool PaidOnline => Kind == "groupDeal";
    public bool IsBought => Kind != "flashSale";
}

/// <summary>What a household was told about one of its orders: the house must stand by it.</summary>
sealed class Told(Offer offer, Guid household, string payment)
{
    public Offer Offer => offer;
    public Guid Resident => household;
    public string Payment => payment;

    /// <summary>The lines it may have: the acknowledged ones, and those of a change whose answer never came.</summary>
    public List<IReadOnlyDictionary<Guid, long>> Lines { get; } = [];
    public bool Acknowledged { get; set; }
    public bool Cancelled { get; set; }
}

/// <summary>The day's four campaigns and everything that was acknowledged: what is compared with the books at the end.</summary>
sealed class Market(Settled shop, IReadOnlyList<Offer> offers, DateTimeOffset closesAt)
{
    public Settled Shop => shop;
    public IReadOnlyList<Offer> Offers => offers;
    public DateTimeOffset ClosesAt => closesAt;
    public ConcurrentDictionary<Guid, Told> Orders { get; } = new();

    /// <summary>Lays in what the flash sale sells, and publishes a pre-sale, a deal that is reached, one that cannot be, and the flash sale.</summary>
    public static async Task<Market> Open(Settled shop, Phone owner, Phone leader, TimeSpan day)
    {
        // Long enough ago for a host whose clock is late.
        var opensAt = DateTimeOffset.UtcNow.AddMinutes(-5);
        var closesAt = DateTimeOffset.FromUnixTimeMilliseconds((DateTimeOffset.UtcNow + day).ToUnixTimeMilliseconds());
        var wares = shop.Wares;
        Offer[] offers =
        [
            Of("presale", [.. wares.Take(12)], w => w % 3 == 0 ? 60 : null, w => w % 4 == 1 ? 3 : null),
            Of("groupDeal", [.. wares.Skip(12).Take(4)], w => w == 0 ? 80 : null, _ => null),
            Of("groupDeal", [.. wares.Skip(16).Take(4)], _ => null, _ => null),
            Of("flashSale", [.. wares.Skip(20).Take(4)], w => w == 0 ? 30 : 60, _ => 2),
        ];
        foreach (var ware in offers[3].Wares)
            (await owner.Put($"/stock/{ware.Id}/movements/{Guid.CreateVersion7()}", new { kind = "receipt", amount = ware.Step * 40 })).Ok();
        int?[] deals = [null, 20, 900, null];
        foreach (var (offer, households) in offers.Zip(deals))
        {
            (await leader.Put($"/campaigns/{offer.Id}", new
            {
                kind = offer.Kind,
                title = $"模拟 {offer.Kind}",
                opensAt,
                closesAt,
                leader = shop.Leader.Id,
                pickupPoints = shop.Points,
                pickupFrom = closesAt,
                pickupTo = closesAt.AddHours(4),
                dealHouseholds = households,
                items = offer.Wares.Select(w => new
                {
                    sku = w.Id,
                    price = w.Price,
                    total = offer.Totals.TryGetValue(w.Id, out var t) ? t : (long?)null,
                    perHousehold = offer.Limits.TryGetValue(w.Id, out var l) ? l : (long?)null,
                }),
            })).Ok();
            (await leader.Put($"/campaigns/{offer.Id}/opening")).Ok();
        }

        return new(shop, offers, closesAt);
    }

    static Offer Of(string kind, Ware[] wares, Func<int, int?> total, Func<int, int?> limit) => new(
        Guid.CreateVersion7(), kind, wares, Steps(wares, total), Steps(wares, limit));

    static Dictionary<Guid, long> Steps(Ware[] wares, Func<int, int?> steps) => wares.Index()
        .Where(w => steps(w.Index) is not null).ToDictionary(w => w.Item.Id, w => (long)steps(w.Index)!.Value * w.Item.Step);
}
