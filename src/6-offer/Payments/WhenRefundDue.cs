namespace Linli.Payments;

/// <summary>
/// Carries a refund out. The number is the refund's id for ever, so asking again after silence never pays twice;
/// it changes only after the provider has said that under it nothing was given back. What partners got of the payment comes back first. A provider that says "on its way" is asked again until it is done, in case its callback is lost.
/// </summary>
static class WhenRefundDue
{
    public static async Task Refund(
        RefundDue fact, LinliDb db, Providers providers, Cashier cashier, Splitting splitting, TimeProvider clock, CancellationToken ct)
    {
        var refund = await db.Set<Refund>().SingleAsync(r => r.Id == fact.Refund, ct);
        if (refund.State == RefundState.Done) return;

        var payment = await db.Set<Payment>().SingleAsync(p => p.Id == refund.Payment, ct);
        var provider = providers.Of(payment.Provider);
        // One return per try: what came back is written down before the next is asked for.
        var open = payment.Splits ? (await splitting.Open(refund.Id, ct)).FirstOrDefault() : null;
        if (open is not null && await TakeBack(open, refund, payment, provider, splitting, db, ct))
        {
            db.Raise(new RefundDue(refund.Id, 0), refund.Id.Value);
            return;
        }

        if (open is not null || !await cashier.Hear(refund, await provider.Refund(refund, payment, ct), ct))
            db.Raise(new RefundDue(refund.Id, fact.Asked + 1), refund.Id.Value,
                at: clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(300, 2 << Math.Min(fact.Asked, 7))));
    }

    /// <returns>True when it has come back.</returns>
    static async Task<bool> TakeBack(
        ShareReturn back, Refund refund, Payment payment, PaymentProvider provider, Splitting splitting, LinliDb db, CancellationToken ct)
    {
        var share = await db.Set<Share>().SingleAsync(s => s.Id == back.Share, ct);
        // What the partner never got cannot come back, and need not.
        if (share.State == ShareState.Refused)
        {
            db.Remove(back);
            return true;
        }

        // Asked for, and nobody knows yet: what is on its way can only be taken back when it is there.
        if (share.State != ShareState.Done) return false;
        var outcome = await provider.ReturnShare(back, share, ct);
        if (outcome == ShareOutcome.Done) await splitting.Finish(back, share, payment.Provider, ct);
        if (outcome == ShareOutcome.Refused) back.GetStuck();
        refund.GetStuck(outcome == ShareOutcome.Refused);
        return outcome == ShareOutcome.Done;
    }
}
