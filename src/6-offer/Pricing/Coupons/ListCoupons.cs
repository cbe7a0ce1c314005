using Linli.Members;

namespace Linli.Pricing;

/// <summary>我的券: GET /api/coupons — of the caller's household, the newest first.</summary>
static class ListCoupons
{
    public static async Task<Ok<Page<CouponShown>>> Handle(
        int? take, string? after, LinliDb db, Caller caller, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        var household = (await roster.HouseholdOf(new(caller.Person), ct))?.Id ?? throw No.NoHousehold();
        var mine = from coupon in db.Set<Coupon>().AsNoTracking()
                   join batch in db.Set<CouponBatch>().AsNoTracking() on coupon.Batch equals batch.Id
                   where coupon.Household == household
                   orderby coupon.GotAt descending, coupon.Id
                   select new { coupon, batch };
        var (page, now) = (await Paging.Of(take, after).Of(mine, ct), clock.GetUtcNow());
        return TypedResults.Ok(page.Select(m => CouponShown.Of(m.coupon, m.batch, now)));
    }
}
