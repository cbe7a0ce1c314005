using Linli.Members;

namespace Linli.Ordering;

/// <param name="LeftToday">What the leader who asks may still approve today; nothing for others, who have no limit.</param>
sealed record OrderTermsShown(Money LeaderPerDay, int OverBasisPoints, Money? LeftToday);

/// <summary>GET /api/order-terms</summary>
static class ReadOrderTerms
{
    public static async Task<Ok<OrderTermsShown>> Handle(LinliDb db, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var terms = await Terms.Of(db, ct);
        Money? left = caller.SeesTheWholeShop ? null
            : terms.LeaderPerDay - await Allowance.Used(db, new MemberId(caller.Person), BusinessDay.Of(clock.GetUtcNow()), ct);
        return TypedResults.Ok(new OrderTermsShown(terms.LeaderPerDay, terms.OverBasisPoints, left < Money.Zero ? Money.Zero : left));
    }
}

/// <summary>PUT /api/order-terms</summary>
static class SetOrderTerms
{
    /// <param name="OverBasisPoints">Hundredths of a percent.</param>
    public sealed record Body(Money LeaderPerDay, int OverBasisPoints);

    public static Body Example { get; } = new(new(100_00), 1_000);

    public static async Task<Ok<OrderTermsShown>> Handle(Body body, LinliDb db, Caller caller, Audit audit, CancellationToken ct)
    {
        var terms = await db.Set<Terms>().FirstOrDefaultAsync(ct);
        if (terms is null) db.Add(terms = new Terms { Id = caller.Tenant });
        terms.Decide(body);
        audit.Note("set-order-terms", $"leader {body.LeaderPerDay.Fen} a day, over {body.OverBasisPoints}");
        await db.Commit(ct);
        return TypedResults.Ok(new OrderTermsShown(terms.LeaderPerDay, terms.OverBasisPoints, null));
    }
}
