using Linli.Campaigns;
using Linli.Payments;

namespace Linli.Ordering;

/// <summary>订单 — what each household asked for, and what became of it.</summary>
public sealed class OrderingModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<OrderBook>();
        services.AddScoped<Showing>();
        services.AddScoped<Naming>();
        services.AddScoped<Billing>();
        services.AddScoped<Ending>();
        services.AddScoped<Sharing>();
        services.AddScoped<Weighing>();
        services.AddSingleton(PastOrders.Past);
        services.AddSingleton(OwnOrders.Own);
        Chains.Services(services);
        services.AddSingleton(provider => new Counter<PlaceOrder.Ask, Placed>(
            provider.GetRequiredService<IServiceScopeFactory>(), Placing.Serve));
        services.AddLive(WatchCampaigns.Read);
        services.When<PaymentReceived>(WhenPaymentReceived.Confirm, Telling.Together);
        services.When<PayTimeOver>(WhenPayTimeOver.Expire);
        services.When<CampaignCutOff>(WhenCampaignCutOff.SettleUnpaid);
        services.When<PickupMoved>(WhenPickupMoved.Tell);
        services.When<FreezeDue>(WhenFreezeDue.Freeze);
        services.When<RefundDone>(WhenRefundDone.Tell);
        services.When<LinesHandedOver>(WhenPointsEarned.Wait);
        services.When<PointsDue>(WhenPointsEarned.Grant);
        services.When<ClaimWaits>(WhenClaimWaits.Look);
    }

    public override void Tables(ModelBuilder model)
    {
        model.Owned<Order>("ordering_orders", o => o.Id, row =>
        {
            row.KeptByMonth(nameof(Order.Id));
            row.Index(o => new { o.Campaign, o.State });
            row.Index(o => new { o.Household, o.PlacedAt });
            row.Index(o => o.Number);
            row.Index(o => o.PlacedAt);
            row.Property(o => o.Number).HasMaxLength(12);
            row.Property(o => o.Payment).HasMaxLength(20);
            row.Property(o => o.Note).HasMaxLength(Order.LongestNote);
            row.Property(o => o.Nickname).HasMaxLength(Order.LongestNickname);
            // Not unique: a table kept by month cannot promise it across months. The board gives no number twice.
            row.Index(o => new { o.Campaign, o.Entry }).HasFilter("entry IS NOT NULL");
            row.Property(o => o.Asked).HasMaxLength(64);
            row.Json(o => o.Timeline);
            row.Json(o => o.Quote);
        });
        model.Owned<OrderLine>("ordering_lines", l => new { l.Order, l.Sku }, row =>
        {
            row.PartOf(l => l.Order, (Order o) => o.Lines);
            row.KeptByMonth(nameof(OrderLine.Order));
            row.Property(l => l.Name).HasMaxLength(160);
            row.Property(l => l.Unit).HasMaxLength(20);
        });
        model.Owned<Bill>("ordering_bills", b => b.Id, row =>
        {
            row.Index(b => b.Campaign);
            row.Property(b => b.Plan).HasMaxLength(64);
            row.Json(b => b.Rows);
            row.Json(b => b.Bad);
            row.Json(b => b.Choices);
        });
        model.Owned<Claim>("ordering_claims", c => c.Id, row =>
        {
            row.PartOf(c => c.Order, (Order o) => o.Claims);
            row.Property(c => c.Reason).HasMaxLength(Claim.LongestReason);
            row.Property(c => c.Decision).HasMaxLength(Claim.LongestReason);
            row.Property(c => c.PassedWith).HasMaxLength(Claim.LongestReason);
            row.Property(c => c.Question).HasMaxLength(Claim.LongestReason);
            row.Property(c => c.Answer).HasMaxLength(Claim.LongestReason);
            row.Ignore(c => c.AnswerBy);
            row.Json(c => c.Pictures);
            row.Json(c => c.AnswerPictures);
        });
        model.Owned<PastBuyer>("ordering_past_buyers", b => b.Household);
        model.Owned<Allowance>("ordering_allowances", a => new { a.Leader, a.Day });
        model.Owned<Terms>("ordering_terms", t => t.Id);
        Chains.Tables(model);
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        Chains.Endpoints(api);
        var deskAndAbove = new[] { Role.Hq, Role.Owner, Role.Clerk, Role.Leader };
        var mine = api.MapGroup("/campaigns/{campaign}/orders/{order}").WithTags("Ordering");
        mine.MapPut("", PlaceOrder.Handle).For(Role.Resident).Says("Place an order", PlaceOrder.Example, [
            "campaign.unknown", "campaign.not-open-yet", "campaign.cut-off-passed", "campaign.item-unknown", "campaign.item-paused",
            "campaign.sold-out", "campaign.over-household-limit", "order.lines-missing", "order.amount-out-of-range", "order.amount-not-in-steps",
            "order.pickup-point-not-offered", "order.household-missing", "order.group-deal-is-paid-online", "order.payment-unknown",
            "order.note-too-long", "order.id-taken", "busy.try-again", "coupon.unknown", "coupon.used", "coupon.not-valid-now", "price.coupon-alone",
            "price.too-many-coupons", "points.off", "points.too-few"]);
        mine.MapPut("/quote", QuoteOrder.Handle).For(Role.Resident).Says("What such an order would cost and why; changes nothing", QuoteOrder.Example, [
            "campaign.unknown", "order.lines-missing", "order.amount-out-of-range", "order.household-missing", "coupon.unknown", "coupon.used",
            "coupon.not-valid-now", "price.coupon-alone", "points.off", "points.too-few"]);
        mine.MapPut("/amendment/{amendment}", AmendOrder.Handle).For(Role.Resident).Says("Change an order before cut-off", AmendOrder.Example, [
            "order.unknown", "order.not-alive", "order.paid-cannot-amend", "order.cut-off", "campaign.cut-off-passed", "campaign.sold-out",
            "coupon.unknown", "coupon.used", "coupon.not-valid-now", "price.coupon-alone", "price.too-many-coupons"]);
        var orders = api.MapGroup("/orders").WithTags("Ordering");
        orders.MapGet("", ListOrders.Handle).For(deskAndAbove).Says("Orders, newest first; leaders see their neighbourhoods'");
        orders.MapGet("/{order}", ReadOrder.Handle).ForSignedIn().Says("One order", no: ["order.unknown"]);
        orders.MapPut("/{order}/cancellation", CancelOrder.Handle).For([Role.Resident, .. deskAndAbove])
            .Says("Cancel; what was paid comes back by itself", new CancelOrder.Body("不需要了"), [
                "order.unknown", "order.not-alive", "order.cut-off", "order.deal-reached"]);
        orders.MapPut("/{order}/payments/{payment}", PayOrder.Handle).For(Role.Resident).Says("Start or resume an online payment", new PayOrder.Body(null), [
            "order.unknown", "order.nothing-to-pay", "order.pay-time-over", "payment.id-taken", "payment.provider-silent", "payment.provider-not-set-up",
            "payment.way-not-offered", "payment.payer-needed", "payment.app-not-bound", "payment.provider-refused"]);
        api.MapPut("/joint-payments/{payment}", PayTogether.Handle).For(Role.Resident).WithTags("Ordering")
            .Says("Start or resume one online payment for several orders; each is fulfilled and given back apart", PayTogether.Example, [
                "order.unknown", "order.together-wrong", "order.not-payable", "order.paid-apart", "order.nothing-to-pay", "payment.id-taken",
                "payment.provider-silent", "payment.provider-not-set-up", "payment.way-not-offered", "payment.payer-needed", "payment.app-not-bound",
                "payment.provider-refused", "payment.too-many-together"]);
        orders.MapPut("/{order}/payments/{payment}/code", PayByCode.Handle).For(Role.Owner, Role.Clerk)
            .Says("Take the money by the code on the payer's phone", PayByCode.Example, [
                "order.unknown", "order.nothing-to-pay", "order.pay-time-over", "order.code-wrong", "payment.id-taken", "payment.provider-silent",
                "payment.provider-refused", "payment.way-not-offered", "payment.provider-not-set-up"]);
        orders.MapPut("/{order}/outside-payments/{payment}", WriteOutsidePayment.Handle).For(deskAndAbove)
            .Says("Write down what was paid in the group", WriteOutsidePayment.Example, [
                "order.unknown", "payment.outside-wrong", "payment.id-taken"]);
        orders.MapPut("/{order}/claims/{claim}", ClaimLine.Handle).For(Role.Resident).Says("Claim that something was not right", ClaimLine.Example, [
            "order.unknown", "claim.wrong", "claim.too-late", "claim.id-taken", "points.off"]);
        orders.MapPut("/{order}/claims/{claim}/decision", DecideClaim.Handle).For(deskAndAbove).Says("Approve or decline a claim", new DecideClaim.Body(true), [
            "order.unknown", "claim.unknown", "claim.decided", "claim.wrong", "claim.own-household", "claim.over-allowance", "claim.charge-is-the-owners",
            "claim.nobody-to-charge", "claim.passed"]);
        orders.MapPut("/{order}/claims/{claim}/referral", PassClaim.Handle).For(Role.Leader).Says("Leave a claim to the shop, with a word", PassClaim.Example, [
            "order.unknown", "claim.unknown", "claim.decided", "claim.passed", "claim.word-wrong"]);
        orders.MapPut("/{order}/claims/{claim}/question", AskAboutClaim.Handle).For(Role.Hq, Role.Owner, Role.Clerk)
            .Says("Ask the household for a picture or a word, once; it has 48 hours", AskAboutClaim.Example, [
                "order.unknown", "claim.unknown", "claim.decided", "claim.asked", "claim.word-wrong"]);
        orders.MapPut("/{order}/claims/{claim}/answer", AnswerClaim.Handle).For(Role.Resident).Says("Answer what the shop asked", AnswerClaim.Example, [
            "order.unknown", "claim.unknown", "claim.decided", "claim.not-asked", "claim.answered", "claim.word-wrong"]);
        api.MapGet("/order-terms", ReadOrderTerms.Handle).For([.. deskAndAbove, Role.Sorter]).WithTags("Ordering")
            .Says("What a leader may approve of claims on a day, and how far a scale may go above what was ordered");
        api.MapPut("/order-terms", SetOrderTerms.Handle).For(Role.Hq, Role.Owner).WithTags("Ordering").Says("Decide it", SetOrderTerms.Example, ["order.terms-wrong"]);
        api.MapGet("/campaigns/{campaign}/chain-text", ReadChainText.Handle).For(deskAndAbove).WithTags("Ordering")
            .Says("A text to paste into the group: the chain (kind=entries), who has not paid (unpaid), that the goods have come (arrived), who has not picked up (uncollected)",
                no: ["campaign.unknown"]);
        var bills = api.MapGroup("/campaigns/{campaign}/bills/{bill}").WithTags("Ordering");
        bills.MapPut("", PutBill.Handle).For(deskAndAbove).Heavy(PutBill.MostBody)
            .Says("Match a WeChat Pay bill (at most 2 MB and 5,000 rows) to orders paid in the group; nothing is booked yet", PutBill.Example, [
                "campaign.unknown", "bill.unreadable", "bill.too-long", "bill.id-taken", "bill.choice-wrong", "bill.confirmed"]);
        bills.MapPut("/confirmation", ConfirmBill.Handle).For(deskAndAbove).Says("Book what the bill's plan showed", ConfirmBill.Example, [
            "campaign.unknown", "bill.unknown", "bill.plan-changed"]);
        api.MapGet("/outside-refunds", ListOutsideRefunds.Handle).For(deskAndAbove).WithTags("Ordering")
            .Says("What was paid in the group and is to be given back there");
        api.MapPut("/outside-refunds/{refund}", GiveOutsideRefund.Handle).For(deskAndAbove).WithTags("Ordering")
            .Says("Say that it was given back", new GiveOutsideRefund.Body(), ["payment.refund-unknown"]);
        api.MapGet("/campaigns/{campaign}/entries", ListEntries.Handle).ForSignedIn().WithTags("Ordering")
            .Says("Who is in a chain campaign and with what, by nickname", no: ["entries.unknown"]);
        api.MapGet("/shops/{shop}/campaigns/{campaign}/entries", ListEntries.ForPassersBy).ForAnyone().WithTags("Ordering")
            .Says("The same before sign-in", no: ["entries.unknown"]);
        api.MapGet("/shops/{shop}/live", WatchCampaigns.Live).ForAnyone().Endless().WithTags("Ordering")
            .Says("How far campaigns are, as server-sent events: each one's progress at once, then whenever it has changed",
                no: ["live.unknown", "live.campaigns-wrong", "live.full"]);
        api.MapGet("/shops/{shop}/progress", WatchCampaigns.Now).ForAnyone().WithTags("Ordering")
            .OftenUnchanged(WatchCampaigns.Unchanged(api.ServiceProvider.GetRequiredService<Live<CampaignProgress>>()))
            .Says("The same once, for who cannot listen", no: ["live.unknown", "live.campaigns-wrong"]);
        api.MapGet("/demand", ReadDemand.Handle).For(Role.Hq, Role.Owner, Role.Clerk, Role.Leader).WithTags("Ordering")
            .Says("Per good how many wanted it before it was sold and how many of those bought it; without goods, what is wanted of coming lists", no: ["demand.skus-wrong", "sku.unknown"]);
        api.MapGet("/me/orders", ListOrders.Mine).For(Role.Resident).WithTags("Ordering").Says("My household's orders, newest first");
        api.MapGet("/today", ReadToday.Handle).ForStaff().WithTags("Ordering").Says("What runs now, and what the day brought so far");
    }
}

public readonly record struct OrderId(Guid Value) : IId<OrderId>
{
    public static bool TryParse(string? text, out OrderId id) => Id.TryParse(text, out id);
}

public readonly record struct BillId(Guid Value) : IId<BillId>
{
    public static bool TryParse(string? text, out BillId id) => Id.TryParse(text, out id);
}

public readonly record struct ClaimId(Guid Value) : IId<ClaimId>
{
    public static bool TryParse(string? text, out ClaimId id) => Id.TryParse(text, out id);
}
