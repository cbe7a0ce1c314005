using Linli.Ledger;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>
/// A month of a leader can no longer be claimed: when its last claim is decided, its profit is counted and shared as the contract says, and the
/// next month is awaited.
/// </summary>
static class WhenDividendDue
{
    // Days for the claims to be decided on top of the window in which they may be made.
    static readonly TimeSpan decides = TimeSpan.FromDays(2), lookAgain = TimeSpan.FromHours(1);

    public static async Task Share(
        DividendDue fact, LinliDb db, Dividends dividends, OrderBook orders, Book book, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var (month, id) = (new Month(fact.Month), Dividend.IdOf(fact.Leader, new(fact.Month)));
        if (await db.Set<Dividend>().AnyAsync(d => d.Id == id, ct)) return;
        if (await db.Set<Contract>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == fact.Leader, ct) is not { DividendBasisPoints: > 0 } contract) return;

        var now = clock.GetUtcNow();
        if (await dividends.Covers(fact.Leader, month, await orders.WithOpenClaims(fact.Leader, ct), ct))
        {
            db.Raise(fact, fact.Leader.Value, at: now + lookAgain);
            return;
        }

        var made = await dividends.WorkOut(contract, month, now, ct);
        db.Add(made);
        if (made.Amount > Money.Zero)
            await book.Post([new(
                new(id.Value), "commissions", CommissionLine.AccountOf(Purse.Leader, fact.Leader), made.Amount, MonthStatements.Shared, "dividend", id.Value, null,
                $"{month} 利润分红：利润 {made.Profit} × {made.BasisPoints / 100m:0.##}%")], ct);
        Await(db, fact.Leader, month.Next, (await Terms.Of(db, ct)).WaitsFor);
    }

    public static void Await(LinliDb db, MemberId leader, Month month, TimeSpan waits) =>
        db.Raise(new DividendDue(leader, month.First), leader.Value, at: month.To + waits + decides);
}

/// <summary>Share a leader's profit of the month that begins on this day.</summary>
sealed record DividendDue(MemberId Leader, DateOnly Month);
