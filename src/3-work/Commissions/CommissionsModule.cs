using Linli.Ordering;
using Linli.Payments;

namespace Linli.Commissions;

/// <summary>佣金 — what leaders and promoters earn when goods are picked up, give back when money goes back, and withdraw.</summary>
public sealed class CommissionsModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Earning>();
        services.AddScoped<Holding>();
        services.AddScoped<Uplines>();
        services.AddScoped<Signing>();
        services.AddScoped<ShareLinks>();
        services.AddScoped<Sealing>();
        services.AddScoped<Wallet>();
        services.AddSingleton(OwnEarnings.Own);
        services.AddScoped<Showing>();
        services.AddScoped<Gifting>();
        services.AddScoped<MonthStatements>();
        services.AddScoped<Dividends>();
        services.When<LinesHandedOver>(WhenLinesHandedOver.Earn);
        services.When<LineRefunded>(WhenLineRefunded.Reverse);
        services.When<LineRefunded>(WhenReviewedGoodsGoBack.TakeBack);
        services.When<CommissionsDue>(WhenCommissionsDue.Post);
        services.When<DividendDue>(WhenDividendDue.Share);
        services.When<GiftLapses>(WhenGiftsEnd.Lapse);
        services.When<GiftActionEnds>(WhenGiftsEnd.End);
        services.When<WithdrawalWaits>(WhenWithdrawalWaits.End);
        services.When<PayoutDone>(WhenPayoutEnds.Finish);
        services.When<PayoutFailed>(WhenPayoutEnds.GiveBack);
    }

    public override void Tables(ModelBuilder model) => CommissionsTables.Make(model);

    static readonly Role[] deciders = [Role.Hq, Role.Owner], earners = [Role.Leader, Role.Resident];

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        var room = api.MapGroup("/commissions").WithTags("Commissions");
        room.MapGet("/statements", ReadStatement.Handle).For(Role.Leader, Role.Hq, Role.Owner)
            .Says("A leader's commissions by day, down to order lines", no: [
                "commission.leader-missing", "commission.leader-unknown", "commission.not-yours",
                "commission.days-wrong"]);
        room.MapGet("/statements/promoter", ReadPromoterStatement.Handle).For(Role.Resident)
            .Says("My commissions as a promoter by day, down to order lines", no: ["commission.days-wrong"]);
        room.MapGet("/wallet/month", ReadOwnMonth.Handle).For(earners)
            .Says("My month: what stood in my purse, what came and went, down to order lines, and what stands there now", no: ["commission.month-wrong"]);
        room.MapGet("/earners", ListEarners.Handle).For(deciders).Says("Who earned in a month, purse by purse; audited", no: ["commission.month-wrong"]);
        room.MapGet("/earners/{earner}/month", ReadEarnerMonth.Handle).For(deciders)
            .Says("Somebody's month, down to order lines; audited", no: ["commission.month-wrong", "commission.earner-unknown"]);
        Rules(room);
        Referrals(api.MapGroup("/referrals").WithTags("Commissions"));
        Gifts(api);
        Reviews(api);
        Withdrawals(room);
    }

    static void Reviews(IEndpointRouteBuilder api)
    {
        api.MapGet("/photo-review-rules", ReadReviewRules.Handle).ForSignedIn().WithTags("Commissions").Says("What a post about an order is rewarded with");
        api.MapPut("/photo-review-rules", SetReviewRules.Handle).For(deciders).WithTags("Commissions")
            .Says("Decide it; a reward for praise or likes is refused with its clause and the fix", SetReviewRules.Example,
                ["commission.scheme-forbidden", "review.rules-wrong"]);
        var reviews = api.MapGroup("/photo-reviews").WithTags("Commissions");
        reviews.MapGet("", ListReviews.Handle).ForSignedIn()
            .Says("Posts about orders, the newest first: all for the shop's people, the own household's for residents; audited");
        reviews.MapPut("/{review}", PostReview.Handle).For(Role.Resident).Says("Post photos and words about an order that was taken home", PostReview.Example, [
            "review.wrong", "review.order-unknown", "review.id-taken", "review.order-taken"]);
        reviews.MapPut("/{review}/reward", RewardReview.Handle).For(deciders).Says("Reward a post as the rules say, whatever it says", no: [
            "review.unknown", "review.taken-back", "review.not-rewarded", "review.month-full", "points.off"]);
    }

    static void Rules(RouteGroupBuilder room)
    {
        room.MapGet("/terms", ReadTerms.Handle).For(deciders).Says("The rules of referrals, commissions and withdrawals");
        room.MapPut("/terms", SetTerms.Handle).For(deciders).Says("Decide them; what the law forbids is refused with its clause and the fix",
            SetTerms.Example, ["commission.scheme-forbidden", "commission.ladder-wrong", "commission.terms-wrong"]);
        room.MapPut("/bounds", SetBounds.Handle).For(Role.Hq).Says("Within which rates this shop may pay", SetBounds.Example, ["commission.bounds-wrong"]);
        room.MapGet("/rates", ListRates.Handle).For(deciders).Says("The rate card, the newest line first; only what counts today when standing is true");
        room.MapPut("/rates/{rate}", SetRate.Handle).For(deciders).Says("One more line of the rate card, for orders placed from now on",
            SetRate.Example, ["commission.rate-out-of-bounds", "commission.rate-id-taken", "commission.rate-campaign-unknown", "commission.rate-sku-unknown", "commission.rate-not-there"]);
        room.MapGet("/contracts", ListContracts.Handle).For(deciders).Says("Who leads, and what was agreed with each");
        room.MapPut("/contracts/{leader}", SetContract.Handle).For(deciders).Says("What a leader and the shop have agreed",
            SetContract.Example, ["commission.leader-unknown", "commission.contract-wrong", "commission.dividend-wrong"]);
        room.MapGet("/dividends/{dividend}", ReadDividend.Handle).For(Role.Leader, Role.Hq, Role.Owner)
            .Says("How a month's dividend was worked out, order line by order line", no: ["commission.dividend-unknown"]);
    }

    static void Referrals(RouteGroupBuilder referrals)
    {
        referrals.MapGet("/me", ReadReferral.Handle).For(Role.Resident).Says("My part as a promoter, and what it would be");
        referrals.MapPut("/me", BecomePromoter.Handle).For(Role.Resident).Says("Become a promoter by consent; it costs nothing",
            BecomePromoter.Example, ["referral.consent-missing"]);
        referrals.MapPut("/me/leaving", LeavePromoting.Handle).For(Role.Resident).Says("Be no promoter any longer", no: ["referral.no-promoter"]);
        referrals.MapPut("/attributions/{attribution}", FollowLink.Handle).For(Role.Resident)
            .Says("I came by this link", FollowLink.Example, ["referral.link-wrong", "referral.own-household"]);
    }

    static void Gifts(IEndpointRouteBuilder api)
    {
        var mine = api.MapGroup("/referrals/me/gifts").WithTags("Commissions");
        mine.MapGet("", ReadGifts.Handle).For(Role.Resident).Says("Gifts for bringing neighbours: what there is, how far I am, what I have");
        mine.MapPut("/{gift}", ClaimGift.Handle).For(Role.Resident).Says("Take one I have earned", ClaimGift.Example, [
            "gift.action-unknown", "gift.gone", "gift.too-few", "gift.limit", "gift.id-taken", "referral.no-promoter"]);
        var actions = api.MapGroup("/gift-actions").WithTags("Commissions");
        actions.MapGet("", ListGiftActions.Handle).For(deciders).Says("Actions with gifts, the newest first");
        actions.MapPut("/{action}", PutGiftAction.Handle).For(deciders).Says("Promise gifts to who brings neighbours that buy", PutGiftAction.Example, [
            "gift.wrong", "gift.goods-missing", "gift.id-taken", "sku.unknown"]);
        actions.MapPut("/{action}/end", EndGiftAction.Handle).For(deciders).Says("Give no more", no: ["gift.action-unknown"]);
        actions.MapGet("/{action}/gifts", ListGifts.Handle).For(deciders).Says("What is out, the newest first", no: ["gift.action-unknown"]);
        var desk = api.MapGroup("/gifts").WithTags("Commissions");
        desk.MapGet("/{code}", ReadGift.Handle).For(Role.Hq, Role.Owner, Role.Clerk, Role.Leader).Guessable().Says("What a code is for", no: ["gift.unknown"]);
        desk.MapPut("/{code}/collection", CollectGift.Handle).For(Role.Hq, Role.Owner, Role.Clerk, Role.Leader).Guessable()
            .Says("Hand it out, once", no: ["gift.unknown", "gift.collected", "gift.lapsed"]);
    }

    static void Withdrawals(RouteGroupBuilder room)
    {
        room.MapGet("/wallet", ReadWallet.Handle).For(earners).Says("What waits, what can be withdrawn, what is on its way", no: ["payee.missing"]);
        room.MapGet("/wallet/statement", ExplainWallet.Handle).For(earners)
            .Says("What came into my purse and went, and why it holds what it holds; the current month when no days are named", no: ["ledger.days-wrong"]);
        room.MapGet("/wallet/tax", PreviewTax.Handle).For(earners).Says("What would be withheld of this amount in fen now", no: ["withdrawal.too-little", "withdrawal.too-much-today"]);
        room.MapGet("/wallet/withdrawals", ListOwnWithdrawals.Handle).For(earners).Says("My withdrawals, the newest first");
        room.MapPut("/payee", SetPayee.Handle).For(earners).Says("Who I am, to be paid; kept encrypted, shown masked", SetPayee.Example,
            ["payee.real-name", "payee.id-number", "payee.id-number-taken", "payee.account"]);
        room.MapGet("/tax", ReadTax.Handle).For(deciders).Says("Whom tax was withheld from in a month", no: ["commission.month-wrong"]);
        room.MapGet("/tax/file", DownloadTax.Handle).For(deciders).Heavy()
            .Says("The same for the accountant as csv or xlsx, with whole identity numbers; audited", no: ["commission.month-wrong", "commission.format-unknown"]);
        room.MapGet("/withdrawals", ListWithdrawals.Handle).For(deciders).Says("Withdrawals, the newest first");
        room.MapPut("/withdrawals/{withdrawal}", Withdraw.Handle).For(earners).Says("Ask for money; it is frozen at once", Withdraw.Example,
            ["payee.missing", "withdrawal.too-little", "withdrawal.not-enough", "withdrawal.too-much-today", "withdrawal.id-taken", "ledger.below-zero"]);
        room.MapGet("/withdrawals/{withdrawal}/payee", ReadPayee.Handle).For(deciders).Says("To whom it goes; audited",
            no: ["withdrawal.unknown", "withdrawal.wrong-state", "payee.missing"]);
        room.MapPut("/withdrawals/{withdrawal}/approval", ApproveWithdrawal.Handle).For(deciders).Says("Approve it; its tax is settled",
            no: ["withdrawal.unknown", "withdrawal.wrong-state"]);
        room.MapPut("/withdrawals/{withdrawal}/sending", SendWithdrawal.Handle).For(deciders).Says("It was paid by bank", SendWithdrawal.Example,
            ["withdrawal.unknown", "withdrawal.wrong-state", "withdrawal.reference"]);
        room.MapPut("/withdrawals/{withdrawal}/transfer", TransferWithdrawal.Handle).For(deciders)
            .Says("Pay it through the provider; the payee confirms it there within 24 hours", no: [
                "withdrawal.unknown", "withdrawal.wrong-state", "payee.missing", "payee.wechat-missing", "payout.not-set-up", "payout.wrong"]);
        room.MapPut("/withdrawals/{withdrawal}/receipt", ConfirmWithdrawal.Handle).For(earners).Says("The money came",
            no: ["withdrawal.unknown", "withdrawal.wrong-state", "withdrawal.carried"]);
        room.MapPut("/withdrawals/{withdrawal}/cancellation", EndWithdrawal.Handle).For(Role.Hq, Role.Owner, Role.Leader, Role.Resident)
            .Says("Take it back, or say that the bank gave it back", EndWithdrawal.Example, ["withdrawal.unknown", "withdrawal.wrong-state", "withdrawal.reference", "payout.over"]);
    }
}

public readonly record struct CommissionLineId(Guid Value) : IId<CommissionLineId>
{
    public static bool TryParse(string? text, out CommissionLineId id) => Id.TryParse(text, out id);
}

public readonly record struct DividendId(Guid Value) : IId<DividendId>
{
    public static bool TryParse(string? text, out DividendId id) => Id.TryParse(text, out id);
}

public readonly record struct RateRuleId(Guid Value) : IId<RateRuleId>
{
    public static bool TryParse(string? text, out RateRuleId id) => Id.TryParse(text, out id);
}

public readonly record struct AttributionId(Guid Value) : IId<AttributionId>
{
    public static bool TryParse(string? text, out AttributionId id) => Id.TryParse(text, out id);
}

public readonly record struct WithdrawalId(Guid Value) : IId<WithdrawalId>
{
    public static bool TryParse(string? text, out WithdrawalId id) => Id.TryParse(text, out id);
}

public readonly record struct GiftActionId(Guid Value) : IId<GiftActionId>
{
    public static bool TryParse(string? text, out GiftActionId id) => Id.TryParse(text, out id);
}

public readonly record struct GiftId(Guid Value) : IId<GiftId>
{
    public static bool TryParse(string? text, out GiftId id) => Id.TryParse(text, out id);
}

public readonly record struct PhotoReviewId(Guid Value) : IId<PhotoReviewId>
{
    public static bool TryParse(string? text, out PhotoReviewId id) => Id.TryParse(text, out id);
}
