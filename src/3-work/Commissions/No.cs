namespace Linli.Commissions;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal LeaderMissing() => new(422, "commission.leader-missing", "请选一位团长", "Choose a leader");
    public static Refusal LeaderUnknown() => new(404, "commission.leader-unknown", "没有这位团长", "There is no such leader");
    public static Refusal NotYours() =>
        new(403, "commission.not-yours", "只能看自己的佣金", "You can see your own commissions only");
    public static Refusal DaysWrong(int most) => new(422, "commission.days-wrong",
        $"日期不对：结束不能早于开始，最多 {most} 天", $"The days are wrong: the last is not before the first, at most {most} of them");
    public static Refusal SchemeForbidden(IReadOnlyList<Finding> findings) => new(422, "commission.scheme-forbidden",
        $"这个方案违法或越界：{findings[0].LawZh}。{findings[0].FixZh}。", $"This scheme is against the rules: {findings[0].LawEn}. {findings[0].FixEn}.")
    {
        Rows = [.. findings.Select(f => new BadRow(f.Code, f.Code, $"{f.LawZh} → {f.FixZh}", $"{f.LawEn} → {f.FixEn}"))],
    };
    public static Refusal LadderWrong(int most) => new(422, "commission.ladder-wrong",
        $"阶梯不对：选“按本人销售”才填，最多 10 级，金额和加成大于 0，加上直接比例不超过 {most / 100m:0.##}%",
        $"The ladder is wrong: only with a ladder on own sales, at most 10 steps above 0, together with the direct rate at most {most / 100m:0.##} %");
    public static Refusal TermsWrong(int days, int wait) => new(422, "commission.terms-wrong",
        $"规则不对：归因 1–{days} 天，等待 0–{wait} 天，上限 0–100%，起提至少 0.10 元，每日上限不低于起提",
        $"The terms are wrong: window 1 to {days} days, waiting 0 to {wait}, cap 0 to 100 %, least withdrawal 0.10, daily cap not below it");
    public static Refusal BoundsWrong() => new(422, "commission.bounds-wrong",
        "范围要在 5% 到 15% 之内，最低不能高于最高", "The bounds lie within 5 and 15 %, the lowest not above the highest");
    public static Refusal RateOutOfBounds(RateBounds bounds) => new(422, "commission.rate-out-of-bounds",
        $"比例要在 {bounds.LeastBasisPoints / 100m:0.##}% 到 {bounds.MostBasisPoints / 100m:0.##}% 之间，或填 0；团长等级 1–9",
        $"A rate is 0 or within {bounds.LeastBasisPoints / 100m:0.##} and {bounds.MostBasisPoints / 100m:0.##} %; a leader's level is 1 to 9");
    public static Refusal RateIdTaken() =>
        new(409, "commission.rate-id-taken", "这条比例已经定过，请新加一条", "This line of the rate card is written; add another one");
    public static Refusal RateCampaignUnknown() => new(404, "commission.rate-campaign-unknown",
        "本店没有这个团，请重新选一个", "There is no such campaign in this shop; choose another one");
    public static Refusal RateSkuUnknown() => new(404, "commission.rate-sku-unknown",
        "本店没有这个商品，请重新选一个", "There are no such goods in this shop; choose others");
    public static Refusal RateNotThere() => new(409, "commission.rate-not-there",
        "现在没有这条比例，不用停用，请刷新看看", "No such line counts now, so there is nothing to end; look again");
    public static Refusal EarnerUnknown() => new(404, "commission.earner-unknown", "没有这个人，请从列表里选", "There is no such person; choose one of the list");
    public static Refusal ContractWrong(int level, int duty) => new(422, "commission.contract-wrong",
        $"等级是 1–{level}，职责最多 {duty} 个字", $"The level is 1 to {level}, the duty has at most {duty} characters");

    public static Refusal DividendWrong(int percent, Money most) => new(422, "commission.dividend-wrong",
        $"利润分红最多 {percent}%，每月上限大于 0、最多 {most}；不分红就两个都填 0",
        $"A dividend is at most {percent}% with a limit a month above 0 and at most {most}; without one both are 0");

    public static Refusal DividendUnknown() => new(404, "commission.dividend-unknown", "没有这笔利润分红", "There is no such dividend");

    public static Refusal ConsentMissing() => new(422, "referral.consent-missing",
        "请先看过说明并同意，才能成为推广员（不收任何费用）", "Read and agree first; becoming a promoter costs nothing");
    public static Refusal NoPromoter() => new(404, "referral.no-promoter", "您还不是推广员", "You are no promoter");
    public static Refusal LinkWrong() => new(422, "referral.link-wrong",
        "这个推广链接无效，请让邻居重新分享一次", "This link is not valid; ask your neighbour to share it again");
    public static Refusal OwnHousehold() => new(409, "referral.own-household",
        "自己和同一住户的人不算推荐", "Yourself and people of your own household do not count");

    public static Refusal GiftWrong() => new(422, "gift.wrong",
        "请写礼品名（最多 40 字）、份数（1–10 万）、每份需要带来几户（1–50）、每人最多几份（1–20），截止时间在一年之内；用店里商品的要写每份数量",
        "Name the gift (at most 40 characters), how many there are (1 to 100,000), for how many households one is (1 to 50), how many a person may have (1 to 20), an end within a year, and the amount if it is of the shop's goods");
    public static Refusal GiftIdTaken() => new(409, "gift.id-taken", "这个编号已经用过，请重新提交", "This id is in use; do it again");
    public static Refusal GiftGoodsMissing(string name, long free) => new(409, "gift.goods-missing",
        $"{name} 现在只有 {free} 可用，不够这么多份，请先进货或减少份数", $"Only {free} of {name} are free; receive more goods first or give fewer gifts");
    public static Refusal GiftActionUnknown() => new(404, "gift.action-unknown", "没有这个邀请有礼活动", "There is no such action");
    public static Refusal GiftUnknown() => new(404, "gift.unknown", "没有这个礼品码，请核对 8 位数字", "There is no such gift; check the eight digits");
    public static Refusal GiftsGone() => new(409, "gift.gone", "礼品已经领完或活动已结束", "There are no more gifts, or the action is over");
    public static Refusal GiftTooFew(int missing) => new(409, "gift.too-few",
        $"还差 {missing} 户新邻居：他们第一单取货并过了售后期才算", $"{missing} more new households: they count when their first order is collected and past its claim window");
    public static Refusal GiftLimit(int most) => new(409, "gift.limit", $"每人最多领 {most} 份", $"At most {most} a person");
    public static Refusal GiftCollected() => new(409, "gift.collected", "这份礼品已经领走了", "This gift has been handed out");
    public static Refusal GiftLapsed(DateTimeOffset by) => new(409, "gift.lapsed",
        $"这份礼品 {BusinessDay.Of(by):M 月 d 日}前没有来领，已经作废", $"Nobody came for this gift by {BusinessDay.Of(by):d MMMM}; it is void");

    public static Refusal RealNameWrong() => new(422, "payee.real-name", "请填身份证上的姓名", "Give the name on the identity card");
    public static Refusal IdNumberWrong() => new(422, "payee.id-number",
        "身份证号不对，请逐位核对（最后一位可能是 X）", "The identity number is wrong; check each digit (the last may be an X)");
    public static Refusal IdNumberTaken() => new(409, "payee.id-number-taken",
        "这个身份证已经绑定了另一个账号，请联系店主", "This identity belongs to another account here; ask the shop owner");
    public static Refusal AccountWrong() => new(422, "payee.account", "请填收款账号（2–60 个字），或绑定微信（最多 64 个字母数字）", "Give the account to be paid to (2 to 60 characters), or a WeChat account (at most 64 letters)");
    public static Refusal PayeeMissing() => new(409, "payee.missing",
        "请先填写实名收款信息", "Give your real name and account first");

    public static Refusal WithdrawalUnknown() => new(404, "withdrawal.unknown", "没有这笔提现", "There is no such withdrawal");
    public static Refusal WithdrawalIdTaken() =>
        new(409, "withdrawal.id-taken", "这个提现编号已经用过，请重新申请", "This withdrawal id is in use; ask again");
    public static Refusal TooLittle(Money least) => new(422, "withdrawal.too-little", $"满 {least} 才能提现", $"Withdraw {least} or more");
    public static Refusal NotEnough(Money available) => new(409, "withdrawal.not-enough",
        $"现在可提现 {available}，待结算的过了售后期才能提", $"{available} can be withdrawn now; what is pending follows after the claim window");
    public static Refusal TooMuchToday(Money most) => new(409, "withdrawal.too-much-today",
        $"每天最多提现 {most}，请明天再提", $"At most {most} a day; go on tomorrow");
    public static Refusal WithdrawalState(WithdrawalState state) => new(409, "withdrawal.wrong-state",
        $"这笔提现{Say(state)}，不能这样处理", $"This withdrawal is {state}; that cannot be done to it");
    public static Refusal WithdrawalCarried() => new(409, "withdrawal.carried",
        "这笔由微信转账，到没到账以微信为准，请在微信里确认收款", "The provider carries this one and says itself when it came; confirm it there");
    public static Refusal OpenIdMissing() => new(409, "payee.wechat-missing",
        "收款人还没有绑定微信，请他在钱包里点“绑定微信”，或用银行转账付款", "The payee is not bound to WeChat; have them bind it in their wallet, or pay by bank");
    public static Refusal ReferenceMissing(int most) => new(422, "withdrawal.reference",
        $"请写付款流水号或原因（最多 {most} 个字）", $"Write the bank's reference or the reason (at most {most} characters)");

    public static Refusal MonthWrong() => new(422, "commission.month-wrong", "月份要写成 2026-11 这样", "A month is written as 2026-11");

    public static Refusal FormatUnknown() => new(422, "commission.format-unknown", "只能下载 csv 或 xlsx", "The format is csv or xlsx");

    static string Say(WithdrawalState state) => state switch
    {
        Commissions.WithdrawalState.Requested => "还没审批",
        Commissions.WithdrawalState.Approved => "已经同意",
        Commissions.WithdrawalState.Sent => "已经付款",
        Commissions.WithdrawalState.Paid => "已经到账",
        Commissions.WithdrawalState.Failed => "付款失败",
        Commissions.WithdrawalState.Expired => "已经过期",
        _ => "已经取消",
    };

    public static Refusal ReviewWrong(int text, int pictures) => new(422, "review.wrong",
        $"晒单要有 1 到 {pictures} 张照片和几句话（最多 {text} 字），星星 1 到 5 颗或不选", $"A post has 1 to {pictures} pictures, some words (at most {text}) and 1 to 5 stars or none");
    public static Refusal ReviewOrderUnknown() => new(404, "review.order-unknown",
        "您家没有这个已取货的订单，取了货再来晒", "Your household has taken home no such order; post after pickup");
    public static Refusal ReviewIdTaken() => new(409, "review.id-taken", "这个编号已经用过，请重新提交", "This id is in use; do it again");
    public static Refusal ReviewedBefore() => new(409, "review.order-taken", "这个订单已经晒过了，看看别的订单", "This order has a post already; choose another one");
    public static Refusal ReviewUnknown() => new(404, "review.unknown", "没有这条晒单，请刷新后再看", "There is no such post; reload");
    public static Refusal ReviewTakenBack() => new(409, "review.taken-back", "这单已全部退款，奖励收回了，不能再奖", "All of this order went back, and so did its reward");
    public static Refusal ReviewsNotRewarded() => new(409, "review.not-rewarded", "还没有开晒单奖励，请先设规则", "Posts are not rewarded here; decide the rules first");
    public static Refusal ReviewsOfMonth(int most) => new(409, "review.month-full",
        $"这户本月已奖励 {most} 条，下个月再奖", $"{most} posts of this household were rewarded this month; wait for the next one");
    public static Refusal ReviewRulesWrong(int points, int month, int text) => new(422, "review.rules-wrong",
        $"晒单规则不对：每条 1 到 {points} 积分（不奖就填 0），每户每月 1 到 {month} 条，说明最多 {text} 字",
        $"The rules are wrong: 1 to {points} points a post (0 for none), 1 to {month} a month and household, a text of at most {text}");
}
