using Linli.Campaigns;

namespace Linli.Ordering;

/// <summary>截单 has come: orders that still wait for their payment are settled one by one, then the rest is frozen.</summary>
static class WhenCampaignCutOff
{
    public static async Task SettleUnpaid(CampaignCutOff fact, LinliDb db, CancellationToken ct)
    {
        var unpaid = await db.Set<Order>().Where(o => o.Campaign == fact.Campaign && o.State == OrderState.AwaitingPayment)
            .Select(o => o.Id).ToListAsync(ct);
        foreach (var order in unpaid) db.Raise(new PayTimeOver(order), order.Value);
        db.Raise(new FreezeDue(fact.Campaign), fact.Campaign.Value);
    }
}
