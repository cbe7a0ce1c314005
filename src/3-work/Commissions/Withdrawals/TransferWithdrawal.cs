using Linli.Members;
using Linli.Payments;

namespace Linli.Commissions;

/// <summary>
/// 微信转账: PUT /api/commissions/withdrawals/{withdrawal}/transfer — the provider carries the net to the payee, who confirms it there.
/// Said again, it is the same transfer: its number is the withdrawal's.
/// </summary>
static class TransferWithdrawal
{
    public static async Task<Ok<WithdrawalShown>> Handle(
        WithdrawalId withdrawal, LinliDb db, Caller caller, Payouts payouts, Sealing sealing, WeChatIds weChat, Showing showing, Audit audit, TimeProvider clock,
        CancellationToken ct)
    {
        await db.Begin(ct);
        var found = await WithdrawalShown.Find(withdrawal, db, caller, ct);
        if (found is not { State: not WithdrawalState.Approved, Provider: not null })
        {
            found.Carry(payouts.Provider ?? "", clock.GetUtcNow());
            var payee = await db.Set<Payee>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == found.Payee, ct) ?? throw No.PayeeMissing();
            var card = sealing.Open(payee);
            var who = await weChat.Of(found.Payee, null, ct);
            if ((who?.OpenId ?? card.OpenId) is not { Length: > 0 } openId) throw No.OpenIdMissing();
            await payouts.Start(found.Payout, withdrawal.Value, openId, card.RealName, found.Amount - found.Tax, "佣金提现", ct, who?.AppId);
            audit.Note("transfer-withdrawal", $"withdrawal {withdrawal.Value}");
        }

        var shown = await showing.Of(found, ct);
        await db.Commit(ct);
        return TypedResults.Ok(shown);
    }
}
