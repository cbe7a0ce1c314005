using Linli.Payments;

namespace Linli.Reconciliation;

/// <summary>Open: somebody must look. Booked: a correcting entry was made. Cleared: it closed itself, because what was missing came.</summary>
public enum DifferenceState { Open, Booked, Cleared }

/// <summary>差异 — one thing in which the sides disagree, with what each of them says.</summary>
sealed class Difference : IOwned
{
    public TenantId Tenant { get; set; }
    public required DifferenceId Id { get; init; }
    public required string Provider { get; init; }
    public required DateOnly Day { get; init; }
    public required DifferenceKind What { get; set; }
    public required BillKind Kind { get; init; }
    public required string Number { get; init; }
    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>By how much the account holds more than the ledger says.</summary>
    public Money Effect { get; set; }
    public string? TradeNo { get; set; }
    public Guid? About { get; set; }
    public Money? LedgerAmount { get; set; }
    public DateTimeOffset? LedgerAt { get; set; }
    public Money? PaymentAmount { get; set; }
    public DateTimeOffset? PaymentAt { get; set; }
    public bool PaymentDone { get; set; }
    public Money? BillAmount { get; set; }
    public Money? BillFee { get; set; }
    public DateTimeOffset? BillAt { get; set; }
    public DifferenceState State { get; private set; }
    public DateTimeOffset? ClearedAt { get; private set; }

    /// <summary>Booked, and then the missing thing came after all: the entry must be taken back.</summary>
    public bool Overtaken { get; private set; }

    public bool CanBeBooked => State == DifferenceState.Open && Effect != Money.Zero;

    /// <summary>One difference of one day about one number and aspect has one id, however often it is looked for.</summary>
    public static DifferenceId IdOf(TenantId shop, string provider, DateOnly day, Finding f)
    {
        var aspect = f.What is DifferenceKind.FeeDiffers or DifferenceKind.Doubled or DifferenceKind.Unbooked ? f.What.ToString() : "row";
        return new(Platform.Id.Derived(shop.Value, $"{provider}/{day:yyyy-MM-dd}/{f.Kind}/{f.Number}/{aspect}/{f.Nth}"));
    }

    public static Difference Of(DifferenceId id, string provider, DateOnly day, Finding f, DateTimeOffset now) => new()
    {
        Id = id,
        Provider = provider,
        Day = day,
        What = f.What,
        Kind = f.Kind,
        Number = f.Number,
        FoundAt = now,
    };

    /// <summary>What is found now. What stands on two days needs nobody: it closes itself.</summary>
    public void Hear(Finding f, DateTimeOffset now)
    {
        if (State == DifferenceState.Booked)
        {
            Overtaken = f.What == DifferenceKind.NextDay || f.Effect != Effect;
            return;
        }

        (What, Effect) = (f.What, f.Effect);
        (TradeNo, About) = (f.Bill?.TradeNo ?? f.Payment?.TradeNo, f.Payment?.About ?? f.Ledger?.About);
        (LedgerAmount, LedgerAt) = (f.Ledger?.Amount, f.Ledger?.At);
        (PaymentAmount, PaymentAt, PaymentDone) = (f.Payment?.Amount, f.Payment?.At, f.Payment?.Done == true);
        (BillAmount, BillFee, BillAt) = (f.Bill?.Amount, f.Bill?.Fee, f.Bill?.At);
        if (What == DifferenceKind.NextDay) Clear(now);
        else (State, ClearedAt) = (DifferenceState.Open, null);
    }

    /// <summary>It is not found any more.</summary>
    public void Clear(DateTimeOffset now)
    {
        if (State == DifferenceState.Booked) Overtaken = true;
        else if (State == DifferenceState.Open) (State, ClearedAt) = (DifferenceState.Cleared, now);
    }

    public void Book() => State = DifferenceState.Booked;

    public void Unbook() => (State, Overtaken) = (DifferenceState.Open, false);
}

/// <summary>更正分录 — a balanced entry that a person booked to settle a difference; never changed, only reversed by another.</summary>
sealed class Correction : IOwned
{
    public const int LongestReason = 100;

    public TenantId Tenant { get; set; }
    public required CorrectionId Id { get; init; }
    public required DifferenceId Difference { get; init; }
    public required string Debit { get; init; }
    public required string Credit { get; init; }
    public required Money Amount { get; init; }
    public required string Reason { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? UndoneAt { get; private set; }
    public Guid? UndoneBy { get; private set; }
    public string? UndoneReason { get; private set; }

    public bool Undo(string reason, Guid by, DateTimeOffset now)
    {
        if (UndoneAt is not null) return false;
        (UndoneAt, UndoneBy, UndoneReason) = (now, by, reason);
        return true;
    }
}

/// <summary>点钞 — what somebody counted of the cash a person took on a day.</summary>
sealed class CashCount : IOwned
{
    public const int LongestNote = 100;

    public TenantId Tenant { get; set; }
    public required CashCountId Id { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>Whose money it is; empty for what nobody is named for.</summary>
    public required Guid Person { get; init; }
    public required Money Counted { get; init; }

    /// <summary>备用金 — what lay in the till before, and stays there.</summary>
    public required Money Float { get; init; }
    public required Money Expected { get; init; }
    public required string Note { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    public Money Difference => Counted - Float - Expected;
}

/// <summary>费率约定 — what a provider may keep of a payment.</summary>
sealed class Agreement : IOwned
{
    public const int Most = 1_000;

    public TenantId Tenant { get; set; }
    public required string Provider { get; init; }
    public required int BasisPoints { get; set; }

    /// <summary>What the shop agreed, or what is usual: 0.6 % for WeChat Pay and Alipay, nothing for others.</summary>
    public static async Task<int> Of(LinliDb db, string provider, CancellationToken ct) =>
        (await db.Set<Agreement>().AsNoTracking().FirstOrDefaultAsync(a => a.Provider == provider, ct))?.BasisPoints ?? (provider is "wechat" or "alipay" ? 60 : 0);
}
