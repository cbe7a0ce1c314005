using Linli.Catalog;

namespace Linli.Pricing;

/// <summary>发券: PUT /api/coupon-batches/{batch} — written once; what is out must stay what it was.</summary>
static class PutCouponBatch
{
    public sealed record Body(
        string Name, CouponKind Kind, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, Money Off, Money? From = null, int BasisPoints = 0,
        bool Alone = false, SkuId[]? Skus = null, string[]? Categories = null, long? Total = null, int PerHousehold = 1, bool Claimable = true);

    public static Body Example { get; } = new(
        "新人券", CouponKind.Amount, new(2026, 5, 1, 0, 0, 0, default), new(2026, 6, 1, 0, 0, 0, default), new(500), new(3000), Total: 200);

    public static async Task<Ok<BatchShown>> Handle(CouponBatchId batch, Body body, LinliDb db, Audit audit, CancellationToken ct)
    {
        var wanted = new CouponBatch
        {
            Id = batch,
            Terms = new(default, body.Name.Trim(), body.Kind, new(body.Skus ?? [], body.Categories ?? []), body.From ?? Money.Zero, body.Off, body.BasisPoints, body.Alone),
            ValidFrom = body.ValidFrom,
            ValidTo = body.ValidTo,
            Total = body.Total,
            PerHousehold = body.PerHousehold,
            Claimable = body.Claimable,
        };
        wanted.Check();
        if (await db.Set<CouponBatch>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == batch, ct) is { } earlier)
            return earlier.IsSameAs(wanted) ? TypedResults.Ok(BatchShown.Of(earlier)) : throw No.BatchIdTaken();
        db.Add(wanted);
        audit.Note("put-coupon-batch", $"coupon-batch {batch.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(BatchShown.Of(wanted));
    }
}

/// <param name="Left">How many can still be given out; nothing when there is no end of them.</param>
sealed record BatchShown(
    CouponBatchId Id, string Name, CouponKind Kind, Scope Scope, Money From, Money Off, int BasisPoints, bool Alone,
    DateTimeOffset ValidFrom, DateTimeOffset ValidTo, int PerHousehold, bool Claimable, bool Ended, long Out, long? Left)
{
    public static BatchShown Of(CouponBatch b) => new(
        b.Id, b.Terms.Name, b.Terms.Kind, b.Terms.Scope, b.Terms.From, b.Terms.Off, b.Terms.BasisPoints, b.Terms.Alone,
        b.ValidFrom, b.ValidTo, b.PerHousehold, b.Claimable, b.Ended, b.Out, b.Total - b.Out);
}
