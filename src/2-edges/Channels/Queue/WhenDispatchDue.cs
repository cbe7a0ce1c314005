namespace Linli.Channels;

/// <summary>
/// Sends what waits. That it is begun is committed before anybody outside hears of it: a host that dies in between finds it begun
/// and does not send a second time what cannot be taken back.
/// </summary>
static class WhenDispatchDue
{
    public static async Task Send(
        DispatchDue fact, LinliDb db, IServiceScopeFactory scopes, Caller caller, Outgoing outgoing, Notifying notices, Posting robots, Reporting reports,
        TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await robots.Wait(fact.Dispatch, now, ct) is { } pause)
        {
            db.Raise(fact, pause.Via, at: now + pause.Time);
            return;
        }

        if (!await Begin(fact.Dispatch, scopes, caller.Tenant, now, ct)) return;
        var dispatch = await db.Set<Dispatch>().SingleAsync(d => d.Id == fact.Dispatch, ct);
        var reply = dispatch.Carrier switch
        {
            Carrier.Notice => await notices.Send(dispatch, outgoing, ct),
            Carrier.Robot => await robots.Send(dispatch, outgoing, ct),
            _ => await reports.Send(dispatch, outgoing, ct),
        };
        if (dispatch.Hear(reply) is { } wait) db.Raise(fact, dispatch.Via, at: clock.GetUtcNow() + wait);
        if (dispatch.Carrier == Carrier.Notice) await notices.Settle(dispatch, ct);
    }

    static async Task<bool> Begin(DispatchId id, IServiceScopeFactory scopes, TenantId shop, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(shop);
        var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
        var dispatch = await db.Set<Dispatch>().FirstOrDefaultAsync(d => d.Id == id, ct);
        var begun = dispatch?.Begin(now) == true;
        await db.Commit(ct);
        return begun;
    }
}
