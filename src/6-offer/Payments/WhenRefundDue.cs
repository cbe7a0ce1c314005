namespace Linli.Payments;

/// <summary>
/// Carries a refund out. The number is the refund's id for ever, so asking again after silence never pays twice;
/// it changes only after the provider has said that under it nothing was given back. A provider that says "on its way" is asked again until it is done, in case its callback is lost.
/// </summary>
static class WhenRefundDue
{
    public static async Task Refund(
        RefundDue fact, LinliDb db, Providers providers, Cashier cashier, TimeProvider clock, CancellationToken ct)
    {
        var refund = await db.Set<Refund>().SingleAsync(r => r.Id == fact.Refund, ct);
        if (refund.State == RefundState.Done) return;

        var payment = await db.Set<Payment>().SingleAsync(p => p.Id == refund.Payment, ct);
        var outcome = await providers.Of(payment.Provider).Refund(refund, payment, ct);
        if (!await cashier.Hear(refund, outcome, ct))
            db.Raise(new RefundDue(refund.Id, fact.Asked + 1), refund.Id.Value,
                at: clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(300, 2 << Math.Min(fact.Asked, 7))));
    }
}
