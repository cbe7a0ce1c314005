namespace Linli.Commissions;

/// <summary>已付款: PUT /api/commissions/withdrawals/{withdrawal}/sending — the owner has paid by bank and writes down how.</summary>
static class SendWithdrawal
{
    public sealed record Body(string Reference);

    public static Body Example { get; } = new("工行 2026-05-03 流水 8812");

    public static async Task<Ok<WithdrawalShown>> Handle(
        WithdrawalId withdrawal, Body body, LinliDb db, Caller caller, Showing showing, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var reference = body.Reference?.Trim() ?? "";
        if (reference.Length is 0 or > Withdrawal.LongestReference) throw No.ReferenceMissing(Withdrawal.LongestReference);
        var found = await WithdrawalShown.Find(withdrawal, db, caller, ct);
        if (!(found.State == WithdrawalState.Sent && found.Reference == reference))
        {
            var now = clock.GetUtcNow();
            found.Send(reference, now);
            audit.Note("send-withdrawal", $"withdrawal {withdrawal.Value}");
            db.Raise(new WithdrawalWaits(withdrawal), withdrawal.Value, at: now + Withdrawal.Confirmable);
        }

        var shown = await showing.Of(found, ct);
        await db.Commit(ct);
        return TypedResults.Ok(shown);
    }
}
