namespace Linli.Payments;

/// <summary>
/// POST /api/payments/callbacks/{provider}/{shop} — what a provider reports by itself. It may come late, twice, in any order,
/// or be forged: the signature is checked over the raw bytes, and the same report changes things once.
/// </summary>
static class TakeCallback
{
    const int MostBytes = 16 << 10;

    public static async Task<Results<NoContent, ContentHttpResult>> Handle(
        string provider, TenantId shop, HttpRequest request, LinliDb db, Providers providers, Cashier cashier, Payouts payouts, Caller caller, CancellationToken ct)
    {
        if (request.ContentLength > MostBytes) throw No.SignatureWrong();
        request.EnableBuffering(MostBytes, MostBytes);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var from = providers.Of(provider);
        var says = await from.Read(request.Headers, body.GetBuffer().AsMemory(0, (int)body.Length), ct) ?? throw No.SignatureWrong();

        caller.ActAsSystemOf(shop);
        if (says.Payout is { } payout)
        {
            await payouts.Hear(await payouts.Find(payout.Id, ct) ?? throw No.PayoutUnknown(), payout, ct);
            await db.Commit(ct);
            return Answer(from);
        }

        var payment = await db.Set<Payment>().FirstOrDefaultAsync(p => p.Id == says.Payment && p.Provider == provider, ct) ?? throw No.Unknown();
        // Parts of a joint payment have no number of their own with the provider.
        if (payment.Number != says.Payment) throw No.Unknown();
        if (says.Refund is { } id)
        {
            var refund = await db.Set<Refund>().FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw No.Unknown();
            if (refund.Payment != payment.Id && (await cashier.Together(payment, ct)).TrueForAll(p => p.Id != refund.Payment)) throw No.Unknown();
            if (refund.Amount != says.Amount) throw No.AmountDiffers();
            if (says.Outcome == RefundOutcome.Done) await cashier.Finish(refund, ct);
            else db.Raise(new RefundDue(id, 0), id.Value);
        }
        // Some report also that nobody has paid.
        else if (says.Paid) await cashier.Receive(payment, says, ct);

        await db.Commit(ct);
        return Answer(from);
    }

    static Results<NoContent, ContentHttpResult> Answer(PaymentProvider from) =>
        from.Heard is { } text ? TypedResults.Text(text, "text/plain") : TypedResults.NoContent();
}
