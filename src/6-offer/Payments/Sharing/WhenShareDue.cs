namespace Linli.Payments;

/// <summary>
/// Sends a partner's part. First it is written down that it goes, and committed, so that a refund of the same moment knows of it; only
/// then the provider is asked what it knows, and told when it knows nothing. After the last one the rest of the payment is ours.
/// </summary>
static class WhenShareDue
{
    /// <summary>Some hours: after them what the provider never took is given up, so that it holds no refund for ever.</summary>
    const int MostTries = 40;

    public static async Task Send(
        ShareDue due, LinliDb db, Providers providers, Splitting splitting, TimeProvider clock, CancellationToken ct)
    {
        var payment = await db.Set<Payment>().AsNoTracking().SingleAsync(p => p.Id == due.Payment, ct);
        var provider = providers.Of(payment.Provider);
        if (due.Share is { } id && await db.Set<Share>().SingleAsync(s => s.Id == id, ct) is { IsOver: false } share)
        {
            if (share.State == ShareState.Unsent)
            {
                share.Begin();
                db.Raise(due with { Asked = 0 }, payment.Number.Value);
                return;
            }

            // Every share asks by its number: an answer that was lost is not paid for twice.
            var outcome = await provider.AskShare(share, payment, ct) ?? await provider.SendShare(share, payment, ct);
            if (outcome == ShareOutcome.NotNow && due.Asked >= MostTries) outcome = ShareOutcome.Refused;
            switch (outcome)
            {
                case ShareOutcome.Done: await splitting.Finish(share, payment.Provider, ct); break;
                case ShareOutcome.Refused: share.Refuse("provider"); break;
                default:
                    db.Raise(due with { Asked = due.Asked + 1 }, payment.Number.Value, at: clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(600, 5 << Math.Min(due.Asked, 7))));
                    return;
            }

            await db.SaveChangesAsync(ct);
        }

        // To the provider the parts of a joint payment are one: its rest is ours when all of them have sent theirs.
        var parts = payment.Joint is { } joint ? await db.Set<Payment>().AsNoTracking().Where(p => p.Joint == joint).ToListAsync(ct) : [payment];
        PaymentId[] ids = [.. parts.Select(p => p.Id)];
        if (parts.Exists(p => p.Refunded < p.Amount)
            && !await db.Set<Share>().AnyAsync(s => ids.Contains(s.Payment) && (s.State == ShareState.Unsent || s.State == ShareState.Sending), ct))
            await provider.EndSharing(payment, ct);
    }
}
