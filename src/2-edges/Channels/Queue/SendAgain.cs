namespace Linli.Channels;

/// <summary>
/// 重发: PUT /api/dispatches/{dispatch}/tries/{seen} — somebody has put right what was wrong; seen is the number of tries on the screen.
/// A notice goes out again only on a yes that its person still has: one yes, one message.
/// </summary>
static class SendAgain
{
    public static async Task<Ok<ListDispatches.Shown>> Handle(DispatchId dispatch, int seen, LinliDb db, Notifying notices, Outgoing outgoing, Audit audit, CancellationToken ct)
    {
        await db.Begin(ct);
        var found = await db.Set<Dispatch>().FirstOrDefaultAsync(d => d.Id == dispatch, ct) ?? throw No.DispatchUnknown();
        // The same tap twice: it waits, or has been tried since.
        if (found.State is DispatchState.Waiting or DispatchState.Sending || found.Tries > seen) return TypedResults.Ok(await ListDispatches.One(found, notices, outgoing, ct));
        found.Again();
        if (found.Carrier == Carrier.Notice && !await notices.TakeYes(found.To!.Value, found.Notice!.Value, ct)) throw No.YesGone();
        db.Raise(new DispatchDue(found.Id), found.Via);
        audit.Note("send-again", $"dispatch {found.Id.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(await ListDispatches.One(found, notices, outgoing, ct));
    }
}
