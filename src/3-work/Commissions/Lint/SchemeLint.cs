namespace Linli.Commissions;

/// <summary>Why a scheme may not be run, by which law, and what to change.</summary>
public sealed record Finding(string Code, string LawZh, string LawEn, string FixZh, string FixEn);

/// <summary>合规检查 — refuses reward schemes the law forbids, before anybody is paid by them.</summary>
/// <remarks>A careful reading, not advice: what passes here may still need a lawyer; what does not pass is never saved.</remarks>
static class SchemeLint
{
    readonly record struct Law(string Zh, string En);
    readonly record struct Rule(string Code, Func<Scheme, RateBounds, bool> Breaks, Law Law, string FixZh, string FixEn);

    public const int MostLevels = 2;

    static readonly Law heads = new("《禁止传销条例》第七条第（一）项：按发展人数计酬", "Regulation on Prohibiting Pyramid Selling, art. 7(1): pay by head-count");
    static readonly Law entry = new("《禁止传销条例》第七条第（二）项：交纳或变相交纳入门费", "Regulation on Prohibiting Pyramid Selling, art. 7(2): an entry fee, open or disguised");
    static readonly Law team = new("《禁止传销条例》第七条第（三）项：以下线的销售业绩层层计酬", "Regulation on Prohibiting Pyramid Selling, art. 7(3): pay from downline sales, level upon level");
    static readonly Law praise = new("《网络反不正当竞争暂行规定》：不得以返现、红包、卡券换取指定好评、点赞、定向投票", "Interim Provisions against Unfair Competition Online: no cash or coupon for specified praise, likes or directed votes");
    static readonly Law fake = new("《网络反不正当竞争暂行规定》：不得虚构交易额、成交量、库存", "Interim Provisions against Unfair Competition Online: no invented trades, sales or stock");
    static readonly Law nine = new("社区团购“九个不得”（2020）", "The \"nine must-nots\" of community group buying (2020)");
    static readonly Law box = new("《盲盒经营行为规范指引（试行）》（2023）", "Guideline on blind-box selling, trial (2023)");
    static readonly Law prepaid = new("最高人民法院预付式消费司法解释（2025-05-01 施行）", "Supreme Court interpretation on prepaid consumption (in force 2025-05-01)");
    static readonly Law house = new("本店总部的比例范围（5%–15% 之内）", "The head office's bounds, within 5–15 %");

    static readonly Rule[] rules =
    [
        new("levels", (s, _) => s.Levels is < 0 or > MostLevels, team, "最多两级：直接推荐人和他的推荐人", "At most two levels: who brought the buyer, and who brought them"),
        new("entry-fee", (s, _) => s.EntryFee.Fen > 0, entry, "加入推广不收任何费用", "Joining costs nothing"),
        new("entry-purchase", (s, _) => s.EntryPurchase.Fen > 0, entry, "不能要求先买东西才能推广", "Nobody must buy something to become a promoter"),
        new("rank-fee", (s, _) => s.RankFee.Fen > 0, entry, "等级按自己的销售给，不能花钱买", "Ranks follow own sales and are not for sale"),
        new("own-orders-wanted", (s, _) => s.OwnOrdersWanted, entry, "不能要求推广员自己下单来保住资格", "Promoters need not order anything to stay promoters"),
        new("head-count", (s, _) => s.PerRecruit.Fen > 0, heads, "只按真实成交付佣金，不按拉来的人数", "Pay for real sales only, never for people brought in"),
        new("head-count-ladder", (s, _) => s.Ladder == LadderOn.HeadCount, heads, "阶梯只看本人带来的销售额", "The ladder looks at own sales only"),
        new("team-pay", (s, _) => s.TeamBasisPoints != 0, team, "去掉团队业绩奖，只留两级以内的佣金", "Drop pay on team volume; keep the commission of at most two levels"),
        new("team-ladder", (s, _) => s.Ladder == LadderOn.TeamSales, team, "阶梯只看本人带来的销售额", "The ladder looks at own sales only"),
        new("ladder-cap", (s, _) => s.Ladder == LadderOn.OwnSales && s.LadderCap.Fen <= 0, house, "给阶梯奖励设一个每月上限", "Give the ladder a cap per month"),
        new("indirect-without-level", (s, _) => s.IndirectBasisPoints != 0 && s.Levels < 2, team, "只设一级时，第二级比例填 0", "With one level the second level's rate is 0"),
        new("indirect-above-direct", (s, _) => s.IndirectBasisPoints > s.DirectBasisPoints, team, "第二级不能比直接推荐人拿得多", "The second level earns no more than the first"),
        new("direct-rate", (s, b) => !b.Allow(s.DirectBasisPoints), house, "直接推荐的比例放回范围内，或填 0", "Bring the direct rate within the bounds, or make it 0"),
        new("indirect-rate", (s, b) => !b.Allow(s.IndirectBasisPoints), house, "第二级的比例放回范围内，或填 0", "Bring the second rate within the bounds, or make it 0"),
        new("own-purchase", (s, _) => s.OwnPurchaseEarns, entry, "自己买不给自己佣金；想便宜就直接降价", "Own purchases earn nothing; lower the price instead"),
        new("own-household", (s, _) => s.HouseholdEarns, fake, "同一住户的订单不给佣金", "Orders of the own household earn nothing"),
        new("unfinished-orders", (s, _) => s.PaysUnfinished, fake, "付款取货、过了售后期才结佣金", "Pay when goods are paid, picked up and past their claim window"),
        new("keeps-on-refund", (s, _) => s.KeepsOnRefund, fake, "退款时佣金同比例扣回", "When money goes back, its share of the commission goes back"),
        new("praise", (s, _) => s.Photo == PhotoReward.PraiseOnly, praise, "晒单奖励给每一条真实评价，好评差评都一样", "Reward every honest post alike, praise or not"),
        new("likes", (s, _) => s.LikesNeeded > 0, praise, "奖励不能看点赞数", "A reward must not depend on likes"),
        new("votes", (s, _) => s.VotesBought, praise, "不能用奖励换投票、点赞或关注", "Votes, likes and follows are not rewarded"),
        new("invented-scarcity", (s, _) => s.InventsScarcity, fake, "“仅剩几件”“已售几件”只能按真实库存和订单显示", "Show \"only so many left\" and \"sold\" from real stock and orders"),
        new("below-cost", (s, _) => s.BelowCost == BelowCost.ToWinCustomers, nine, "低于成本只能用于鲜活、季节性、积压商品", "Below cost only for fresh, seasonal or overstocked goods"),
        new("personal-prices", (s, _) => s.PersonalPrices, nine, "同样的商品同样的条件同样的价，不“杀熟”", "Same goods, same conditions, same price for everybody"),
        new("tied-goods", (s, _) => s.TiedGoods, nine, "不能搭售，让邻居自己选", "No tying; let buyers choose"),
        new("box-odds", (s, _) => s.BlindBox is { OddsPublished: false }, box, "公布每种商品的抽取概率", "Publish the odds of every item"),
        new("box-values", (s, _) => s.BlindBox is { ValuesPublished: false }, box, "公布商品价值范围和规则", "Publish the range of values and the rules"),
        new("box-age", (s, _) => s.BlindBox is { LeastAge: < 8 }, box, "不卖给 8 岁以下的孩子", "Do not sell to children under eight"),
        new("box-guardian", (s, _) => s.BlindBox is { LeastAge: >= 8 and < 18, GuardianAsked: false }, box, "8 岁以上未成年人要先经监护人同意", "Minors of eight and above need their guardian's consent first"),
        new("box-contents", (s, _) => s.BlindBox is { Contents: not (BoxContents.Goods or BoxContents.CheckedFood) }, box, "盲盒里不能有药品、活体动物；食品要保证质量", "No medicine or live animals in a box; food only with assured quality"),
        new("prepaid-refund", (s, _) => s.Prepaid is { NeverRefunds: true } or { RefundDays: < 7 }, prepaid, "七天内可以无理由退本金，“概不退款”无效", "The principal is refundable within seven days; \"no refunds\" is void"),
        new("prepaid-card", (s, _) => s.Prepaid is { LostCardLost: true }, prepaid, "丢卡可以补办", "A lost card is replaced"),
        new("prepaid-transfer", (s, _) => s.Prepaid is { NoTransfer: true }, prepaid, "允许转让给别人", "It may be passed on to somebody else"),
    ];

    /// <summary>Nothing when the scheme may be run.</summary>
    public static IReadOnlyList<Finding> Check(Scheme scheme, RateBounds bounds) =>
        [.. rules.Where(r => r.Breaks(scheme, bounds)).Select(r => new Finding(r.Code, r.Law.Zh, r.Law.En, r.FixZh, r.FixEn))];
}
