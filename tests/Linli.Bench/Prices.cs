using System.Diagnostics;
using Linli.Catalog;
using Linli.Platform;
using Linli.Pricing;

namespace Linli.Bench;

/// <summary>./bench price: how fast a cart of 20 lines is priced, with five promotions and with everything there is; no database.</summary>
static class Prices
{
    const int Lines = 20;

    public static bool Run(TimeSpan length)
    {
        SkuId[] skus = [.. Enumerable.Range(0, Lines).Select(_ => Id.New<SkuId>())];
        CartLine[] lines = [.. skus.Select((sku, i) => new CartLine(Guid.CreateVersion7(), sku, $"商品{i}", i % 3 == 0 ? 750 : i % 4 + 1, i % 3 == 0 ? 500 : 1, new(499 + 137 * i))
        {
            Campaign = new(459 + 131 * i), Member = i % 5 == 0 ? new(449 + 130 * i) : null, Steps = [new(i % 3 == 0 ? 500 : 2, new(455 + 130 * i))], Category = i % 2 == 0 ? "蔬菜" : "水果", Group = i % 2,
        })];
        // Some want the same goods, as shops' promotions do.
        SpendAndSave[] promotions =
        [
            Save(Scope.Everything, (10_000, 800), (20_000, 2000)), Save(new([], ["蔬菜"]), (8000, 1000)), Save(new([], ["水果"]), (9000, 1100)),
            Save(new(skus[..5], []), (5000, 600)), Save(new(skus[10..16], []), (6000, 700)),
        ];
        CouponTerms[] coupons = [Coupon(CouponKind.Amount, 5000, 500), Coupon(CouponKind.Percent, 0, 1500, 500), Coupon(CouponKind.Delivery, 0, 300)];
        var plain = new Cart(lines) { IsMember = true };
        var promoted = plain with { Promotions = promotions };
        var full = promoted with
        {
            Coupons = coupons,
            Deliveries = [new(0, "自提", Money.Zero), new(1, "即时配送", new(500), new Money(30_000))],
            Points = new(100, new(100), 2000),
            PointsWanted = 5000,
            Rounding = Rounding.ToJiao,
        };
        var held = true;
        foreach (var (name, cart) in new[] { ("20-lines", plain), ("20-lines-5-promotions", promoted), ("20-lines-everything", full) }) held &= Measure(name, cart, length);
        var quote = Pricer.Quote(full);
        Speed("refund-of-one-line", length, () => Refunding.Refund(quote, Returned.Nothing, new([new(lines[3].Id, 250)], [])).Lines.Count);
        return held;
    }

    static SpendAndSave Save(Scope scope, params (long From, long Off)[] tiers) =>
        new(Guid.CreateVersion7(), "满减", scope, [.. tiers.Select(t => new SavingTier(new(t.From), new(t.Off)))]);

    static CouponTerms Coupon(CouponKind kind, long from, long off, int basisPoints = 0) => new(Guid.CreateVersion7(), "券", kind, Scope.Everything, new(from), new(off), basisPoints);

    /// <returns>False when a cut is missing or the lines are not the total.</returns>
    static bool Measure(string name, Cart cart, TimeSpan length)
    {
        var quote = Pricer.Quote(cart);
        Speed(name, length, () => Pricer.Quote(cart).Lines.Count);
        var used = quote.Cuts.Count(c => c.Kind == CutKind.Promotion);
        Figures.Print("price", name, "promotions_applied", used, $"of {cart.Promotions.Count}", 0);
        return quote.Goods + quote.Deliveries.Sum(d => d.Fee) == quote.ToPay + quote.Cuts.Sum(c => c.Amount) && (used > 0 || cart.Promotions.Count == 0);
    }

    static void Speed(string name, TimeSpan length, Func<int> work)
    {
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < TimeSpan.FromSeconds(1);) work();
        var (times, before, clock) = (0L, GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        for (; clock.Elapsed < length; times += 100)
            for (var i = 0; i < 100; i++) work();
        var elapsed = clock.Elapsed;
        Figures.Print("price", name, "per_s", times / elapsed.TotalSeconds, "1/s", 0);
        Figures.Print("price", name, "us_each", elapsed.TotalMicroseconds / times, "µs", 2);
        Figures.Print("price", name, "kb_each", (GC.GetAllocatedBytesForCurrentThread() - before) / 1024.0 / times, "kB", 2);
    }
}
