namespace Linli.Payments;

/// <summary>分账方 — another merchant (a service partner, a store) who gets a part of each payment that comes through a provider.</summary>
sealed class Partner : IOwned
{
    /// <summary>What a provider lets be shared with others of one payment, and how long it keeps the money for it.</summary>
    public const int MostBasisPoints = 3000, MostDays = 25, MostName = 60, MostPartners = 20;

    public TenantId Tenant { get; set; }
    public required PartnerId Id { get; init; }
    public required string Merchant { get; init; }
    public required string Name { get; set; }
    public required PartnerRelation Relation { get; set; }
    public required int BasisPoints { get; set; }

    /// <summary>How many days after the payment: later than most refunds is better, for then nothing has to come back.</summary>
    public required int AfterDays { get; set; }
    public required bool Active { get; set; }
    public required DateTimeOffset At { get; init; }

    /// <summary>What is owed to it, and paid.</summary>
    public static string AccountOf(PartnerId partner) => $"split:{partner.Value}";
}

public enum PartnerRelation { ServiceProvider, Store, Supplier, Distributor, Headquarter, Brand, Partner }

/// <summary>Unsent: only planned. Sending: asked for, and what became of it may be unknown. Dropped: given back to the payer before it was sent.</summary>
enum ShareState { Unsent, Sending, Done, Dropped, Refused }

/// <summary>分账 — a partner's part of one payment.</summary>
sealed class Share : IOwned
{
    public const int LongestReason = 100;

    public TenantId Tenant { get; set; }

    /// <summary>Also the number under which the provider knows it.</summary>
    public required ShareId Id { get; init; }
    public required PaymentId Payment { get; init; }
    public required PartnerId Partner { get; init; }
    public required string Merchant { get; init; }

    /// <summary>In which order they go out; they come back the other way round.</summary>
    public required int Place { get; init; }
    public required Money Amount { get; set; }
    public Money Returned { get; set; }
    public ShareState State { get; private set; }
    public string Reason { get; private set; } = "";
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? DoneAt { get; private set; }

    public bool IsOver => State is ShareState.Done or ShareState.Dropped or ShareState.Refused;

    /// <summary>From now on the amount is what the provider was told.</summary>
    public void Begin() => State = ShareState.Sending;

    public void Finish(DateTimeOffset now) => (State, DoneAt, Reason) = (ShareState.Done, now, "");

    public void Refuse(string reason) => (State, Reason) = (ShareState.Refused, reason.Length > LongestReason ? reason[..LongestReason] : reason);

    /// <summary>What goes back to the payer before it was sent is never sent.</summary>
    public void Cut(Money by)
    {
        Amount -= by;
        if (Amount.Fen == 0) State = ShareState.Dropped;
    }
}

enum ShareReturnState { Waiting, Done, Stuck }

/// <summary>分账回退 — a partner's part of what goes back to the payer. Planned with the refund, done before it.</summary>
sealed class ShareReturn : IOwned
{
    public TenantId Tenant { get; set; }
    public required Guid Id { get; init; }
    public required ShareId Share { get; init; }
    public required RefundId Refund { get; init; }
    public required int Place { get; init; }
    public required Money Amount { get; init; }
    public ShareReturnState State { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>How often the provider said that nothing came back; each time the next number is used.</summary>
    public int Failed { get; private set; }

    public string Number => Failed == 0 ? Id.ToString("N") : $"{Id:N}r{Failed}";

    public void Finish(DateTimeOffset now) => (State, DoneAt) = (ShareReturnState.Done, now);

    /// <summary>The partner's account holds too little: a person must talk to them. It is tried again meanwhile.</summary>
    public void GetStuck() => (State, Failed) = (ShareReturnState.Stuck, Failed + 1);
}
