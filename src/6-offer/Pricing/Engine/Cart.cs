using Linli.Catalog;

namespace Linli.Pricing;

/// <summary>购物车 — what is to be priced, told by plain values: who asks has looked up what applies today.</summary>
public sealed record Cart(IReadOnlyList<CartLine> Lines)
{
    /// <summary>满减.</summary>
    public IReadOnlyList<SpendAndSave> Promotions { get; init; } = [];

    /// <summary>Those the household wants to use.</summary>
    public IReadOnlyList<CouponTerms> Coupons { get; init; } = [];
    public IReadOnlyList<DeliveryTerms> Deliveries { get; init; } = [];
    public PointsTerms? Points { get; init; }

    /// <summary>At most so many are used; who asks has looked that they are there.</summary>
    public long PointsWanted { get; init; }
    public Rounding Rounding { get; init; }

    /// <summary>Whether member prices apply.</summary>
    public bool IsMember { get; init; }
}

/// <param name="Id">Of the line; no two alike.</param>
/// <param name="Amount">Units or grams.</param>
/// <param name="Per">Prices are for so many units or grams.</param>
/// <param name="Shelf">原价.</param>
public sealed record CartLine(Guid Id, SkuId Sku, string Name, long Amount, int Per, Money Shelf)
{
    /// <summary>团购价.</summary>
    public Money? Campaign { get; init; }

    /// <summary>会员价.</summary>
    public Money? Member { get; init; }

    /// <summary>阶梯价: from so many units or grams on, all of the line at this price.</summary>
    public IReadOnlyList<PriceStep> Steps { get; init; } = [];
    public string Category { get; init; } = "";

    /// <summary>Lines of one group are fulfilled together, and share a delivery.</summary>
    public int Group { get; init; }

    /// <summary>What this line takes no part in.</summary>
    public Barred Barred { get; init; }
}

[Flags]
public enum Barred { Nothing = 0, Promotions = 1, Coupons = 2, Points = 4 }

public readonly record struct PriceStep(long From, Money Price);

/// <summary>Which goods something is about; all of them when nothing is named.</summary>
public sealed record Scope(IReadOnlyList<SkuId> Skus, IReadOnlyList<string> Categories)
{
    public static Scope Everything { get; } = new([], []);

    public bool Covers(CartLine line) => Skus.Count + Categories.Count == 0 || Skus.Contains(line.Sku) || Categories.Contains(line.Category);
}

/// <summary>满减 — from so much on, so much less.</summary>
/// <param name="Tiers">The highest one reached counts.</param>
/// <param name="MostTimes">每满: the only tier counts for each time it is reached, at most so often; once when it is 1.</param>
public sealed record SpendAndSave(Guid Id, string Name, Scope Scope, IReadOnlyList<SavingTier> Tiers, int MostTimes = 1);

public readonly record struct SavingTier(Money From, Money Off);

/// <summary>满减券, 折扣券, 免运费券.</summary>
public enum CouponKind { Amount, Percent, Delivery }

/// <summary>What a coupon does.</summary>
/// <param name="From">What the goods it is about must be worth, after 满减 and before any coupon.</param>
/// <param name="Off">How much less; of a percent coupon at most so much, if more than zero.</param>
/// <param name="BasisPoints">What a percent coupon takes off: 1000 is 九折.</param>
/// <param name="Alone">Not together with other coupons (不与其他券同用).</param>
public sealed record CouponTerms(
    Guid Id, string Name, CouponKind Kind, Scope Scope, Money From, Money Off, int BasisPoints = 0, bool Alone = false);

/// <summary>配送费 of one group of lines.</summary>
/// <param name="FreeFrom">满额包邮: what the group's goods must be worth, after 满减 and before any coupon.</param>
public sealed record DeliveryTerms(int Group, string Name, Money Fee, Money? FreeFrom = null);

/// <summary>积分抵扣 — so many points are worth so much, used in whole lots.</summary>
/// <param name="MostBasisPoints">At most this share of what the goods cost after coupons.</param>
public sealed record PointsTerms(int Points, Money Worth, int MostBasisPoints);

/// <summary>抹零 — always in favour of who pays: nothing, below a jiao (角), below a yuan (元).</summary>
public enum Rounding { None, ToJiao, ToYuan }
