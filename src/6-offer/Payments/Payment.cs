using System.Globalization;

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
    public PayWay Way { get; init; }

    /// <summary>合并付款: the number under which the provider knows several payments as one, the first one's own; nothing for a payment alone.</summary>
    public PaymentId? Joint { get; init; }

    /// <summary>What all of them are together.</summary>
    public Money? JointAmount { get; init; }

    /// <summary>What the provider knows it by, and how much it was asked for under that.</summary>
    public PaymentId Number => Joint ?? Id;
    public Money Whole => JointAmount ?? Amount;
    public string Title => Joint is null ? Text : $"{(Text.Length > LongestText - 6 ? Text[..(LongestText - 6)] : Text)} 等合并付款";

    /// <summary>The provider keeps it for parts that go to partners.</summary>
    public bool Splits { get; init; }
    public required string? ReturnUrl { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public PaymentState State { get; private set; }
    public string? TradeNo { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }
    public Money Refunded { get; private set; }

    /// <summary>Who took it, when it came over the counter: at the end of the day that person's money is counted.</summary>
    public Guid? By { get; init; }

    /// <summary>
    /// The provider has the money, <paramref name="amount"/> in all. Hearing it again changes nothing; another amount is refused.
    /// A payment closed by us may still have been paid: the provider's word counts.
    /// </summary>
    public bool Receive(Money amount, string tradeNo, DateTimeOffset now)
    {
        if (amount != Whole) throw No.AmountDiffers();
        // A second transaction under one number is money twice: nothing may hide it.
        if (State == PaymentState.Paid) return TradeNo == tradeNo || tradeNo.Length == 0 ? false : throw No.PaidTwice();
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

    /// <summary>Who gave it back; nothing when the house did by itself.</summary>
    public Guid? By { get; init; }

    /// <summary>How often the provider has closed it without giving anything back; each time the next number is used.</summary>
    public int Closed { get; private set; }

    /// <summary>The provider cannot give it back by the way it came; somebody must look in its console.</summary>
    public bool Stuck { get; private set; }

    /// <summary>The number the provider knows it by; it changes only after the provider said that the last one gave nothing back.</summary>
    public string Number => Closed == 0 ? Id.Value.ToString("N") : string.Create(CultureInfo.InvariantCulture, $"{Id.Value:N}r{Closed}");

    public static (RefundId Id, int Closed)? Parse(string? number) =>
        number is { Length: 32 } && Guid.TryParseExact(number, "N", out var id) ? (new(id), 0)
        : number is { Length: > 33 and < 38 } && number[32] == 'r' && Guid.TryParseExact(number[..32], "N", out id)
            && int.TryParse(number.AsSpan(33), NumberStyles.None, CultureInfo.InvariantCulture, out var closed) ? (new(id), closed) : null;

    public void NextNumber() => Closed++;

    public void GetStuck(bool stuck) => Stuck = stuck;

    public bool Finish(DateTimeOffset now)
    {
        if (State == RefundState.Done) return false;
        (State, DoneAt) = (RefundState.Done, now);
        return true;
    }
}
