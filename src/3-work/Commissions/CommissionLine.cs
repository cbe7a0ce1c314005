using System.Security.Cryptography;
using System.Text;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

enum CommissionKind { Earned, Reversed }

/// <summary>As what somebody earns from a sale: the campaign's leader, who brought the buyer, and who brought that one. No more.</summary>
public enum Share { Leader, Direct, Indirect }

/// <summary>佣金明细 — what one hand-over, or one refund, of one order line did to somebody's account.</summary>
sealed class CommissionLine : IOwned
{
    public const int LongestName = 160;

    public TenantId Tenant { get; set; }
    public required CommissionLineId Id { get; init; }
    public required CommissionKind Kind { get; init; }
    public required Share Share { get; init; }
    public required MemberId Payee { get; init; }
    public required CampaignId Campaign { get; init; }
    public required OrderId Order { get; init; }
    public required string Number { get; init; }
    public required SkuId Sku { get; init; }
    public required string Name { get; init; }

    /// <summary>Units or grams.</summary>
    public required long Amount { get; init; }

    /// <summary>What the household paid, or got back, for it.</summary>
    public required Money Base { get; init; }
    /// <summary>What the goods cost the shop when they were handed over; nothing in lines of before it was kept, and nothing of money that went back.</summary>
    public Money? Cost { get; init; }
    public required int BasisPoints { get; init; }
    public required Money Commission { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The same name gives the same id, so a line is written and booked once.</summary>
    public static CommissionLineId IdOf(CommissionKind kind, Guid cause, OrderId order, SkuId sku, Share share)
    {
        var whose = share == Share.Leader ? "" : $"/{share}";
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{cause}/{order.Value}/{sku.Value}{whose}"));
        return new(new Guid(name.AsSpan(0, 16)));
    }

    public static string AccountOf(Share share, MemberId payee) => AccountOf(share == Share.Leader ? Purse.Leader : Purse.Promoter, payee);

    public static string AccountOf(Purse purse, MemberId payee) => $"{FamilyOf(purse)}{payee.Value}";

    /// <summary>How the accounts of all purses of a kind begin.</summary>
    public static string FamilyOf(Purse purse) => purse == Purse.Leader ? "leader:" : "promoter:";
}
