using Linli.Ledger;

namespace Linli.Payments;

/// <summary>
/// Which parts of a payment go to partners, and come back. Planned in the transaction of the payment or of the refund; carried out by
/// reactions that ask before they send. Nothing here talks to a provider.
/// </summary>
sealed class Splitting(LinliDb db, Book book, TimeProvider clock)
{
    /// <summary>A provider shares nothing in the first half minute.</summary>
    static readonly TimeSpan least = TimeSpan.FromMinutes(1);

    /// <summary>How often a provider lets one payment of its own be shared.</summary>
    public const int MostShares = 50;

    public Task<bool> HasPartners(CancellationToken ct) => db.Set<Partner>().AnyAsync(p => p.Active, ct);

    public Task<int> Partners(CancellationToken ct) => db.Set<Partner>().CountAsync(p => p.Active, ct);

    /// <summary>The payment has come: each partner's part is planned, in the order in which they became partners.</summary>
    public async Task Plan(Payment payment, DateTimeOffset paidAt, CancellationToken ct)
    {
        var partners = await db.Set<Partner>().AsNoTracking().Where(p => p.Active).OrderBy(p => p.At).ThenBy(p => p.Id).ToListAsync(ct);
        var place = 0;
        foreach (var partner in partners)
        {
            var amount = new Money(payment.Amount.Fen * partner.BasisPoints / 10_000);
            if (amount.Fen == 0) continue;
            var due = paidAt + TimeSpan.FromDays(partner.AfterDays);
            Share made = new()
            {
                Id = new(Id.Derived(payment.Id.Value, $"share/{partner.Id.Value}")),
                Payment = payment.Id,
                Partner = partner.Id,
                Merchant = partner.Merchant,
                Place = place++,
                Amount = amount,
                DueAt = due < paidAt + least ? paidAt + least : due,
            };
            db.Add(made);
            db.Raise(new ShareDue(payment.Id, made.Id, 0), payment.Number.Value, at: made.DueAt);
        }

        // A payment that waits for shares which turn out to be nothing would stay frozen.
        if (place == 0) db.Raise(new ShareDue(payment.Id, null, 0), payment.Number.Value, at: paidAt + least);
    }

    /// <summary>
    /// Money goes back to the payer: each partner bears its part of it, so that what partners keep stays their part of what the shop keeps.
    /// The parts of all refunds together are cut down to the fen, so the last refund of a payment brings back all.
    /// </summary>
    /// <returns>True when something has to come back first.</returns>
    public async Task<bool> PlanReturns(Refund refund, Payment payment, CancellationToken ct)
    {
        if (!payment.Splits) return false;
        var shares = await db.Set<Share>().Where(s => s.Payment == payment.Id && s.State != ShareState.Dropped && s.State != ShareState.Refused).ToListAsync(ct);
        var planned = await db.Set<ShareReturn>().AsNoTracking().Where(r => shares.Select(s => s.Id).Contains(r.Share)).ToListAsync(ct);
        var kept = payment.Amount - payment.Refunded;
        var any = false;
        foreach (var share in shares)
        {
            var before = share.Amount - planned.Where(r => r.Share == share.Id).Sum(r => r.Amount);
            var after = new Money((long)((Int128)before.Fen * kept.Fen / (kept.Fen + refund.Amount.Fen)));
            if (before == after) continue;
            if (share.State == ShareState.Unsent)
            {
                share.Cut(before - after);
                continue;
            }

            // Waits for its share, should that be on its way.
            db.Entry(share).Property(s => s.State).IsModified = true;
            db.Add(new ShareReturn { Id = Id.Derived(refund.Id.Value, $"return/{share.Id.Value}"), Share = share.Id, Refund = refund.Id, Place = share.Place, Amount = before - after });
            any = true;
        }

        return any;
    }

    /// <summary>What must still come back before this refund, the last share first.</summary>
    public Task<List<ShareReturn>> Open(RefundId refund, CancellationToken ct) =>
        db.Set<ShareReturn>().Where(r => r.Refund == refund && r.State != ShareReturnState.Done).OrderByDescending(r => r.Place).ToListAsync(ct);

    public async Task Finish(Share share, string provider, CancellationToken ct)
    {
        share.Finish(clock.GetUtcNow());
        var partner = Partner.AccountOf(share.Partner);
        await book.Post([
            new(new(Id.Derived(share.Id.Value, "earned")), "partner-shares", partner, share.Amount, "share-earned", "payment", share.Payment.Value, null, "分账"),
            new(new(share.Id.Value), partner, $"provider:{provider}", share.Amount, "shared", "payment", share.Payment.Value, null, "分账"),
        ], ct);
    }

    public async Task Finish(ShareReturn back, Share share, string provider, CancellationToken ct)
    {
        back.Finish(clock.GetUtcNow());
        share.Returned += back.Amount;
        var partner = Partner.AccountOf(share.Partner);
        await book.Post([
            new(new(back.Id), $"provider:{provider}", partner, back.Amount, "share-returned", "payment", share.Payment.Value, null, "分账回退"),
            new(new(Id.Derived(back.Id, "unearned")), partner, "partner-shares", back.Amount, "share-unearned", "payment", share.Payment.Value, null, "分账回退"),
        ], ct);
    }
}
