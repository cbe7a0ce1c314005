using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>The claim window of a hand-over should be over: what waits becomes withdrawable, unless something is still open.</summary>
static class WhenCommissionsDue
{
    static readonly TimeSpan lookAgain = TimeSpan.FromHours(1);

    public static async Task Post(
        CommissionsDue fact, LinliDb db, OrderBook orders, Holding holding, Gifting gifting, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var now = clock.GetUtcNow();
        var afterSale = await orders.AfterSale(fact.Order, ct);
        // A later hand-over of the same order has an alarm of its own.
        if (afterSale is { ClaimsUntil: var until } && until >= now) return;
        if (afterSale is { OpenClaims: > 0 }) db.Raise(fact, fact.Order.Value, at: now + lookAgain);
        else
        {
            await holding.Post(fact.Order, ct);
            await gifting.Count(fact.Order, ct);
        }
    }
}

/// <summary>Look whether the commissions of this order can be paid out.</summary>
sealed record CommissionsDue(OrderId Order);
