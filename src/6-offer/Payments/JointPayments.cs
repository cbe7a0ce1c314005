namespace Linli.Payments;

/// <summary>One of several things that are paid together.</summary>
public sealed record PaymentPart(Guid About, string Text, Money Amount);

/// <summary>What the cashier does for several things at once.</summary>
public sealed partial class Cashier
{
    /// <summary>
    /// 合并付款: starts one payment for several things. Each has a payment of its own, to be booked and given back apart;
    /// only the provider knows them as one, by the first one's number. The same id again is the same payment.
    /// </summary>
    public async Task StartTogether(
        PaymentId id, IReadOnlyList<PaymentPart> parts, string provider, string? returnUrl, DateTimeOffset until, CancellationToken ct, PayWay way = PayWay.Page)
    {
        if (!providers.Of(provider).IsSetUp) throw No.ProviderNotSetUp();
        if (!providers.Of(provider).Offers(way)) throw No.WayNotOffered();
        if (await db.Set<Payment>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) is { } earlier)
        {
            var known = (await Together(earlier, ct)).Select(p => (p.About, p.Amount)).Order();
            if ((earlier.Provider, earlier.Way, earlier.Joint) != (provider, way, id) || !known.SequenceEqual(parts.Select(p => (p.About, p.Amount)).Order())) throw No.IdTaken();
            return;
        }

        var splits = providers.Of(provider).Shares ? await splitting.Partners(ct) : 0;
        if (splits * parts.Count > Splitting.MostShares) throw No.TooManyTogether(Splitting.MostShares / splits);
        foreach (var (part, i) in parts.Select((p, i) => (p, i)))
            db.Add(new Payment
            {
                Id = i == 0 ? id : new(Id.Derived(id.Value, $"part/{part.About}")),
                Joint = id,
                JointAmount = parts.Sum(p => p.Amount),
                About = part.About,
                Provider = provider,
                Amount = part.Amount,
                Text = part.Text,
                Way = way,
                Splits = splits > 0,
                ReturnUrl = returnUrl,
                StartedAt = clock.GetUtcNow(),
                ExpiresAt = until,
            });
        db.Raise(new PaymentToAsk(id, 0), id.Value, at: clock.GetUtcNow() + firstAsk);
    }

    /// <summary>What is known of a joint payment; nothing when it is none.</summary>
    public async Task<IReadOnlyList<Guid>> Joined(PaymentId id, CancellationToken ct) =>
        await db.Set<Payment>().Where(p => p.Joint == id).Select(p => p.About).ToListAsync(ct);

    /// <summary>The payments that the provider knows as one with this one.</summary>
    internal async Task<List<Payment>> Together(Payment payment, CancellationToken ct) =>
        payment.Joint is { } number ? await db.Set<Payment>().Where(p => p.Joint == number).ToListAsync(ct) : [payment];
}
