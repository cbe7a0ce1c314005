using Linli.Members;

namespace Linli.Commissions;

/// <summary>
/// GET /api/commissions/withdrawals/{withdrawal}/payee — the owner reads to whom an approved withdrawal goes, and the log says so.
/// The number stays masked: paying needs the name and the account.
/// </summary>
static class ReadPayee
{
    public static async Task<Ok<PayeeShown>> Handle(WithdrawalId withdrawal, LinliDb db, Sealing sealing, Showing showing, Audit audit, CancellationToken ct)
    {
        var found = await db.Set<Withdrawal>().AsNoTracking().FirstOrDefaultAsync(w => w.Id == withdrawal, ct) ?? throw No.WithdrawalUnknown();
        if (found.State is not (WithdrawalState.Approved or WithdrawalState.Sent)) throw No.WithdrawalState(found.State);
        var payee = await db.Set<Payee>().AsNoTracking().FirstAsync(p => p.Id == found.Payee, ct);
        var card = sealing.Open(payee);
        audit.Note("read-payee", $"withdrawal {withdrawal.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(new PayeeShown(card.RealName, card.Masked.IdNumber, card.Account, (await showing.InWeChat([found.Payee], ct)).Count > 0));
    }
}
