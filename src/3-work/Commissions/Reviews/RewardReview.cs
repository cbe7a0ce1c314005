using Linli.Members;
using Linli.Ordering;
using Linli.Pricing;

namespace Linli.Commissions;

/// <summary>奖励晒单: PUT /api/photo-reviews/{review}/reward — what the rules say for a post, whatever it says and however many stars it has.</summary>
static class RewardReview
{
    public static async Task<Ok<ReviewShown>> Handle(
        PhotoReviewId review, LinliDb db, Roster roster, OrderBook orders, PointsBook points, Mailbox mailbox, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var found = await db.Set<PhotoReview>().FirstOrDefaultAsync(r => r.Id == review, ct) ?? throw No.ReviewUnknown();
        var home = (await roster.Households([found.Household], ct))[found.Household];
        if (found.State == ReviewState.Rewarded) return TypedResults.Ok(ReviewShown.Of(found, home));
        if (found.State == ReviewState.TakenBack || await orders.TakenHome(found.Order, ct) is { AllWentBack: true }) throw No.ReviewTakenBack();
        var rules = await ReviewRules.Of(db, ct);
        if (rules.Points == 0) throw No.ReviewsNotRewarded();
        await points.MustBeUsable(ct);
        var (now, day) = (clock.GetUtcNow(), BusinessDay.Of(clock.GetUtcNow()));
        var month = new DateOnly(day.Year, day.Month, 1);
        var had = await db.Set<PhotoReview>().CountAsync(r => r.Household == found.Household && r.Month == month, ct);
        if (had >= rules.PerMonth) throw No.ReviewsOfMonth(rules.PerMonth);
        found.Reward(rules.Points, month, had + 1, now);
        await points.Give(found.Id.Value, found.Household, found.Points, $"晒单奖励，订单 {found.Number}", ct);
        mailbox.Send(found.Household, ("晒单有奖励", "A reward for your photos"),
            ($"谢谢分享订单 {found.Number}：{found.Points} 积分，可抵 {new Money(found.Points)}。", $"Thank you for showing order {found.Number}: {found.Points} points, worth {new Money(found.Points)}."), "/points");
        audit.Note("reward-photo-review", $"photo-review {review.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(ReviewShown.Of(found, home));
    }
}
