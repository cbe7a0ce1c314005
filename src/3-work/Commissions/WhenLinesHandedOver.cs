using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>
/// Goods were picked up: their leader, and who brought the buyer, have earned their rates of what was paid for them.
/// It is theirs when nobody can complain about the goods any more.
/// </summary>
static class WhenLinesHandedOver
{
    // Ordering still takes a claim that was begun in the last moment.
    static readonly TimeSpan margin = TimeSpan.FromMinutes(1);

    public static async Task Earn(LinesHandedOver fact, LinliDb db, Earning earning, Holding holding, CancellationToken ct)
    {
        await db.Begin(ct);
        var terms = await Terms.Of(db, ct);
        var lines = await earning.Of(fact, terms, ct);
        CommissionLineId[] ids = [.. lines.Select(l => l.Id)];
        var known = await db.Set<CommissionLine>().Where(l => ids.Contains(l.Id)).Select(l => l.Id).ToListAsync(ct);
        if (known.Count == ids.Length) return;
        await holding.Book([.. lines.Where(l => !known.Contains(l.Id))], ct);
        db.Raise(new CommissionsDue(fact.Order), fact.Order.Value, at: fact.At + terms.WaitsFor + margin);
    }
}
