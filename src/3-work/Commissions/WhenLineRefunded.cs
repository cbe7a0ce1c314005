using Linli.Ledger;
using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>Money went back for goods that had been picked up: the same share of the commission goes back.</summary>
static class WhenLineRefunded
{
    public static async Task Reverse(LineRefunded fact, LinliDb db, Book book, CancellationToken ct)
    {
        await db.Begin(ct);
        var id = CommissionLine.IdOf(CommissionKind.Reversed, fact.Claim.Value, fact.Order, fact.Line.Sku);
        var before = await db.Set<CommissionLine>().AsNoTracking()
            .Where(l => l.Order == fact.Order && l.Sku == fact.Line.Sku).ToListAsync(ct);
        if (before.Any(l => l.Id == id)) return;
        var byKind = before.ToLookup(l => l.Kind);
        var (earned, reversed) = (byKind[CommissionKind.Earned], byKind[CommissionKind.Reversed]);
        var line = new CommissionLine
        {
            Id = id,
            Kind = CommissionKind.Reversed,
            Leader = fact.Leader,
            Campaign = fact.Campaign,
            Order = fact.Order,
            Number = fact.Number,
            Sku = fact.Line.Sku,
            Name = fact.Line.Name,
            Amount = fact.Line.Amount,
            Base = fact.Line.Value,
            BasisPoints = fact.CommissionBasisPoints,
            Commission = Rate.Back(
                earned.Sum(l => l.Commission), earned.Sum(l => l.Base),
                reversed.Sum(l => l.Base), reversed.Sum(l => l.Commission), fact.Line.Value),
            At = fact.At,
        };
        db.Add(line);
        if (line.Posting() is { } posting) await book.Post([posting], ct);
    }
}
