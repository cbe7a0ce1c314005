namespace Linli.Payments;

/// <summary>到付 — money over the counter: whoever hands over the goods takes it, whoever gives it back has given it.</summary>
sealed class Cash : PaymentProvider
{
    public override string Name => "cash";
    public override bool IsSetUp => true;
    public override Task<Presented?> Present(Payment payment, Payer payer, CancellationToken ct) => Task.FromResult<Presented?>(null);
    public override Task<ProviderSays?> Ask(PaymentId payment, CancellationToken ct) => Task.FromResult<ProviderSays?>(null);
    public override Task<bool> Close(PaymentId payment, CancellationToken ct) => Task.FromResult(true);
    public override Task<RefundOutcome> Refund(Refund refund, Payment payment, CancellationToken ct) => Task.FromResult(RefundOutcome.Done);
    public override Task<ProviderSays?> Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        Task.FromResult<ProviderSays?>(null);
}

/// <summary>群里付款 — money that people send each other in a WeChat group: this house only writes it down.</summary>
sealed class Outside : PaymentProvider
{
    public override string Name => "outside";
    public override bool IsSetUp => true;
    public override bool IsByHand => true;
    public override Task<Presented?> Present(Payment payment, Payer payer, CancellationToken ct) => Task.FromResult<Presented?>(null);
    public override Task<ProviderSays?> Ask(PaymentId payment, CancellationToken ct) => Task.FromResult<ProviderSays?>(null);
    public override Task<bool> Close(PaymentId payment, CancellationToken ct) => Task.FromResult(true);
    public override Task<RefundOutcome> Refund(Refund refund, Payment payment, CancellationToken ct) => Task.FromResult(RefundOutcome.OnItsWay);
    public override Task<ProviderSays?> Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        Task.FromResult<ProviderSays?>(null);
}
