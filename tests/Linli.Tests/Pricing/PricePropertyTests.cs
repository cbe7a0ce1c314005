using System.Text.Json;
using Linli.Platform;
using Linli.Pricing;

namespace Linli.Tests.Pricing;

/// <summary>What holds for every cart.</summary>
[Trait("needs", "nothing")]
public class PricePropertyTests
{
    const int Many = 20_000;

    static void ForMany(Action<Random> holds)
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed < first + Many; seed++)
            try { holds(new Random(seed)); }
            catch (Exception e) { throw new InvalidOperationException($"seed {seed}", e); }
    }

    static string Text(Quote quote) => JsonSerializer.Serialize(quote, Json.Options);

    static Money Due(Cart cart) => Pricer.Quote(cart) is var quote ? quote.ToPay + quote.ByPoints : default;

    [Fact]
    public void Nothing_is_negative_and_the_lines_are_the_total()
    {
        var (used, idle, halves) = (0, 0, 0);
        ForMany(dice =>
        {
            var cart = Carts.Any(dice);
            var quote = Pricer.Quote(cart);
            foreach (var l in quote.Lines)
            {
                Assert.True(l is { Saved.Fen: >= 0, Coupons.Fen: >= 0, ByPoints.Fen: >= 0, Points: >= 0, Rounded.Fen: >= 0, ToPay.Fen: >= 0 } && l.Goods <= l.AtShelf);
                Assert.Equal(l.Goods, l.Saved + l.Coupons + l.ByPoints + l.Rounded + l.ToPay);
            }

            foreach (var d in quote.Deliveries)
            {
                Assert.True(d is { Coupons.Fen: >= 0, Rounded.Fen: >= 0, ToPay.Fen: >= 0 });
                Assert.Equal(d.Fee, d.Coupons + d.Rounded + d.ToPay);
            }

            Assert.All(quote.Cuts, c => Assert.Equal(c.Amount, c.Shares.Sum(s => s)));
            Assert.All(quote.Cuts, c => Assert.True(c.Amount > Money.Zero));
            Assert.Equal(quote.Lines.Sum(l => l.Goods) + quote.Deliveries.Sum(d => d.Fee), quote.Cuts.Sum(c => c.Amount) + quote.ToPay);
            foreach (var language in (string[])["zh", "en"]) Assert.Equal(quote.ToPay, Receipt.Of(quote, language).Sum(r => r.Amount));
            Assert.Equal(cart.Coupons.Count, quote.Unused.Count + quote.Cuts.Count(c => c.Kind == CutKind.Coupon));
            Assert.True(quote.Points <= cart.PointsWanted && quote.Points % cart.Points!.Points == 0);
            Assert.True(cart.Rounding == Rounding.None || quote.ToPay.Fen % (cart.Rounding == Rounding.ToJiao ? 10 : 100) == 0);
            used += quote.Cuts.Count;
            idle += quote.Unused.Count;
            if (quote.Points > 0) halves++;
        });
        Assert.True(used > Many && idle > Many / 10 && halves > Many / 10, "too little was tried");
    }

    [Fact]
    public void The_order_in_which_coupons_and_promotions_are_named_does_not_matter() => ForMany(dice =>
    {
        var cart = Carts.Any(dice);
        var other = cart with { Coupons = Carts.Shuffled(cart.Coupons, dice), Promotions = Carts.Shuffled(cart.Promotions, dice) };
        Assert.Equal(Text(Pricer.Quote(cart)), Text(Pricer.Quote(other)));
    });

    [Fact]
    public void One_more_coupon_never_makes_it_dearer() => ForMany(dice =>
    {
        var cart = Carts.Any(dice);
        var more = cart with { Coupons = [.. cart.Coupons, Carts.Coupon(dice)] };
        // Rounding may take less of less.
        Assert.True(Due(more with { Rounding = Rounding.None }) <= Due(cart with { Rounding = Rounding.None }));
    });

    [Fact]
    public void One_more_promotion_never_makes_it_dearer_where_nothing_has_a_threshold_after_it() => ForMany(dice =>
    {
        var cart = Carts.Any(dice);
        cart = cart with { Rounding = Rounding.None, Coupons = [], Deliveries = [.. cart.Deliveries.Select(d => d with { FreeFrom = null })] };
        Assert.True(Due(cart with { Promotions = [.. cart.Promotions, Carts.Promotion(dice)] }) <= Due(cart));
    });

    /// <summary>Where thresholds could be missed by paying less, less may cost more: that is what a threshold is.</summary>
    static Cart WithoutThresholds(Random dice)
    {
        var cart = Carts.Any(dice);
        return cart with
        {
            Lines = [.. cart.Lines.Select(l => l with { Barred = Barred.Nothing, Steps = [] })],
            Promotions = [],
            Coupons = [.. cart.Coupons.Select(c => c with { From = Money.Zero, Scope = Scope.Everything })],
            Deliveries = [.. cart.Deliveries.Select(d => d with { FreeFrom = null })],
            PointsWanted = 0,
        };
    }

    [Fact]
    public void Cheaper_goods_fewer_of_them_and_being_a_member_never_cost_more() => ForMany(dice =>
    {
        var cart = WithoutThresholds(dice);
        var which = dice.Next(cart.Lines.Count);
        Cart Other(Func<CartLine, CartLine> change) => cart with { Lines = [.. cart.Lines.Select((l, i) => i == which ? change(l) : l)] };
        var cheaper = Other(l => l with { Shelf = new(dice.NextInt64(l.Shelf.Fen + 1)), Campaign = l.Campaign is { } c ? new(dice.NextInt64(c.Fen + 1)) : null });
        var fewer = Other(l => l with { Amount = dice.NextInt64(1, l.Amount + 1) });
        var dearest = Pricer.Quote(cart).ToPay;
        Assert.True(Pricer.Quote(cheaper).ToPay <= dearest, "cheaper");
        Assert.True(Pricer.Quote(fewer).ToPay <= dearest, "fewer");
        Assert.True(Pricer.Quote(cart with { IsMember = true }).ToPay <= Pricer.Quote(cart with { IsMember = false }).ToPay, "member");
    });

    [Fact]
    public void Nothing_overflows_at_the_limits()
    {
        var refused = 0;
        ForMany(dice =>
        {
            var huge = Checks.MostPrice;
            var lines = Enumerable.Range(0, dice.Next(1, 201)).Select(_ => Carts.Line(dice) with
            {
                Shelf = huge,
                Campaign = null,
                Member = null,
                Steps = [],
                Amount = dice.Next(400) == 0 ? Checks.MostAmount : dice.Next(1, 20),
                Per = dice.Next(2) == 0 ? 1 : (int)Checks.MostAmount,
            }).ToArray();
            var cart = new Cart(lines)
            {
                Coupons = [PriceTests.Off(0, huge.Fen), PriceTests.Percent(9_999)],
                Promotions = [PriceTests.Save(1, 1, times: 1000), PriceTests.Save(huge.Fen, huge.Fen, times: 1000)],
                Deliveries = [new(0, "配送费", huge)],
                Points = new(1_000_000, huge, 10_000),
                PointsWanted = Checks.MostPoints,
            };
            try
            {
                var quote = Pricer.Quote(cart);
                Assert.True(quote.ToPay >= Money.Zero && quote.Goods <= Checks.MostGoods);
            }
            catch (Refusal no) when (no.Code == "price.too-much") { refused++; }
        });
        Assert.InRange(refused, Many / 10, Many * 9 / 10);
    }
}
