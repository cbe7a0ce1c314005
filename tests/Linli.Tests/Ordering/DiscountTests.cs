using System.Text.Json;
using Linli.Ordering;
using Linli.Platform;

namespace Linli.Tests.Ordering;

/// <summary>满减 and 阶梯价 from the quote over the order to the money.</summary>
public class DiscountTests
{
    static async Task<Sale> Of(Town town, object[]? savings = null, object[]? steps = null)
    {
        var sale = new Sale(town, Guid.CreateVersion7(), town.Leader);
        (await town.Leader.Put(sale.Path, Body(sale, savings, steps))).Ok();
        (await town.Leader.Put($"{sale.Path}/opening")).Ok();
        await town.Settle();
        return sale;
    }

    static JsonElement Body(Sale sale, object[]? savings, object[]? steps)
    {
        var body = JsonSerializer.SerializeToNode(sale.Body(), JsonSerializerOptions.Web)!.AsObject();
        if (savings is not null) body["savings"] = JsonSerializer.SerializeToNode(savings);
        if (steps is not null) body["items"]![0]!["steps"] = JsonSerializer.SerializeToNode(steps);
        return JsonSerializer.SerializeToElement(body);
    }

    static readonly object[] saving = [new { from = 2000, off = 300 }, new { from = 5000, off = 1000 }];

    [Fact]
    public async Task What_the_quote_says_is_what_the_order_costs_and_why()
    {
        await using var town = await Town.Open();
        var sale = await Of(town, saving, [new { from = 3, price = 900 }]);
        var who = await town.Resident();
        var path = sale.NewOrder();

        var quote = (await who.Put($"{path}/quote", new { lines = sale.Lines(eggs: 3, milk: 1) })).Ok();
        Assert.Equal(3300, quote.Long("goods"));
        Assert.Equal(3000, quote.Long("toPay"));
        Assert.Equal(1700, quote["next"].GetProperty("missing").GetInt64());
        Assert.Equal("step", quote["lines"][0].GetProperty("kind").GetString());
        Assert.Equal(404, (await who.Get($"/orders/{path.Split('/')[^1]}")).Status);

        var order = (await sale.Order(who, eggs: 3, milk: 1, path: path)).Ok();
        Assert.Equal(3000, order.Long("total"));
        Assert.Equal(300, order["quote"].GetProperty("cuts")[0].GetProperty("amount").GetInt64());
        Assert.Equal(3000, order["lines"].EnumerateArray().Sum(l => l.GetProperty("total").GetInt64()));

        var less = (await who.Put($"{path}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(eggs: 1) })).Ok();
        Assert.Equal(1000, less.Long("total"));
        Assert.Empty(less["quote"].GetProperty("cuts").EnumerateArray());
    }

    [Fact]
    public async Task An_order_that_is_cancelled_gives_back_what_was_paid()
    {
        await using var town = await Town.Open();
        var sale = await Of(town, saving);
        var who = await town.Resident();
        var order = await sale.PaidOrder(who, eggs: 5, milk: 1);
        Assert.Equal(4600, (await who.Get($"/orders/{order}")).Ok().Long("paid"));

        (await who.Put($"/orders/{order}/cancellation", new { })).Ok();
        await town.Settle();

        Assert.Equal(4600, (await who.Get($"/orders/{order}")).Ok().Long("refunded"));
        await Coffers.IsZero(town, "prepaid");
        await Coffers.IsZero(town, "sales");
    }

    [Fact]
    public async Task What_comes_short_and_what_is_claimed_gives_back_all_that_was_paid_and_the_leader_earns_nothing_of_it()
    {
        await using var town = await Town.Open();
        var sale = await Of(town, saving);
        var who = await town.Resident();
        var order = await sale.PaidOrder(who, eggs: 5, milk: 1);
        var eggs = (await who.Get($"/orders/{order}")).Ok()["lines"][0].GetProperty("total").GetInt64();
        Assert.InRange(eggs, 4106, 4108);
        await sale.CutOff();
        foreach (var po in (await town.Owner.Get($"/purchase-orders?campaign={sale.Id}")).Ok().Items)
        {
            var lines = po.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("sku").GetGuid() == sale.Eggs
                ? new { sku = sale.Eggs, received = 5L, bad = 2L }
                : new { sku = l.GetProperty("sku").GetGuid(), received = l.GetProperty("ordered").GetInt64(), bad = 0L });
            (await town.Owner.Put($"/purchase-orders/{po.GetProperty("id").GetGuid()}/receipt", new { lines })).Ok();
        }

        await town.Settle();
        Assert.Equal(eggs * 2 / 5, (await who.Get($"/orders/{order}")).Ok().Long("refunded"));

        var pickup = (await who.Get("/me/pickups")).Ok().Items[0];
        (await town.Clerk.Put($"/pickups/{pickup.GetProperty("id").GetGuid()}/redemptions/{Guid.CreateVersion7()}",
            new { code = pickup.GetProperty("code").GetString(), cashTaken = 0 })).Ok();
        await town.Settle();
        await Coffers.IsZero(town, "prepaid");
        Assert.Equal(4600 - (eggs * 2 / 5), await Coffers.Of(town, "sales"));

        foreach (var (sku, amount) in new[] { (sale.Eggs, 1), (sale.Milk, 1), (sale.Eggs, 2) })
        {
            var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
            (await who.Put(claim, new { sku, amount, reason = "坏了" })).Ok();
            (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        }

        await town.Settle();
        Assert.Equal(4600, (await who.Get($"/orders/{order}")).Ok().Long("refunded"));
        Assert.Equal(0, await Coffers.Of(town, "sales"));
        Assert.Equal(0, await Coffers.Of(town, "provider:testpay"));
        Assert.Equal(0, (await town.Owner.Get($"/commissions/statements?leader={town.Leader.Id.Value}")).Ok().Long("pending"));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task An_order_without_discounts_remembers_none()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        Assert.Equal(JsonValueKind.Null, (await sale.Order(await town.Resident(), eggs: 1)).Ok()["quote"].ValueKind);
    }

    [Fact]
    public async Task Terms_that_make_no_sense_are_refused()
    {
        await using var town = await Town.Open();
        var sale = new Sale(town, Guid.CreateVersion7(), town.Leader);
        foreach (var wrong in (object[][])[
            [new { from = 500, off = 500 }], [new { from = 500, off = 0 }], [new { from = 500, off = 50 }, new { from = 900, off = 50 }],
            [new { from = 900, off = 50 }, new { from = 500, off = 60 }]])
            Assert.Equal("campaign.savings-wrong", (await town.Leader.Put(sale.Path, Body(sale, wrong, null))).Refused);
        foreach (var wrong in (object[][])[
            [new { from = 2, price = 1000 }], [new { from = 0, price = 900 }], [new { from = 3, price = 900 }, new { from = 3, price = 800 }]])
            Assert.Equal("campaign.steps-wrong", (await town.Leader.Put(sale.Path, Body(sale, null, wrong))).Refused);
    }

    /// <summary>However a discounted line is handed over, comes short or goes back: never below zero, and together what was paid.</summary>
    [Fact]
    public void Parts_of_a_line_sum_to_what_was_paid_for_it()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var (whole, per) = (random.NextInt64(1, 3_000), random.Next(2) == 0 ? 1 : 500);
            var price = new Money(random.NextInt64(0, 20_000));
            Money? net = random.Next(4) == 0 ? null : new Money(random.NextInt64(0, OrderLine.Worth(price, per, null, whole, whole).Fen + 1));
            Money Worth(long amount) => OrderLine.Worth(price, per, net, whole, amount);

            Assert.Equal(0, Worth(0).Fen);
            Assert.Equal(net ?? Worth(whole), Worth(whole));
            var (at, sum) = (0L, 0L);
            while (at < whole)
            {
                var next = random.NextInt64(at + 1, whole + 1);
                var part = (Worth(next) - Worth(at)).Fen;
                Assert.True(part >= 0, $"seed {seed}: a part costs less than nothing");
                (at, sum) = (next, sum + part);
            }

            Assert.Equal(Worth(whole).Fen, sum);
        }
    }
}
