namespace Linli.Campaigns;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal Unknown() => new(404, "campaign.unknown", "没有这个团购，可能已经被撤下", "There is no such campaign; it may have been withdrawn");
    public static Refusal IdTaken() =>
        new(409, "campaign.id-taken", "这个团购编号已经用过，请重新新建", "This campaign id is in use; start a new one");
    public static Refusal NotOpenYet(DateTimeOffset at) =>
        new(409, "campaign.not-open-yet", $"还没开团，{BusinessDay.Say(at)} 开始接单", $"Not open yet; orders are taken from {BusinessDay.Say(at)}");
    public static Refusal CutOffPassed() =>
        new(409, "campaign.cut-off-passed", "已经截单了，看看明天的清单吧", "The cut-off has passed; have a look at tomorrow's list");
    public static Refusal AlreadyPublished() =>
        new(409, "campaign.already-published", "已经发布的团购不能再改，请复制一份新的", "A published campaign cannot be changed; copy it instead");
    public static Refusal OnlyTheLeaderClosesEarly() =>
        new(403, "campaign.only-leader-closes-early", "只有本团的团长或店主可以提前截单", "Only its leader or the owner may close it early");
    public static Refusal NotYourNeighbourhood() =>
        new(403, "campaign.not-your-neighbourhood", "这个团购不在您负责的小区", "This campaign is not in your neighbourhoods");
    public static Refusal TimesWrong() =>
        new(422, "campaign.times-wrong", "时间不对：截单要晚于开团，自提要晚于截单，且截单不能已经过去", "The times are wrong: opening, then cut-off (in the future), then pickup");
    public static Refusal TextWrong(int title, int text) =>
        new(422, "campaign.text-wrong", $"标题要写（最多 {title} 字），说明最多 {text} 字", $"A title (at most {title}) is needed; the text may have {text} characters");
    public static Refusal ItemsWrong(int most) =>
        new(422, "campaign.items-wrong", $"请选 1 到 {most} 个商品，每个商品只选一次", $"Choose 1 to {most} goods, each once");
    public static Refusal PriceWrong(string name) =>
        new(422, "campaign.price-wrong", $"“{name}”的团购价要大于 0 元且不超过 10 万元", $"The price of {name} must be above 0 and at most 100,000 yuan");
    public static Refusal LimitWrong(string name) =>
        new(422, "campaign.limit-wrong", $"“{name}”的限量不对：要大于 0，是起订量的整数倍，每户限购不超过总量", $"The limits of {name} must be above 0, in whole steps, and per household not above the total");
    public static Refusal SkuInactive(string name) =>
        new(422, "campaign.sku-inactive", $"“{name}”已下架，请先在商品里上架", $"{name} is not on sale; activate it in the catalogue first");
    public static Refusal PointsWrong() =>
        new(422, "campaign.points-wrong", "请选 1 到 50 个正在使用的自提点", "Choose 1 to 50 active pickup points");
    public static Refusal LeaderWrong() => new(422, "campaign.leader-wrong", "请选一位在岗的团长", "Choose an active group leader");
    public static Refusal DealWrong() =>
        new(422, "campaign.deal-wrong", "拼团要写 2 到 1000 户成团，每团最多的户数不能比它少；其他团购不写",
            "A group deal needs 2 to 1000 households, and a full group no fewer; other kinds none");
    public static Refusal SearchTooLong(int most) =>
        new(422, "campaign.search-too-long", $"最多输入 {most} 个字", $"A search has at most {most} characters");
    public static Refusal PickupWrong() => new(422, "campaign.pickup-wrong",
        "取货时间不对：不能早于截单，结束要晚于开始，也不能已经过去；原因最多 60 字", "Pickup begins after cut-off and ends after it begins, in the future; a reason has at most 60 characters");
    public static Refusal OpenAlready() => new(409, "campaign.open-already",
        "已经开团了，想要的话直接下单就行", "It is open already; order what you want of it");
    public static Refusal HouseholdMissing() => new(409, "campaign.household-missing",
        "请先填好您的住址，再点想要", "Say where you live first");
    public static Refusal DealUnknown() => new(404, "deal.unknown", "没有这个拼团，可能已经被撤下", "There is no such group deal; it may have been withdrawn");
    public static Refusal CommissionWrong(int most) =>
        new(422, "campaign.commission-wrong", $"佣金比例要在 0 到 {most / 100}% 之间", $"The commission must be between 0 and {most / 100} percent");
    public static Refusal SavingsWrong(int most) => new(422, "campaign.savings-wrong",
        $"满减不对：最多 {most} 档，门槛从小到大，门槛越高减得越多，减的要比门槛少", $"At most {most} thresholds, rising, each taking off more than the one before and less than itself");
    public static Refusal StepsWrong(string name) => new(422, "campaign.steps-wrong",
        $"“{name}”的阶梯价不对：最多 5 档，数量从小到大并是起订量的整数倍，越多越便宜", $"The steps of {name} are wrong: at most 5, rising whole steps, each cheaper than the one before");
    public static Refusal MemberPriceWrong(string name) => new(422, "campaign.member-price-wrong",
        $"“{name}”的会员价要大于 0 元、比团购价低", $"The member price of {name} must be above 0 and below its price");
    public static Refusal PraiseTooLong(string name, int most) =>
        new(422, "campaign.praise-too-long", $"“{name}”的推荐语最多 {most} 字", $"What is said for {name} has at most {most} characters");
    public static Refusal ItemUnknown() => new(404, "campaign.item-unknown", "这个团购里没有这个商品", "This campaign does not have this item");
    public static Refusal ItemPaused(string name) =>
        new(409, "campaign.item-paused", $"“{name}”暂停接单，先看看别的吧", $"{name} is paused at the moment");
    public static Refusal SoldOut(string name, string left) =>
        new(409, "campaign.sold-out", $"“{name}”只剩 {left} 了，请改一下数量", $"Only {left} of {name} is left; please change the amount");
    public static Refusal OverHouseholdLimit(string name, string limit) =>
        new(409, "campaign.over-household-limit", $"“{name}”每户限购 {limit}，请改一下数量", $"{name} is limited to {limit} per household");
    public static Refusal TemplateWrong() =>
        new(422, "template.wrong", "定时清单不对：要有名字、星期几、截单晚于开团，自提在 0 到 7 天内", "The template is wrong: name, weekdays, cut-off after opening, pickup within 0 to 7 days");
    public static Refusal ChainTooLong(int bytes, int entries) =>
        new(413, "chain.too-long", $"接龙太长了：最多 {entries} 条、{bytes / 1000} KB，请分几次粘贴", $"The chain is too long: at most {entries} entries and {bytes / 1000} kB");
}
