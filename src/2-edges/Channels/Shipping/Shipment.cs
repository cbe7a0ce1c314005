using Linli.Members;
using Linli.Ordering;

namespace Linli.Channels;

/// <summary>Open: goods are still to be handed over. NotNeeded: everything of it was given back.</summary>
public enum ShipmentState { Open, Reported, NotNeeded }

/// <summary>发货信息 — one transaction of WeChat Pay whose goods WeChat wants to hear of before it lets the shop have the money.</summary>
sealed class Shipment : IOwned
{
    public TenantId Tenant { get; set; }

    /// <summary>Our number of the transaction.</summary>
    public required ShipmentId Id { get; init; }
    public required string Transaction { get; init; }
    public required MemberId Buyer { get; init; }
    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>预计发货 — when the last of its goods are to be picked up, as WeChat was told.</summary>
    public required DateTimeOffset ShipBy { get; set; }
    public ShipmentState State { get; set; }
    public List<ShipmentOrder> Orders { get; init; } = [];
}

/// <summary>An order of it: several are paid as one, and one may be paid twice when a scale found more.</summary>
sealed class ShipmentOrder : IOwned
{
    public TenantId Tenant { get; set; }
    public required ShipmentId Shipment { get; init; }
    public required OrderId Order { get; init; }
}
