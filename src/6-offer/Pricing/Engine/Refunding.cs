namespace Linli.Pricing;

/// <summary>What has been given back of an order so far: running totals, so that parts add up to the fen.</summary>
public sealed record Returned(IReadOnlyDictionary<Guid, ReturnedLine> Lines, IReadOnlyCollection<int> Deliveries)
{
    public static Returned Nothing { get; } = new(new Dictionary<Guid, ReturnedLine>(), []);
}

/// <param name="Amount">Units or grams that came back or never came.</param>
public readonly record struct ReturnedLine(long Amount, Money Money, long Points);

/// <summary>What is given back now.</summary>
/// <param name="Deliveries">Groups whose delivery fee is given back, each once.</param>
public sealed record GivingBack(IReadOnlyList<LineBack> Lines, IReadOnlyList<int> Deliveries);

/// <summary>A part of a line that comes back, came short or weighed less; or money for goods that are kept.</summary>
/// <param name="Amount">Units or grams.</param>
/// <param name="Compensation">Money for what is kept, at most what is left of the line's.</param>
public readonly record struct LineBack(Guid Line, long Amount, Money Compensation = default);

/// <param name="After">To be handed in the next time.</param>
public sealed record RefundQuote(IReadOnlyList<RefundedLine> Lines, IReadOnlyList<RefundedDelivery> Deliveries, Returned After)
{
    public Money Money => Lines.Sum(l => l.Money) + Deliveries.Sum(d => d.Money);
    public long Points => Lines.Sum(l => l.Points);
}

/// <param name="Points">They go back to where they came from.</param>
public sealed record RefundedLine(Guid Id, string Name, long Amount, Money Compensation, Money Money, long Points);

public sealed record RefundedDelivery(int Group, string Name, Money Money);

/// <summary>退款 — what goes back for a part of a quote. Pure like the quote itself.</summary>
/// <remarks>
/// A line gives back its own share: of what was paid for it in money and in points, as much as of its amount comes back, counted on running
/// totals. So any parts in any order sum to what was paid, and never to more. What is kept keeps its discount. Compensation is money,
/// and what it took is no longer there for goods.
/// </remarks>
public static class Refunding
{
    public static RefundQuote Refund(Quote quote, Returned before, GivingBack now)
    {
        if (now.Lines.Count + now.Deliveries.Count == 0) throw No.NothingGivenBack();
        var byId = quote.Lines.ToDictionary(l => l.Id);
        var running = new Dictionary<Guid, ReturnedLine>(before.Lines);
        var lines = new List<RefundedLine>(now.Lines.Count);
        foreach (var back in now.Lines)
        {
            var line = byId.GetValueOrDefault(back.Line) ?? throw No.LineUnknown();
            var had = running.GetValueOrDefault(line.Id);
            var has = Give(line, had, back);
            running[line.Id] = has;
            lines.Add(new(line.Id, line.Name, back.Amount, back.Compensation, has.Money - had.Money, has.Points - had.Points));
        }

        var fees = new HashSet<int>(before.Deliveries);
        var deliveries = new List<RefundedDelivery>(now.Deliveries.Count);
        foreach (var group in now.Deliveries)
        {
            var delivery = quote.Deliveries.FirstOrDefault(d => d.Group == group) ?? throw No.LineUnknown();
            if (!fees.Add(group)) throw No.GivenBackTooMuch(delivery.Name, Money.Zero);
            deliveries.Add(new(group, delivery.Name, delivery.ToPay));
        }

        return new(lines, deliveries, new(running, fees));
    }

    static ReturnedLine Give(QuotedLine line, ReturnedLine had, LineBack back)
    {
        var left = line.ToPay - had.Money;
        if (back is { Amount: 0, Compensation.Fen: 0 }) throw No.NothingGivenBack();
        if (back.Amount < 0 || back.Amount > line.Amount - had.Amount || back.Compensation < Money.Zero || back.Compensation > left)
            throw No.GivenBackTooMuch(line.Name, left);
        var amount = had.Amount + back.Amount;
        var due = Part(line.ToPay.Fen, amount, line.Amount) - Part(line.ToPay.Fen, had.Amount, line.Amount) + back.Compensation.Fen;
        var points = Part(line.Points, amount, line.Amount) - Part(line.Points, had.Amount, line.Amount);
        return new(amount, had.Money + new Money(Math.Min(due, left.Fen)), had.Points + points);
    }

    static long Part(long whole, long amount, long of) => (long)((Int128)whole * amount / of);
}
