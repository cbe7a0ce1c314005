using Linli.Ledger;
using Linli.Payments;
namespace Linli.Commissions;

/// <summary>
/// 取消提现: PUT /api/commissions/withdrawals/{withdrawal}/cancellation — by the payee or the owner before it is paid. After that
/// only the owner, when the bank gave the money back; of a provider it is asked back, and the provider says whether that came in time.
/// </summary>
static class EndWithdrawal
{
    public sealed record Body(string Reason = "");

    public static Body Example { get; } = new("账号不对，请改好再提");

    public static async Task<Ok<WithdrawalShown>> Handle(
        WithdrawalId withdrawal, Body body, LinliDb db, Caller caller, Book book, Payouts payouts, Showing showing, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var reason = body.Reason?.Trim() ?? "";
        if (reason.Length > Withdrawal.LongestReason) throw No.ReferenceMissing(Withdrawal.LongestReason);
        var found = await WithdrawalShown.Find(withdrawal, db, caller, ct);
        if (found.State is not (WithdrawalState.Cancelled or WithdrawalState.Failed))
        {
            var decides = caller.Is(Role.Owner, Role.Hq);
            if (!decides && found.State != WithdrawalState.Requested) throw No.WithdrawalState(found.State);
            if (found is { State: WithdrawalState.Sent, Provider: not null }) await payouts.Cancel(found.Payout, ct);
            else
            {
                found.End(found.State == WithdrawalState.Sent ? WithdrawalState.Failed : WithdrawalState.Cancelled, reason, clock.GetUtcNow());
                await book.Void(new(found.Id.Value), ct);
            }

            audit.Note("end-withdrawal", $"withdrawal {withdrawal.Value}");
        }

        var shown = await showing.Of(found, ct);
        await db.Commit(ct);
        return TypedResults.Ok(shown);
    }
}
