using System.Security.Cryptography;
using System.Text;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Ledger;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

enum CommissionKind { Earned, Reversed }

/// <summary>佣金明细 — what one hand-over, or one refund, of one order line did to a leader's account.</summary>
sealed class CommissionLine : IOwned
{
    public const int LongestName = 160;

    public TenantId Tenant { get; set; }
    public required CommissionLineId Id { get; init; }
    public required CommissionKind Kind { get; init; }
    public required MemberId Leader { get; init; }
    public required CampaignId Campaign { get; init; }
    public required OrderId Order { get; init; }
    public required string Number { get; init; }
    public required SkuId Sku { get; init; }
    public required string Name { get; init; }

    /// <summary>Units or grams.</summary>
    public required long Amount { get; init; }

    /// <summary>What the household paid, or got back, for it.</summary>
    public required Money Base { get; init; }
    public required int BasisPoints { get; init; }
    public required Money Commission { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The same name gives the same id, so a line is written and booked once.</summary>
    public static CommissionLineId IdOf(CommissionKind kind, Guid cause, OrderId order, SkuId sku)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{cause}/{order.Value}/{sku.Value}"));
        return new(new Guid(name.AsSpan(0, 16)));
    }

    /// <summary>Nothing when there is nothing to book: a transfer of zero moves no money.</summary>
    public Posting? Posting()
    {
        if (Commission.Fen == 0) return null;
        var (leader, shop) = (AccountOf(Leader), "commissions");
        var (debit, credit, code, what) = Kind == CommissionKind.Earned
            ? (shop, leader, "commission-earned", "佣金")
            : (leader, shop, "commission-reversed", "佣金扣回");
        var text = $"{Number} {Name} {what}";
        return new(new(Id.Value), debit, credit, Commission, code, "order", Order.Value, Sku.Value, text);
    }

    public static string AccountOf(MemberId leader) => $"leader:{leader.Value}";
}
