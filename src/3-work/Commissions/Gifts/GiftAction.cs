using Linli.Catalog;
using Linli.Members;

namespace Linli.Commissions;

/// <summary>
/// 邀请有礼 — gifts for promoters whose neighbours really bought. Counted are new households only, each of them once and when nobody can
/// complain about its first order any more: so it is paid by goods that stayed sold, never by heads (《禁止传销条例》第七条).
/// </summary>
sealed class GiftAction : IOwned
{
    public const int LongestName = 40, MostNeighbours = 50, MostEach = 20, MostTotal = 100_000, MostAmount = 1_000_000, MostDays = 366;

    public TenantId Tenant { get; set; }
    public required GiftActionId Id { get; init; }

    /// <summary>What one gets: 鸡蛋 10 枚.</summary>
    public required string Name { get; init; }

    /// <summary>The goods on the shelf it is made of, held as long as the action runs; nothing when it is none of our goods.</summary>
    public required SkuId? Sku { get; init; }

    /// <summary>Units or grams of the sku in one gift.</summary>
    public required long Amount { get; init; }
    public required int Total { get; init; }

    /// <summary>How many new households one gift is for.</summary>
    public required int Neighbours { get; init; }
    public required int PerPerson { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset Until { get; init; }

    /// <summary>Changed by statement only: many want the last one.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public int Given { get; private set; }

    public bool IsSameAs(GiftAction other) => (Name, Sku, Amount, Total, Neighbours, PerPerson, Until)
        == (other.Name, other.Sku, other.Amount, other.Total, other.Neighbours, other.PerPerson, other.Until);

    public void Check(DateTimeOffset now)
    {
        if (Name.Length is 0 or > LongestName || Total is < 1 or > MostTotal || Neighbours is < 1 or > MostNeighbours || PerPerson is < 1 or > MostEach
            || Until <= now || Until > now.AddDays(MostDays) || (Sku is null ? Amount != 0 : Amount is < 1 or > MostAmount)) throw No.GiftWrong();
    }
}

enum GiftState { Waiting, Collected, Lapsed }

/// <summary>礼品 — what a promoter has earned by an action and takes home at the desk with its code.</summary>
sealed class Gift : IOwned
{
    public const int CollectDays = 30, CodeDigits = 8;

    public TenantId Tenant { get; set; }
    public required GiftId Id { get; init; }
    public required GiftActionId Action { get; init; }
    public required MemberId Member { get; init; }

    /// <summary>The how-manieth of the action this person has: two phones at once cannot both take the last one.</summary>
    public required int Nth { get; init; }
    public required string Code { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset CollectBy { get; init; }

    /// <summary>Changed by statement only, so that two desks at once cannot both hand it out.</summary>
    public GiftState State { get; private set; }
    public DateTimeOffset? OverAt { get; private set; }
    public Guid? By { get; private set; }
}

/// <summary>带来的新邻居 — a household whose first order stayed sold, and by whose link it came. Once in its life, for one promoter.</summary>
sealed class Brought : IOwned
{
    public TenantId Tenant { get; set; }
    public required HouseholdId Household { get; init; }
    public required MemberId Promoter { get; init; }
    public required Guid Order { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The gift it was counted for; changed by statement only.</summary>
    public GiftId? Gift { get; private set; }
}
