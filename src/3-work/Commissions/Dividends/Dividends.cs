using Linli.Catalog;
using Linli.Ledger;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>Counts what a leader's orders of a month brought, and shows the lines behind it.</summary>
sealed class Dividends(LinliDb db, Passbook passbook)
{
    const string Charged = "supplier-charged";

    /// <summary>Whether goods of one of these orders were handed over in the month.</summary>
    public async Task<bool> Covers(MemberId leader, Month month, IReadOnlyList<OrderId> orders, CancellationToken ct)
    {
        var (from, to) = (month.From, month.To);
        foreach (var some in orders.Chunk(1000))
            if (await LeadersLines.AnyAsync(l => l.Payee == leader && l.Kind == CommissionKind.Earned && l.At >= from && l.At < to && some.Contains(l.Order), ct))
                return true;
        return false;
    }

    /// <summary>The order lines are read one after the other: a busy month need not lie in memory.</summary>
    public async Task<Dividend> WorkOut(Contract contract, Month month, DateTimeOffset now, CancellationToken ct)
    {
        var span = await SpanOf(contract.Id, month, now, ct);
        var (sold, cost, refunded, commissions, lines) = (0L, 0L, 0L, 0L, 0);
        await foreach (var l in Own(contract.Id, span).Select(l => new { l.Kind, l.Base, l.Cost }).AsAsyncEnumerable().WithCancellation(ct))
        {
            lines++;
            if (l.Kind == CommissionKind.Reversed) refunded += l.Base.Fen;
            else (sold, cost) = (sold + l.Base.Fen, cost + l.Cost!.Value.Fen);
        }

        await foreach (var c in Shares(contract.Id, span).Select(c => new { c.Kind, c.Commission }).AsAsyncEnumerable().WithCancellation(ct))
            commissions += c.Kind == CommissionKind.Earned ? c.Commission.Fen : -c.Commission.Fen;
        var (losses, fees) = lines == 0 ? default : await Shared(contract.Id, new(sold), span, ct);
        var profit = new Money(checked(sold - cost - commissions - refunded)) - losses - fees;
        return new()
        {
            Id = Dividend.IdOf(contract.Id, month),
            Leader = contract.Id,
            Month = month.First,
            Lines = lines,
            Sold = new(sold),
            Cost = new(cost),
            Commissions = new(commissions),
            Refunded = new(refunded),
            Losses = losses,
            Fees = fees,
            BasisPoints = contract.DividendBasisPoints,
            Most = contract.DividendMost,
            Amount = Dividend.Of(profit, contract.DividendBasisPoints, contract.DividendMost),
            At = now,
        };
    }

    /// <summary>The order lines that a dividend was worked out of, the oldest first.</summary>
    public async Task<Page<DividendLine>> Lines(Dividend dividend, Paging paging, CancellationToken ct)
    {
        var span = await SpanOf(dividend.Leader, new(dividend.Month), dividend.At, ct);
        var page = await paging.Of(Own(dividend.Leader, span).OrderBy(l => l.At).ThenBy(l => l.Id), ct);
        OrderId[] orders = [.. page.Items.Select(l => l.Order).Distinct()];
        var shares = (await Shares(dividend.Leader, span).Where(c => orders.Contains(c.Order)).ToListAsync(ct))
            .ToLookup(c => (c.Order, c.Sku, c.Kind, c.At));
        return page.Select(l =>
        {
            var commission = shares[(l.Order, l.Sku, l.Kind, l.At)].Sum(c => c.Commission);
            var back = l.Kind == CommissionKind.Reversed;
            var (sold, cost) = back ? (Money.Zero - l.Base, Money.Zero) : (l.Base, l.Cost!.Value);
            var given = back ? Money.Zero - commission : commission;
            return new DividendLine(l.At, l.Order, l.Number, l.Sku, l.Name, sold, cost, given, sold - cost - given);
        });
    }

    /// <summary>A month, until when its story was known, and from when on what belongs to earlier goods is counted in it.</summary>
    sealed record Span(DateTimeOffset From, DateTimeOffset To, DateTimeOffset Known, DateTimeOffset Counted);

    // What went back for goods of an earlier month after that month was worked out is counted now; of months that were not shared, nothing is.
    async Task<Span> SpanOf(MemberId leader, Month month, DateTimeOffset known, CancellationToken ct)
    {
        var before = month.First.AddMonths(-1);
        var last = await db.Set<Dividend>().AsNoTracking().Where(d => d.Leader == leader && d.Month == before).Select(d => (DateTimeOffset?)d.At).FirstOrDefaultAsync(ct);
        return new(month.From, month.To, known, last ?? DateTimeOffset.MaxValue);
    }

    // What was handed over before costs were kept with it is not shared, nor what was paid back for it.
    IQueryable<CommissionLine> LeadersLines => db.Set<CommissionLine>().AsNoTracking().Where(l => l.Share == Share.Leader && l.Cost != null);

    /// <summary>Handed over in the month, and what went back for it, whenever it did.</summary>
    IQueryable<CommissionLine> Own(MemberId leader, Span span)
    {
        var (from, to, known, counted) = (span.From, span.To, span.Known, span.Counted);
        var handed = LeadersLines.Where(e => e.Kind == CommissionKind.Earned);
        return LeadersLines.Where(l => l.Payee == leader && l.At >= from && l.At <= known && (
            l.Kind == CommissionKind.Earned ? l.At < to
            : !handed.Any(e => e.Order == l.Order && e.Sku == l.Sku && e.At >= to && e.At <= l.At)
                && (l.At > counted || handed.Any(e => e.Order == l.Order && e.Sku == l.Sku && e.At >= from && e.At <= l.At))));
    }

    IQueryable<CommissionLine> Shares(MemberId leader, Span span)
    {
        var (own, from, known) = (Own(leader, span), span.From, span.Known);
        return db.Set<CommissionLine>().AsNoTracking().Where(c => c.At >= from && c.At <= known && c.Cost != null
            && own.Any(l => l.Order == c.Order && l.Sku == c.Sku && l.Kind == c.Kind && l.At == c.At));
    }

    /// <summary>
    /// What the ledger booked as lost and as fees in the month, as far as it falls on these sales. What a supplier bore of a claim falls on the goods it was about.
    /// </summary>
    async Task<(Money Losses, Money Fees)> Shared(MemberId leader, Money sold, Span span, CancellationToken ct)
    {
        var (from, to) = (span.From, span.To);
        var shop = 0L;
        await foreach (var paid in LeadersLines.Where(l => l.Kind == CommissionKind.Earned && l.At >= from && l.At < to).Select(l => l.Base).AsAsyncEnumerable().WithCancellation(ct))
            shop += paid.Fen;
        var moved = (await passbook.Turnovers(["losses", "fees"], from, to, ct)).ToDictionary(t => t.Account, t => t.Closing - t.Opening);
        var charges = (await passbook.Flows("losses", from, span.Known.AddTicks(1), Charged, ct)).Where(f => f.About == "order").ToList();
        var borne = charges.Where(f => f.At < to).Sum(f => f.Amount);
        var own = (await Whose(leader, charges, span, ct)).Sum(f => f.Amount);
        Money Part(string account, Money but) => Dividend.Part(moved.GetValueOrDefault(account) - but, sold, new(shop));
        return (Part("losses", borne) + own, Part("fees", Money.Zero));
    }

    async Task<IReadOnlyList<Flowed>> Whose(MemberId leader, IReadOnlyList<Flowed> charges, Span span, CancellationToken ct)
    {
        var mine = new List<Flowed>();
        foreach (var some in charges.Chunk(1000))
        {
            OrderId[] orders = [.. some.Select(f => new OrderId(f.AboutId)).Distinct()];
            var handed = (await LeadersLines.Where(l => l.Kind == CommissionKind.Earned && l.Payee == leader && orders.Contains(l.Order))
                .Select(l => new { l.Order, l.Sku, l.At }).ToListAsync(ct)).ToLookup(l => (l.Order.Value, l.Sku.Value), l => l.At);
            mine.AddRange(some.Where(f => handed[(f.AboutId, f.Line ?? default)].Where(at => at <= f.At).DefaultIfEmpty(span.To).Max() is var last
                && last < span.To && (last >= span.From || f.At > span.Counted)));
        }

        return mine;
    }
}

/// <summary>One order line of a dividend; below zero when money was paid back. Who bought is not in it.</summary>
sealed record DividendLine(
    DateTimeOffset At, OrderId Order, string Number, SkuId Sku, string Name, Money Sold, Money Cost, Money Commissions, Money Profit);
