using Linli.Payments;

namespace Linli.Reconciliation;

/// <summary>What can be wrong between our books and somebody else's, each with a name.</summary>
public enum DifferenceKind
{
    /// <summary>The provider has it, we do not know it.</summary>
    MissingWithUs,

    /// <summary>We have booked it, the provider does not know it.</summary>
    MissingWithProvider,
    Doubled,
    AmountDiffers,

    /// <summary>It stands with both, on different days.</summary>
    NextDay,
    FeeDiffers,

    /// <summary>Done with the provider; with us still waiting, closed or pending.</summary>
    StateDiffers,

    /// <summary>Our payments and our ledger disagree.</summary>
    LedgerDiffers,

    /// <summary>A movement of the provider's account that is no payment: a withdrawal to the bank, a charge.</summary>
    Unbooked,
    CashShort,
    CashOver,
}

/// <summary>One row of one side.</summary>
/// <param name="Number">Our own number; of a refund the refund's. Empty, or foreign, where the other side does not know it.</param>
/// <param name="Amount">Never below zero; <paramref name="Kind"/> says in which direction.</param>
/// <param name="Done">False for a payment of ours that is not paid, or a refund that is not given.</param>
public sealed record Row(
    BillKind Kind, string Number, Money Amount, DateTimeOffset At, DateOnly Day, string TradeNo = "", Money Fee = default, bool Done = true, Guid? About = null);

/// <summary>What the three sides say. Rows of other days may be among them: they explain what would else be missing.</summary>
public sealed record Sides(IReadOnlyList<Row> Ledger, IReadOnlyList<Row> Payments, IReadOnlyList<Row> Bill);

/// <summary>One named difference, with the three rows that make it.</summary>
/// <param name="Nth">Of several of one kind about one number.</param>
/// <param name="Effect">By how much the provider's account holds more than our ledger says; booked, it makes both agree.</param>
public sealed record Finding(DifferenceKind What, BillKind Kind, string Number, int Nth, Row? Ledger, Row? Payment, Row? Bill, Money Effect);
