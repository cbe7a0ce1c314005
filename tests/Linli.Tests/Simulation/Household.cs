namespace Linli.Tests.Simulation;

/// <summary>What one household does on the day: it orders, changes its mind, pays, pays twice, forgets to pay, or cancels.</summary>
sealed class Household(Market market, Inhabitant resident, Phone phone, Phone owner, Random dice, Func<Guid, Task> payAtProvider, Tally tally)
{
    /// <summary>The coupon that lies ready for the next order.</summary>
    Guid? mine;
    bool isMember;

    /// <summary>Orders arrive until shortly after the cut-off; the late ones must be refused.</summary>
    public async Task Live(TimeSpan day, int visits)
    {
        var morning = DateTimeOffset.UtcNow;
        var (brought, coupon) = (dice.NextDouble() < 0.3, dice.NextDouble() < 0.45);
        var by = market.Promoters[dice.Next(market.Promoters.Count)];
        foreach (var moment in Enumerable.Range(0, visits).Select(_ => dice.NextDouble() * day * 0.97).Order().ToList())
        {
            await Wait(morning + moment - DateTimeOffset.UtcNow);
            if (brought) await Follow(by);
            if (coupon) await TakeCoupon();
            (brought, coupon) = (false, false);
            if (dice.NextDouble() < 0.2) await BecomeMember();
            await Order(Choose());
            if (dice.NextDouble() > 0.3) continue;
            if (dice.NextDouble() < 0.2) await BecomeMember();
            await Order(Choose());
        }

        if (dice.NextDouble() > 0.03) return;
        await Wait(market.ClosesAt - DateTimeOffset.UtcNow + TimeSpan.FromMilliseconds(dice.Next(-800, 800)));
        await Order(Choose());
    }

    async Task Follow((int Resident, string Link) by)
    {
        // Promoters are brought by one another before the day begins.
        if (market.Promoters.Any(p => market.Shop.Residents[p.Resident].Id == resident.Id)) return;
        (await phone.Put($"/referrals/attributions/{Guid.CreateVersion7()}", new { link = by.Link })).Ok();
        tally.Count("brought by a link");
    }

    /// <summary>There are fewer than are wanted.</summary>
    async Task TakeCoupon()
    {
        var id = Guid.CreateVersion7();
        var answer = await phone.Put($"/coupon-batches/{market.Batch}/coupons/{id}", new { });
        if (answer.Status != 200)
        {
            Refused(answer, "coupon.gone", "coupon.limit-reached");
            return;
        }

        market.Coupons[id] = resident.Id;
        mine = id;
        tally.Count("coupons taken");
    }

    /// <summary>What is ordered from now on has member prices; what was ordered keeps its own.</summary>
    async Task BecomeMember()
    {
        if (isMember) return;
        var lastDay = DateTime.UtcNow.AddDays(200).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (await owner.Put($"/households/{resident.Household}/membership", new { level = "老邻居", reason = "常来", lastDay })).Ok();
        isMember = true;
        tally.Count("members");
    }

    Offer Choose() => dice.NextDouble() switch
    {
        < 0.55 => market.Offers[0],
        < 0.72 => market.Offers[1],
        < 0.82 => market.Offers[2],
        _ => market.Offers[3],
    };

    async Task Order(Offer offer)
    {
        var (id, lines) = (Guid.CreateVersion7(), Wish(offer));
        var payment = offer.PaidOnline || dice.NextDouble() < 0.5 ? "testpay" : "cash";
        // Some think of their coupon only when they change the order.
        var coupon = dice.NextDouble() < 0.7 ? mine : null;
        var coupons = coupon is { } one ? new[] { one } : null;
        if (coupon is not null) mine = null;
        var told = market.Orders[id] = new Told(offer, resident.Id, payment);
        told.Wants.Add(new(lines, coupon, isMember));
        var answer = await phone.Put($"/campaigns/{offer.Id}/orders/{id}", new { lines = Shape(lines), payment, coupons });
        if (answer.Status != 200)
        {
            Refused(answer, "campaign.sold-out", "campaign.over-household-limit", "campaign.cut-off-passed");
            if (!phone.Unsure) market.Orders.TryRemove(id, out _);
            return;
        }

        told.Acknowledged = true;
        tally.Count("orders");
        if (dice.NextDouble() < (mine is null ? 0.12 : 0.6)) await Amend(offer, id, told);
        await Linger();
        if (dice.NextDouble() < 0.06) await Cancel(id, told);
        else if (payment == "testpay") await Pay(id, told);
    }

    /// <summary>With other lines; one that has no coupon may take the one in hand, and one that has it may give it back.</summary>
    async Task Amend(Offer offer, Guid id, Told told)
    {
        var (lines, had, fresh) = (Wish(offer), told.Wants[^1].Coupon, mine);
        var (coupon, coupons) = (had, fresh) switch
        {
            (null, { } taken) => (taken, new[] { taken }),
            ({ }, _) when dice.NextDouble() < 0.3 => ((Guid?)null, []),
            _ => (had, (Guid[]?)null),
        };
        mine = null;
        var answer = await phone.Put($"/campaigns/{offer.Id}/orders/{id}/amendment/{Guid.CreateVersion7()}", new { lines = Shape(lines), coupons });
        var (changed, unsure) = (answer.Status == 200, phone.Unsure);
        if (changed)
        {
            told.Wants.Clear();
            tally.Count("amended");
            if (coupons is { Length: 1 }) tally.Count("amended with a coupon");
            if (coupons is { Length: 0 })
            {
                mine = had;
                tally.Count("amended without its coupon");
            }
        }
        else Refused(answer, "campaign.sold-out", "campaign.over-household-limit", "campaign.cut-off-passed", "order.cut-off", "order.not-alive");
        // A coupon that may lie in an order is not used for another one.
        if (!changed && !unsure) mine = fresh;
        if (changed || unsure) told.Wants.Add(new(lines, coupon, isMember));
    }

    async Task Cancel(Guid id, Told told)
    {
        var answer = await phone.Put($"/orders/{id}/cancellation", new { reason = "不要了" });
        if (answer.Status == 200)
        {
            told.Cancelled = true;
            tally.Count("cancelled");
        }
        else Refused(answer, "order.cut-off", "order.deal-reached", "order.not-alive");
    }

    async Task Pay(Guid id, Told told)
    {
        if (dice.NextDouble() < 0.1)
        {
            tally.Count("never paid");
            return;
        }

        var times = dice.NextDouble() < 0.03 ? 2 : 1;
        var payments = new List<Guid>();
        for (var i = 0; i < times; i++)
        {
            var payment = Guid.CreateVersion7();
            var started = await phone.Put($"/orders/{id}/payments/{payment}");
            if (started.Status == 200) payments.Add(payment);
            else Refused(started, "order.pay-time-over", "order.nothing-to-pay");
        }

        await Linger();
        // Leaving while the payment page is open, and paying there all the same: the money must come back.
        if (dice.NextDouble() < 0.02) await Cancel(id, told);
        foreach (var payment in payments) await payAtProvider(payment);
        if (times > 1) tally.Count("paid twice");
        if (dice.NextDouble() > 0.05) return;
        await Linger();
        await Cancel(id, told);
    }

    Dictionary<Guid, long> Wish(Offer offer)
    {
        var wares = offer.Wares.OrderBy(_ => dice.Next()).Take(dice.Next(1, 4)).ToList();
        return wares.ToDictionary(w => w.Id, w => (long)w.Step * dice.Next(1, 4));
    }

    void Refused(Answer answer, params string[] fair)
    {
        tally.Count($"refused {answer.Refused}");
        tally.Holds(fair.Contains(answer.Refused), $"an unexpected refusal: {answer.Status} {answer.Text}");
    }

    static IEnumerable<object> Shape(IReadOnlyDictionary<Guid, long> lines) => lines.Select(l => new { sku = l.Key, amount = l.Value });

    Task Linger() => Task.Delay(dice.Next(20, 1500));

    static Task Wait(TimeSpan time) => time > TimeSpan.Zero ? Task.Delay(time) : Task.CompletedTask;
}
