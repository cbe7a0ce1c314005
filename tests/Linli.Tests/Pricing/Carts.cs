using Linli.Catalog;
using Linli.Platform;
using Linli.Pricing;

namespace Linli.Tests.Pricing;

/// <summary>Carts of a seed: small sums, so that rounding, thresholds and remainders are met often.</summary>
static class Carts
{
    static readonly SkuId[] skus = [.. Enumerable.Range(0, 12).Select(_ => Id.New<SkuId>())];
    static readonly string[] categories = ["蔬菜", "水果", "蛋奶"];

    public static Cart Any(Random dice) => new([.. Enumerable.Range(0, dice.Next(1, 12)).Select(_ => Line(dice))])
    {
        Promotions = [.. Enumerable.Range(0, dice.Next(4)).Select(_ => Promotion(dice))],
        Coupons = [.. Enumerable.Range(0, dice.Next(5)).Select(_ => Coupon(dice))],
        Deliveries = [.. Enumerable.Range(0, dice.Next(3)).Select(g => new DeliveryTerms(g, "配送费", new(dice.Next(0, 800)), dice.Next(2) == 0 ? new(dice.Next(1, 9000)) : null))],
        Points = new(dice.Next(1, 20), new(dice.Next(1, 30)), dice.Next(0, 10_001)),
        PointsWanted = dice.Next(3) == 0 ? 0 : dice.Next(0, 3000),
        Rounding = (Rounding)dice.Next(3),
        IsMember = dice.Next(2) == 0,
    };

    public static CartLine Line(Random dice)
    {
        var weighed = dice.Next(3) == 0;
        return new(Guid.CreateVersion7(), skus[dice.Next(skus.Length)], "商品", weighed ? dice.Next(1, 5000) : dice.Next(1, 7), weighed ? 500 : 1, new(dice.Next(0, 3000)))
        {
            Campaign = dice.Next(2) == 0 ? new(dice.Next(0, 3000)) : null,
            Member = dice.Next(3) == 0 ? new(dice.Next(0, 3000)) : null,
            Steps = dice.Next(3) == 0 ? [new(dice.Next(1, 6), new(dice.Next(0, 3000)))] : [],
            Category = categories[dice.Next(categories.Length)],
            Group = dice.Next(3),
            Barred = dice.Next(4) == 0 ? (Barred)dice.Next(8) : Barred.Nothing,
        };
    }

    static Scope Some(Random dice) => dice.Next(4) switch
    {
        0 => new([.. skus.Where(_ => dice.Next(2) == 0)], []),
        1 => new([], [categories[dice.Next(categories.Length)]]),
        _ => Scope.Everything,
    };

    public static SpendAndSave Promotion(Random dice)
    {
        var from = dice.Next(1, 9000);
        return PriceTests.Save(from, dice.Next(0, from + 1), Some(dice), dice.Next(3) == 0 ? dice.Next(1, 5) : 1);
    }

    public static CouponTerms Coupon(Random dice) => dice.Next(4) switch
    {
        0 => PriceTests.Percent(dice.Next(1, 10_001), dice.Next(2) * dice.Next(0, 2000), Some(dice)) with { From = new(dice.Next(0, 4000)) },
        1 => PriceTests.Off(dice.Next(0, 4000), dice.Next(1, 700)) with { Kind = CouponKind.Delivery },
        _ => PriceTests.Off(dice.Next(0, 9000), dice.Next(1, 3000), Some(dice)),
    };

    public static T[] Shuffled<T>(IEnumerable<T> some, Random dice)
    {
        T[] all = [.. some];
        dice.Shuffle(all);
        return all;
    }
}
