using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>晒单: PUT /api/photo-reviews/{review} — about an order of the own household that was taken home, once.</summary>
static class PostReview
{
    public sealed record Body(OrderId Order, string Text, FileId[] Pictures, int? Stars = null);

    public static Body Example { get; } = new(default, "番茄很沙，就是有一个压坏了", [default], 4);

    public static async Task<Ok<ReviewShown>> Handle(
        PhotoReviewId review, Body body, LinliDb db, Caller caller, Roster roster, OrderBook orders, TimeProvider clock, CancellationToken ct)
    {
        var home = await roster.HouseholdOf(new(caller.Person), ct);
        var order = await orders.TakenHome(body.Order, ct);
        if (home is null || order is null || order.Household != home.Id) throw No.ReviewOrderUnknown();
        var wanted = new PhotoReview
        {
            Id = review,
            Order = body.Order,
            Number = order.Number,
            Household = home.Id,
            Member = new(caller.Person),
            Text = (body.Text ?? "").Trim(),
            Pictures = [.. body.Pictures ?? []],
            Stars = body.Stars,
            At = clock.GetUtcNow(),
        };
        wanted.Check();
        await db.Begin(ct);
        if (await db.Set<PhotoReview>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == review, ct) is { } earlier)
            return earlier.IsSameAs(wanted) ? TypedResults.Ok(ReviewShown.Of(earlier, home)) : throw No.ReviewIdTaken();
        if (await db.Set<PhotoReview>().AnyAsync(r => r.Order == body.Order, ct)) throw No.ReviewedBefore();
        db.Add(wanted);
        await db.Commit(ct);
        return TypedResults.Ok(ReviewShown.Of(wanted, home));
    }
}
