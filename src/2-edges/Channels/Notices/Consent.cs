using Linli.Members;

namespace Linli.Channels;

/// <summary>订阅次数 — how many notices of a kind a person will still take: each yes in the mini-program is good for one.</summary>
sealed class Consent : IOwned
{
    public TenantId Tenant { get; set; }
    public required MemberId Member { get; init; }
    public required NoticeKind Kind { get; init; }

    /// <summary>Changed only by statement: a tap and a notice may come at once.</summary>
    public int Left { get; set; }
}

/// <summary>One answer to WeChat's question, so that it counts once however often the phone says it.</summary>
sealed class ConsentAnswer : IOwned
{
    public TenantId Tenant { get; set; }
    public required Guid Id { get; init; }
    public required MemberId Member { get; init; }
    public required List<NoticeKind> Accepted { get; init; }
    public required List<NoticeKind> Declined { get; init; }
    public required DateTimeOffset At { get; init; }
}
