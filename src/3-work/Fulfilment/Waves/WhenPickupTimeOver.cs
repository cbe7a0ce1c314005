namespace Linli.Fulfilment;

/// <summary>
/// 逾期 — what is there and was not fetched is marked; it can still be handed over. Goods that have not come are not late
/// by the household's fault and keep waiting. A window that was moved has an alarm of its own.
/// </summary>
static class WhenPickupTimeOver
{
    public static async Task MarkOverdue(PickupTimeOver alarm, LinliDb db, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var now = clock.GetUtcNow();
        await db.Set<Pickup>()
            .Where(p => p.Campaign == alarm.Campaign && p.To <= now && (p.State == PickupState.Ready || p.State == PickupState.Partly))
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.State, PickupState.Overdue), ct);
    }
}
