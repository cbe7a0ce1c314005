using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Commissions;

/// <param name="TakenBack">What of the reward was taken back, because all of the order went back.</param>
sealed record ReviewShown(
    PhotoReviewId Id, OrderId Order, string Number, HouseholdId Household, string Name, Guid Building, string Room, string Text, IReadOnlyList<FileId> Pictures,
    int? Stars, DateTimeOffset At, ReviewState State, long Points, long TakenBack)
{
    public static ReviewShown Of(PhotoReview r, HouseholdCard home) => new(
        r.Id, r.Order, r.Number, r.Household, home.Name, home.Building, home.Room, r.Text, r.Pictures, r.Stars, r.At, r.State, r.Points, r.TakenBack);
}

/// <summary>GET /api/photo-reviews?state= — all of the shop's for its people, the own household's for residents; the newest first.</summary>
static class ListReviews
{
    public static async Task<Ok<Page<ReviewShown>>> Handle(
        Word<ReviewState>? state, OrderId? order, int? take, string? after, LinliDb db, Caller caller, Roster roster, Audit audit, CancellationToken ct)
    {
        var rows = db.Set<PhotoReview>().AsNoTracking();
        if (!caller.Is(Role.Hq, Role.Owner, Role.Clerk))
        {
            var own = (await roster.HouseholdOf(new(caller.Person), ct))?.Id ?? default;
            rows = rows.Where(r => r.Household == own);
        }

        if (state is { Value: var wanted }) rows = rows.Where(r => r.State == wanted);
        if (order is not null) rows = rows.Where(r => r.Order == order);
        var page = await Paging.Of(take, after).Of(rows.OrderByDescending(r => r.At).ThenBy(r => r.Id), ct);
        var homes = await roster.Households([.. page.Items.Select(r => r.Household).Distinct()], ct);
        if (caller.SeesTheWholeShop)
        {
            audit.Note("read-households", $"{homes.Count} households");
            await db.Commit(ct);
        }

        return TypedResults.Ok(page.Select(r => ReviewShown.Of(r, homes[r.Household])));
    }
}
