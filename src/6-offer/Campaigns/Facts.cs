namespace Linli.Campaigns;

/// <summary>The campaign takes orders from now on.</summary>
public sealed record CampaignOpened(CampaignId Campaign);

/// <summary>The campaign takes no more orders.</summary>
public sealed record CampaignCutOff(CampaignId Campaign, DateTimeOffset At);

/// <summary>Its goods are picked up at other times than was said.</summary>
public sealed record PickupMoved(CampaignId Campaign, DateTimeOffset From, DateTimeOffset To, string Reason);

/// <summary>成团 — enough distinct households have paid. Said once for each group.</summary>
public sealed record DealReached(CampaignId Campaign, DateTimeOffset At)
{
    /// <summary>1 is the first; those of before there were several tell of it.</summary>
    public int Group { get; init; } = 1;

    /// <summary>Households of all groups then.</summary>
    public int Joined { get; init; }
}
