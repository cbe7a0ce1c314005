using Linli.Members;
using Linli.Ordering;
using Linli.Pricing;

namespace Linli.Commissions;

/// <summary>The whole of an order went back: so does what its post was rewarded with, as far as the household still has it.</summary>
static class WhenReviewedGoodsGoBack
{
    public static async Task TakeBack(LineRefunded fact, LinliDb db, OrderBook orders, PointsBook points, Mailbox mailbox, CancellationToken ct)
    {
        await db.Begin(ct);
        if (await db.Set<PhotoReview>().FirstOrDefaultAsync(r => r.Order == fact.Order && r.State != ReviewState.TakenBack, ct) is not { } review
            || await orders.TakenHome(fact.Order, ct) is not { AllWentBack: true }) return;
        // One that is not rewarded yet is closed, so that a reward in the same moment loses or is taken back.
        review.TakeBack(review.Points == 0 ? 0 : await points.TakeBack(review.Id.Value, review.Household, review.Points, review.Number, ct));
        if (review.Points > 0)
            mailbox.Send(review.Household, ("晒单奖励已收回", "Photo reward taken back"),
                ($"订单 {review.Number} 全部退了，晒单奖励的 {review.TakenBack} 积分收回。", $"Order {review.Number} went back whole, so the {review.TakenBack} points for its photos were taken back."), "/points");
    }
}
