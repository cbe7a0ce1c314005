using Linli.Ledger;
using Linli.Members;

namespace Linli.Commissions;

/// <summary>钱包 — what somebody can withdraw, told from the ledger and the withdrawals that are under way.</summary>
sealed class Wallet(LinliDb db, Book book)
{
    static readonly WithdrawalState[] open = [WithdrawalState.Requested, WithdrawalState.Approved, WithdrawalState.Sent];
    /// <summary>Paid, or going to be.</summary>
    internal static readonly WithdrawalState[] Given = [.. open, WithdrawalState.Paid];

    /// <param name="Pending">Earned, but somebody may still complain about the goods.</param>
    /// <param name="Frozen">Asked for and on its way.</param>
    /// <param name="Available">Below zero when more was taken back than was left.</param>
    public sealed record Sums(Money Pending, Money Posted, Money Frozen, Money Available);

    public async Task<Sums> Of(Purse purse, MemberId payee, CancellationToken ct)
    {
        var posted = await book.Balance(CommissionLine.AccountOf(purse, payee), ct);
        var frozen = (await db.Set<Withdrawal>().Where(w => w.Payee == payee && w.Purse == purse && open.Contains(w.State))
            .Select(w => w.Amount).ToListAsync(ct)).Sum(m => m);
        var waiting = (await db.Set<Hold>().Where(h => h.Payee == payee && h.Transfer != null
            && (h.Share == Share.Leader) == (purse == Purse.Leader)).Select(h => h.Pending).ToListAsync(ct)).Sum(m => m);
        return new(waiting, posted, frozen, posted - frozen);
    }

    public async Task<Money> AskedOn(DateOnly day, MemberId payee, CancellationToken ct) =>
        (await db.Set<Withdrawal>().Where(w => w.Payee == payee && w.Day == day && Given.Contains(w.State)).Select(w => w.Amount).ToListAsync(ct))
            .Sum(m => m);

    /// <summary>What was paid, or is on its way, to this person before: both purses are one income.</summary>
    public async Task<PaidBefore> PaidBefore(MemberId payee, DateOnly today, CancellationToken ct)
    {
        var year = new DateOnly(today.Year, 1, 1);
        var taxed = await db.Set<Withdrawal>().AsNoTracking()
            .Where(w => w.Payee == payee && w.TaxedOn >= year && w.TaxedOn <= today && Given.Contains(w.State))
            .Select(w => new { On = w.TaxedOn!.Value, w.Amount, w.Tax }).ToListAsync(ct);
        var month = taxed.Where(w => w.On.Month == today.Month).ToList();
        // A month without income breaks the row, and it begins anew: the reading that never withholds too little.
        var months = 1;
        while (months < today.Month && taxed.Any(w => w.On.Month == today.Month - months)) months++;
        return new(month.Sum(w => w.Amount), month.Sum(w => w.Tax), taxed.Sum(w => w.Amount), taxed.Sum(w => w.Tax), months);
    }
}
