namespace Linli.Ordering;

/// <summary>Every way this room says no.</summary>
static partial class No
{
    public static Refusal WatchedUnknown() => new(404, "live.unknown", "没有找到这家店，请检查链接", "There is no such shop; check the link");
    public static Refusal WatchedWrong(int most) =>
        new(400, "live.campaigns-wrong", $"一个页面同时看 1 到 {most} 个团购", $"A screen looks at 1 to {most} campaigns at once");
    public static Refusal DemandWrong(int most) => new(400, "demand.skus-wrong", $"一次最多看 {most} 种商品", $"At most {most} goods at once");
    public static Refusal Unknown() => new(404, "order.unknown", "没有这个订单", "There is no such order");
    public static Refusal IdTaken() =>
        new(409, "order.id-taken", "这个订单号已经用过，请重新下单", "This order id was used for another order; place it again");
    public static Refusal LinesMissing(int most) =>
        new(422, "order.lines-missing", $"请选 1 到 {most} 个商品，每个商品一行", $"Choose 1 to {most} goods, one line each");
    public static Refusal AmountOutOfRange(long most) =>
        new(422, "order.amount-out-of-range", $"数量要大于 0，最多 {most}", $"The amount must be above 0 and at most {most}");
    public static Refusal AmountNotInSteps(string name, string step) =>
        new(422, "order.amount-not-in-steps", $"“{name}”要按 {step} 的倍数下单", $"{name} is ordered in multiples of {step}");
    public static Refusal PointNotOffered() =>
        new(422, "order.pickup-point-not-offered", "这个团购不在这个自提点取货，请换一个自提点", "This campaign is not picked up there; choose another pickup point");
    public static Refusal HouseholdMissing() =>
        new(409, "order.household-missing", "请先填写您的楼栋和房号", "Please tell us your building and room first");
    public static Refusal GroupDealIsPaidOnline() =>
        new(422, "order.group-deal-is-paid-online", "拼团要在线支付才算参团，请选在线支付", "A group deal counts when it is paid online; choose online payment");
    public static Refusal PaymentUnknown() =>
        new(422, "order.payment-unknown", "请选在线支付或到店付款", "Choose online payment or pay at pickup");
    public static Refusal NoteTooLong(int most) => new(422, "order.note-too-long", $"备注最多 {most} 个字", $"A note has at most {most} characters");
    public static Refusal PaidCannotAmend() =>
        new(409, "order.paid-cannot-amend", "已付款的订单不能改，请取消后重新下单，钱会自动退回", "A paid order cannot be changed; cancel it (the money comes back) and order again");
    public static Refusal NotAlive() =>
        new(409, "order.not-alive", "这个订单已经取消、过期或完成，不能再改", "This order is cancelled, expired or done");
    public static Refusal CutOff() =>
        new(409, "order.cut-off", "已经截单，商品正在备货，不能再改；有问题可以申请售后", "The cut-off has passed; if something is wrong, make a claim");
    public static Refusal DealReached() =>
        new(409, "order.deal-reached", "已经成团，不能取消；特殊情况请联系团长", "The deal is reached and cannot be left; ask the group leader");
    public static Refusal NothingToPay() =>
        new(409, "order.nothing-to-pay", "这个订单不需要在线支付", "There is nothing to pay online for this order");
    public static Refusal TogetherWrong(int most) => new(422, "order.together-wrong",
        $"一次合并付款要有 2 到 {most} 个订单，每个只写一次", $"Pay 2 to {most} different orders together");
    public static Refusal NotPayable(string number) => new(409, "order.not-payable",
        $"订单 {number} 不用付款、已取消或过了付款时间，请去掉它再付其余的", $"Order {number} is not to be paid, or its time to pay is over; pay the others without it");
    public static Refusal PaidApart() => new(409, "order.paid-apart",
        "这些订单选的付款方式不同，不能合并付款，请分开付", "These orders are paid with different providers; pay them one by one");
    public static Refusal CodeWrong() =>
        new(422, "order.code-wrong", "付款码不对，请让顾客打开付款码再扫一次", "This is no payment code; let the customer open it and scan again");
    public static Refusal PayTimeOver() =>
        new(409, "order.pay-time-over", "付款时间已过，请重新下单", "The time to pay is over; place the order again");
    public static Refusal OutsideWrong(Money due) =>
        new(422, "payment.outside-wrong", $"记账的金额不对：群里付款的订单才能记，最多 {due}", $"Only orders paid in the group, and at most what is due: {due}");
    public static Refusal EntriesUnknown() =>
        new(404, "entries.unknown", "没有这个接龙，可能已经被撤下", "There is no such chain; it may have been withdrawn");
    public static Refusal ClaimWrong(string most) =>
        new(422, "claim.wrong", $"售后数量不对：最多 {most}，要写原因，照片最多 6 张", $"The claim is wrong: at most {most}, with a reason and at most 6 pictures");
    public static Refusal ClaimTooLate(int hours) =>
        new(409, "claim.too-late", $"售后要在取货后 {hours} 小时内申请", $"Claims are taken within {hours} hours after pickup");
    public static Refusal ClaimUnknown() => new(404, "claim.unknown", "没有这个售后申请", "There is no such claim");
    public static Refusal ClaimIdTaken() =>
        new(409, "claim.id-taken", "这个售后编号已经用过", "This claim id is in use");
    public static Refusal ClaimDecided() => new(409, "claim.decided", "这个售后已经处理过了", "This claim has been decided");
    public static Refusal ClaimPassed() => new(409, "claim.passed",
        "这个售后已经转给店里，由店里来定", "This claim was passed on; the shop decides it");
    public static Refusal ClaimWordWrong(int longest) => new(422, "claim.word-wrong",
        $"请写 1 到 {longest} 个字，照片最多 {Claim.MostPictures} 张", $"Write 1 to {longest} letters, with at most {Claim.MostPictures} pictures");
    public static Refusal ClaimAsked() => new(409, "claim.asked",
        "已经问过住户一次了，请按现有情况来定", "The household was asked once; decide by what there is");
    public static Refusal ClaimNotAsked() => new(409, "claim.not-asked",
        "店里没有要您补充；有别的问题请再提一个售后", "The shop has not asked anything; if something else is wrong, make another claim");
    public static Refusal ClaimAnswered() => new(409, "claim.answered",
        "您已经补充过了，店里会尽快处理", "You have answered; the shop will see to it");
    public static Refusal ClaimOfOwnHousehold() => new(409, "claim.own-household",
        "这是您自家的订单，售后要由店主处理", "This is your own household's order; the owner decides its claims");
    public static Refusal ClaimOverAllowance(Money refund, Money left) => new(409, "claim.over-allowance",
        $"这笔要退 {refund}，您今天还能同意 {left}，已转给店主处理", $"This is {refund}, you may approve {left} more today; the owner has been asked");
    public static Refusal ChargeIsTheOwners() => new(409, "claim.charge-is-the-owners",
        "让供应商承担要由店主决定，请不选这一项，或转给店主处理", "Only the owner charges a supplier; leave it out, or let the owner decide");
    public static Refusal NobodyToCharge() => new(422, "claim.nobody-to-charge",
        "没有同意退款，或商品没有供应商，不能让供应商承担", "Nothing is given back, or the goods have no supplier: there is nobody to charge");
    public static Refusal Overweight(string name, long expected, long most) => new(422, "order.overweight",
        $"“{name}”订了 {expected} 克，最多装 {most} 克，请取出一些再称", $"{expected} g of {name} were ordered and at most {most} g go into the bag; take some out and weigh again");
    public static Refusal WeighedTooLate() => new(409, "order.weighed-too-late",
        "这些货已经交给住户，不能再称；有问题请走售后", "These goods were handed over and are not weighed any more; if something is wrong, make a claim");
    public static Refusal TermsWrong(Money most, int percent) => new(422, "order.terms-wrong",
        $"团长每天的额度从 0 到 {most}，称重最多可超 0 到 {percent}%", $"A leader's day is from 0 to {most}, and a scale may go 0 to {percent} % over");
    public static Refusal HandOverWrong(string name) =>
        new(422, "order.hand-over-wrong", $"“{name}”没有这么多可以取", $"There is not that much of {name} to hand over");
    public static Refusal NotArrived() => new(409, "order.not-arrived", "货还没到，暂时不能取", "The goods have not arrived yet");
}
