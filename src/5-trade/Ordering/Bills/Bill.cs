using Linli.Campaigns;

namespace Linli.Ordering;

/// <summary>账单 — what WeChat Pay says was paid, dropped in to find out which orders of a campaign it was for.</summary>
sealed class Bill : IOwned
{
    public TenantId Tenant { get; set; }
    public required BillId Id { get; init; }
    public required CampaignId Campaign { get; init; }
    public required DateTimeOffset At { get; set; }

    /// <summary>Money that came in. After confirmation only what was booked is kept: the rest is nobody's business here.</summary>
    public required List<BillRow> Rows { get; set; }
    public required List<BadRow> Bad { get; set; }
    public required List<BillChoice> Choices { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The plan that was confirmed.</summary>
    public string Plan { get; set; } = "";
}

/// <param name="Row">The line in the file, counted from 1.</param>
/// <param name="TradeNo">交易单号, unique at WeChat for ever.</param>
sealed record BillRow(int Row, DateTimeOffset At, string Type, string Payer, string Memo, Money Amount, string TradeNo);

/// <summary>What a person decided about a row: this order, or none.</summary>
sealed record BillChoice(int Row, OrderId? Order);
