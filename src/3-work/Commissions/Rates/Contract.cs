using Linli.Members;

namespace Linli.Commissions;

/// <summary>团长合同 — what a leader and the shop have agreed.</summary>
sealed class Contract : IOwned
{
    public const int LongestDuty = 200;

    public TenantId Tenant { get; set; }
    public required MemberId Id { get; init; }

    /// <summary>Which lines of the rate card hold for this leader.</summary>
    public int Level { get; set; } = 1;

    /// <summary>When and where this leader hands goods over.</summary>
    public string Duty { get; set; } = "";

    /// <summary>What of the profit of the leader's own orders is the leader's (利润分红); no dividend when zero.</summary>
    public int DividendBasisPoints { get; private set; }

    /// <summary>At most so much a month.</summary>
    public Money DividendMost { get; private set; }

    /// <summary>Profit of the leader's own orders is all there is to share: nothing here can speak of a team or of a number of people.</summary>
    public void ShareProfit(int basisPoints, Money most)
    {
        if (basisPoints is < 0 or > Dividend.MostBasisPoints || most < Money.Zero || most > Dividend.MostPerMonth || basisPoints > 0 != most > Money.Zero)
            throw No.DividendWrong(Dividend.MostBasisPoints / 100, Dividend.MostPerMonth);
        (DividendBasisPoints, DividendMost) = (basisPoints, most);
    }
}
