namespace Linli.Ledger;

/// <summary>What was reserved for a time is given back, unless it was settled or voided before.</summary>
static class WhenReserveExpires
{
    public static async Task GiveBack(ReserveExpires fact, LinliDb db, Book book, CancellationToken ct)
    {
        if (await book.HasEnded(fact.Pending, ct)) return;
        await book.Void(fact.Pending, ct);
        var pending = await db.Set<Transfer>().AsNoTracking().SingleAsync(t => t.Id == fact.Pending, ct);
        db.Raise(new ReserveGivenBack(pending.Id, pending.About, pending.AboutId, new(pending.Fen)), pending.AboutId);
    }
}
