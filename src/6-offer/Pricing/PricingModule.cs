namespace Linli.Pricing;

/// <summary>计价 — what a cart costs and why, what goes back when a part of it does, and the coupons that households hold.</summary>
public sealed class PricingModule : Module
{
    public override void Services(IServiceCollection services) => services.AddScoped<Coupons>();

    public override void Tables(ModelBuilder model)
    {
        model.Owned<CouponBatch>("pricing_coupon_batches", b => b.Id, row =>
        {
            row.Json(b => b.Terms);
            row.Index(b => b.ValidTo);
        });
        model.Owned<Coupon>("pricing_coupons", c => c.Id, row =>
        {
            row.Index(c => new { c.Batch, c.Household, c.Nth }).IsUnique();
            row.Index(c => new { c.Household, c.GotAt });
            row.Index(c => c.UsedFor);
        });
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        var batches = api.MapGroup("/coupon-batches").WithTags("Pricing");
        batches.MapGet("", ListCouponBatches.Handle).ForSignedIn()
            .Says("The shop's coupons by batch; residents see those they can take now");
        batches.MapPut("/{batch}", PutCouponBatch.Handle).For(Role.Hq, Role.Owner)
            .Says("Make a batch of coupons", PutCouponBatch.Example, ["coupon.batch-wrong", "coupon.batch-id-taken"]);
        batches.MapPut("/{batch}/end", EndCouponBatch.Handle).For(Role.Hq, Role.Owner)
            .Says("Give out no more of them; those that are out stay good", no: ["coupon.batch-unknown"]);
        batches.MapPut("/{batch}/coupons/{coupon}", GiveCoupon.Handle).ForSignedIn().Says(
            "Take a coupon for the own household, or give one to a household", GiveCoupon.Example,
            ["coupon.batch-unknown", "coupon.not-claimable", "coupon.limit-reached", "coupon.gone", "coupon.id-taken", "coupon.no-household"]);
        api.MapGet("/coupons", ListCoupons.Handle).ForSignedIn().WithTags("Pricing")
            .Says("The coupons of the caller's household, the newest first", no: ["coupon.no-household"]);
    }
}

public readonly record struct CouponBatchId(Guid Value) : IId<CouponBatchId>
{
    public static bool TryParse(string? text, out CouponBatchId id) => Id.TryParse(text, out id);
}

public readonly record struct CouponId(Guid Value) : IId<CouponId>
{
    public static bool TryParse(string? text, out CouponId id) => Id.TryParse(text, out id);
}
