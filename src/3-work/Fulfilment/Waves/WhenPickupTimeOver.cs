namespace Linli.Fulfilment;

/// <summary>
/// 逾期 — what is there and was not fetched is marked; it can still be handed over. Goods that have not come are not late
/// by the household's fault and keep waiting.
/// </summary>
static class WhenPickupTimeOver
{
    public static async Task MarkOverdue(PickupTimeOver alarm, LinliDb db, CancellationToken ct)
    {
        await db.Begin(ct);
        await db.Set<Pickup>()
            .Where(p => p.Campaign == alarm.Campaign && (p.State == PickupState.Ready || p.State == PickupState.Partly))
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.State, PickupState.Overdue), ct);
    }
}
