namespace Linli.Payments;

/// <summary>
/// The port to those who move money. A provider speaks its own protocol and nothing else:
/// no call of it reads or writes the database, and each may be repeated with the same numbers.
/// </summary>
abstract class PaymentProvider
{
    public abstract string Name { get; }

    /// <summary>False when the shop has not set it up.</summary>
    public abstract bool IsSetUp { get; }

    /// <summary>True when no machine gives money back: a refund waits until a person says it is done.</summary>
    public virtual bool IsByHand => false;

    /// <summary>Prepares a payment and returns where the person pays.</summary>
    public abstract Task<string?> Present(Payment payment, CancellationToken ct);

    /// <summary>What the provider knows; nothing when it does not know the payment.</summary>
    public abstract Task<ProviderSays?> Ask(PaymentId payment, CancellationToken ct);

    /// <summary>After this nobody can pay it any more; false when somebody already has.</summary>
    public abstract Task<bool> Close(PaymentId payment, CancellationToken ct);

    /// <summary>True when the money is back, false when it is on its way.</summary>
    public abstract Task<bool> Refund(Refund refund, Payment payment, CancellationToken ct);

    /// <summary>Reads a callback; nothing when the signature is wrong or it is too old.</summary>
    public abstract ProviderSays? Read(IHeaderDictionary headers, ReadOnlySpan<byte> body);
}

/// <summary>Something a provider has said, about a payment or one of its refunds.</summary>
sealed record ProviderSays(PaymentId Payment, string TradeNo, bool Paid, Money Amount, RefundId? RefundDone = null);

sealed class Providers(IEnumerable<PaymentProvider> all)
{
    readonly Dictionary<string, PaymentProvider> byName = all.ToDictionary(p => p.Name);

    public PaymentProvider Of(string name) => byName.GetValueOrDefault(name) ?? throw No.ProviderUnknown();
}

/// <summary>到付 — money over the counter: whoever hands over the goods takes it, whoever gives it back has given it.</summary>
sealed class Cash : PaymentProvider
{
    public override string Name => "cash";
    public override bool IsSetUp => true;
    public override Task<string?> Present(Payment payment, CancellationToken ct) => Task.FromResult<string?>(null);
    public override Task<ProviderSays?> Ask(PaymentId payment, CancellationToken ct) => Task.FromResult<ProviderSays?>(null);
    public override Task<bool> Close(PaymentId payment, CancellationToken ct) => Task.FromResult(true);
    public override Task<bool> Refund(Refund refund, Payment payment, CancellationToken ct) => Task.FromResult(true);
    public override ProviderSays? Read(IHeaderDictionary headers, ReadOnlySpan<byte> body) => null;
}

/// <summary>群里付款 — money that people send each other in a WeChat group: this house only writes it down.</summary>
sealed class Outside : PaymentProvider
{
    public override string Name => "outside";
    public override bool IsSetUp => true;
    public override bool IsByHand => true;
    public override Task<string?> Present(Payment payment, CancellationToken ct) => Task.FromResult<string?>(null);
    public override Task<ProviderSays?> Ask(PaymentId payment, CancellationToken ct) => Task.FromResult<ProviderSays?>(null);
    public override Task<bool> Close(PaymentId payment, CancellationToken ct) => Task.FromResult(true);
    public override Task<bool> Refund(Refund refund, Payment payment, CancellationToken ct) => Task.FromResult(false);
    public override ProviderSays? Read(IHeaderDictionary headers, ReadOnlySpan<byte> body) => null;
}
