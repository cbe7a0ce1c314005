namespace Linli.Pricing;

/// <summary>What the price function takes, and no more: within these limits nothing overflows and every sum fits the ledger.</summary>
public static class Checks
{
    public const int MostLines = 200, MostPromotions = 6, MostTiers = 10, MostCoupons = 10, MostDeliveries = 20, MostSteps = 10, MostScope = 500, MostTimes = 1000;
    public const long MostAmount = 10_000_000, MostPoints = 1_000_000_000;
    public static readonly Money MostPrice = new(100_000_000), MostGoods = new(100_000_000_000);

    internal static void Pass(Cart cart)
    {
        if (cart.Lines.Count is 0 or > MostLines) throw No.LinesWrong(MostLines);
        var ids = new HashSet<Guid>(cart.Lines.Count);
        foreach (var line in cart.Lines)
        {
            if (!ids.Add(line.Id)) throw No.LinesWrong(MostLines);
            Pass(line);
        }

        if (cart.Promotions.Count > MostPromotions) throw No.TooManyPromotions(MostPromotions);
        foreach (var promotion in cart.Promotions) Pass(promotion);
        if (HasTwice(cart.Promotions, p => p.Id)) throw No.TermsWrong(cart.Promotions[0].Name);
        Pass(cart.Coupons);
        foreach (var delivery in cart.Deliveries)
            if (!IsPrice(delivery.Fee) || delivery.FreeFrom is { } from && !IsSum(from)) throw No.TermsWrong(delivery.Name);
        if (cart.Deliveries.Count > MostDeliveries || HasTwice(cart.Deliveries, d => d.Group)) throw No.TermsWrong(cart.Deliveries[0].Name);
        if (cart.PointsWanted is < 0 or > MostPoints || cart.PointsWanted > 0 && cart.Points is null) throw No.PointsWrong();
        if (cart.Points is { } points && !IsLot(points)) throw No.PointsWrong();
    }

    internal static void NotTooMuch(ReadOnlySpan<long> goods)
    {
        var sum = 0L;
        foreach (var one in goods) sum += one;
        if (sum > MostGoods.Fen) throw No.TooMuch(MostGoods);
    }

    static void Pass(CartLine line)
    {
        if (line.Amount is <= 0 or > MostAmount || line.Per is <= 0 or > (int)MostAmount) throw No.AmountWrong(line.Name);
        if (!IsPrice(line.Shelf) || line.Campaign is { } campaign && !IsPrice(campaign) || line.Member is { } member && !IsPrice(member)
            || line.Steps.Count > MostSteps) throw No.PriceWrong(line.Name);
        foreach (var step in line.Steps)
            if (step.From <= 0 || !IsPrice(step.Price)) throw No.PriceWrong(line.Name);
    }

    static void Pass(SpendAndSave promotion)
    {
        if (promotion.Tiers.Count is 0 or > MostTiers || promotion.MostTimes is < 1 or > MostTimes || promotion.MostTimes > 1 && promotion.Tiers.Count > 1
            || IsLarge(promotion.Scope)) throw No.TermsWrong(promotion.Name);
        foreach (var tier in promotion.Tiers)
            if (!IsSum(tier.From) || tier.From == Money.Zero || !IsPrice(tier.Off) || tier.Off > tier.From) throw No.TermsWrong(promotion.Name);
    }

    static void Pass(IReadOnlyList<CouponTerms> coupons)
    {
        if (coupons.Count > MostCoupons) throw No.TooManyCoupons(MostCoupons);
        foreach (var coupon in coupons) if (!IsRight(coupon)) throw No.TermsWrong(coupon.Name);
        if (HasTwice(coupons, c => c.Id)) throw No.CouponTwice();
        if (coupons.Count > 1 && coupons.FirstOrDefault(c => c.Alone) is { } alone) throw No.CouponAlone(alone.Name);
    }

    /// <summary>Whether such a coupon can be used at all.</summary>
    internal static bool IsRight(CouponTerms coupon) => IsSum(coupon.From) && IsPrice(coupon.Off) && !IsLarge(coupon.Scope) && (coupon.Kind == CouponKind.Percent
        ? coupon.BasisPoints is > 0 and <= Rate.Whole : coupon.BasisPoints == 0 && coupon.Off > Money.Zero);

    internal static bool IsLot(PointsTerms points) =>
        points.Points is > 0 and <= 1_000_000 && points.Worth > Money.Zero && points.Worth <= MostPrice && points.MostBasisPoints is >= 0 and <= Rate.Whole;

    static bool IsPrice(Money money) => money >= Money.Zero && money <= MostPrice;
    static bool IsSum(Money money) => money >= Money.Zero && money <= MostGoods;
    static bool IsLarge(Scope scope) => scope.Skus.Count + scope.Categories.Count > MostScope;

    static bool HasTwice<T, TKey>(IReadOnlyList<T> some, Func<T, TKey> key) => some.Count > 1 && some.Select(key).Distinct().Count() < some.Count;
}
