using Linli.Members;

namespace Linli.Pricing;

/// <summary>
/// 领券 / 送券: PUT /api/coupon-batches/{batch}/coupons/{coupon} — a resident takes one for the own household, or the shop gives one to a
/// household.
/// </summary>
static class GiveCoupon
{
    /// <param name="Household">Whom the shop gives it to; a resident says nothing.</param>
    public sealed record Body(HouseholdId? Household = null);

    public static Body Example { get; } = new();

    public static async Task<Ok<CouponShown>> Handle(
        CouponBatchId batch, CouponId coupon, Body body, LinliDb db, Caller caller, Roster roster, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var byShop = caller.Is(Role.Hq, Role.Owner, Role.Clerk) && body.Household is not null;
        var household = byShop ? body.Household!.Value : (await roster.HouseholdOf(new(caller.Person), ct))?.Id ?? throw No.NoHousehold();
        await db.Begin(ct);
        var found = await db.Set<CouponBatch>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == batch, ct) ?? throw No.BatchUnknown();
        if (await db.Set<Coupon>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == coupon, ct) is { } earlier)
            return (earlier.Batch, earlier.Household) == (batch, household) ? TypedResults.Ok(CouponShown.Of(earlier, found, clock.GetUtcNow())) : throw No.CouponIdTaken();

        var now = clock.GetUtcNow();
        if (found.Ended || now >= found.ValidTo || !byShop && !found.Claimable) throw No.NotClaimable();
        var had = await db.Set<Coupon>().CountAsync(c => c.Batch == batch && c.Household == household, ct);
        if (had >= found.PerHousehold) throw No.CouponLimit(found.PerHousehold);
        if (await db.Set<CouponBatch>().Where(b => b.Id == batch && !b.Ended && (b.Total == null || b.Out + 1 <= b.Total))
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.Out, b => b.Out + 1), ct) == 0) throw No.CouponsGone();
        // Another phone of the household may do the same: the unique number lets one win, the other starts again.
        var given = new Coupon { Id = coupon, Batch = batch, Household = household, Nth = had + 1, GotAt = now };
        db.Add(given);
        if (byShop) audit.Note("give-coupon", $"coupon {coupon.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(CouponShown.Of(given, found, now));
    }
}

/// <summary>What a coupon is to its household now.</summary>
enum CouponStanding { NotYet, Usable, Used, Expired }

sealed record CouponShown(
    CouponId Id, CouponBatchId Batch, string Name, CouponKind Kind, Scope Scope, Money From, Money Off, int BasisPoints, bool Alone,
    DateTimeOffset ValidFrom, DateTimeOffset ValidTo, CouponStanding State, Guid? UsedFor)
{
    public static CouponShown Of(Coupon c, CouponBatch b, DateTimeOffset now) => new(
        c.Id, b.Id, b.Terms.Name, b.Terms.Kind, b.Terms.Scope, b.Terms.From, b.Terms.Off, b.Terms.BasisPoints, b.Terms.Alone,
        b.ValidFrom, b.ValidTo,
        c.State == CouponState.Used ? CouponStanding.Used : now >= b.ValidTo ? CouponStanding.Expired
            : now < b.ValidFrom ? CouponStanding.NotYet : CouponStanding.Usable,
        c.UsedFor);
}
