using Linli.Ledger;
using Linli.Payments;

namespace Linli.Commissions;

/// <summary>The provider has said what became of a withdrawal it carried: it came, or it is in the purse again.</summary>
static class WhenPayoutEnds
{
    public static async Task Finish(PayoutDone fact, LinliDb db, Book book, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        if (await Find(fact.About, db, ct) is { State: WithdrawalState.Sent } found) await Paying.Finish(found, book, clock.GetUtcNow(), ct);
    }

    public static async Task GiveBack(PayoutFailed fact, LinliDb db, Book book, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        if (await Find(fact.About, db, ct) is not { State: WithdrawalState.Sent } found) return;
        found.GiveBack(fact.Why, fact.Reason, clock.GetUtcNow());
        await book.Void(new(found.Id.Value), ct);
    }

    // Other rooms may pay people too: what is not ours is not here.
    static Task<Withdrawal?> Find(Guid about, LinliDb db, CancellationToken ct)
    {
        var id = new WithdrawalId(about);
        return db.Set<Withdrawal>().FirstOrDefaultAsync(w => w.Id == id, ct);
    }
}
