using Linli.Members;

namespace Linli.Commissions;

/// <summary>
/// 利润分红 — what a leader's contract gives of the profit that the leader's own orders made in a month: what was paid for the goods that were
/// handed over, less what they cost, less every commission on them, less what was paid back for them, less their part of the shop's losses and
/// fees. Worked out once, when nothing of the month can be claimed any more and every claim is decided. There is no other measure: what other leaders or promoters sell, and how many they are, is not in it.
/// </summary>
sealed class Dividend : IOwned
{
    /// <summary>The most of a profit that is given away.</summary>
    public const int MostBasisPoints = 3_000;
    public static readonly Money MostPerMonth = new(5_000_000);

    public TenantId Tenant { get; set; }
    public required DividendId Id { get; init; }
    public required MemberId Leader { get; init; }
    public required DateOnly Month { get; init; }
    public required int Lines { get; init; }
    public required Money Sold { get; init; }
    public required Money Cost { get; init; }

    /// <summary>Earned less taken back, the leader's own and those of who brought the buyers.</summary>
    public required Money Commissions { get; init; }
    public required Money Refunded { get; init; }

    /// <summary>What goods were lost, by share of the shop's sales, less what suppliers bore of claims on these very goods; below zero when they bore more.</summary>
    public Money Losses { get; init; }

    /// <summary>What payment providers kept, by share of the shop's sales.</summary>
    public Money Fees { get; init; }
    public required int BasisPoints { get; init; }
    public required Money Most { get; init; }
    public required Money Amount { get; init; }
    public required DateTimeOffset At { get; init; }

    public Money Profit => Sold - Cost - Commissions - Refunded - Losses - Fees;

    public static DividendId IdOf(MemberId leader, Month month) => new(Platform.Id.Derived(leader.Value, $"dividend {month}"));

    /// <summary>The part of what the whole shop bears that falls on so much of its sales: rounded up, as a cost is.</summary>
    public static Money Part(Money whole, Money own, Money shop)
    {
        if (shop <= Money.Zero) return Money.Zero;
        var product = (Int128)whole.Fen * own.Fen;
        return new((long)((product + (product > 0 ? shop.Fen - 1 : 0)) / shop.Fen));
    }

    /// <summary>Whole fen, rounded down: never more than the share. A loss gives nothing and takes nothing.</summary>
    public static Money Of(Money profit, int basisPoints, Money most)
    {
        if (profit <= Money.Zero) return Money.Zero;
        var share = new Money(checked(profit.Fen * basisPoints) / Rate.Whole);
        return share < most ? share : most;
    }
}
