using Linli.Ledger;
using Linli.Members;

namespace Linli.Commissions;

/// <summary>收到了: PUT /api/commissions/withdrawals/{withdrawal}/receipt — the payee says that the money came.</summary>
static class ConfirmWithdrawal
{
    public static async Task<Ok<WithdrawalShown>> Handle(
        WithdrawalId withdrawal, LinliDb db, Caller caller, Book book, Showing showing, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var me = new MemberId(caller.Person);
        var found = await db.Set<Withdrawal>().FirstOrDefaultAsync(w => w.Id == withdrawal && w.Payee == me, ct)
            ?? throw No.WithdrawalUnknown();
        // What a provider carries has come when the provider says so.
        if (found is { State: WithdrawalState.Sent, Provider: not null }) throw No.WithdrawalCarried();
        if (found.State != WithdrawalState.Paid) await Paying.Finish(found, book, clock.GetUtcNow(), ct);
        var shown = await showing.Of(found, ct);
        await db.Commit(ct);
        return TypedResults.Ok(shown);
    }
}
