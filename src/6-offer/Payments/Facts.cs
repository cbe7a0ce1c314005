namespace Linli.Payments;

/// <summary>The provider has the money.</summary>
public sealed record PaymentReceived(PaymentId Payment, Guid About, Money Amount, string Provider, DateTimeOffset At);

/// <summary>The money is back with the person.</summary>
public sealed record RefundDone(RefundId Refund, Guid About, Guid? Line, Money Amount);

/// <summary>The alarm that heals a lost callback: ask the provider.</summary>
sealed record PaymentToAsk(PaymentId Payment, int Asked);

/// <summary>A refund to be carried out with the provider.</summary>
sealed record RefundDue(RefundId Refund, int Asked);
