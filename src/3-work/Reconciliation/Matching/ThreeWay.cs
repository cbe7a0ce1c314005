using Linli.Payments;

namespace Linli.Reconciliation;

/// <summary>
/// 三方对账 — compares our ledger, our payments and the provider's bill of one day, and names what differs. Pure: rows in, findings out.
/// Rows are joined by our own number; a row that bears none of ours by the provider's number; what is left without any number by equal
/// amount within <see cref="Window"/>, nearest first and each once. A number of ours is never joined by amount: two errors would hide each other.
/// A thing is judged on the day of the bill's row, or on our own when no bill has it, so each is judged once. In time O(n log n).
/// </summary>
public static class ThreeWay
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <param name="feeBasisPoints">What the provider may keep of a payment; it gives it back with a refund. One fen of rounding is no difference.</param>
    public static IReadOnlyList<Finding> Compare(DateOnly day, Sides sides, int feeBasisPoints)
    {
        var bill = Numbered(sides);
        var found = new List<Finding>();
        var ledger = sides.Ledger.ToLookup(r => (r.Kind, r.Number));
        var payments = sides.Payments.ToLookup(r => (r.Kind, r.Number));
        var billed = bill.ToLookup(b => (b.Row.Kind, b.Number));
        var all = sides.Ledger.Concat(sides.Payments).Select(r => (r.Kind, r.Number)).Concat(bill.Select(b => (b.Row.Kind, b.Number)));
        foreach (var key in all.Distinct())
            Judge(day, key, [.. ledger[key]], payments[key].FirstOrDefault(), [.. billed[key].Select(b => b.Row)], feeBasisPoints, found);
        return found;
    }

    static void Judge(
        DateOnly day, (BillKind Kind, string Number) key, List<Row> ledger, Row? payment, List<Row> bill, int feeBasisPoints, List<Finding> found)
    {
        bill.Sort((a, b) => (a.Day, a.At).CompareTo((b.Day, b.At)));
        var first = bill.FirstOrDefault();
        var home = first?.Day ?? (payment is { Done: true } ? payment.Day : ledger.FirstOrDefault()?.Day);
        // A second row may stand on a later day than the first: it is judged where it stands.
        for (var i = 1; i < bill.Count; i++)
            if (bill[i].Day == day) Add(DifferenceKind.Doubled, ledger.FirstOrDefault(), bill[i], bill[i].Amount, i);
        if (home != day) return;

        var booked = ledger.Sum(r => r.Amount);
        var entry = ledger.Count == 0 ? null : ledger[0] with { Amount = booked };
        if (first is null)
        {
            if (payment is { Done: true }) Add(DifferenceKind.MissingWithProvider, entry, null, Money.Zero - booked);
            else if (entry is not null) Add(DifferenceKind.LedgerDiffers, entry, null, Money.Zero - booked);
            return;
        }

        var effect = first.Amount - booked;
        if (payment is null) Add(DifferenceKind.MissingWithUs, entry, first, effect);
        else if (!payment.Done) Add(DifferenceKind.StateDiffers, entry, first, effect);
        else if (payment.Amount != first.Amount) Add(DifferenceKind.AmountDiffers, entry, first, effect);
        else if (booked != payment.Amount) Add(DifferenceKind.LedgerDiffers, entry, first, effect);
        else if (payment.Day != first.Day) Add(DifferenceKind.NextDay, entry, first, effect);
        foreach (var (row, i) in bill.Select((r, i) => (r, i)).Where(r => r.r.Day == day))
            if (Math.Abs((row.Fee - Fee(row, feeBasisPoints)).Fen) > 1)
                found.Add(new(DifferenceKind.FeeDiffers, key.Kind, key.Number, i, entry, payment, row, row.Fee - Fee(row, feeBasisPoints)));

        void Add(DifferenceKind what, Row? entry, Row? row, Money amount, int nth = 0) => found.Add(new(
            what, key.Kind, key.Number, nth, entry, payment, row, key.Kind == BillKind.Paid ? amount : Money.Zero - amount));
    }

    /// <summary>What the provider keeps of it by the agreement, to the nearest fen; less than zero for a refund.</summary>
    public static Money Fee(Row row, int basisPoints)
    {
        var fee = new Money((checked(row.Amount.Fen * basisPoints) + 5_000) / 10_000);
        return row.Kind == BillKind.Paid ? fee : Money.Zero - fee;
    }

    /// <summary>Movements of the provider's account that are no payments, and that nobody has booked on that day or the next.</summary>
    /// <param name="booked">What was booked on the provider's account besides payments and refunds.</param>
    public static IReadOnlyList<Row> Unbooked(IEnumerable<Row> movements, IEnumerable<Row> booked)
    {
        var free = booked.GroupBy(r => (r.Kind, r.Amount)).ToDictionary(g => g.Key, g => g.Count());
        return [.. movements.Where(m =>
        {
            if (free.GetValueOrDefault((m.Kind, m.Amount)) is not (> 0 and var left)) return true;
            free[(m.Kind, m.Amount)] = left - 1;
            return false;
        })];
    }

    static bool IsOurs(string number) => number.Length == 32 && Guid.TryParseExact(number, "N", out _);

    /// <summary>Each row of the bill with the number it is joined by.</summary>
    static List<(Row Row, string Number)> Numbered(Sides sides)
    {
        var taken = sides.Bill.Where(r => IsOurs(r.Number)).Select(r => (r.Kind, r.Number)).ToHashSet();
        var byTrade = sides.Payments.Where(p => p.TradeNo.Length > 0).GroupBy(p => (p.Kind, p.TradeNo)).Where(g => g.Count() == 1)
            .ToDictionary(g => g.Key, g => g.Single().Number);
        var numbered = new List<(Row, string)>(sides.Bill.Count);
        var left = new List<Row>();
        foreach (var row in sides.Bill)
        {
            if (IsOurs(row.Number)) numbered.Add((row, row.Number));
            else if (row.TradeNo.Length > 0 && byTrade.TryGetValue((row.Kind, row.TradeNo), out var known) && !IsOurs(row.Number)) numbered.Add((row, known));
            else left.Add(row);
        }

        foreach (var (row, number) in numbered) taken.Add((row.Kind, number));
        numbered.AddRange(ByAmount(left, sides.Payments.Where(p => p.Done && !taken.Contains((p.Kind, p.Number)))));
        return numbered;
    }

    static IEnumerable<(Row, string)> ByAmount(List<Row> rows, IEnumerable<Row> payments)
    {
        var candidates = payments.GroupBy(p => (p.Kind, p.Amount)).ToDictionary(g => g.Key, g => g.OrderBy(p => p.At).ToList());
        var pairs = new List<(TimeSpan Apart, int Row, Row Payment)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            // A row with somebody else's number is somebody else's.
            if (row.Number.Length > 0 || !candidates.TryGetValue((row.Kind, row.Amount), out var some)) continue;
            for (var at = First(some, row.At - Window); at < some.Count && some[at].At <= row.At + Window; at++)
                pairs.Add(((some[at].At - row.At).Duration(), i, some[at]));
        }

        var number = new string?[rows.Count];
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, row, payment) in pairs.OrderBy(p => p.Apart).ThenBy(p => p.Row).ThenBy(p => p.Payment.Number, StringComparer.Ordinal))
            if (number[row] is null && used.Add(payment.Number)) number[row] = payment.Number;
        // What nobody knows keeps a number of its own, so that two of them are two things.
        return rows.Select((row, i) => (row, number[i] ?? (row.Number.Length > 0 ? row.Number : row.TradeNo.Length > 0 ? row.TradeNo : $"{row.At:yyyyMMddHHmmss}-{i}")));
    }

    static int First(List<Row> sorted, DateTimeOffset from)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].At < from) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
