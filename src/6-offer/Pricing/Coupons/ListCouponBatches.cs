namespace Linli.Pricing;

/// <summary>GET /api/coupon-batches — all of them for the shop; for residents those they can take now.</summary>
static class ListCouponBatches
{
    public static async Task<Ok<Page<BatchShown>>> Handle(
        int? take, string? after, LinliDb db, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var batches = db.Set<CouponBatch>().AsNoTracking();
        var now = clock.GetUtcNow();
        if (!caller.Is(Role.Hq, Role.Owner, Role.Clerk))
            batches = batches.Where(b => b.Claimable && !b.Ended && b.ValidTo > now && (b.Total == null || b.Out < b.Total));
        var page = await Paging.Of(take, after).Of(batches.OrderByDescending(b => b.ValidTo).ThenBy(b => b.Id), ct);
        return TypedResults.Ok(page.Select(BatchShown.Of));
    }
}
