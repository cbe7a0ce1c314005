using Linli.Ledger;
using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>Goods were picked up: their leader has earned the campaign's rate of what was paid for them.</summary>
static class WhenLinesHandedOver
{
    public static async Task Earn(LinesHandedOver fact, LinliDb db, Book book, CancellationToken ct)
    {
        await db.Begin(ct);
        var lines = fact.Lines.Select(l => new CommissionLine
        {
            Id = CommissionLine.IdOf(CommissionKind.Earned, fact.HandOver, fact.Order, l.Sku),
            Kind = CommissionKind.Earned,
            Leader = fact.Leader,
            Campaign = fact.Campaign,
            Order = fact.Order,
            Number = fact.Number,
            Sku = l.Sku,
            Name = l.Name,
            Amount = l.Amount,
            Base = l.Value,
            BasisPoints = fact.CommissionBasisPoints,
            Commission = Rate.Of(l.Value, fact.CommissionBasisPoints),
            At = fact.At,
        }).ToList();
        CommissionLineId[] ids = [.. lines.Select(l => l.Id)];
        var known = await db.Set<CommissionLine>().Where(l => ids.Contains(l.Id)).Select(l => l.Id).ToListAsync(ct);
        db.AddRange(lines.Where(l => !known.Contains(l.Id)));
        await book.Post([.. lines.Select(l => l.Posting()).OfType<Posting>()], ct);
    }
}
