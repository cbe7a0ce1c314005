using System.Text.Json.Serialization;
using Linli.Catalog;

namespace Linli.Pricing;

/// <summary>
/// 报价 — what a cart costs and why. Each discount is shared over the lines to the fen, so that the order, a refund of a part of it and
/// a statement all speak of the same amounts.
/// </summary>
/// <param name="Cuts">What makes it less, in the order in which it was taken off.</param>
/// <param name="Unused">Coupons that did nothing, and why.</param>
public sealed record Quote(
    IReadOnlyList<QuotedLine> Lines, IReadOnlyList<QuotedDelivery> Deliveries, IReadOnlyList<Cut> Cuts, IReadOnlyList<UnusedCoupon> Unused)
{
    /// <summary>The goods at their unit prices.</summary>
    public Money Goods => Lines.Sum(l => l.Goods);

    /// <summary>In money, after everything.</summary>
    public Money ToPay => Lines.Sum(l => l.ToPay) + Deliveries.Sum(d => d.ToPay);

    /// <summary>What points pay, and how many they are.</summary>
    public Money ByPoints => Lines.Sum(l => l.ByPoints);
    public long Points => Lines.Sum(l => l.Points);

    /// <summary>What member prices make it less than others pay for the goods.</summary>
    public Money MemberSaved => Lines.Sum(l => l.MemberSaved);
}

/// <summary>Which price a line has: the lowest of those that apply.</summary>
public enum PriceKind { Shelf, Campaign, Step, Member }

/// <param name="Price">For <paramref name="Per"/> units or grams.</param>
/// <param name="AtShelf">At the shelf price.</param>
/// <param name="Goods">At the price: less <paramref name="Saved"/>, <paramref name="Coupons"/>, <paramref name="ByPoints"/> and <paramref name="Rounded"/> it is <paramref name="ToPay"/>.</param>
/// <param name="Saved">By 满减.</param>
/// <param name="Points">How many points pay <paramref name="ByPoints"/>.</param>
public sealed record QuotedLine(
    Guid Id, SkuId Sku, string Name, int Group, long Amount, int Per, PriceKind Kind, Money Price, Money AtShelf, Money Goods,
    Money Saved, Money Coupons, Money ByPoints, long Points, Money Rounded, Money ToPay)
{
    /// <summary>What the member price makes the goods less than the lowest price that others pay.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Money MemberSaved { get; init; }
}

/// <param name="Free">Because the goods are worth enough.</param>
public sealed record QuotedDelivery(int Group, string Name, Money Fee, bool Free, Money Coupons, Money Rounded, Money ToPay);

/// <summary>A member price is part of the unit price; only what people read counts it as a cut.</summary>
public enum CutKind { Promotion, Coupon, Points, Rounding, Member }

/// <summary>One thing that makes it less.</summary>
/// <param name="Source">The promotion or the coupon.</param>
/// <param name="Shares">What each line, and then each delivery, has of it, in the quote's order.</param>
public sealed record Cut(CutKind Kind, Guid? Source, string Name, Money Amount, IReadOnlyList<Money> Shares);

/// <summary>Why a coupon did nothing.</summary>
public enum CouponIdle { NothingCovered, BelowThreshold, NothingLeft }

/// <param name="Missing">What is missing to its threshold.</param>
public sealed record UnusedCoupon(Guid Coupon, string Name, CouponIdle Why, Money Missing);
