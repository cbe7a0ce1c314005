using Linli.Members;

namespace Linli.Commissions;

/// <summary>团长合同 — what a leader and the shop have agreed.</summary>
sealed class Contract : IOwned
{
    public const int LongestDuty = 200;

    public TenantId Tenant { get; set; }
    public required MemberId Id { get; init; }

    /// <summary>Which lines of the rate card hold for this leader.</summary>
    public int Level { get; set; } = 1;

    /// <summary>When and where this leader hands goods over.</summary>
    public string Duty { get; set; } = "";
}
