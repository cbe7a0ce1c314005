using Linli.Payments;
using Linli.Platform;
using Linli.Reconciliation;

namespace Linli.Tests.Reconciliation;

/// <summary>The comparison alone: in thousands of random rows, what was planted is found and named, and nothing else is.</summary>
public class ThreeWayTests
{
    static readonly DateOnly today = new(2026, 5, 1);
    const int Fee = 60;

    /// <summary>A random day in which all three sides agree, and what is then spoilt.</summary>
    sealed class Day(int seed, int rows)
    {
        readonly Random dice = new(seed);
        public List<Row> Ledger { get; } = [];
        public List<Row> Payments { get; } = [];
        public List<Row> Bill { get; } = [];
        public List<(DifferenceKind What, string Number, long Effect)> Planted { get; } = [];

        public void Make()
        {
            for (var i = 0; i < rows; i++) Add(i);
            DifferenceKind[] kinds =
            [
                DifferenceKind.MissingWithUs, DifferenceKind.MissingWithProvider, DifferenceKind.Doubled, DifferenceKind.AmountDiffers, DifferenceKind.NextDay,
                DifferenceKind.FeeDiffers, DifferenceKind.StateDiffers, DifferenceKind.LedgerDiffers,
            ];
            // Each thing is spoilt at most once, so that it has one name.
            var victims = Enumerable.Range(0, rows).Where(i => Bill[i].Day == today && Bill[i].Number.Length > 0).ToArray();
            dice.Shuffle(victims);
            foreach (var (at, n) in victims.Take(kinds.Length * 5).Select((v, n) => (v, n))) Spoil(at, kinds[n % kinds.Length]);
            Drop();
            Shuffle(Ledger);
            Shuffle(Payments);
            Shuffle(Bill);
        }

        void Add(int i)
        {
            var kind = dice.Next(5) == 0 ? BillKind.Refunded : BillKind.Paid;
            // Few different amounts, so that amounts alone say nothing.
            var amount = new Money(100 + dice.Next(400));
            var at = BusinessDay.At(today, default).AddSeconds(dice.Next(86_400));
            var (number, trade) = (Guid.NewGuid().ToString("N"), $"4200{seed:D4}{i:D10}");
            var row = new Row(kind, number, amount, at, today, trade);
            Ledger.Add(row with { TradeNo = "" });
            Payments.Add(row);
            var billed = row with { Fee = ThreeWay.Fee(row, Fee) };
            // A bill of a shop without an API may know only the provider's number.
            Bill.Add(dice.Next(20) == 0 ? billed with { Number = "" } : billed);
        }

        readonly HashSet<int> noLedger = [], noPayment = [], noBill = [];

        void Spoil(int at, DifferenceKind what)
        {
            var row = Bill[at];
            var sign = row.Kind == BillKind.Paid ? 1 : -1;
            var (amount, effect) = (row.Amount.Fen, 0L);
            switch (what)
            {
                case DifferenceKind.MissingWithUs:
                    noLedger.Add(at);
                    noPayment.Add(at);
                    effect = sign * amount;
                    break;
                case DifferenceKind.MissingWithProvider:
                    noBill.Add(at);
                    effect = -sign * amount;
                    break;
                case DifferenceKind.Doubled:
                    Bill.Add(row with { At = row.At.AddSeconds(1) });
                    effect = sign * amount;
                    break;
                case DifferenceKind.AmountDiffers:
                    var fen = dice.Next(2) == 0 ? 1 : -1;
                    Bill[at] = row with { Amount = row.Amount + new Money(fen) };
                    effect = sign * fen;
                    break;
                case DifferenceKind.NextDay:
                    Payments[at] = Payments[at] with { Day = today.AddDays(1) };
                    Ledger[at] = Ledger[at] with { Day = today.AddDays(1) };
                    break;
                case DifferenceKind.FeeDiffers:
                    Bill[at] = row with { Fee = row.Fee + new Money(2) };
                    effect = 2;
                    break;
                case DifferenceKind.StateDiffers:
                    Payments[at] = Payments[at] with { Done = false };
                    noLedger.Add(at);
                    effect = sign * amount;
                    break;
                default:
                    Ledger[at] = Ledger[at] with { Amount = row.Amount - new Money(1) };
                    effect = sign;
                    break;
            }

            Planted.Add((what, row.Number, effect));
        }

        void Drop()
        {
            Remove(Ledger, noLedger);
            Remove(Payments, noPayment);
            Remove(Bill, noBill);
        }

        static void Remove(List<Row> rows, HashSet<int> these)
        {
            foreach (var at in these.OrderDescending()) rows.RemoveAt(at);
        }

        void Shuffle(List<Row> rows)
        {
            var some = rows.ToArray();
            dice.Shuffle(some);
            rows.Clear();
            rows.AddRange(some);
        }

        public List<(DifferenceKind What, string Number, long Effect)> Found() => [.. ThreeWay.Compare(today, new(Ledger, Payments, Bill), Fee)
            .Select(f => (f.What, f.Number, f.Effect.Fen)).Order()];
    }

    [Fact]
    public void Whatever_is_planted_in_thousands_of_rows_is_found_and_named_and_nothing_else_is()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var day = new Day(seed, 3000);
            day.Make();
            Assert.True(day.Planted.Count == 40, $"seed {seed}");
            Assert.True(day.Planted.Order().SequenceEqual(day.Found()), $"seed {seed}: {string.Join(" ", day.Planted.Order().Except(day.Found()).Concat(day.Found().Except(day.Planted)))}");
        }
    }

    [Fact]
    public void Books_that_agree_have_no_difference()
    {
        for (var seed = 100; seed < 110; seed++)
        {
            var rows = Enumerable.Range(0, 500).Select(i => Of(i, 100 + i)).ToList();
            Assert.Empty(ThreeWay.Compare(today, new(rows, rows, rows.ConvertAll(Charged)), Fee));
        }
    }

    [Fact]
    public void One_fen_is_found_among_fifty_thousand_rows()
    {
        var rows = Enumerable.Range(0, 50_000).Select(i => Of(i, 100 + (i % 700))).ToList();
        var bill = rows.ConvertAll(Charged);
        bill[31_415] = bill[31_415] with { Amount = bill[31_415].Amount + new Money(1) };
        var found = Assert.Single(ThreeWay.Compare(today, new(rows, rows, bill), Fee));
        Assert.Equal((DifferenceKind.AmountDiffers, rows[31_415].Number, new Money(1)), (found.What, found.Number, found.Effect));
        Assert.Equal(rows[31_415].Amount, found.Payment!.Amount);
    }

    [Fact]
    public void A_row_without_any_number_is_joined_by_amount_and_time_and_only_within_ten_minutes()
    {
        var (near, far) = (Of(1, 500), Of(2, 500));
        List<Row> ours = [near, far with { At = near.At.AddMinutes(30) }];
        var nameless = Charged(near) with { Number = "", TradeNo = "", At = near.At.AddMinutes(4) };
        List<Row> bill = [nameless, nameless with { At = near.At.AddMinutes(60) }];
        var found = ThreeWay.Compare(today, new(ours, ours, bill), Fee);
        Assert.Equal([DifferenceKind.MissingWithUs, DifferenceKind.MissingWithProvider], found.Select(f => f.What).Order());
        Assert.Equal(far.Number, found.Single(f => f.What == DifferenceKind.MissingWithProvider).Number);
    }

    [Fact]
    public void A_missing_row_of_ours_is_never_hidden_by_a_foreign_one_of_the_same_amount()
    {
        var (ours, foreign) = (Of(1, 500), Of(2, 500));
        var found = ThreeWay.Compare(today, new([ours], [ours], [Charged(foreign)]), Fee);
        Assert.Equal([DifferenceKind.MissingWithUs, DifferenceKind.MissingWithProvider], found.Select(f => f.What).Order());
    }

    [Fact]
    public void A_row_that_stands_on_the_next_days_bill_is_no_difference_of_that_day()
    {
        var row = Of(1, 500);
        var late = Charged(row) with { Day = today.AddDays(1) };
        Assert.Equal(DifferenceKind.MissingWithProvider, Assert.Single(ThreeWay.Compare(today, new([row], [row], []), Fee)).What);
        Assert.Empty(ThreeWay.Compare(today, new([row], [row], [late]), Fee));
        var found = Assert.Single(ThreeWay.Compare(today.AddDays(1), new([row], [row], [late]), Fee));
        Assert.Equal((DifferenceKind.NextDay, Money.Zero), (found.What, found.Effect));
    }

    [Fact]
    public void A_withdrawal_that_nobody_booked_is_found_and_one_that_was_booked_is_not()
    {
        var (known, unknown) = (Of(1, 90_000) with { Kind = BillKind.Refunded }, Of(2, 90_000) with { Kind = BillKind.Refunded });
        Assert.Equal([unknown], ThreeWay.Unbooked([known, unknown], [Of(3, 90_000) with { Kind = BillKind.Refunded }]));
        Assert.Empty(ThreeWay.Unbooked([known], [known]));
    }

    static Row Of(int i, long fen) => new(
        BillKind.Paid, new Guid(i + 1, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7).ToString("N"), new(fen), BusinessDay.At(today, new(9, 0)).AddSeconds(i % 40_000), today, $"t{i}");

    static Row Charged(Row row) => row with { Fee = ThreeWay.Fee(row, Fee) };
}
