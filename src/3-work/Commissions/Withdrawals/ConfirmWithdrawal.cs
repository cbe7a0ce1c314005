using Linli.Ledger;
using Linli.Members;

namespace Linli.Commissions;

/// <summary>收到了: PUT /api/commissions/withdrawals/{withdrawal}/receipt — the payee says that the money came.</summary>
static class ConfirmWithdrawal
{
    public static async Task<Ok<WithdrawalShown>> Handle(
        WithdrawalId withdrawal, LinliDb db, Caller caller, Book book, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var me = new MemberId(caller.Person);
        var found = await db.Set<Withdrawal>().FirstOrDefaultAsync(w => w.Id == withdrawal && w.Payee == me, ct)
            ?? throw No.WithdrawalUnknown();
        if (found.State != WithdrawalState.Paid) await Paying.Finish(found, book, clock.GetUtcNow(), ct);
        var shown = await WithdrawalShown.Of(found, roster, ct);
        await db.Commit(ct);
        return TypedResults.Ok(shown);
    }
}
