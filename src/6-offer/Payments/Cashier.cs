using Linli.Ledger;

namespace Linli.Payments;

/// <summary>What a person needs to pay.</summary>
/// <param name="PayUrl">Where to pay; nothing when it is paid or closed.</param>
public sealed record PaymentCard(PaymentId Id, PaymentState State, Money Amount, string? PayUrl);

/// <summary>The door (收银): rooms above start payments and refunds here and hear of them by facts. The caller commits.</summary>
public sealed class Cashier(LinliDb db, IServiceProvider services, Book book, TimeProvider clock)
{
    // By hand, because a public door cannot show the room's own types in its constructor.
    readonly Providers providers = services.GetRequiredService<Providers>();

    static readonly TimeSpan firstAsk = TimeSpan.FromSeconds(20);

    /// <summary>Starts a payment; the same id again is the same payment. Present it after the commit.</summary>
    /// <param name="until">When it can no longer be paid.</param>
    public async Task Start(
        PaymentId id, Guid about, string text, Money amount, string provider, string? returnUrl, DateTimeOffset until, CancellationToken ct)
    {
        if (!providers.Of(provider).IsSetUp) throw No.ProviderNotSetUp();
        if (await db.Set<Payment>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) is { } earlier)
        {
            if ((earlier.About, earlier.Amount, earlier.Provider) != (about, amount, provider)) throw No.IdTaken();
            return;
        }

        db.Add(new Payment
        {
            Id = id,
            About = about,
            Provider = provider,
            Amount = amount,
            Text = text,
            ReturnUrl = returnUrl,
            StartedAt = clock.GetUtcNow(),
            ExpiresAt = until,
        });
        db.Raise(new PaymentToAsk(id, 0), id.Value, at: clock.GetUtcNow() + firstAsk);
    }

    /// <summary>Asks the provider where the person pays. Writes nothing, so it may be called after the commit and again.</summary>
    public async Task<PaymentCard> Present(PaymentId id, CancellationToken ct)
    {
        var payment = await db.Set<Payment>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw No.Unknown();
        var url = payment.State == PaymentState.Started ? await providers.Of(payment.Provider).Present(payment, ct) : null;
        return new(payment.Id, payment.State, payment.Amount, url);
    }

    /// <summary>
    /// Ends the payments for something that will not wait any longer. The provider is asked first: a callback may be lost.
    /// A provider that is silent counts as unpaid; should the money come later it is received, and its fact says so.
    /// </summary>
    /// <returns>True when it turns out to be paid.</returns>
    public async Task<bool> CloseOrFindPaid(Guid about, CancellationToken ct)
    {
        var paid = false;
        foreach (var payment in await db.Set<Payment>().Where(p => p.About == about).ToListAsync(ct))
        {
            if (payment.State == PaymentState.Started)
            {
                var provider = providers.Of(payment.Provider);
                try
                {
                    if (!await provider.Close(payment.Id, ct) && await provider.Ask(payment.Id, ct) is { Paid: true } says)
                        await Receive(payment, says, ct);
                }
                catch (Refusal no) when (no.Code == "payment.provider-silent") { }

                payment.Close();
            }

            paid |= payment.State == PaymentState.Paid;
        }

        return paid;
    }

    /// <summary>Cash over the counter: paid at once.</summary>
    public async Task TakeCash(PaymentId id, Guid about, string text, Money amount, CancellationToken ct)
    {
        if (amount.Fen == 0 || await db.Set<Payment>().AnyAsync(p => p.Id == id, ct)) return;
        var now = clock.GetUtcNow();
        var payment = new Payment
        {
            Id = id,
            About = about,
            Provider = "cash",
            Amount = amount,
            Text = text,
            ReturnUrl = null,
            StartedAt = now,
            ExpiresAt = now,
        };
        db.Add(payment);
        payment.Receive(amount, "", now);
        await Book(payment, ct);
    }

    /// <summary>Sends money back the way it came; the ledger shows it as pending until the provider has done it.</summary>
    /// <param name="from">The account that gives it back: "prepaid" before hand-over, "sales" after.</param>
    /// <param name="line">The order line it is for, if it is for one.</param>
    public async Task Refund(RefundId id, Guid about, Money amount, string reason, string from, Guid? line, CancellationToken ct)
    {
        if (amount.Fen == 0 || await db.Set<Refund>().AnyAsync(r => r.Id == id, ct)) return;
        var paid = await db.Set<Payment>().Where(p => p.About == about && p.State == PaymentState.Paid).ToListAsync(ct);
        var payment = paid.Where(p => p.Amount - p.Refunded >= amount).OrderBy(p => p.Amount - p.Refunded).FirstOrDefault()
            ?? throw new InvalidOperationException("nobody paid that much for it");
        payment.GiveBack(amount);
        db.Add(new Refund
        {
            Id = id,
            Payment = payment.Id,
            About = about,
            Line = line,
            Amount = amount,
            Reason = reason.Length > Payment.LongestText ? reason[..Payment.LongestText] : reason,
            At = clock.GetUtcNow(),
        });
        await book.Post([new(
            new TransferId(id.Value), from, $"provider:{payment.Provider}", amount, from == "sales" ? "claim-refunded" : "refunded",
            "order", about, line, reason, Pending: true)], ct);
        db.Raise(new RefundDue(id, 0), id.Value);
    }

    /// <summary>What a provider said about a payment, by callback or when asked. Nothing happens twice.</summary>
    internal async Task Receive(Payment payment, ProviderSays says, CancellationToken ct)
    {
        if (!payment.Receive(says.Amount, says.TradeNo, clock.GetUtcNow())) return;
        await Book(payment, ct);
        db.Raise(new PaymentReceived(payment.Id, payment.About, payment.Amount, payment.Provider, payment.PaidAt!.Value), payment.About);
    }

    internal async Task Finish(Refund refund, CancellationToken ct)
    {
        if (!refund.Finish(clock.GetUtcNow())) return;
        await book.Settle(new TransferId(refund.Id.Value), ct);
        db.Raise(new RefundDone(refund.Id, refund.About, refund.Line, refund.Amount), refund.About);
    }

    Task Book(Payment payment, CancellationToken ct) => book.Post([new(
        new TransferId(payment.Id.Value), $"provider:{payment.Provider}", "prepaid", payment.Amount, "paid",
        "order", payment.About, null, payment.Text)], ct);
}
