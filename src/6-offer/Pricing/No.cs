namespace Linli.Pricing;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal LinesWrong(int most) => new(422, "price.lines-wrong",
        $"一单要有 1 到 {most} 种商品，每行只能出现一次", $"An order has 1 to {most} lines, each of them once");

    public static Refusal AmountWrong(string name) => new(422, "price.amount-wrong",
        $"“{name}”的数量不对，请改成大于 0 的数量", $"The amount of \"{name}\" is out of range; it must be more than zero");

    public static Refusal PriceWrong(string name) => new(422, "price.price-wrong",
        $"“{name}”的价格不对，请检查原价、团购价、会员价和阶梯价", $"A price of \"{name}\" is out of range; check shelf, campaign, member and step prices");

    public static Refusal TooMuch(Money most) => new(422, "price.too-much",
        $"一单的商品不能超过 {most}，请分开下单", $"The goods of one order cost at most {most}; split the order");

    public static Refusal TermsWrong(string name) => new(422, "price.terms-wrong",
        $"“{name}”的规则不对：金额不能为负，减的不能比门槛多，不能重复", $"The terms of \"{name}\" are wrong: no negative amounts, no more off than its threshold, nothing twice");

    public static Refusal TooManyPromotions(int most) => new(422, "price.too-many-promotions",
        $"一单最多同时算 {most} 个满减活动，请停用一些", $"At most {most} promotions apply at once; end some of them");

    public static Refusal TooManyCoupons(int most) => new(422, "price.too-many-coupons",
        $"一单最多用 {most} 张券，请少选几张", $"An order takes at most {most} coupons; choose fewer");

    public static Refusal CouponTwice() => new(422, "price.coupon-twice",
        "同一张券不能用两次，请去掉一张", "A coupon cannot be used twice; take one away");

    public static Refusal CouponAlone(string name) => new(409, "price.coupon-alone",
        $"“{name}”不能和其他券一起用，请只留一种", $"\"{name}\" cannot be used together with other coupons; keep one kind");

    public static Refusal PointsWrong() => new(422, "price.points-wrong",
        "积分数量或抵扣规则不对，请检查", "The number of points or their terms are wrong");

    public static Refusal NothingGivenBack() => new(422, "price.nothing-given-back",
        "请选择要退的商品、金额或配送费", "Choose goods, an amount or a delivery fee to give back");

    public static Refusal LineUnknown() => new(404, "price.line-unknown", "订单里没有这一项，请刷新后再试", "The order has no such line; reload and try again");

    public static Refusal GivenBackTooMuch(string name, Money left) => new(409, "price.given-back-too-much",
        $"“{name}”退得太多了，最多还能退 {left}", $"Too much is given back for \"{name}\": {left} is left");

    public static Refusal BatchWrong() => new(422, "coupon.batch-wrong",
        "这批券的规则不对：检查名称、金额或折扣、有效期、数量和每户限领", "The batch is wrong: check name, amount or percent, validity, number and limit per household");
    public static Refusal BatchIdTaken() => new(409, "coupon.batch-id-taken",
        "这批券已经发过，不能改；请停发后另建一批", "This batch exists with other content; end it and make another");
    public static Refusal BatchUnknown() => new(404, "coupon.batch-unknown", "没有这批券，请刷新后再试", "There is no such batch; reload and try again");
    public static Refusal NotClaimable() => new(409, "coupon.not-claimable", "这批券现在不能领，看看别的券", "This coupon cannot be taken now; look at others");
    public static Refusal CouponLimit(int most) => new(409, "coupon.limit-reached", $"每户最多领 {most} 张，您家已领满", $"A household gets at most {most}, and has them");
    public static Refusal CouponsGone() => new(409, "coupon.gone", "券已领完，下次早点来", "All of these coupons are gone");
    public static Refusal CouponIdTaken() => new(409, "coupon.id-taken", "这个券号已被占用，请重试", "This coupon id belongs to another coupon; try again");
    public static Refusal NoHousehold() => new(409, "coupon.no-household", "请先填写住户信息：券和积分是一户人家的", "Join a household first: coupons and points are a household's");
    public static Refusal CouponUnknown() => new(404, "coupon.unknown", "您家没有这张券，请重新选择", "Your household has no such coupon; choose again");
    public static Refusal CouponUsed() => new(409, "coupon.used", "这张券已经用过，请换一张", "This coupon has been used; choose another");
    public static Refusal CouponNotValidNow(string name) => new(409, "coupon.not-valid-now",
        $"“{name}”不在有效期内，请换一张", $"\"{name}\" is not valid now; choose another");

    public static Refusal PointsRulesWrong(int perYuan, int percent, int months) => new(422, "points.rules-wrong",
        $"积分规则不对：每元 0 到 {perYuan} 分，最多抵商品的 {percent}%，有效期 1 到 {months} 个月",
        $"The rules are wrong: 0 to {perYuan} points per yuan, at most {percent} % of the goods, valid for 1 to {months} months");
    public static Refusal PointsOff() => new(409, "points.off", "这家店现在不能用积分，请不选积分再试", "This shop takes no points now; try again without them");
    public static Refusal PointsTooFew(long have) => new(409, "points.too-few",
        $"您家只有 {have} 积分可用，请刷新后再下单", $"Your household has {have} points; reload and order again");
    public static Refusal PointsGiftWrong(long most) => new(422, "points.gift-wrong",
        $"请填 1 到 {most} 积分和赠送的理由", $"Give 1 to {most} points and a reason");
    public static Refusal PointsGiftIdTaken() => new(409, "points.gift-id-taken", "这次赠送的编号已被占用，请重试", "This id belongs to something else; try again");
    public static Refusal PointsForNobody() => new(404, "points.for-nobody", "没有这个住户，请重新选择", "There is no such household; choose again");

    public static Refusal MembershipWrong(int level, int reason, int years) => new(422, "membership.wrong",
        $"请写等级（最多 {level} 字）、理由（最多 {reason} 字，住户看得到）和最后一天（今天到 {years} 年内）",
        $"Give a level (at most {level}), a reason the household reads (at most {reason}) and a last day within {years} years from today");
    public static Refusal MembershipForNobody() => new(404, "membership.for-nobody", "没有这个住户，请重新选择", "There is no such household; choose again");
    public static Refusal MembershipUnknown() => new(404, "membership.unknown", "这户不是会员，请刷新后再看", "This household is no member; reload");
}
