namespace Linli.Pricing;

/// <summary>计价 — what a cart costs and why, what goes back when a part of it does, and the coupons that households hold.</summary>
public sealed class PricingModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Coupons>();
        services.AddScoped<PointsBook>();
        services.AddScoped<Memberships>();
        services.AddSingleton(OwnSavings.Own);
        services.When<PointsEnd>(WhenPointsEnd.Expire);
    }

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
        model.Owned<Membership>("pricing_memberships", m => m.Household, row =>
        {
            row.Index(m => m.SetAt);
            row.Property(m => m.Level).HasMaxLength(Membership.LongestLevel);
            row.Property(m => m.Reason).HasMaxLength(Membership.LongestReason);
        });
        model.Owned<PointsRules>("pricing_points_rules", r => r.Id, row => row.Ignore(r => r.Terms));
        model.Owned<PointsLot>("pricing_points_lots", l => new { l.Household, l.LastDay }, row => row.Index(l => l.LastDay));
        model.Owned<PointsUse>("pricing_points_uses", u => new { u.Order, u.LastDay });
        model.Owned<PointsEntry>("pricing_points_entries", e => e.Id, row =>
        {
            row.Index(e => new { e.Household, e.At });
            row.Index(e => e.Order);
            row.Property(e => e.Text).HasMaxLength(PointsEntry.LongestReason);
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
        Points(api);
        Members(api);
    }

    static void Members(IEndpointRouteBuilder api)
    {
        api.MapGet("/membership", ReadMembership.Handle).ForSignedIn().WithTags("Pricing")
            .Says("Whether the caller's household pays member prices, and why", no: ["coupon.no-household"]);
        api.MapGet("/memberships", ListMemberships.Handle).For(Role.Hq, Role.Owner, Role.Clerk).WithTags("Pricing")
            .Says("The households that pay or paid member prices, those set last first; audited");
        var one = api.MapGroup("/households/{household}/membership").WithTags("Pricing");
        one.MapPut("", SetMembership.Handle).For(Role.Hq, Role.Owner)
            .Says("A household pays member prices until a day", SetMembership.Example, ["membership.wrong", "membership.for-nobody"]);
        one.MapPut("/end", EndMembership.Handle).For(Role.Hq, Role.Owner)
            .Says("It does no longer; its orders keep their prices", no: ["membership.unknown"]);
    }

    static void Points(IEndpointRouteBuilder api)
    {
        var points = api.MapGroup("/points").WithTags("Pricing");
        points.MapGet("", ReadPoints.Handle).ForSignedIn().Says("The points of the caller's household, a fen each", no: ["coupon.no-household"]);
        points.MapGet("/entries", ListPointsEntries.Handle).ForSignedIn().Says("How they came and went, the newest first", no: ["coupon.no-household"]);
        points.MapGet("/outlook", ReadPointsOutlook.Handle).For(Role.Hq, Role.Owner).Says("What the shop owes in points, and when how many of them end");
        points.MapGet("/holders", ListPointsHolders.Handle).For(Role.Hq, Role.Owner).Says("To whom the shop owes points, those with most first; audited");
        api.MapGet("/points-rules", ReadPointsRules.Handle).For(Role.Hq, Role.Owner, Role.Clerk).WithTags("Pricing")
            .Says("What the shop has decided about points");
        api.MapPut("/points-rules", SetPointsRules.Handle).For(Role.Hq, Role.Owner).WithTags("Pricing")
            .Says("Decide it; nothing is earned or used until then", SetPointsRules.Example, ["points.rules-wrong"]);
        api.MapPut("/households/{household}/points/{gift}", GivePoints.Handle).For(Role.Hq, Role.Owner).WithTags("Pricing")
            .Says("Give points to a household, with a reason", GivePoints.Example, ["points.gift-wrong", "points.gift-id-taken", "points.for-nobody"]);
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
