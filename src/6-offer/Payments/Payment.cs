namespace Linli.Payments;

public enum PaymentState { Started, Paid, Closed }

/// <summary>One attempt to pay for something, with one provider.</summary>
sealed class Payment : IOwned
{
    public const int LongestText = 120, LongestUrl = 500;

    public TenantId Tenant { get; set; }
    public required PaymentId Id { get; init; }

    /// <summary>What is paid for; this room does not know what that is.</summary>
    public required Guid About { get; init; }
    public required string Provider { get; init; }
    public required Money Amount { get; init; }
    public required string Text { get; init; }
    public required string? ReturnUrl { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public PaymentState State { get; private set; }
    public string? TradeNo { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }
    public Money Refunded { get; private set; }

    /// <summary>
    /// The provider has the money. Hearing it again changes nothing; another amount is refused.
    /// A payment closed by us may still have been paid: the provider's word counts.
    /// </summary>
    public bool Receive(Money amount, string tradeNo, DateTimeOffset now)
    {
        if (amount != Amount) throw No.AmountDiffers();
        if (State == PaymentState.Paid) return false;
        (State, TradeNo, PaidAt) = (PaymentState.Paid, tradeNo, now);
        return true;
    }

    public void Close()
    {
        if (State == PaymentState.Started) State = PaymentState.Closed;
    }

    public void GiveBack(Money amount)
    {
        if (State != PaymentState.Paid || Refunded + amount > Amount) throw new InvalidOperationException("more back than was paid");
        Refunded += amount;
    }
}

public enum RefundState { Pending, Done }

/// <summary>Money on its way back by the way it came.</summary>
sealed class Refund : IOwned
{
    public TenantId Tenant { get; set; }
    public required RefundId Id { get; init; }
    public required PaymentId Payment { get; init; }
    public required Guid About { get; init; }
    public required Guid? Line { get; init; }
    public required Money Amount { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset At { get; init; }
    public RefundState State { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    public bool Finish(DateTimeOffset now)
    {
        if (State == RefundState.Done) return false;
        (State, DoneAt) = (RefundState.Done, now);
        return true;
    }
}
