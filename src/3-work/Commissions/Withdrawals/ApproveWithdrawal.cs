namespace Linli.Commissions;

/// <summary>同意提现: PUT /api/commissions/withdrawals/{withdrawal}/approval — its tax is settled here, by the shop's method.</summary>
static class ApproveWithdrawal
{
    public static async Task<Ok<WithdrawalShown>> Handle(
        WithdrawalId withdrawal, LinliDb db, Caller caller, Wallet wallet, Showing showing, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var found = await WithdrawalShown.Find(withdrawal, db, caller, ct);
        if (found.State != WithdrawalState.Approved)
        {
            // Two approvals for one person must see each other's tax.
            var payee = await db.Set<Payee>().FirstAsync(p => p.Id == found.Payee, ct);
            db.Entry(payee).Property(p => p.Mark).IsModified = true;
            var today = BusinessDay.Of(clock.GetUtcNow());
            var before = await wallet.PaidBefore(found.Payee, today, ct);
            found.Approve(CommissionTax.Of((await Terms.Of(db, ct)).Tax, found.Amount, before), today);
            audit.Note("approve-withdrawal", $"withdrawal {withdrawal.Value}");
        }

        var shown = await showing.Of(found, ct);
        await db.Commit(ct);
        return TypedResults.Ok(shown);
    }
}
