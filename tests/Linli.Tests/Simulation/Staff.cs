using System.Text.Json;

namespace Linli.Tests.Simulation;

/// <summary>The shop's side of the day: receives what was bought, hands out bags, decides claims.</summary>
sealed class Staff(Market market, Phone owner, Func<int, Phone> phoneOf, Random dice, Tally tally)
{
    // What a killed host had taken is told a minute later, and what failed meanwhile is tried at growing distances.
    static readonly TimeSpan patience = TimeSpan.FromMinutes(5);

    /// <summary>Cash taken at the desk, in fen.</summary>
    public long Cash { get; private set; }

    /// <summary>Waits until the cut-off is done with: nothing unpaid, deals decided, what is to be bought is known.</summary>
    public Task CutOffIsDone() => Until("the cut-off is done with", async () =>
    {
        foreach (var offer in market.Offers)
        {
            if ((await owner.Get($"/campaigns/{offer.Id}")).Ok().String("cutOffAt") is null) return false;
            var orders = await owner.All($"/orders?campaign={offer.Id}");
            if (orders.Any(o => Text(o, "state") == "awaitingPayment" || (Text(o, "state") == "confirmed" && !o.GetProperty("frozen").GetBoolean()))) return false;
            var toBuy = offer.IsBought && orders.Any(o => Text(o, "state") == "confirmed");
            if (toBuy && (await owner.All($"/purchase-orders?campaign={offer.Id}")).Count == 0) return false;
        }

        return true;
    });

    /// <summary>Each delivery may come short, over, or partly bad; its receipt may be sent twice.</summary>
    public async Task ReceiveAll()
    {
        foreach (var offer in market.Offers)
            foreach (var po in await owner.All($"/purchase-orders?campaign={offer.Id}"))
            {
                var lines = po.GetProperty("lines").EnumerateArray().Select(Came).ToArray();
                (await owner.Put($"/purchase-orders/{Id(po)}/receipt", new { lines })).Ok();
                tally.Count("purchase orders received");
            }
    }

    object Came(JsonElement line)
    {
        var (ordered, needed) = (line.GetProperty("ordered").GetInt64(), line.GetProperty("needed").GetInt64());
        var received = dice.NextDouble() switch
        {
            < 0.12 => 0,
            < 0.35 => (long)(needed * (0.3 + (dice.NextDouble() * 0.7))),
            < 0.45 => ordered + (ordered / 10),
            _ => ordered,
        };
        var bad = dice.NextDouble() < 0.2 ? (long)(received * dice.NextDouble() * 0.2) : 0;
        if (received - bad < needed) tally.Count("lines that came short");
        return new { sku = line.GetProperty("sku").GetGuid(), received, bad };
    }

    public Task BagsAreReady() => Until("all bags are ready", async () =>
    {
        var bags = await owner.All("/pickups?state=waiting");
        if (bags.Count > 0) return false;
        // Confirmed orders must lie in a bag.
        var confirmed = 0;
        foreach (var offer in market.Offers) confirmed += (await owner.All($"/orders?campaign={offer.Id}&state=confirmed")).Count;
        var bagged = (await owner.All("/pickups")).SelectMany(b => b.GetProperty("orderIds").EnumerateArray()).Count();
        return bagged >= confirmed;
    });

    /// <summary>
    /// Some weighed goods go over the scale at packing, one of them twice: what is lighter gives money back, what is heavier asks for the rest.
    /// Some households pay that, and some too late.
    /// </summary>
    public async Task WeighSome(Provider provider)
    {
        var scaled = new HashSet<string>();
        foreach (var bag in await owner.All("/pickups?state=ready"))
        {
            if (dice.NextDouble() > 0.35) continue;
            var lines = bag.GetProperty("lines").EnumerateArray().Where(l => Text(l, "measure") == "weight" && l.GetProperty("amount").GetInt64() > 0)
                .Select(l => new { sku = l.GetProperty("sku").GetGuid(), amount = (long)(l.GetProperty("amount").GetInt64() * (0.85 + (dice.NextDouble() * 0.24))), weighed = true }).ToArray();
            if (lines.Length == 0) continue;
            (await owner.Put($"/pickups/{Id(bag)}/sorted", new { lines })).Ok();
            if (dice.NextDouble() < 0.1) (await owner.Put($"/pickups/{Id(bag)}/sorted", new { lines })).Ok();
            tally.Count("lines weighed", lines.Length);
            foreach (var id in bag.GetProperty("orderIds").EnumerateArray()) scaled.Add(id.GetString()!);
        }

        foreach (var (id, told) in market.Orders.Where(o => scaled.Contains(o.Key.ToString())).OrderBy(o => o.Key).ToList())
        {
            var resident = phoneOf(market.Shop.Residents.Index().Single(r => r.Item.Id == told.Resident).Index);
            if ((await resident.Get($"/orders/{id}")).Ok().Long("rest") == 0 || told.Payment == "cash" || dice.NextDouble() < 0.4) continue;
            var payment = Guid.CreateVersion7();
            if ((await resident.Put($"/orders/{id}/payments/{payment}")).Status != 200) continue;
            await provider.Pay(payment);
            tally.Count("rests paid");
        }
    }

    /// <summary>Every household comes with its code; some take a part first, some show the code again.</summary>
    public async Task HandOutAll()
    {
        foreach (var some in market.Shop.Residents.Index().Where(r => market.Orders.Values.Any(o => o.Resident == r.Item.Id)).Chunk(8))
        {
            var taken = await Task.WhenAll(some.Select(r => HandOut(phoneOf(r.Index), new Random(dice.Next()))));
            Cash += taken.Sum();
        }
    }

    async Task<long> HandOut(Phone resident, Random own)
    {
        var cash = 0L;
        foreach (var bag in await resident.All("/me/pickups"))
        {
            var (id, code) = (Id(bag), Text(bag, "code"));
            var left = bag.GetProperty("lines").EnumerateArray().ToList();
            if (left.Count > 1 && own.NextDouble() < 0.1)
            {
                var part = left.Take(1).Select(l => new { sku = l.GetProperty("sku").GetGuid(), amount = l.GetProperty("amount").GetInt64() });
                cash += await Redeem(id, code, part);
            }

            cash += await Redeem(id, code, null);
            tally.Count("bags handed out");
            if (own.NextDouble() > 0.05) continue;
            var again = await owner.Put($"/pickups/{id}/redemptions/{Guid.CreateVersion7()}", new { code });
            tally.Same("pickup.already-done", again.Refused, "a pickup code works once");
        }

        return cash;
    }

    async Task<long> Redeem(Guid bag, string code, object? lines)
    {
        var (redemption, due) = (Guid.CreateVersion7(), 0L);
        var answer = await owner.Put($"/pickups/{bag}/redemptions/{redemption}", new { code, lines });
        if (answer.Refused == "pickup.cash-needed")
        {
            due = long.Parse(answer.Body.GetProperty("rows")[0].GetProperty("text").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
            answer = await owner.Put($"/pickups/{bag}/redemptions/{redemption}", new { code, lines, cashTaken = due });
        }

        tally.Holds(answer.Status == 200, $"bag {bag} could not be handed out: {answer.Status} {answer.Text}");
        return answer.Status == 200 ? due : 0;
    }

    /// <summary>Refunds take their time at the provider; a lost callback is healed by asking.</summary>
    public async Task MoneyIsBack(Provider provider) => await Until("the money has come to rest", async () =>
    {
        var balance = (await owner.Get("/ledger/trial-balance")).Ok();
        var commissions = await CommissionsPending();
        return balance.Long("debitsPending") == commissions && balance.Long("creditsPending") == commissions
            && await Balance("provider:testpay") == await provider.Net() && await Balance("prepaid") == 0;
    }, orGoOn: true);

    /// <summary>What leader and promoters have earned, but somebody may still complain about the goods: of all that waits, this alone may.</summary>
    public async Task<long> CommissionsPending() =>
        (await owner.Get($"/commissions/statements?leader={market.Shop.Leader.Id}")).Ok().Long("pending")
        + (await Task.WhenAll(market.Promoters.Select(async p => (await phoneOf(p.Resident).Get("/commissions/wallet?purse=promoter")).Ok().Long("pending")))).Sum();

    public async Task<long> Balance(string account) =>
        (await owner.All("/ledger/accounts")).Where(a => Text(a, "name") == account).Select(a => a.GetProperty("balance").GetInt64()).SingleOrDefault();

    /// <param name="orGoOn">The books are to say what is wrong.</param>
    internal static async Task Until(string what, Func<Task<bool>> holds, bool orGoOn = false)
    {
        var deadline = DateTime.UtcNow + patience;
        while (!await holds())
        {
            if (DateTime.UtcNow > deadline)
            {
                if (orGoOn) return;
                throw new TimeoutException($"after {patience.TotalSeconds} s it does not hold that {what}");
            }

            await Task.Delay(400);
        }
    }

    public static string Text(JsonElement thing, string name) => thing.GetProperty(name).GetString() ?? "";
    public static Guid Id(JsonElement thing) => thing.GetProperty("id").GetGuid();
}
