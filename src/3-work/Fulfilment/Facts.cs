using Linli.Campaigns;
using Linli.Members;
using Linli.Ordering;
using Linli.Places;

namespace Linli.Fulfilment;

/// <summary>可取货 — a bag lies ready at its pickup point, from when until when.</summary>
public sealed record PickupReady(
    PickupId Pickup, CampaignId Campaign, PickupPointId Point, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<OrderId> Orders);

/// <summary>Some bags of a campaign, planned together and made in one transaction.</summary>
sealed record BagsToMake(CampaignId Campaign, IReadOnlyList<BagPlan> Bags);

/// <param name="Place">Where it will stand; see <see cref="Bin"/>.</param>
sealed record BagPlan(PickupPointId Point, HouseholdId Household, int Place, IReadOnlyList<OrderId> Orders);

/// <summary>The pickup window of a campaign has ended.</summary>
sealed record PickupTimeOver(CampaignId Campaign);
