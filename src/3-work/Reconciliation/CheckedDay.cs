using Linli.Payments;

namespace Linli.Reconciliation;

/// <summary>Waiting: the provider has not made its bill. Checked: compared. NoBill: it never came; somebody may upload it.</summary>
public enum CheckState { Waiting, Checked, NoBill }

/// <summary>对账日 — one day with one provider: what each side says in sum, and how far the comparison is.</summary>
sealed class CheckedDay : IOwned
{
    public const int LongestTrouble = 200;

    public TenantId Tenant { get; set; }
    public required string Provider { get; init; }
    public required DateOnly Day { get; init; }
    public CheckState State { get; set; }

    /// <summary>Whether a person has uploaded the bill: then no other is downloaded over it.</summary>
    public bool Uploaded { get; set; }
    public string? Trouble { get; set; }
    public DateTimeOffset? CheckedAt { get; set; }
    public int Rows { get; set; }
    public Money BillPaid { get; set; }
    public Money BillRefunded { get; set; }
    public Money BillFee { get; set; }
    public Money OursPaid { get; set; }
    public Money OursRefunded { get; set; }
    public Money LedgerPaid { get; set; }
    public Money LedgerRefunded { get; set; }

    /// <summary>What of the provider's fees is in the ledger: the house books them from the bill.</summary>
    public Money FeesBooked { get; set; }
    public int Open { get; set; }
    public int Found { get; set; }

    public Guid Thing => Id.Derived(Tenant.Value, $"{Provider}/{Day:yyyy-MM-dd}");
}

/// <summary>One row of a provider's bill, as it was downloaded or uploaded.</summary>
sealed class BillRow : IOwned
{
    public TenantId Tenant { get; set; }
    public required Guid Id { get; init; }
    public required string Provider { get; init; }
    public required DateOnly Day { get; init; }
    public required BillKind Kind { get; init; }

    /// <summary>Our number of the payment or refund, without what a repeated refund adds to it; empty when the bill has none.</summary>
    public required string Number { get; init; }
    public required string TradeNo { get; init; }
    public required Money Amount { get; init; }
    public required Money Fee { get; init; }
    public required DateTimeOffset At { get; init; }

    public static string NumberOf(BillLine line) => line.Kind == BillKind.Paid ? line.Number
        : line.RefundNumber is { Length: > 32 } again && again[32] == 'r' ? again[..32] : line.RefundNumber ?? "";

    public static BillRow Of(string provider, DateOnly day, BillLine line) => new()
    {
        Id = Guid.CreateVersion7(),
        Provider = provider,
        Day = day,
        Kind = line.Kind,
        Number = Cut(NumberOf(line)),
        TradeNo = Cut(line.TradeNo),
        Amount = line.Amount,
        Fee = line.Fee,
        At = line.At,
    };

    static string Cut(string text) => text.Length > 64 ? text[..64] : text;

    public Row AsRow() => new(Kind, Number, Amount, At, Day, TradeNo, Fee);
}
