using Linli.Members;

namespace Linli.Pricing;

/// <summary>积分批次 — a household's points that end on the same day. Changed by statement only: two phones may pay with them at once.</summary>
sealed class PointsLot : IOwned
{
    public TenantId Tenant { get; set; }
    public required HouseholdId Household { get; init; }

    /// <summary>The last day they are good.</summary>
    public required DateOnly LastDay { get; init; }
    public required long Left { get; init; }
}

/// <summary>What an order took out of a lot, and what of it went back. Changed by statement only.</summary>
sealed class PointsUse : IOwned
{
    public TenantId Tenant { get; set; }
    public required Guid Order { get; init; }
    public required DateOnly LastDay { get; init; }
    public required HouseholdId Household { get; init; }
    public required long Points { get; init; }
    public long Returned { get; private set; }
}

/// <summary>Why points came or went.</summary>
enum PointsMove { Earned, Given, Spent, Returned, Expired, Instead, TakenBack }

/// <summary>积分明细 — one change of one lot, for good.</summary>
sealed class PointsEntry : IOwned
{
    public const int LongestReason = 100;

    public TenantId Tenant { get; set; }
    public required Guid Id { get; init; }
    public required HouseholdId Household { get; init; }
    public required PointsMove Move { get; init; }

    /// <summary>Less than zero when they went.</summary>
    public required long Points { get; init; }
    public required DateOnly LastDay { get; init; }

    /// <summary>The order, or what the shop called its gift.</summary>
    public Guid? Order { get; init; }
    public Guid? Line { get; init; }

    /// <summary>The order's number, or the shop's reason.</summary>
    public string Text { get; init; } = "";

    /// <summary>They came back after their day and got some more days.</summary>
    public bool Late { get; init; }
    public required DateTimeOffset At { get; init; }

    public string Say(string language) => (Move, language == "en") switch
    {
        (PointsMove.Earned, false) => $"订单 {Text} 买菜得积分",
        (PointsMove.Earned, true) => $"Earned with order {Text}",
        (PointsMove.Given, false) => $"店里赠送：{Text}",
        (PointsMove.Given, true) => $"Given by the shop: {Text}",
        (PointsMove.Spent, false) => $"订单 {Text} 抵扣",
        (PointsMove.Spent, true) => $"Paid for order {Text}",
        (PointsMove.Returned, false) => $"订单 {Text} 退回{(Late ? $"，原来的已过期，多给 {PointsBook.MoreDays} 天" : "")}",
        (PointsMove.Returned, true) => $"Back from order {Text}{(Late ? $", good for {PointsBook.MoreDays} more days" : "")}",
        (PointsMove.TakenBack, false) => $"订单 {Text} 全部退款，奖励收回",
        (PointsMove.TakenBack, true) => $"Order {Text} went back; its reward, too",
        (PointsMove.Instead, false) => $"订单 {Text} 售后，按您的选择退成积分",
        (PointsMove.Instead, true) => $"Claim of order {Text}, as points by your choice",
        (_, false) => "过期",
        _ => "Expired",
    };
}
