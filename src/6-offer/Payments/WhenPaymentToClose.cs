namespace Linli.Payments;

/// <summary>Closes with the provider what we closed: nobody is to pay a sum that is no longer due. A provider that is silent is told again.</summary>
static class WhenPaymentToClose
{
    public static async Task Close(PaymentToClose fact, LinliDb db, Providers providers, Cashier cashier, CancellationToken ct)
    {
        var payment = await db.Set<Payment>().SingleAsync(p => p.Id == fact.Payment, ct);
        if (payment.State == PaymentState.Paid) return;
        var provider = providers.Of(payment.Provider);
        if (!await Cashier.End(provider, payment, ct) && await provider.Ask(payment.Number, ct) is { Paid: true } says)
            await cashier.Receive(payment, says, ct);
    }
}
