using Linli.Commissions;
using Linli.Platform;

namespace Linli.Tests.Commissions;

public class SchemeLintTests
{
    static readonly Scheme plain = new(Levels: 2, DirectBasisPoints: 800, IndirectBasisPoints: 500);
    static readonly BlindBox fairBox = new(true, true, 18);

    public static readonly TheoryData<string, Scheme> Forbidden = new()
    {
        { "levels", plain with { Levels = 3 } },
        { "levels", plain with { Levels = -1, IndirectBasisPoints = 0 } },
        { "entry-fee", plain with { EntryFee = new(1) } },
        { "entry-purchase", plain with { EntryPurchase = new(9_900) } },
        { "rank-fee", plain with { RankFee = new(29_900) } },
        { "own-orders-wanted", plain with { OwnOrdersWanted = true } },
        { "head-count", plain with { PerRecruit = new(500) } },
        { "head-count-ladder", plain with { Ladder = LadderOn.HeadCount, LadderCap = new(10_000) } },
        { "team-pay", plain with { TeamBasisPoints = 100 } },
        { "team-ladder", plain with { Ladder = LadderOn.TeamSales, LadderCap = new(10_000) } },
        { "ladder-cap", plain with { Ladder = LadderOn.OwnSales } },
        { "indirect-without-level", plain with { Levels = 1 } },
        { "indirect-above-direct", plain with { IndirectBasisPoints = 900 } },
        { "direct-rate", plain with { DirectBasisPoints = 1_501 } },
        { "direct-rate", plain with { DirectBasisPoints = 499, IndirectBasisPoints = 0 } },
        { "indirect-rate", plain with { IndirectBasisPoints = 300 } },
        { "own-purchase", plain with { OwnPurchaseEarns = true } },
        { "own-household", plain with { HouseholdEarns = true } },
        { "unfinished-orders", plain with { PaysUnfinished = true } },
        { "keeps-on-refund", plain with { KeepsOnRefund = true } },
        { "praise", plain with { Photo = PhotoReward.PraiseOnly } },
        { "likes", plain with { Photo = PhotoReward.AnyPost, LikesNeeded = 28 } },
        { "votes", plain with { VotesBought = true } },
        { "invented-scarcity", plain with { InventsScarcity = true } },
        { "below-cost", plain with { BelowCost = BelowCost.ToWinCustomers } },
        { "personal-prices", plain with { PersonalPrices = true } },
        { "tied-goods", plain with { TiedGoods = true } },
        { "box-odds", plain with { BlindBox = fairBox with { OddsPublished = false } } },
        { "box-values", plain with { BlindBox = fairBox with { ValuesPublished = false } } },
        { "box-age", plain with { BlindBox = fairBox with { LeastAge = 7 } } },
        { "box-guardian", plain with { BlindBox = fairBox with { LeastAge = 8 } } },
        { "box-contents", plain with { BlindBox = fairBox with { Contents = BoxContents.LiveAnimals } } },
        { "prepaid-refund", plain with { Prepaid = new(NeverRefunds: true) } },
        { "prepaid-card", plain with { Prepaid = new(LostCardLost: true) } },
        { "prepaid-transfer", plain with { Prepaid = new(NoTransfer: true) } },
    };

    public static readonly TheoryData<Scheme> Fine = new()
    {
        new Scheme(),
        plain,
        new Scheme(Levels: 0),
        new Scheme(Levels: 1, DirectBasisPoints: 500),
        new Scheme(Levels: 1, DirectBasisPoints: 1_500),
        new Scheme(Levels: 2, DirectBasisPoints: 1_000),
        new Scheme(Levels: 2, DirectBasisPoints: 500, IndirectBasisPoints: 500),
        new Scheme(Levels: 2, DirectBasisPoints: 1_500, IndirectBasisPoints: 1_500),
        plain with { Ladder = LadderOn.OwnSales, LadderCap = new(20_000) },
        plain with { Ladder = LadderOn.OwnSales, LadderCap = new(1) },
        plain with { Photo = PhotoReward.AnyPost },
        plain with { BelowCost = BelowCost.Fresh },
        plain with { BelowCost = BelowCost.Seasonal },
        plain with { BelowCost = BelowCost.Overstock },
        plain with { BlindBox = fairBox },
        plain with { BlindBox = fairBox with { Contents = BoxContents.CheckedFood } },
        plain with { BlindBox = fairBox with { LeastAge = 8, GuardianAsked = true } },
        plain with { Prepaid = new() },
        plain with { Prepaid = new(RefundDays: 30) },
        plain with { Photo = PhotoReward.AnyPost, Ladder = LadderOn.OwnSales, LadderCap = new(5_000), Prepaid = new(), BlindBox = fairBox },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void What_the_law_forbids_is_refused_with_the_clause_and_the_fix(string code, Scheme scheme)
    {
        var finding = Assert.Single(SchemeLint.Check(scheme, RateBounds.House));
        Assert.Equal(code, finding.Code);
        Assert.All([finding.LawZh, finding.LawEn, finding.FixZh, finding.FixEn], text => Assert.True(text.Length > 5, text));
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public void What_the_law_allows_passes(Scheme scheme) => Assert.Empty(SchemeLint.Check(scheme, RateBounds.House));

    [Fact]
    public void There_are_twenty_of_each_at_least_and_every_rule_is_among_them()
    {
        Assert.True(Forbidden.Count >= 20 && Fine.Count >= 20);
        Assert.Equal(33, Forbidden.Select(f => f.Data.Item1).Distinct().Count());
    }

    [Fact]
    public void The_head_office_may_narrow_the_bounds()
    {
        var narrow = new RateBounds(600, 1_000);
        Assert.Empty(SchemeLint.Check(plain with { DirectBasisPoints = 1_000, IndirectBasisPoints = 600 }, narrow));
        Assert.Equal(["direct-rate"], SchemeLint.Check(plain with { DirectBasisPoints = 1_001, IndirectBasisPoints = 0 }, narrow).Select(f => f.Code));
        Assert.Equal(["indirect-rate"], SchemeLint.Check(plain, narrow).Select(f => f.Code));
    }

    [Fact]
    public void A_scheme_that_is_wrong_in_many_ways_is_told_all_of_them() =>
        Assert.Equal(["levels", "entry-fee", "head-count", "team-pay", "praise"], SchemeLint.Check(
            plain with { Levels = 4, EntryFee = new(100), PerRecruit = new(1), TeamBasisPoints = 50, Photo = PhotoReward.PraiseOnly },
            RateBounds.House).Select(f => f.Code));
}
