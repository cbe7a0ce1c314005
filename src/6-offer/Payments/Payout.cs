namespace Linli.Payments;

/// <summary>Waiting: not yet with the provider. Confirming: the person must tap within 24 hours.</summary>
public enum PayoutState { Waiting, Sent, Confirming, Cancelling, Done, Failed }

/// <summary>提现转账 — money on its way to a person, under one number for ever.</summary>
sealed class Payout : IOwned
{
    public const int LongestText = 32, LongestReason = 200;

    /// <summary>Reasons of our own, where the provider was never asked.</summary>
    public const string TakenBack = "cancelled before it was sent", PayeeGone = "the payee must be given again";

    /// <summary>How long the provider waits for the person's tap.</summary>
    public static readonly TimeSpan Confirmable = TimeSpan.FromHours(24);

    /// <summary>Between a refusal and believing that nothing was done under the number.</summary>
    static readonly TimeSpan settling = TimeSpan.FromSeconds(60);

    public TenantId Tenant { get; set; }
    public required PayoutId Id { get; init; }

    /// <summary>What it pays out; this room does not know what that is.</summary>
    public required Guid About { get; init; }
    public required string Provider { get; init; }
    public required Money Amount { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The app in which the person is known to the provider and will confirm; nothing for the merchant's own.</summary>
    public string? AppId { get; init; }

    /// <summary>Who gets it, encrypted, and only until the provider knows.</summary>
    public string? SealedPayee { get; set; }
    public PayoutState State { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>What the person's phone needs to show the provider's own question.</summary>
    public string? Confirmation { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? RefusedAt { get; private set; }

    public bool IsOver => State is PayoutState.Done or PayoutState.Failed;

    /// <summary>What the provider said. A final state never changes; true when it became final now.</summary>
    public bool Hear(PayoutSays says, DateTimeOffset now)
    {
        if (IsOver) return false;
        if (says.Amount is { } amount && amount != Amount) throw No.AmountDiffers();
        // Reports overtake each other: what was being cancelled is not confirmed by an older report.
        if (!(State == PayoutState.Cancelling && says.State is PayoutState.Sent or PayoutState.Confirming)) State = says.State;
        if (says.Confirmation is not null) Confirmation = says.Confirmation;
        SentAt ??= now;
        SealedPayee = null;
        Reason = Cut(says.Reason);
        if (IsOver) Confirmation = null;
        return IsOver;
    }

    /// <summary>
    /// The provider refused to begin. It counts only when, a minute later, the provider still knows nothing under the number:
    /// a refusal and a payment made have been seen together.
    /// </summary>
    public bool Refuse(string reason, DateTimeOffset now)
    {
        Reason = Cut(reason);
        if (RefusedAt is not { } first || now - first < settling)
        {
            RefusedAt ??= now;
            return false;
        }

        (State, SealedPayee) = (PayoutState.Failed, null);
        return true;
    }

    public bool RefusedLongEnough(DateTimeOffset now) => RefusedAt is { } first && now - first >= settling;

    public void Cancel()
    {
        if (IsOver) throw No.PayoutOver();
        State = PayoutState.Cancelling;
    }

    static string? Cut(string? reason) => reason is { Length: > LongestReason } ? reason[..LongestReason] : reason;
}

/// <summary>Who gets the money. Not to be logged.</summary>
sealed record Payee(string OpenId, string RealName)
{
    public override string ToString() => "payee";
}

/// <summary>What a provider says about a payout.</summary>
sealed record PayoutSays(PayoutId Id, PayoutState State, Money? Amount, string? Reason, string? Confirmation = null);
