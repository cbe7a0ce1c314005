using System.Text.RegularExpressions;
using Linli.Campaigns;

namespace Linli.Ordering;

/// <param name="Row">The line in the bill.</param>
/// <param name="Memo">备注, as the bill has it.</param>
sealed record BillPayment(int Row, DateTimeOffset At, string Payer, string Memo, Money Amount);

/// <summary>What somebody has still to pay.</summary>
/// <param name="Text">The entry of the chain as it was written, if there is one.</param>
/// <param name="Places">How people call the places it may be picked up at, besides H区 and 3栋.</param>
sealed record BillDue(Guid Order, string Nickname, string Text, IReadOnlyList<string> Places, Money Amount);

/// <summary>How a payment was recognised.</summary>
enum BillHow { Name, Message, Resembling, Amount, Chosen, Booked }

/// <param name="Fits">The amount is exactly what is due.</param>
sealed record BillGuess(BillDue Due, BillHow How, bool Fits);

/// <summary>
/// 对账 — which payment of a bill is for which order: by name and message, then by amount. Pure code without database.
/// A match is mutual and unique: nobody else could have paid this order as well, and this payment could be for no other order as well.
/// Sure is only an equal name of two signs and more with exactly the amount that is due; all else waits for a person.
/// </summary>
/// <param name="Due">Nothing when nobody, or more than one, could be meant.</param>
/// <param name="Candidates">The best guesses, at most five, the match first.</param>
sealed partial record BillMatch(BillPayment Payment, BillDue? Due, BillHow How, Confidence Confidence, IReadOnlyList<BillGuess> Candidates)
{
    public const int MostCandidates = 5;

    /// <summary>How much more than the goods somebody pays who wants something extra: a quarter.</summary>
    const int SurchargeParts = 4;

    /// <summary>One answer per payment, in their order. No order is answered for more than it is due, unless one payment brings more.</summary>
    public static IReadOnlyList<BillMatch> Match(IReadOnlyList<BillPayment> payments, IReadOnlyList<BillDue> dues)
    {
        string[] places = [.. dues.SelectMany(d => d.Places).Select(BillName.Fold).Where(p => p.Length > 1).Distinct().OrderByDescending(p => p.Length)];
        var people = dues.Select(d => new Person(d, places)).ToArray();
        var pairs = new List<Pair>();
        for (var i = 0; i < payments.Count; i++)
        {
            var paid = new Paid(i, payments[i], places);
            pairs.AddRange(people.Select(p => paid.With(p)).OfType<Pair>());
        }

        var found = new Dictionary<int, Pair>();
        Settle(pairs, found);
        Complete(pairs, found);
        var byPayment = pairs.ToLookup(p => p.Paid.At);
        var met = found.Values.Select(p => p.Person.Due.Order).ToHashSet();
        return [.. payments.Select((payment, i) => Answer(payment, found.GetValueOrDefault(i), byPayment[i], dues.Where(d => !met.Contains(d.Order))))];
    }

    /// <summary>The best pairs first; a pair holds when neither side has another one as good.</summary>
    static void Settle(List<Pair> pairs, Dictionary<int, Pair> found)
    {
        var taken = new HashSet<Guid>();
        var doubtful = new HashSet<int>();
        foreach (var tier in pairs.GroupBy(p => p.Rank).OrderByDescending(t => t.Key))
        {
            Pair[] open = [.. tier.Where(p => !found.ContainsKey(p.Paid.At) && !doubtful.Contains(p.Paid.At) && !taken.Contains(p.Person.Due.Order))];
            foreach (var mine in open.GroupBy(p => p.Paid.At))
            {
                // Two orders of people who cannot be told apart, or two people who could both have paid.
                if (mine.Skip(1).Any()) doubtful.Add(mine.Key);
                else if (open.Where(p => p.Person == mine.First().Person).OrderBy(p => p.Paid.Payment.At).ToArray() is var rivals
                    && rivals.Any(p => p.Paid.Name.Whole != mine.First().Paid.Name.Whole)) doubtful.Add(mine.Key);
                else if (rivals[0] == mine.First()) found[mine.Key] = rivals.Length == 1 ? mine.First() : mine.First() with { Doubled = true };
            }

            foreach (var pair in open.Where(p => found.ContainsKey(p.Paid.At))) taken.Add(pair.Person.Due.Order);
        }
    }

    /// <summary>Somebody paid in parts: what is left to pay takes the next payment of the same name, if it is not too much.</summary>
    static void Complete(List<Pair> pairs, Dictionary<int, Pair> found)
    {
        foreach (var person in pairs.Where(p => p.IsNamed).GroupBy(p => p.Person))
        {
            if (found.Values.FirstOrDefault(p => p.Person == person.Key) is not { } first) continue;
            var left = person.Key.Due.Amount - first.Paid.Payment.Amount;
            foreach (var pair in person.Where(p => !found.ContainsKey(p.Paid.At)).OrderBy(p => p.Paid.Payment.At))
            {
                if (pair.Paid.Payment.Amount > left || person.Any(p => p.Paid.At == pair.Paid.At && p.Person != person.Key)) continue;
                found[pair.Paid.At] = pair with { Doubled = true };
                left -= pair.Paid.Payment.Amount;
            }
        }
    }

    static BillMatch Answer(BillPayment payment, Pair? match, IEnumerable<Pair> pairs, IEnumerable<BillDue> unmet)
    {
        BillGuess[] named = [.. pairs.OrderByDescending(p => p == match ? int.MaxValue : p.Rank).Select(p => p.Guess)];
        var others = unmet.Where(d => d.Amount == payment.Amount && named.All(g => g.Due != d)).Select(d => new BillGuess(d, BillHow.Amount, true));
        BillGuess[] guesses = [.. named.Concat(others).Take(MostCandidates)];
        return match is null
            ? new(payment, null, BillHow.Amount, Confidence.Unsure, guesses)
            : new(payment, match.Person.Due, match.Guess.How, match.IsSure ? Confidence.Sure : Confidence.Unsure, guesses);
    }

    enum Fit { Off, Surcharge, Exact }

    sealed class Person(BillDue due, string[] places)
    {
        public BillDue Due => due;
        public BillName Entry { get; } = BillName.Of(due.Text, places);
        public BillName Name { get; } = BillName.Of(due.Nickname, places) is { IsNothing: false } name ? name : BillName.OfEntry(due.Text, places);

        /// <summary>Where nobody has read the entry yet, its first word may be a name of signs alone.</summary>
        public BillName First { get; } = BillName.Of(due.Nickname.Length > 0 ? "" : due.Text.Trim().Split(' ', 2)[0], places);

        public bool Is(BillName said) => said.IsSameAs(Name) || said.IsSameAs(First) || (Entry.Whole.Length > 1 && said.Whole == Entry.Whole);
    }

    sealed record Paid(int At, BillPayment Payment, BillName Name, BillName Message, BillName Said)
    {
        public Paid(int at, BillPayment payment, string[] places)
            : this(at, payment, BillName.Of(payment.Payer, places), BillName.Of(MessageOf(payment.Memo), places),
                BillName.Of(Phrase().Replace(MessageOf(payment.Memo), " "), places))
        {
        }

        public Pair? With(Person person)
        {
            var due = person.Due.Amount;
            var fit = Payment.Amount == due ? Fit.Exact
                : Payment.Amount > due && (Payment.Amount - due) * SurchargeParts <= due ? Fit.Surcharge : Fit.Off;
            if (person.Is(Message) || person.Is(Said)) return new(this, person, BillHow.Message, true, fit);
            if (person.Is(Name)) return new(this, person, BillHow.Name, true, fit);
            // Somebody else's name that only looks alike, and another amount: that is nobody.
            if (fit == Fit.Off) return null;
            if (Message.Resembles(person.Name) && person.Name.Bare.Length <= Message.Bare.Length) return new(this, person, BillHow.Message, false, fit);
            return Name.Resembles(person.Name) ? new(this, person, BillHow.Resembling, false, fit) : null;
        }

    }

    sealed record Pair(Paid Paid, Person Person, BillHow How, bool IsNamed, Fit Fit, bool Doubled = false)
    {
        public BillGuess Guess => new(Person.Due, How, Fit == Fit.Exact);

        public bool IsSure => IsNamed && Fit == Fit.Exact && !Doubled && !(How == BillHow.Message ? Paid.Message : Paid.Name).IsShort;

        /// <summary>An equal name before one that resembles, then the amount, then what was written to us before who wrote it, then the place.</summary>
        public int Rank { get; } =
            (IsNamed ? 100 : 0) + ((int)Fit * 10) + (How == BillHow.Message ? 4 : 0) + (Paid.Name.Places.Overlaps(Person.Entry.Places) ? 1 : 0);
    }

    /// <summary>What the payer wrote, out of "收款方备注:二维码收款付款方留言:…" and "转账备注:…".</summary>
    static string MessageOf(string memo)
    {
        var said = Said().Match(Width.Half(memo));
        var text = (said.Success ? said.Groups[1].Value : "").Trim();
        return text is "微信转账" or "二维码收款" or "/" ? "" : text;
    }

    [GeneratedRegex("(?:付款方留言|转账备注):(.*)$", RegexOptions.Singleline)]
    private static partial Regex Said();

    // What people write around a name when they pay.
    [GeneratedRegex(@"谢谢[你您啦了]?|辛苦[你您啦了]*|多谢|感谢|的?(?:餐费|饭钱|菜钱|菜款|货款|团费|团购|接龙|午餐|晚餐|早餐|午饭|晚饭)|付款?|\d+\s*[份盒斤个箱]|\d{1,2}[./月-]\d{1,2}[日号]?")]
    private static partial Regex Phrase();
}
