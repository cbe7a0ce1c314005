using Linli.Members;

namespace Linli.Commissions;

/// <summary>推广员 — a resident who agreed to recommend the shop. It costs nothing and can be left at any time.</summary>
sealed class Promoter : IOwned
{
    public const int First = 1, Second = 2;

    public TenantId Tenant { get; set; }
    public required MemberId Id { get; init; }

    /// <summary>Brought by nobody (1), or by a promoter of the first level (2). The database knows no third.</summary>
    public required int Level { get; init; }
    public required DateTimeOffset AgreedAt { get; init; }
    public DateTimeOffset? LeftAt { get; set; }
    public bool IsActive => LeftAt is null;
}

/// <summary>
/// 推广关系 — that a promoter of the second level was brought by one of the first. Both levels stand in the row, are checked,
/// and are part of its foreign keys: whoever writes the row, nobody below the second level can be written.
/// </summary>
sealed class Referral : IOwned
{
    public TenantId Tenant { get; set; }
    public required MemberId Promoter { get; init; }
    public int PromoterLevel { get; init; } = Commissions.Promoter.Second;
    public required MemberId Upper { get; init; }
    public int UpperLevel { get; init; } = Commissions.Promoter.First;
}

/// <summary>Who earns from a sale beside its leader: at most two people, because there is no place for a third.</summary>
sealed record Upline(MemberId Direct, MemberId? Indirect);

/// <summary>归因 — that a member came by somebody's link, from when until when. Kept here, so a new phone changes nothing.</summary>
sealed class Attribution : IOwned
{
    public TenantId Tenant { get; set; }
    public required AttributionId Id { get; init; }
    public required MemberId Member { get; init; }

    /// <summary>Counts up per member, so that of two links opened at once one comes first.</summary>
    public required int Number { get; init; }
    public required MemberId Promoter { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset Until { get; init; }
}
