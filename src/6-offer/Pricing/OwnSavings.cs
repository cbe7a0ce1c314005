using Linli.Members;

namespace Linli.Pricing;

/// <summary>A household's coupons and points as its people may take them along.</summary>
static class OwnSavings
{
    const int MostRows = 5000;

    public static Own Own { get; } = new(
        "savings", ("优惠券和积分", "Coupons and points"),
        ("用过的券和积分是订单价格的一部分，和订单一起保存；没用的，注销后就不能再用。", "What was used is a part of an order's price and stays with it; what was not used is lost."),
        async (services, of, ct) =>
        {
            var home = of.Household is { } id ? new HouseholdId(id) : default;
            var db = services.GetRequiredService<LinliDb>();
            var coupons = await (from c in db.Set<Coupon>().AsNoTracking()
                                 join b in db.Set<CouponBatch>().AsNoTracking() on c.Batch equals b.Id
                                 where c.Household == home
                                 orderby c.GotAt descending, c.Id
                                 select new { b.Terms.Name, c.GotAt, c.UsedFor }).Take(MostRows).ToListAsync(ct);
            var points = await db.Set<PointsEntry>().AsNoTracking().Where(e => e.Household == home).OrderByDescending(e => e.At).ThenBy(e => e.Id)
                .Take(MostRows).Select(e => new { e.At, e.Move, e.Points, e.LastDay }).ToListAsync(ct);
            return new { coupons, points };
        });
}
