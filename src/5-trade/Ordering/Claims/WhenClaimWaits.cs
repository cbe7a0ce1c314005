using Linli.Members;

namespace Linli.Ordering;

/// <summary>Somebody's time with a claim is over: what a leader left alone is the shop's, and who did not answer hears that it is decided without.</summary>
static class WhenClaimWaits
{
    public static async Task Look(ClaimWaits fact, LinliDb db, Mailbox mailbox, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.Set<Order>().Include(o => o.Claims).FirstOrDefaultAsync(o => o.Id == fact.Order, ct);
        if (order?.Claims.Find(c => c.Id == fact.Claim) is not { State: ClaimState.Open } claim) return;
        if (!fact.Asked) claim.Refer(clock.GetUtcNow());
        else if (claim.AnsweredAt is null)
            mailbox.Send(order.Household, ("还没等到您的补充", "Your answer has not come yet"),
                ($"订单 {order.Number} 的售后，店里会按现有情况来定。现在回复，店里也还看得到。", $"The shop decides the claim on order {order.Number} by what it knows. It still sees what you answer now."), $"/orders/{order.Id.Value}");
    }
}

/// <summary>Look at a claim when the leader's time is over, or the household's who was asked.</summary>
sealed record ClaimWaits(OrderId Order, ClaimId Claim, bool Asked);
