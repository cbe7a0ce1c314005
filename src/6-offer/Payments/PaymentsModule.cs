namespace Linli.Payments;

/// <summary>支付 — what people pay and get back, through whom, and what the provider says about it.</summary>
public sealed class PaymentsModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddHttpClient(TestPay.Client, http => http.Timeout = TimeSpan.FromSeconds(5));
        services.AddSingleton<PaymentProvider, TestPay>();
        services.AddSingleton<PaymentProvider, Cash>();
        services.AddSingleton<PaymentProvider, Outside>();
        services.AddSingleton<Providers>();
        services.AddScoped<Cashier>();
        services.AddScoped<ByHand>();
        services.When<PaymentToAsk>(WhenPaymentToAsk.Ask);
        services.When<RefundDue>(WhenRefundDue.Refund);
    }

    public override void Tables(ModelBuilder model)
    {
        model.Owned<Payment>("payments_payments", p => p.Id, row =>
        {
            row.Index(p => p.About);
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
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        api.MapPost("/payments/callbacks/{provider}/{shop}", TakeCallback.Handle).ForAnyone().WithTags("Payments")
            .Says("Where a payment provider reports; checked by its signature", no: [
                "payment.signature-wrong", "payment.unknown", "payment.amount-differs", "payment.provider-unknown"]);
        api.MapGet("/payments/{payment}", ReadPayment.Handle).ForSignedIn().WithTags("Payments")
            .Says("A payment and its refunds", no: ["payment.unknown"]);
    }
}

public readonly record struct PaymentId(Guid Value) : IId<PaymentId>
{
    public static bool TryParse(string? text, out PaymentId id) => Id.TryParse(text, out id);
}

public readonly record struct RefundId(Guid Value) : IId<RefundId>
{
    public static bool TryParse(string? text, out RefundId id) => Id.TryParse(text, out id);
}
