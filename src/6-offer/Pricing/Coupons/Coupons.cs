using Linli.Members;

namespace Linli.Pricing;

/// <summary>The door (券包): what a household's coupons do, and using them once. The caller commits.</summary>
public sealed class Coupons(LinliDb db, TimeProvider clock)
{
    /// <summary>What these coupons do, for a quote. Refuses coupon.unknown, coupon.used, coupon.not-valid-now.</summary>
    public Task<IReadOnlyList<CouponTerms>> Read(HouseholdId household, IReadOnlyCollection<CouponId> coupons, CancellationToken ct) =>
        Read(household, coupons, order: null, ct);

    /// <summary>Uses them for an order. The same order again is silence; what another order has used is refused.</summary>
    public async Task<IReadOnlyList<CouponTerms>> Use(HouseholdId household, IReadOnlyCollection<CouponId> coupons, Guid order, CancellationToken ct)
    {
        if (coupons.Count == 0) return [];
        await db.Begin(ct);
        var terms = await Read(household, coupons, order, ct);
        var now = clock.GetUtcNow();
        var used = await db.Set<Coupon>().Where(c => coupons.Contains(c.Id) && c.State == CouponState.Held).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.State, CouponState.Used).SetProperty(c => c.UsedFor, order).SetProperty(c => c.UsedAt, now), ct);
        // Whoever was faster has them; whoever asks again for the same order has them already.
        if (used < coupons.Count && await db.Set<Coupon>().CountAsync(c => coupons.Contains(c.Id) && c.UsedFor == order, ct) < coupons.Count) throw No.CouponUsed();
        return terms;
    }

    /// <summary>What the coupons of an order do, valid or not by now: a change of it keeps them.</summary>
    public async Task<IReadOnlyList<CouponTerms>> UsedFor(Guid order, CancellationToken ct) => [.. (await (
        from coupon in db.Set<Coupon>().AsNoTracking()
        join batch in db.Set<CouponBatch>().AsNoTracking() on coupon.Batch equals batch.Id
        where coupon.UsedFor == order
        select new { coupon.Id, batch.Terms }).ToListAsync(ct)).Select(c => c.Terms with { Id = c.Id.Value })];

    /// <summary>Of the coupons of an order only these are used any more.</summary>
    public Task<int> Keep(Guid order, IReadOnlyCollection<CouponId> these, CancellationToken ct) =>
        Free(db.Set<Coupon>().Where(c => c.UsedFor == order && !these.Contains(c.Id)), ct);

    /// <summary>
    /// The whole order goes back (cancelled, or all of it refunded): its coupons are the household's again, as long as they are valid.
    /// When only a part goes back they stay used, because each line gives back its own share of them.
    /// </summary>
    /// <returns>How many came back.</returns>
    public Task<int> GiveBack(Guid order, CancellationToken ct) => Free(db.Set<Coupon>().Where(c => c.UsedFor == order), ct);

    async Task<int> Free(IQueryable<Coupon> coupons, CancellationToken ct)
    {
        await db.Begin(ct);
        var now = clock.GetUtcNow();
        return await coupons.Where(c => db.Set<CouponBatch>().Any(b => b.Id == c.Batch && b.ValidTo > now))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.State, CouponState.Held)
                .SetProperty(c => c.UsedFor, (Guid?)null).SetProperty(c => c.UsedAt, (DateTimeOffset?)null), ct);
    }

    /// <summary>The same; those that this order uses may be among them.</summary>
    public async Task<IReadOnlyList<CouponTerms>> Read(HouseholdId household, IReadOnlyCollection<CouponId> coupons, Guid? order, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var found = await (
            from coupon in db.Set<Coupon>().AsNoTracking()
            join batch in db.Set<CouponBatch>().AsNoTracking() on coupon.Batch equals batch.Id
            where coupons.Contains(coupon.Id) && coupon.Household == household
            select new { coupon, batch }).ToListAsync(ct);
        if (coupons.Distinct().Count() < coupons.Count) throw No.CouponTwice();
        if (found.Count < coupons.Count) throw No.CouponUnknown();
        foreach (var one in found)
        {
            if (one.coupon.State == CouponState.Used && (order is null || one.coupon.UsedFor != order)) throw No.CouponUsed();
            if (one.coupon.State == CouponState.Held && (now < one.batch.ValidFrom || now >= one.batch.ValidTo)) throw No.CouponNotValidNow(one.batch.Terms.Name);
        }

        return [.. found.Select(f => f.batch.Terms with { Id = f.coupon.Id.Value })];
    }
}
