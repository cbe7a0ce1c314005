using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>Counts what a leader's orders of a month brought, and shows the lines behind it.</summary>
sealed class Dividends(LinliDb db)
{
    /// <summary>The order lines are read one after the other: a busy month need not lie in memory.</summary>
    public async Task<Dividend> WorkOut(Contract contract, Month month, DateTimeOffset now, CancellationToken ct)
    {
        var (sold, cost, refunded, commissions, lines) = (0L, 0L, 0L, 0L, 0);
        await foreach (var l in Own(contract.Id, month).Select(l => new { l.Kind, l.Base, l.Cost }).AsAsyncEnumerable().WithCancellation(ct))
        {
            lines++;
            if (l.Kind == CommissionKind.Reversed) refunded += l.Base.Fen;
            else (sold, cost) = (sold + l.Base.Fen, cost + l.Cost!.Value.Fen);
        }

        await foreach (var c in Shares(contract.Id, month).Select(c => new { c.Kind, c.Commission }).AsAsyncEnumerable().WithCancellation(ct))
            commissions += c.Kind == CommissionKind.Earned ? c.Commission.Fen : -c.Commission.Fen;
        var profit = new Money(checked(sold - cost - commissions - refunded));
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
            BasisPoints = contract.DividendBasisPoints,
            Most = contract.DividendMost,
            Amount = Dividend.Of(profit, contract.DividendBasisPoints, contract.DividendMost),
            At = now,
        };
    }

    /// <summary>The order lines that a dividend was worked out of, the oldest first.</summary>
    public async Task<Page<DividendLine>> Lines(Dividend dividend, Paging paging, CancellationToken ct)
    {
        var month = new Month(dividend.Month);
        var page = await paging.Of(Own(dividend.Leader, month).OrderBy(l => l.At).ThenBy(l => l.Id), ct);
        OrderId[] orders = [.. page.Items.Select(l => l.Order).Distinct()];
        var shares = (await Shares(dividend.Leader, month).Where(c => orders.Contains(c.Order)).ToListAsync(ct))
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

    // What was handed over before costs were kept with it is not shared, nor what was paid back for it.
    IQueryable<CommissionLine> Own(MemberId leader, Month month)
    {
        var (from, to) = (month.From, month.To);
        return db.Set<CommissionLine>().AsNoTracking()
            .Where(l => l.Payee == leader && l.Share == Share.Leader && l.Cost != null && l.At >= from && l.At < to);
    }

    IQueryable<CommissionLine> Shares(MemberId leader, Month month)
    {
        var (from, to) = (month.From, month.To);
        return db.Set<CommissionLine>().AsNoTracking().Where(c => c.At >= from && c.At < to && c.Cost != null
            && db.Set<CommissionLine>().Any(l => l.Order == c.Order && l.Sku == c.Sku && l.Share == Share.Leader && l.Payee == leader));
    }
}

/// <summary>One order line of a dividend; below zero when money was paid back. Who bought is not in it.</summary>
sealed record DividendLine(
    DateTimeOffset At, OrderId Order, string Number, SkuId Sku, string Name, Money Sold, Money Cost, Money Commissions, Money Profit);
