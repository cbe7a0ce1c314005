namespace Linli.Payments;

/// <summary>The provider has the money.</summary>
/// <param name="With">With how many others it was paid as one.</param>
public sealed record PaymentReceived(PaymentId Payment, Guid About, Money Amount, string Provider, DateTimeOffset At, int With = 0);

/// <summary>The money is back with the person.</summary>
public sealed record RefundDone(RefundId Refund, Guid About, Guid? Line, Money Amount);

/// <summary>The person has the money.</summary>
public sealed record PayoutDone(PayoutId Payout, Guid About, Money Amount, string Reason);

/// <summary>The person does not get it, for good: expired, cancelled or refused. The money is still ours.</summary>
public sealed record PayoutFailed(PayoutId Payout, Guid About, Money Amount, string Reason, PayoutFailure Why = PayoutFailure.Refused);

/// <summary>Why a payout failed, as far as somebody can do something about it. Expired: nobody confirmed it in time.</summary>
public enum PayoutFailure { Refused, Expired, Cancelled, NameDiffers, PayeeLost }

/// <summary>A payout to be carried out with the provider, or asked about.</summary>
sealed record PayoutDue(PayoutId Payout, int Asked);

/// <summary>The alarm that heals a lost callback: ask the provider.</summary>
sealed record PaymentToAsk(PaymentId Payment, int Asked);

/// <summary>A payment nobody is to pay any more, to be closed with the provider.</summary>
sealed record PaymentToClose(PaymentId Payment);

/// <summary>A partner's part of a payment to be sent, or asked about; no part: only the rest is to be made ours.</summary>
sealed record ShareDue(PaymentId Payment, ShareId? Share, int Asked);

/// <summary>A refund to be carried out with the provider.</summary>
sealed record RefundDue(RefundId Refund, int Asked);
