namespace Linli.Tests.Ordering;

/// <summary>A published campaign of eggs, milk and tomatoes: the setting most ordering tests start in.</summary>
sealed record Sale(Town Town, Guid Id, Person Leader)
{
    public string Path => $"/campaigns/{Id}";
    public string NewOrder() => $"{Path}/orders/{Guid.CreateVersion7()}";
    public Guid Eggs => Town.Skus["eggs"].Value;
    public Guid Milk => Town.Skus["milk"].Value;
    public Guid Tomatoes => Town.Skus["tomatoes"].Value;

    /// <param name="eggs">How many boxes there are; milk and tomatoes are unlimited.</param>
    public static async Task<Sale> Of(
        Town town, long? eggs = null, long? perHousehold = null, int? deal = null, string kind = "presale", TimeSpan? opensIn = null,
        TimeSpan? lasts = null, bool publish = true)
    {
        var sale = new Sale(town, Guid.CreateVersion7(), town.Leader);
        (await town.Leader.Put(sale.Path, sale.Body(eggs, perHousehold, deal, kind, opensIn, lasts))).Ok();
        if (publish) (await town.Leader.Put($"{sale.Path}/opening")).Ok();
        await town.Settle();
        return sale;
    }

    public object Body(
        long? eggs = null, long? perHousehold = null, int? deal = null, string kind = "presale", TimeSpan? opensIn = null, TimeSpan? lasts = null)
    {
        var opens = Town.Clock.GetUtcNow() + (opensIn ?? TimeSpan.Zero);
        var closes = opens + (lasts ?? TimeSpan.FromHours(4));
        return new
        {
            kind,
            title = "测试团",
            text = "好吃",
            opensAt = opens,
            closesAt = closes,
            leader = Leader.Id.Value,
            pickupPoints = Town.Points.Select(p => p.Value),
            pickupFrom = closes.AddHours(12),
            pickupTo = closes.AddHours(16),
            dealHouseholds = deal,
            items = new object[]
            {
                new { sku = Eggs, price = 1000, total = eggs, perHousehold },
                new { sku = Milk, price = 600 },
                new { sku = Tomatoes, price = 350 },
            },
        };
    }

    public Task<Answer> Order(Person who, long eggs = 0, long milk = 0, long tomatoes = 0, string payment = "cash", string? path = null) =>
        who.Put(path ?? NewOrder(), OrderBody(eggs, milk, tomatoes, payment));

    public object OrderBody(long eggs = 0, long milk = 0, long tomatoes = 0, string payment = "cash") => new { lines = Lines(eggs, milk, tomatoes), payment };

    public object[] Lines(long eggs = 0, long milk = 0, long tomatoes = 0) =>
    [
        .. new[] { (Sku: Eggs, Amount: eggs), (Sku: Milk, Amount: milk), (Sku: Tomatoes, Amount: tomatoes) }
            .Where(l => l.Amount != 0).Select(l => (object)new { sku = l.Sku, amount = l.Amount }),
    ];

    /// <summary>Starts the order's payment and pays it on the provider's page.</summary>
    public async Task<Guid> Pay(Person who, Guid order)
    {
        var payment = Guid.CreateVersion7();
        (await who.Put($"/orders/{order}/payments/{payment}", new { })).Ok();
        await Town.PayAtProvider(payment);
        return payment;
    }

    public async Task<Guid> PaidOrder(Person who, long eggs = 0, long milk = 0, long tomatoes = 0)
    {
        var order = (await Order(who, eggs, milk, tomatoes, "testpay")).Ok()["id"].GetGuid();
        await Pay(who, order);
        return order;
    }

    /// <summary>Cuts off and lets every room react.</summary>
    public async Task CutOff()
    {
        (await Leader.Put($"{Path}/cut-off")).Ok();
        await Town.Settle();
        await Town.Pass(TimeSpan.FromSeconds(2));
    }

    public async Task<long> Taken(Guid sku) => (await Leader.Get(Path)).Ok()["items"].EnumerateArray()
        .Single(i => i.GetProperty("sku").GetGuid() == sku).GetProperty("taken").GetInt64();
}
