namespace Linli.Commissions;

public enum LadderOn { None, OwnSales, TeamSales, HeadCount }
public enum PhotoReward { None, AnyPost, PraiseOnly }
public enum BelowCost { Never, Fresh, Seasonal, Overstock, ToWinCustomers }
public enum BoxContents { Goods, CheckedFood, UncheckedFood, Medicine, LiveAnimals }

/// <summary>盲盒 — goods sold unseen.</summary>
public sealed record BlindBox(
    bool OddsPublished, bool ValuesPublished, int LeastAge, bool GuardianAsked = false, BoxContents Contents = BoxContents.Goods);

/// <summary>预付 — terms under which a household pays in advance for what comes in parts.</summary>
public sealed record PrepaidTerms(bool NeverRefunds = false, bool LostCardLost = false, bool NoTransfer = false, int RefundDays = 7);

/// <summary>分销方案 — how a shop means to reward people who bring others, before it does so.</summary>
/// <param name="Levels">How many people above a buyer earn from a sale.</param>
/// <param name="TeamBasisPoints">Paid on what people further down sell, beyond the levels.</param>
/// <param name="PaysUnfinished">Pays for orders that are not paid for and picked up yet.</param>
/// <param name="KeepsOnRefund">Commission stays when the money goes back.</param>
/// <param name="LikesNeeded">How many likes a post needs for its reward.</param>
/// <param name="VotesBought">Votes, likes or follows are rewarded.</param>
/// <param name="OwnOrdersWanted">Promoters must place orders themselves to stay promoters.</param>
/// <param name="InventsScarcity">Says that little is left, or how many bought, other than the stock and the orders say.</param>
/// <param name="PersonalPrices">The same goods cost different people different prices, by what is known of them.</param>
/// <param name="TiedGoods">A promoter's buyers must take goods they did not choose.</param>
public sealed record Scheme(
    int Levels = 1, int TeamBasisPoints = 0, LadderOn Ladder = LadderOn.None,
    int DirectBasisPoints = 0, int IndirectBasisPoints = 0,
    bool OwnPurchaseEarns = false, bool HouseholdEarns = false, bool OwnOrdersWanted = false,
    bool PaysUnfinished = false, bool KeepsOnRefund = false,
    PhotoReward Photo = PhotoReward.None, int LikesNeeded = 0, bool VotesBought = false,
    BelowCost BelowCost = BelowCost.Never, bool InventsScarcity = false, bool PersonalPrices = false, bool TiedGoods = false,
    BlindBox? BlindBox = null, PrepaidTerms? Prepaid = null)
{
    /// <summary>What somebody pays to become a promoter.</summary>
    public Money EntryFee { get; init; }

    /// <summary>What somebody must buy to become one.</summary>
    public Money EntryPurchase { get; init; }

    /// <summary>What a higher rate costs, in money or as a purchase.</summary>
    public Money RankFee { get; init; }

    /// <summary>Paid for every promoter somebody brings.</summary>
    public Money PerRecruit { get; init; }

    /// <summary>The most a ladder adds in a month.</summary>
    public Money LadderCap { get; init; }
}

/// <summary>Within which rates this shop may set commissions; the head office may narrow what the house allows.</summary>
public readonly record struct RateBounds(int LeastBasisPoints, int MostBasisPoints)
{
    public const int HouseLeast = 500, HouseMost = 1_500;

    public static RateBounds House => new(HouseLeast, HouseMost);

    /// <summary>No commission at all is always within them.</summary>
    public bool Allow(int basisPoints) => basisPoints == 0 || (basisPoints >= LeastBasisPoints && basisPoints <= MostBasisPoints);
}
