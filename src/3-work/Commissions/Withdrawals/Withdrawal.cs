using Linli.Ledger;
using Linli.Members;
using Linli.Payments;

namespace Linli.Commissions;

/// <summary>Whose earnings: a leader's or a promoter's.</summary>
public enum Purse { Leader, Promoter }

/// <summary>Sent: on its way, until the payee, or the provider that carries it, says that it came.</summary>
public enum WithdrawalState { Requested, Approved, Sent, Paid, Failed, Expired, Cancelled }

/// <summary>提现 — money on its way from a purse to a person: frozen when it is asked for, gone when it came, back when it did not.</summary>
sealed class Withdrawal : IOwned
{
    public const int LongestReference = 60, LongestReason = 100;

    /// <summary>How long an unanswered request, and an unconfirmed payment, may stay so.</summary>
    public static readonly TimeSpan Answerable = TimeSpan.FromDays(14), Confirmable = TimeSpan.FromDays(3);

    public const int LongestProvider = 20;

    public const string Clearing = "payouts", Bank = "provider:bank", TaxOffice = "tax-withheld";

    public TenantId Tenant { get; set; }
    public required WithdrawalId Id { get; init; }
    public required MemberId Payee { get; init; }
    public required Purse Purse { get; init; }
    public required Money Amount { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateOnly Day { get; init; }
    public WithdrawalState State { get; private set; }

    /// <summary>When it was approved and taxed.</summary>
    public DateOnly? TaxedOn { get; private set; }
    public TaxMethod TaxMethod { get; private set; }
    public Money Tax { get; private set; }
    public List<TaxLine> TaxLines { get; private set; } = [];

    /// <summary>What the bank calls the payment.</summary>
    public string Reference { get; private set; } = "";
    public string Reason { get; private set; } = "";

    /// <summary>Who carries it; nothing when a person pays it by bank.</summary>
    public string? Provider { get; private set; }

    /// <summary>Why the provider gave it back.</summary>
    public PayoutFailure? Failure { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsOver => State is WithdrawalState.Paid or WithdrawalState.Failed or WithdrawalState.Expired or WithdrawalState.Cancelled;

    string Account => CommissionLine.AccountOf(Purse, Payee);

    /// <summary>Takes it out of the purse, until it is known what became of it.</summary>
    public Posting Freeze() => new(
        new(Id.Value), Account, Clearing, Amount, "withdrawn", "withdrawal", Id.Value, null, "提现冻结", Pending: true, Covered: true);

    public void Approve(Withholding tax, DateOnly today)
    {
        Must(WithdrawalState.Requested);
        (State, TaxedOn, TaxMethod, Tax, TaxLines) = (WithdrawalState.Approved, today, tax.Method, tax.Tax, [.. tax.Lines]);
    }

    public void Send(string reference, DateTimeOffset now)
    {
        Must(WithdrawalState.Approved);
        (State, Reference, SentAt) = (WithdrawalState.Sent, reference, now);
    }

    /// <summary>The payout's number is this one's, so that no second one can be made for it.</summary>
    public PayoutId Payout => new(Id.Value);

    public void Carry(string provider, DateTimeOffset now)
    {
        Must(WithdrawalState.Approved);
        (State, Provider, SentAt) = (WithdrawalState.Sent, provider, now);
    }

    /// <summary>It did not reach the payee: nobody confirmed it, it was taken back, or the provider refused it.</summary>
    public void GiveBack(PayoutFailure why, string reason, DateTimeOffset now)
    {
        Must(WithdrawalState.Sent);
        State = why switch
        {
            PayoutFailure.Expired => WithdrawalState.Expired,
            PayoutFailure.Cancelled => WithdrawalState.Cancelled,
            _ => WithdrawalState.Failed,
        };
        (Failure, Reason, EndedAt) = (why, reason.Length > LongestReason ? reason[..LongestReason] : reason, now);
    }

    /// <returns>How the frozen money leaves: the net to the payee, the tax to be handed on.</returns>
    public IReadOnlyList<Posting> Pay(DateTimeOffset now)
    {
        Must(WithdrawalState.Sent);
        (State, EndedAt) = (WithdrawalState.Paid, now);
        Posting Out(string to, Money amount, string code, string text) =>
            new(new(Platform.Id.Derived(Id.Value, code)), Clearing, to, amount, code, "withdrawal", Id.Value, null, text);
        Posting[] postings = [Out(Provider is { } carrier ? $"provider:{carrier}" : Bank, Amount - Tax, "paid-out", "提现付款"), Out(TaxOffice, Tax, "tax-withheld", "代扣个税")];
        return [.. postings.Where(p => p.Amount.Fen > 0)];
    }

    public void End(WithdrawalState state, string reason, DateTimeOffset now)
    {
        var from = state switch
        {
            WithdrawalState.Cancelled => State is WithdrawalState.Requested or WithdrawalState.Approved,
            WithdrawalState.Expired => State is WithdrawalState.Requested,
            WithdrawalState.Failed => State is WithdrawalState.Sent,
            _ => throw new InvalidOperationException($"{state} is no way to fail"),
        };
        if (!from) throw No.WithdrawalState(State);
        (State, Reason, EndedAt) = (state, reason, now);
    }

    void Must(WithdrawalState state)
    {
        if (State != state) throw No.WithdrawalState(State);
    }
}
