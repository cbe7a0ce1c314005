namespace Linli.Campaigns;

/// <summary>The campaign takes orders from now on.</summary>
public sealed record CampaignOpened(CampaignId Campaign);

/// <summary>The campaign takes no more orders.</summary>
public sealed record CampaignCutOff(CampaignId Campaign, DateTimeOffset At);

/// <summary>成团 — enough distinct households have paid. Said once.</summary>
public sealed record DealReached(CampaignId Campaign, DateTimeOffset At);
