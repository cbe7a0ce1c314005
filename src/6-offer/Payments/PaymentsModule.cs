namespace Linli.Payments;

/// <summary>支付 — what people pay and get back, through whom, and what the provider says about it.</summary>
public sealed class PaymentsModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddHttpClient(TestPay.Client, http => http.Timeout = TimeSpan.FromSeconds(5));
        services.AddSingleton<PaymentProvider, TestPay>();
        // No limit here: each call has its own.
        services.AddHttpClient(WeChatTalk.Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddSingleton<WeChatPay>();
        services.AddSingleton<PaymentProvider>(all => all.GetRequiredService<WeChatPay>());
        services.AddHttpClient(AlipayTalk.Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddSingleton<PaymentProvider, Alipay>();
        services.AddSingleton<PaymentProvider, Cash>();
        services.AddSingleton<PaymentProvider, Outside>();
        services.AddSingleton<Providers>();
        services.AddScoped<Cashier>();
        services.AddScoped<ByHand>();
        services.AddScoped<Payouts>();
        services.AddScoped<Splitting>();
        services.AddScoped<ProviderBills>();
        services.When<PaymentToAsk>(WhenPaymentToAsk.Ask, Telling.Outside);
        services.When<PaymentToClose>(WhenPaymentToClose.Close, Telling.Outside);
        services.When<ShareDue>(WhenShareDue.Send, Telling.Outside);
        services.When<RefundDue>(WhenRefundDue.Refund, Telling.Outside);
        services.When<PayoutDue>(WhenPayoutDue.PayOut, Telling.Outside);
    }

    /// <summary>Refuses settings of payment providers that cannot work, saying what to do about them, before the doors open.</summary>
    public static void Check(IServiceProvider services)
    {
        foreach (var provider in services.GetServices<PaymentProvider>()) _ = provider.IsSetUp;
    }

    public override void Tables(ModelBuilder model)
    {
        model.Owned<Payment>("payments_payments", p => p.Id, row =>
        {
            row.Index(p => p.About);
            row.Index(p => p.Joint).HasFilter("joint IS NOT NULL");
            row.Property(p => p.Provider).HasMaxLength(20);
            row.Property(p => p.Text).HasMaxLength(Payment.LongestText);
            row.Property(p => p.TradeNo).HasMaxLength(64);
            row.Property(p => p.ReturnUrl).HasMaxLength(Payment.LongestUrl);
        });
        model.Owned<Refund>("payments_refunds", r => r.Id, row =>
        {
            row.Index(r => r.Payment);
            row.Property(r => r.Reason).HasMaxLength(Payment.LongestText);
        });
        model.Owned<Partner>("payments_partners", p => p.Id, row =>
        {
            row.Property(p => p.Merchant).HasMaxLength(32);
            row.Property(p => p.Name).HasMaxLength(Partner.MostName);
        });
        model.Owned<Share>("payments_shares", s => s.Id, row =>
        {
            row.Index(s => s.Payment);
            row.Property(s => s.Merchant).HasMaxLength(32);
            row.Property(s => s.Reason).HasMaxLength(Share.LongestReason);
        });
        model.Owned<ShareReturn>("payments_share_returns", r => r.Id, row =>
        {
            row.Index(r => r.Refund);
            row.Index(r => r.Share);
        });
        model.Owned<Payout>("payments_payouts", p => p.Id, row =>
        {
            row.Index(p => p.About);
            row.Property(p => p.Provider).HasMaxLength(20);
            row.Property(p => p.Text).HasMaxLength(Payout.LongestText);
            row.Property(p => p.AppId).HasMaxLength(32);
            row.Property(p => p.SealedPayee).HasMaxLength(2000);
            row.Property(p => p.Reason).HasMaxLength(Payout.LongestReason);
            row.Property(p => p.Confirmation).HasMaxLength(1000);
        });
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        api.MapPost("/payments/callbacks/{provider}/{shop}", TakeCallback.Handle).ForAnyone().WithTags("Payments")
            .Says("Where a payment provider reports; checked by its signature", no: [
                "payment.signature-wrong", "payment.unknown", "payment.amount-differs", "payment.provider-unknown", "payment.paid-twice",
                "payment.not-ours", "payout.unknown"]);
        api.MapGet("/payments/ways", ListPayWays.Handle).ForAnyone().WithTags("Payments").Says("With whom and how one can pay online here");
        api.MapGet("/payments/partners", ListPartners.Handle).For(Role.Hq, Role.Owner).WithTags("Payments").Says("Who gets a part of payments");
        api.MapPut("/payments/partners/{partner}", SetPartner.Handle).For(Role.Hq, Role.Owner).WithTags("Payments")
            .Says("Give a partner a part of payments from now on", SetPartner.Example, [
                "sharing.not-set-up", "sharing.partner-wrong", "sharing.partner-taken", "sharing.too-high", "payment.provider-refused", "payment.provider-silent"]);
        api.MapGet("/payments/stuck-refunds", ListStuckRefunds.Handle).For(Role.Hq, Role.Owner).WithTags("Payments")
            .Says("Refunds that cannot go back by themselves, the oldest first");
        api.MapGet("/payments/{payment}", ReadPayment.Handle).ForSignedIn().WithTags("Payments")
            .Says("A payment and its refunds", no: ["payment.unknown"]);
    }
}

public readonly record struct PaymentId(Guid Value) : IId<PaymentId>
{
    public static bool TryParse(string? text, out PaymentId id) => Id.TryParse(text, out id);
}

public readonly record struct PartnerId(Guid Value) : IId<PartnerId>
{
    public static bool TryParse(string? text, out PartnerId id) => Id.TryParse(text, out id);
}

public readonly record struct ShareId(Guid Value) : IId<ShareId>
{
    public static bool TryParse(string? text, out ShareId id) => Id.TryParse(text, out id);
}

public readonly record struct PayoutId(Guid Value) : IId<PayoutId>
{
    public static bool TryParse(string? text, out PayoutId id) => Id.TryParse(text, out id);
}

public readonly record struct RefundId(Guid Value) : IId<RefundId>
{
    public static bool TryParse(string? text, out RefundId id) => Id.TryParse(text, out id);
}
