using System.Text.Json;
using Linli.Catalog;
using Linli.Platform;
using Linli.Pricing;

namespace Linli.Tests.Pricing;

/// <summary>The rules of a price, each worked out by hand.</summary>
[Trait("needs", "nothing")]
public class PriceTests
{
    internal static readonly SkuId Eggs = Id.New<SkuId>(), Tomatoes = Id.New<SkuId>(), Milk = Id.New<SkuId>();

    internal static CartLine Line(long fen, long amount = 1, string name = "鸡蛋", SkuId? sku = null) => new(Guid.CreateVersion7(), sku ?? Eggs, name, amount, 1, new(fen));

    internal static SpendAndSave Save(long from, long off, Scope? scope = null, int times = 1) =>
        new(Guid.CreateVersion7(), $"满{from / 100}减{off / 100}", scope ?? Scope.Everything, [new(new(from), new(off))], times);

    internal static CouponTerms Off(long from, long off, Scope? scope = null) =>
        new(Guid.CreateVersion7(), $"{off / 100} 元券", CouponKind.Amount, scope ?? Scope.Everything, new(from), new(off));

    internal static CouponTerms Percent(int basisPoints, long most = 0, Scope? scope = null) =>
        new(Guid.CreateVersion7(), "九折券", CouponKind.Percent, scope ?? Scope.Everything, Money.Zero, new(most), basisPoints);

    static Scope Only(params SkuId[] skus) => new(skus, []);

    /// <summary>Everything at once.</summary>
    static Cart Full => new([
        Line(1280, 3) with { Campaign = new(1000) },
        new(Guid.CreateVersion7(), Tomatoes, "番茄", 1500, 500, new(398)) { Steps = [new(1000, new(350)), new(2000, new(300))] },
        Line(650, 2, "牛奶", Milk) with { Member = new(600) }])
    {
        IsMember = true,
        Promotions = [Save(5000, 500)],
        Coupons =
        [
            Percent(1000, most: 300), Off(4000, 600),
            new(Guid.CreateVersion7(), "免运费券", CouponKind.Delivery, Scope.Everything, Money.Zero, new(300)),
        ],
        Deliveries = [new(0, "配送费", new(500), new Money(6000))],
        Points = new(100, new(100), 2000),
        PointsWanted = 1000,
        Rounding = Rounding.ToYuan,
    };

    [Fact]
    public void Everything_at_once_is_what_it_is_by_hand()
    {
        var quote = Pricer.Quote(Full);

        Assert.Equal([PriceKind.Campaign, PriceKind.Step, PriceKind.Member], quote.Lines.Select(l => l.Kind));
        Assert.Equal([3000, 1050, 1200], quote.Lines.Select(l => l.Goods.Fen));
        Assert.Equal([286, 100, 114], quote.Lines.Select(l => l.Saved.Fen));
        Assert.Equal([343 + 172, 120 + 60, 137 + 68], quote.Lines.Select(l => l.Coupons.Fen));
        Assert.Equal([400, 140, 160], quote.Lines.Select(l => l.ByPoints.Fen));
        Assert.Equal([400, 140, 160], quote.Lines.Select(l => l.Points));
        Assert.Equal([27, 10, 11], quote.Lines.Select(l => l.Rounded.Fen));
        Assert.Equal([1772, 620, 710], quote.Lines.Select(l => l.ToPay.Fen));
        Assert.Equal((500, 300, 2, 198), (quote.Deliveries[0].Fee.Fen, quote.Deliveries[0].Coupons.Fen, quote.Deliveries[0].Rounded.Fen, quote.Deliveries[0].ToPay.Fen));
        Assert.Equal(new Money(3300), quote.ToPay);
        Assert.Empty(quote.Unused);
    }

    [Fact]
    public void A_person_can_read_it()
    {
        var quote = Pricer.Quote(Full);

        Assert.Equal(
            "商品 3 项 6334, 团购价 -840, 阶梯价 -144, 会员价 -100, 满50减5 -500, 6 元券 -600, 九折券 -300, 配送费 500, 免运费券 -300, 700 积分抵扣 -700, 抹零 -50",
            string.Join(", ", Receipt.Of(quote, "zh").Select(r => $"{r.Text} {r.Amount.Fen}")));
        Assert.Equal(
            ["Goods, 3 lines", "Campaign price", "Price for more", "Member price", "700 points", "Rounded down"],
            Receipt.Of(quote, "en").Select(r => r.Text).Where(t => t[0] < 128 && !char.IsDigit(t[0]) || t.Contains("points", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_lowest_price_that_applies_counts()
    {
        var line = Line(1000, 5) with { Campaign = new(900), Member = new(850), Steps = [new(5, new(800)), new(6, new(700))] };
        Assert.Equal(new Money(4000), Pricer.Quote(new([line])).ToPay);
        Assert.Equal(new Money(3600), Pricer.Quote(new([line with { Amount = 4 }])).ToPay);
        Assert.Equal(new Money(3400), Pricer.Quote(new([line with { Amount = 4 }]) { IsMember = true }).ToPay);
        Assert.Equal(new Money(4000), Pricer.Quote(new([line]) { IsMember = true }).ToPay);
        // A campaign that is dearer than the shelf does no harm.
        Assert.Equal(new Money(5000), Pricer.Quote(new([Line(1000, 5) with { Campaign = new(1100) }])).ToPay);
    }

    [Fact]
    public void The_highest_tier_that_is_reached_counts_and_each_full_amount_up_to_a_limit()
    {
        var tiers = Save(5000, 500) with { Tiers = [new(new(10_000), new(1500)), new(new(5000), new(500))] };
        Assert.Equal([4999, 4500, 9499, 8500], new[] { 4999, 5000, 9999, 10_000 }.Select(f => Pricer.Quote(new([Line(f)]) { Promotions = [tiers] }).ToPay.Fen));
        var each = Save(3000, 400, times: 3);
        Assert.Equal([2999, 2600, 5200, 13_800], new[] { 2999, 3000, 6000, 15_000 }.Select(f => Pricer.Quote(new([Line(f)]) { Promotions = [each] }).ToPay.Fen));
    }

    [Fact]
    public void Of_promotions_that_want_the_same_goods_the_best_choice_is_made()
    {
        // The one for everything saves more than each of the two others, but less than both.
        CartLine[] lines = [Line(6000), Line(4000, sku: Milk)];
        var (all, eggs, milk) = (Save(10_000, 5000), Save(6000, 4000, Only(Eggs)), Save(4000, 3000, Only(Milk)));
        foreach (var promotions in (SpendAndSave[][])[[all, eggs, milk], [milk, all, eggs], [eggs, milk, all]])
            Assert.Equal(new Money(3000), Pricer.Quote(new(lines) { Promotions = promotions }).ToPay);
        Assert.Equal(new Money(5000), Pricer.Quote(new(lines) { Promotions = [all, milk] }).ToPay);
        Assert.Equal(new Money(6000), Pricer.Quote(new([.. lines.Select(l => l with { Barred = l.Sku == Milk ? Barred.Promotions : default })]) { Promotions = [all, eggs, milk] }).ToPay);
    }

    [Fact]
    public void A_coupon_that_does_nothing_says_why()
    {
        CartLine[] lines = [Line(3000), Line(1000, sku: Milk)];
        CouponTerms[] coupons = [Off(5000, 500), Off(0, 500, Only(Tomatoes)), Off(0, 9999), Off(0, 100)];
        var quote = Pricer.Quote(new(lines) { Coupons = [coupons[0], coupons[1], coupons[3]] });
        Assert.Equal(new Money(3900), quote.ToPay);
        Assert.Equal(["5 元券：还差 ¥10.00 可用", "5 元券：购物车里没有能用的商品"], quote.Unused.Select(u => Receipt.Of(u, "zh")).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(["5 元券: ¥10.00 more is needed", "5 元券: nothing in the cart is covered by it"], quote.Unused.Select(u => Receipt.Of(u, "en")).Order(StringComparer.Ordinal).Reverse());

        var free = Pricer.Quote(new(lines) { Coupons = [coupons[2], Percent(5000)] });
        Assert.Equal(Money.Zero, free.ToPay);
        Assert.Equal("九折券：没有可以减的金额了", Receipt.Of(Assert.Single(free.Unused), "zh"));
        Assert.Equal("九折券: nothing is left to take it off", Receipt.Of(Assert.Single(free.Unused), "en"));
    }

    [Fact]
    public void Using_a_coupon_neither_spoils_another_nor_costs_the_free_delivery()
    {
        var cart = new Cart([Line(6000)]) { Coupons = [Off(6000, 1000), Off(6000, 500)], Deliveries = [new(0, "配送费", new(500), new Money(6000))] };
        Assert.Equal(new Money(4500), Pricer.Quote(cart).ToPay);
        Assert.True(Pricer.Quote(cart).Deliveries[0].Free);
        Assert.Contains("配送费：免配送费", Receipt.Of(Pricer.Quote(cart), "zh").Select(r => r.Text));
        Assert.Contains("配送费: free", Receipt.Of(Pricer.Quote(cart), "en").Select(r => r.Text));
    }

    [Fact]
    public void Each_group_has_its_own_delivery()
    {
        var cart = new Cart([Line(6000), Line(1000) with { Group = 1 }])
        {
            Deliveries = [new(0, "即时配送", new(500), new Money(5000)), new(1, "次日送达", new(300), new Money(5000)), new(2, "自提", Money.Zero)],
        };
        Assert.Equal([0, 300, 0], Pricer.Quote(cart).Deliveries.Select(d => d.ToPay.Fen));
        Assert.Equal(new Money(7300), Pricer.Quote(cart).ToPay);
    }

    [Fact]
    public void Points_pay_for_goods_in_whole_lots_up_to_their_share()
    {
        Quote With(long wanted, int share = 5000, Barred barred = default) => Pricer.Quote(new([Line(1999), Line(1001) with { Barred = barred }])
        {
            Points = new(10, new(1), share),
            PointsWanted = wanted,
            Deliveries = [new(0, "配送费", new(500))],
        });
        Assert.Equal((0, 3500), (With(9).Points, With(9).ToPay.Fen));
        Assert.Equal((10, 3499), (With(19).Points, With(19).ToPay.Fen));
        Assert.Equal((15_000, 2000), (With(99_999).Points, With(99_999).ToPay.Fen));
        Assert.Equal((30_000, 500), (With(99_999, 10_000).Points, With(99_999, 10_000).ToPay.Fen));
        Assert.Equal((9990, 0), (With(99_999, barred: Barred.Points).Points, With(99_999, barred: Barred.Points).Lines[1].Points));
        Assert.Equal(0, With(99_999, 0).Points);
    }

    [Fact]
    public void What_is_wrong_is_refused()
    {
        Cart One(CartLine line) => new([line]);
        Refused("price.lines-wrong", new Cart([]));
        Refused("price.lines-wrong", new Cart([.. Enumerable.Range(0, 201).Select(_ => Line(1))]));
        var twice = Line(1);
        Refused("price.lines-wrong", new Cart([twice, twice]));
        Refused("price.amount-wrong", One(Line(1, 0)), One(Line(1, -1)), One(Line(1, 10_000_001)), One(Line(1) with { Per = 0 }));
        Refused("price.price-wrong", One(Line(-1)), One(Line(100_000_001)), One(Line(1) with { Campaign = new(-1) }), One(Line(1) with { Member = new(-1) }),
            One(Line(1) with { Steps = [new(0, new(1))] }), One(Line(1) with { Steps = [new(1, new(-1))] }));
        Refused("price.too-much", One(Line(100_000_000, 1001)));
        var cart = One(Line(1000));
        Refused("price.terms-wrong", cart with { Promotions = [Save(100, 101)] }, cart with { Promotions = [Save(0, 0)] }, cart with { Promotions = [Save(100, 1, times: 0)] },
            cart with { Promotions = [Save(100, 1) with { Tiers = [] }] }, cart with { Coupons = [Off(0, 0)] }, cart with { Coupons = [Off(-1, 1)] },
            cart with { Coupons = [Percent(10_001)] }, cart with { Coupons = [Percent(0)] }, cart with { Deliveries = [new(0, "送", new(-1))] },
            cart with { Deliveries = [new(0, "送", new(1)), new(0, "送", new(1))] });
        Refused("price.too-many-promotions", cart with { Promotions = [.. Enumerable.Range(0, 7).Select(_ => Save(100, 1))] });
        Refused("price.too-many-coupons", cart with { Coupons = [.. Enumerable.Range(0, 11).Select(_ => Off(0, 1))] });
        var coupon = Off(0, 1);
        Refused("price.coupon-twice", cart with { Coupons = [coupon, coupon] });
        Refused("price.coupon-alone", cart with { Coupons = [coupon, Off(0, 1) with { Alone = true }] });
        Assert.Equal(new Money(999), Pricer.Quote(cart with { Coupons = [coupon with { Alone = true }] }).ToPay);
        Refused("price.points-wrong", cart with { PointsWanted = 1 }, cart with { PointsWanted = -1 }, cart with { Points = new(0, new(1), 1) },
            cart with { Points = new(1, Money.Zero, 1) }, cart with { Points = new(1, new(1), 10_001) });

        static void Refused(string code, params Cart[] carts)
        {
            foreach (var cart in carts)
                Assert.Equal(code, Assert.Throws<Refusal>(() => Pricer.Quote(cart)).Code);
        }
    }

    [Fact]
    public void A_quote_can_be_kept_as_text_and_read_again()
    {
        var quote = Pricer.Quote(Full);
        var text = JsonSerializer.Serialize(quote, Json.Options);
        var again = JsonSerializer.Deserialize<Quote>(text, Json.Options)!;
        Assert.Equal(text, JsonSerializer.Serialize(again, Json.Options));
        Assert.Equal(quote.ToPay, again.ToPay);
    }
}
