namespace Linli.Pricing;

/// <summary>停发: PUT /api/coupon-batches/{batch}/end — no more are given out; those that are out stay good.</summary>
static class EndCouponBatch
{
    public static async Task<Ok<BatchShown>> Handle(CouponBatchId batch, LinliDb db, Audit audit, CancellationToken ct)
    {
        var found = await db.Set<CouponBatch>().FirstOrDefaultAsync(b => b.Id == batch, ct) ?? throw No.BatchUnknown();
        found.End();
        audit.Note("end-coupon-batch", $"coupon-batch {batch.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(BatchShown.Of(found));
    }
}
