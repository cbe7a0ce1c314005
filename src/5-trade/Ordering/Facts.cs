using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>截单之后: which orders there are is settled; now goods are bought and sorted.</summary>
public sealed record OrdersFrozen(CampaignId Campaign);

/// <summary>All goods of these orders that will come are there.</summary>
public sealed record OrdersArrived(CampaignId Campaign, IReadOnlyList<OrderId> Orders);

/// <summary>An order ended without goods: cancelled after cut-off, or nothing of it came.</summary>
public sealed record OrderDropped(OrderId Order, CampaignId Campaign);

/// <summary>没有成团 — an order ended because too few households joined; its money goes back.</summary>
public sealed record OrderDealFailed(OrderId Order, CampaignId Campaign);

/// <summary>Goods were handed over; the household may still come back for the rest.</summary>
/// <param name="HandOver">Tells two hand-overs of one order apart, even in the same moment.</param>
/// <param name="Buyer">Missing, like the household and the moment of placing, in facts of before they were told.</param>
public sealed record LinesHandedOver(
    Guid HandOver, OrderId Order, string Number, CampaignId Campaign, MemberId Leader, int CommissionBasisPoints, DateTimeOffset At,
    IReadOnlyList<LineValue> Lines, MemberId? Buyer = null, HouseholdId? Household = null, DateTimeOffset? PlacedAt = null);

/// <summary>Money went back for goods that had been handed over.</summary>
public sealed record LineRefunded(
    OrderId Order, string Number, CampaignId Campaign, MemberId Leader, int CommissionBasisPoints, DateTimeOffset At, ClaimId Claim, LineValue Line);

/// <summary>A claim was approved, and the supplier bears something of it.</summary>
public sealed record SupplierAtFault(
    SupplierId Supplier, OrderId Order, string Number, ClaimId Claim, SkuId Sku, string Name, string Reason, Money Charge);

/// <summary>Everything that could be handed over has been.</summary>
public sealed record OrderCompleted(OrderId Order, CampaignId Campaign);

/// <param name="Amount">Units or grams.</param>
/// <param name="Value">What the household paid for it.</param>
/// <param name="Cost">What the goods cost the shop.</param>
public sealed record LineValue(SkuId Sku, string Name, long Amount, Money Value, Money Cost = default);

/// <summary>Freeze the campaign's orders as soon as it is settled who has paid.</summary>
sealed record FreezeDue(CampaignId Campaign);

/// <summary>Look whether goods of this order can still be claimed; if not, they earn points.</summary>
sealed record PointsDue(OrderId Order);

/// <summary>The order was not paid in time.</summary>
sealed record PayTimeOver(OrderId Order);
