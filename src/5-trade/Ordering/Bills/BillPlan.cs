using Linli.Campaigns;

namespace Linli.Ordering;

/// <param name="Due">What is still to be paid.</param>
sealed record BillMatchShown(OrderId Order, string Number, string Nickname, Money Due, BillHow How, Confidence Confidence);

/// <param name="Row">The line in the file.</param>
/// <param name="Books">What is written down when the bill is confirmed: nothing for a guess, never more than is due.</param>
/// <param name="Already">It was written down before; a payment counts once for ever.</param>
sealed record BillRowShown(
    int Row, DateTimeOffset At, string Payer, string Memo, Money Amount, string Type, BillMatchShown? Match, IReadOnlyList<BillMatchShown> Candidates,
    Money Books, bool Already);

sealed record BillUnpaid(OrderId Order, string Number, string Nickname, Money Due);

/// <param name="OtherTimes">Payments long before or after the campaign; they are not shown.</param>
sealed record BillCounts(int Matched, int Unsure, int Unmatched, int Already, int Unpaid, int OtherTimes);

sealed record BillShown(
    BillId Bill, string Plan, bool Confirmed, IReadOnlyList<BillRowShown> Rows, IReadOnlyList<BadRowShown> Bad, IReadOnlyList<BillUnpaid> Unpaid,
    BillCounts Counts);

/// <summary>What a bill would write down, and for which orders.</summary>
sealed record BillPlan(BillShown Shown, IReadOnlyList<(BillRow Row, Order Order, Money Amount)> Bookings);
