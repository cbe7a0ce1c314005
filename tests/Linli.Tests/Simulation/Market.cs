using System.Collections.Concurrent;

namespace Linli.Tests.Simulation;

/// <summary>One campaign of the day. Totals and limits in units or grams.</summary>
sealed record Offer(Guid Id, string Kind, IReadOnlyList<Ware> Wares, IReadOnlyDictionary<Guid, long> Totals, IReadOnlyDictionary<Guid, long> Limits)
{
    public bool PaidOnline => Kind == "groupDeal";
    public bool IsBought => Kind != "flashSale";

    /// <summary>满减: from so many fen so many off.</summary>
    public IReadOnlyList<(int From, int Off)> Savings => Kind switch
    {
        "presale" => [(3000, 300), (8000, 1000)],
        "flashSale" => [(2000, 150)],
        _ => [],
    };

    /// <summary>阶梯价: whoever takes twice the step of every third one pays less.</summary>
    public bool HasStepPrice(Ware ware) => Kind == "presale" && IndexOf(ware) % 3 == 2;

    /// <summary>会员价: every other ware, some of those with a step price among them. Which is lower counts.</summary>
    public long? MemberPrice(Ware ware) => IsBought && IndexOf(ware) % 2 == 0 ? ware.Price * 94 / 100 : null;

    int IndexOf(Ware ware) => Wares.Index().Single(w => w.Item.Id == ware.Id).Index;
}

/// <summary>What an order may stand for: its lines, the coupon it may use, and whether its household paid as a member then.</summary>
sealed record Wanted(IReadOnlyDictionary<Guid, long> Lines, Guid? Coupon, bool IsMember);

/// <summary>What a household was told about one of its orders: the house must stand by it.</summary>
sealed class Told(Offer offer, Guid household, string payment)
{
    public Offer Offer => offer;
    public Guid Resident => household;
    public string Payment => payment;

    /// <summary>What was acknowledged, and a change whose answer never came.</summary>
    public List<Wanted> Wants { get; } = [];
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

    /// <summary>Coupons that households have taken.</summary>
    public ConcurrentDictionary<Guid, Guid> Coupons { get; } = new();
    public required Guid Batch { get; init; }

    /// <summary>Who recommends the shop, with their links: the first half was brought by nobody, the others by one of those each.</summary>
    public required IReadOnlyList<(int Resident, string Link)> Promoters { get; init; }

    /// <summary>Lays in what the flash sale sells, and publishes a pre-sale, a deal that is reached, one that cannot be, and the flash sale.</summary>
    public static async Task<Market> Open(Settled shop, Phone owner, Phone leader, IReadOnlyList<Phone> residents, TimeSpan day)
    {
        var promoters = await Recommend(owner, residents);
        var batch = Guid.CreateVersion7();
        (await owner.Put($"/coupon-batches/{batch}", new
        {
            name = "开门券",
            kind = "amount",
            off = 200,
            from = 1000,
            perHousehold = 1,
            total = shop.Residents.Count / 3,
            validFrom = DateTimeOffset.UtcNow.AddMinutes(-5),
            validTo = DateTimeOffset.UtcNow.AddDays(7),
        })).Ok();
        await Reward(shop, owner);
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
                    memberPrice = offer.MemberPrice(w),
                    steps = offer.HasStepPrice(w) ? new[] { new { from = w.Step * 2, price = w.Price * 9 / 10 } } : null,
                }),
                savings = offer.Savings.Select(s => new { from = s.From, off = s.Off }),
            })).Ok();
            (await leader.Put($"/campaigns/{offer.Id}/opening")).Ok();
        }

        return new(shop, offers, closesAt) { Batch = batch, Promoters = promoters };
    }

    /// <summary>Points for what is bought and for posts, and the leader's part of the profit.</summary>
    static async Task Reward(Settled shop, Phone owner)
    {
        (await owner.Put("/points-rules", new { perYuan = 1, mostBasisPoints = 2_000 })).Ok();
        (await owner.Put("/photo-review-rules", new { photo = "anyPost", points = AfterSale.Reward, perMonth = 1, text = "好评差评都一样有奖" })).Ok();
        (await owner.Put($"/commissions/contracts/{shop.Leader.Id}", new { level = 1, dividendBasisPoints = 1_000, dividendMost = 5_000_000 })).Ok();
    }

    /// <summary>Some residents become promoters, each of the second half by the link of one of the first.</summary>
    static async Task<IReadOnlyList<(int Resident, string Link)>> Recommend(Phone owner, IReadOnlyList<Phone> residents)
    {
        (await owner.Put("/commissions/terms", new
        {
            scheme = new { levels = 2, directBasisPoints = 600, indirectBasisPoints = 500 },
            waitDays = 2,
            leastWithdrawal = 10,
            mostPerDay = 5_000_000,
        })).Ok();
        var promoters = new List<(int Resident, string Link)>();
        for (var i = 0; i < Settled.Promoters; i++)
        {
            if (i >= Settled.Promoters / 2)
                (await residents[i].Put($"/referrals/attributions/{Guid.CreateVersion7()}", new { link = promoters[i - (Settled.Promoters / 2)].Link })).Ok();
            (await residents[i].Put("/referrals/me", new { agree = true })).Ok();
            promoters.Add((i, (await residents[i].Get("/referrals/me")).Ok()["promoter"].GetProperty("link").GetString()!));
        }

        return promoters;
    }

    static Offer Of(string kind, Ware[] wares, Func<int, int?> total, Func<int, int?> limit) => new(
        Guid.CreateVersion7(), kind, wares, Steps(wares, total), Steps(wares, limit));

    static Dictionary<Guid, long> Steps(Ware[] wares, Func<int, int?> steps) => wares.Index()
        .Where(w => steps(w.Index) is not null).ToDictionary(w => w.Item.Id, w => (long)steps(w.Index)!.Value * w.Item.Step);
}
