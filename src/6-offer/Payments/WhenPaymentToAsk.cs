namespace Linli.Payments;

/// <summary>Asks the provider about a payment nobody has reported yet, less and less often, until it is paid or long over.</summary>
static class WhenPaymentToAsk
{
    static readonly TimeSpan afterwards = TimeSpan.FromMinutes(10);

    public static async Task Ask(
        PaymentToAsk alarm, LinliDb db, Providers providers, Cashier cashier, TimeProvider clock, CancellationToken ct)
    {
        var payment = await db.Set<Payment>().SingleAsync(p => p.Id == alarm.Payment, ct);
        if (payment.State == PaymentState.Paid) return;

        var now = clock.GetUtcNow();
        var over = now > payment.ExpiresAt + afterwards;
        var provider = providers.Of(payment.Provider);
        if (await provider.Ask(payment.Number, ct) is { Paid: true } says)
        {
            await cashier.Receive(payment, says, ct);
            return;
        }

        if (over && await Cashier.End(provider, payment, ct))
        {
            foreach (var part in await cashier.Together(payment, ct)) part.Close();
            return;
        }

        var pause = TimeSpan.FromSeconds(Math.Min(300, 20 << Math.Min(alarm.Asked, 4)));
        db.Raise(new PaymentToAsk(payment.Id, alarm.Asked + 1), payment.Id.Value, at: now + pause);
    }
}
