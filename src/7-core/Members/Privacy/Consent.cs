namespace Linli.Members;

/// <summary>What somebody may agree to or not; all else the shop does because an order needs it.</summary>
public enum ConsentKind
{
    /// <summary>在接龙和拼团名单里显示称呼. Without a word it is shown: a chain lives by it.</summary>
    ShowName,

    /// <summary>收开团和优惠提醒. Without a word none is sent.</summary>
    Offers,
}

/// <summary>同意 — what a person last said about one of these, and when.</summary>
sealed class Consent : IOwned
{
    public TenantId Tenant { get; set; }
    public required MemberId Member { get; init; }
    public required ConsentKind Kind { get; init; }
    public required bool Given { get; set; }
    public required DateTimeOffset At { get; set; }

    public static bool IsGivenUnsaid(ConsentKind kind) => kind == ConsentKind.ShowName;
}
