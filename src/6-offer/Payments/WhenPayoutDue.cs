namespace Linli.Payments;

/// <summary>
/// Carries a payout out and asks about it until it is over. Every try asks first: an answer that was lost, or a failure that was
/// none, must never lead to a second payment, and the number never changes.
/// </summary>
static class WhenPayoutDue
{
    static readonly TimeSpan grace = TimeSpan.FromMinutes(10);

    public static async Task PayOut(
        PayoutDue fact, LinliDb db, Providers providers, Payouts payouts, TimeProvider clock, CancellationToken ct)
    {
        var payout = await payouts.Find(fact.Payout, ct) ?? throw No.PayoutUnknown();
        if (payout.IsOver) return;
        var provider = providers.Of(payout.Provider);
        var now = clock.GetUtcNow();

        if (await provider.AskPayout(payout.Id, ct) is { } known)
        {
            // The answer with what the person's phone needs was lost: the same request again brings it, under the same number.
            if (known is { State: PayoutState.Confirming, Confirmation: null } && payout.Confirmation is null && payouts.PayeeOf(payout) is { } payee)
                known = await provider.PayOut(payout, payee, ct);
            var cancelling = payout.State == PayoutState.Cancelling;
            await payouts.Hear(payout, known, ct);
            // The provider closes what nobody confirmed by itself; one that forgets is reminded.
            var forgotten = known.State == PayoutState.Confirming && now > payout.SentAt + Payout.Confirmable + grace;
            if ((cancelling || forgotten) && known.State is PayoutState.Sent or PayoutState.Confirming)
            {
                await provider.CancelPayout(payout.Id, ct);
                if (!cancelling) payout.Cancel();
            }
        }
        else await Begin(payout, provider, payouts, now, ct);

        if (!payout.IsOver)
            db.Raise(new PayoutDue(payout.Id, fact.Asked + 1), payout.Id.Value,
                at: now + TimeSpan.FromSeconds(Math.Min(600, 5 << Math.Min(fact.Asked, 7))));
    }

    static async Task Begin(Payout payout, PaymentProvider provider, Payouts payouts, DateTimeOffset now, CancellationToken ct)
    {
        if (payout.State == PayoutState.Cancelling) payouts.Fail(payout, Payout.TakenBack);
        else if (payout.RefusedLongEnough(now)) payouts.Fail(payout, payout.Reason ?? "refused");
        else if (payouts.PayeeOf(payout) is not { } payee) payouts.Fail(payout, Payout.PayeeGone);
        else
        {
            try { await payouts.Hear(payout, await provider.PayOut(payout, payee, ct), ct); }
            catch (Refusal no) when (no.Code == "payment.provider-refused") { payouts.Fail(payout, no.English); }
        }
    }
}
