using Linli.Members;

namespace Linli.Pricing;

/// <summary>一批券 — coupons of one kind: what they do, from when until when, how many there are and for whom.</summary>
sealed class CouponBatch : IOwned
{
    public const int LongestName = 30, MostPerHousehold = 100;
    public const long MostTotal = 10_000_000;

    public TenantId Tenant { get; set; }
    public required CouponBatchId Id { get; init; }

    /// <summary>Without the id of a coupon.</summary>
    public required CouponTerms Terms { get; init; }
    public required DateTimeOffset ValidFrom { get; init; }
    public required DateTimeOffset ValidTo { get; init; }

    /// <summary>How many there are; any number when nothing is said.</summary>
    public required long? Total { get; init; }
    public required int PerHousehold { get; init; }

    /// <summary>Residents may take one by themselves; others are given by the shop.</summary>
    public required bool Claimable { get; init; }

    /// <summary>No more are given out; those that are out stay good.</summary>
    public bool Ended { get; private set; }

    /// <summary>How many are out. Changed by statement only: many want them at once.</summary>
    public long Out { get; private set; }

    public void End() => Ended = true;

    public bool IsSameAs(CouponBatch other) =>
        (Terms.Name, Terms.Kind, Terms.From, Terms.Off, Terms.BasisPoints, Terms.Alone, ValidFrom, ValidTo, Total, PerHousehold, Claimable) ==
        (other.Terms.Name, other.Terms.Kind, other.Terms.From, other.Terms.Off, other.Terms.BasisPoints, other.Terms.Alone,
            other.ValidFrom, other.ValidTo, other.Total, other.PerHousehold, other.Claimable)
        && Terms.Scope.Skus.SequenceEqual(other.Terms.Scope.Skus) && Terms.Scope.Categories.SequenceEqual(other.Terms.Scope.Categories);

    public void Check()
    {
        if (Terms.Name.Length is 0 or > LongestName || !Checks.IsRight(Terms) || ValidTo <= ValidFrom || Total is < 1 or > MostTotal
            || PerHousehold is < 1 or > MostPerHousehold) throw No.BatchWrong();
    }
}

enum CouponState { Held, Used }

/// <summary>优惠券 — one coupon of a household, used once.</summary>
sealed class Coupon : IOwned
{
    public TenantId Tenant { get; set; }
    public required CouponId Id { get; init; }
    public required CouponBatchId Batch { get; init; }
    public required HouseholdId Household { get; init; }

    /// <summary>The how-manieth of the batch this household has: two phones at once cannot both take the last one.</summary>
    public required int Nth { get; init; }
    public required DateTimeOffset GotAt { get; init; }

    /// <summary>Changed by statement only, so that two orders at once cannot both have it.</summary>
    public CouponState State { get; private set; }
    public Guid? UsedFor { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }
}
