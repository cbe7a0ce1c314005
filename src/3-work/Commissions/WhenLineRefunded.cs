using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>Money went back for goods that had been picked up: the same share of every commission goes back.</summary>
static class WhenLineRefunded
{
    public static async Task Reverse(LineRefunded fact, LinliDb db, Holding holding, CancellationToken ct)
    {
        await db.Begin(ct);
        var before = await db.Set<CommissionLine>().AsNoTracking()
            .Where(l => l.Order == fact.Order && l.Sku == fact.Line.Sku).ToListAsync(ct);
        var lines = before.GroupBy(l => (l.Share, l.Payee))
            .Select(g => Back(fact, g.First(), g.ToLookup(l => l.Kind)))
            .Where(l => before.All(b => b.Id != l.Id));
        await holding.Book([.. lines], ct);
    }

    static CommissionLine Back(LineRefunded fact, CommissionLine like, ILookup<CommissionKind, CommissionLine> byKind)
    {
        var (earned, reversed) = (byKind[CommissionKind.Earned], byKind[CommissionKind.Reversed]);
        return new()
        {
            Id = CommissionLine.IdOf(CommissionKind.Reversed, fact.Claim.Value, fact.Order, fact.Line.Sku, like.Share),
            Kind = CommissionKind.Reversed,
            Share = like.Share,
            Payee = like.Payee,
            Campaign = fact.Campaign,
            Order = fact.Order,
            Number = fact.Number,
            Sku = fact.Line.Sku,
            Name = fact.Line.Name,
            Amount = fact.Line.Amount,
            Base = fact.Line.Value,
            Cost = like.Cost is null ? null : Money.Zero,
            BasisPoints = like.BasisPoints,
            Commission = Rate.Back(
                earned.Sum(l => l.Commission), earned.Sum(l => l.Base),
                reversed.Sum(l => l.Base), reversed.Sum(l => l.Commission), fact.Line.Value),
            At = fact.At,
        };
    }
}
