using System.Security.Cryptography;
using System.Text;
using Linli.Ledger;

namespace Linli.Payments;

/// <summary>What a person needs to pay.</summary>
/// <param name="PayUrl">Where to pay; nothing when it is paid or closed.</param>
/// <param name="Qr">A text to be shown as a QR.</param>
/// <param name="InWeChat">What wx.requestPayment takes.</param>
public sealed record PaymentCard(
    PaymentId Id, PaymentState State, Money Amount, string? PayUrl, string? Qr = null, IReadOnlyDictionary<string, string>? InWeChat = null);

/// <param name="Number">Our number of the transaction, the same for all that was paid as one.</param>
/// <param name="Transaction">The provider's.</param>
public sealed record Receipt(string Provider, PaymentId Number, string Transaction, DateTimeOffset At);

/// <summary>The door (收银): rooms above start payments and refunds here and hear of them by facts. The caller commits.</summary>
public sealed partial class Cashier(LinliDb db, IServiceProvider services, Book book, TimeProvider clock)
{
    // By hand, because a public door cannot show the room's own types in its constructor.
    readonly Providers providers = services.GetRequiredService<Providers>();
    readonly Caller caller = services.GetRequiredService<Caller>();
    readonly Splitting splitting = services.GetRequiredService<Splitting>();

    static readonly TimeSpan firstAsk = TimeSpan.FromSeconds(20);

    /// <summary>Starts a payment; the same id again is the same payment. Present it after the commit.</summary>
    /// <param name="until">When it can no longer be paid.</param>
    public async Task Start(
        PaymentId id, Guid about, string text, Money amount, string provider, string? returnUrl, DateTimeOffset until, CancellationToken ct,
        PayWay way = PayWay.Page)
    {
        if (!providers.Of(provider).IsSetUp) throw No.ProviderNotSetUp();
        if (!providers.Of(provider).Offers(way)) throw No.WayNotOffered();
        if (await db.Set<Payment>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) is { } earlier)
        {
            if ((earlier.About, earlier.Amount, earlier.Provider, earlier.Way, earlier.Joint) != (about, amount, provider, way, null)) throw No.IdTaken();
            return;
        }

        db.Add(new Payment
        {
            Id = id,
            About = about,
            Provider = provider,
            Amount = amount,
            Text = text,
            Way = way,
            Splits = providers.Of(provider).Shares && await splitting.HasPartners(ct),
            ReturnUrl = returnUrl,
            StartedAt = clock.GetUtcNow(),
            ExpiresAt = until,
        });
        db.Raise(new PaymentToAsk(id, 0), id.Value, at: clock.GetUtcNow() + firstAsk);
    }

    /// <summary>Asks the provider where the person pays. Writes nothing, so it may be called after the commit and again.</summary>
    public async Task<PaymentCard> Present(PaymentId id, CancellationToken ct, Payer? payer = null)
    {
        var payment = await db.Set<Payment>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw No.Unknown();
        var how = payment.State == PaymentState.Started && payment.Way != PayWay.Code
            ? await providers.Of(payment.Provider).Present(payment, payer ?? new(), ct) : null;
        return new(payment.Number, payment.State, payment.Whole, how?.Url, how?.Qr, how?.InWeChat);
    }

    /// <summary>How the provider knows what was paid; nothing when it is not paid.</summary>
    public async Task<Receipt?> ReceiptOf(PaymentId id, CancellationToken ct) =>
        await db.Set<Payment>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) is { State: PaymentState.Paid } paid
            ? new(paid.Provider, paid.Number, paid.TradeNo ?? "", paid.PaidAt ?? paid.StartedAt) : null;

    /// <summary>
    /// Takes the money by the code on the payer's phone, after the payment's start was committed. Silence is not a no:
    /// the payment stays started, and the alarm asks until it is known.
    /// </summary>
    public async Task<PaymentCard> Charge(PaymentId id, string code, CancellationToken ct)
    {
        var payment = await db.Set<Payment>().FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw No.Unknown();
        if (payment.State == PaymentState.Started)
        {
            var provider = providers.Of(payment.Provider);
            var says = await provider.Ask(payment.Number, ct) ?? await provider.Charge(payment, code, ct);
            if (says.Paid) await Receive(payment, says, ct);
        }

        return new(payment.Id, payment.State, payment.Amount, null);
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
                    if (!await End(provider, payment, ct) && await provider.Ask(payment.Number, ct) is { Paid: true } says)
                        await Receive(payment, says, ct);
                }
                catch (Refusal no) when (no.Code == "payment.provider-silent") { }

                foreach (var part in await Together(payment, ct)) part.Close();
            }

            paid |= payment.State == PaymentState.Paid;
        }

        return paid;
    }

    /// <summary>
    /// Nothing is to be paid for this as it was asked for: it is over, or costs something else now. Nobody is shown where to pay from now on,
    /// and the provider is told after the commit, so that no request waits for it. Who has paid all the same is heard.
    /// </summary>
    public async Task Drop(Guid about, CancellationToken ct)
    {
        foreach (var payment in await db.Set<Payment>().Where(p => p.About == about && p.State == PaymentState.Started).ToListAsync(ct))
        {
            // Closed just now, with the provider too.
            if (payment.State != PaymentState.Started) continue;
            foreach (var part in await Together(payment, ct)) part.Close();
            db.Raise(new PaymentToClose(payment.Number), payment.Number.Value);
        }
    }

    /// <summary>After this nobody can pay it any more; false when somebody already has.</summary>
    internal static Task<bool> End(PaymentProvider provider, Payment payment, CancellationToken ct) =>
        payment.Way == PayWay.Code ? provider.Reverse(payment.Number, ct) : provider.Close(payment.Number, ct);

    /// <summary>Cash over the counter: paid at once.</summary>
    public Task TakeCash(PaymentId id, Guid about, string text, Money amount, CancellationToken ct) =>
        Take(id, about, "cash", text, amount, ct);

    /// <summary>Money that reached the leader outside of this house (群里付款), written down by a person or from a bill.</summary>
    /// <returns>False when this payment was written down before; the same id for something else is refused.</returns>
    public Task<bool> TakeOutside(PaymentId id, Guid about, string text, Money amount, CancellationToken ct) =>
        Take(id, about, "outside", text, amount, ct);

    async Task<bool> Take(PaymentId id, Guid about, string provider, string text, Money amount, CancellationToken ct)
    {
        if (amount.Fen == 0) return false;
        if (await db.Set<Payment>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) is { } earlier)
            return (earlier.About, earlier.Amount, earlier.Provider) == (about, amount, provider) ? false : throw No.IdTaken();
        var now = clock.GetUtcNow();
        var payment = new Payment
        {
            Id = id,
            About = about,
            Provider = provider,
            Amount = amount,
            Text = text,
            ReturnUrl = null,
            StartedAt = now,
            ExpiresAt = now,
            By = Who,
        };
        db.Add(payment);
        payment.Receive(amount, "", now);
        await Book([payment], ct);
        return true;
    }

    /// <summary>Which of these payments are known, and what they paid for.</summary>
    public async Task<IReadOnlyDictionary<PaymentId, Guid>> Known(IReadOnlyCollection<PaymentId> ids, CancellationToken ct)
    {
        var known = new Dictionary<PaymentId, Guid>();
        foreach (var some in ids.Chunk(1000))
            foreach (var payment in await db.Set<Payment>().AsNoTracking().Where(p => some.Contains(p.Id)).ToListAsync(ct))
                known[payment.Id] = payment.About;
        return known;
    }

    /// <summary>For which of these money is still on its way, in or out.</summary>
    public async Task<IReadOnlySet<Guid>> StillMoving(IReadOnlyCollection<Guid> abouts, CancellationToken ct)
    {
        var moving = await db.Set<Payment>().Where(p => abouts.Contains(p.About) && p.State == PaymentState.Started).Select(p => p.About).ToListAsync(ct);
        moving.AddRange(await db.Set<Refund>().Where(r => abouts.Contains(r.About) && r.State == RefundState.Pending).Select(r => r.About).ToListAsync(ct));
        return moving.ToHashSet();
    }

    /// <summary>
    /// Sends money back the way it came; the ledger shows it as pending until the provider has done it.
    /// What no single payment covers goes back in parts, cash last: it is at hand only at the desk.
    /// </summary>
    /// <param name="from">The account that gives it back: "prepaid" before hand-over, "sales" after.</param>
    /// <param name="line">The order line it is for, if it is for one.</param>
    public async Task Refund(RefundId id, Guid about, Money amount, string reason, string from, Guid? line, CancellationToken ct)
    {
        if (amount.Fen == 0 || await db.Set<Refund>().AnyAsync(r => r.Id == id, ct)) return;
        var paid = await db.Set<Payment>().Where(p => p.About == about && p.State == PaymentState.Paid).ToListAsync(ct);
        if (paid.Sum(Left) < amount) throw new InvalidOperationException("nobody paid that much for it");
        var order = paid.OrderBy(p => p.Provider == "cash");
        if (order.ThenBy(Left).FirstOrDefault(p => Left(p) >= amount) is { } whole)
        {
            await GiveBack(id, whole, amount, reason, from, line, ct);
            return;
        }

        var parts = 0;
        foreach (var payment in order.ThenByDescending(Left).Where(p => Left(p).Fen > 0))
        {
            if (amount.Fen == 0) break;
            var part = Left(payment) < amount ? Left(payment) : amount;
            await GiveBack(parts++ == 0 ? id : Part(id, parts), payment, part, reason, from, line, ct);
            amount -= part;
        }
    }

    Guid? Who => caller.IsSystem ? null : caller.Person;

    static Money Left(Payment payment) => payment.Amount - payment.Refunded;

    /// <summary>The later parts of one refund, the same however often it is tried.</summary>
    static RefundId Part(RefundId id, int part) =>
        new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{id.Value}/{part}")).AsSpan(0, 16)));

    async Task GiveBack(RefundId id, Payment payment, Money amount, string reason, string from, Guid? line, CancellationToken ct)
    {
        payment.GiveBack(amount);
        var refund = new Refund
        {
            Id = id,
            Payment = payment.Id,
            About = payment.About,
            Line = line,
            Amount = amount,
            Reason = reason.Length > Payment.LongestText ? reason[..Payment.LongestText] : reason,
            At = clock.GetUtcNow(),
            By = Who,
        };
        db.Add(refund);
        await splitting.PlanReturns(refund, payment, ct);
        await book.Post([new(
            new TransferId(id.Value), from, $"provider:{payment.Provider}", amount, from == "sales" ? "claim-refunded" : "refunded",
            "order", payment.About, line, reason, Pending: true)], ct);
        if (!providers.Of(payment.Provider).IsByHand) db.Raise(new RefundDue(id, 0), id.Value);
    }

    /// <summary>What a provider said about a payment, by callback or when asked. Nothing happens twice.</summary>
    internal async Task Receive(Payment payment, ProviderSays says, CancellationToken ct)
    {
        var (all, now) = (await Together(payment, ct), clock.GetUtcNow());
        var parts = all.FindAll(p => p.Receive(says.Amount, says.TradeNo, now));
        if (parts.Count == 0) return;
        await Book(parts, ct);
        foreach (var part in parts)
        {
            if (part.Splits) await splitting.Plan(part, now, ct);
            db.Raise(new PaymentReceived(part.Id, part.About, part.Amount, part.Provider, now, all.Count - 1), part.About);
        }
    }

    /// <summary>What became of a refund. False when it is to be asked for again.</summary>
    internal async Task<bool> Hear(Refund refund, RefundOutcome outcome, CancellationToken ct)
    {
        if (refund.State == RefundState.Done) return true;
        refund.GetStuck(outcome == RefundOutcome.Stuck);
        if (outcome == RefundOutcome.Closed) refund.NextNumber();
        if (outcome == RefundOutcome.Done) await Finish(refund, ct);
        return outcome == RefundOutcome.Done;
    }

    internal async Task Finish(Refund refund, CancellationToken ct)
    {
        if (!refund.Finish(clock.GetUtcNow())) return;
        await book.Settle(new TransferId(refund.Id.Value), ct);
        db.Raise(new RefundDone(refund.Id, refund.About, refund.Line, refund.Amount), refund.About);
    }

    Task Book(IEnumerable<Payment> payments, CancellationToken ct) => book.Post([.. payments.Select(p => new Posting(
        new TransferId(p.Id.Value), $"provider:{p.Provider}", "prepaid", p.Amount, "paid", "order", p.About, null, p.Text))], ct);
}
