namespace Linli.Channels;

/// <summary>重发: PUT /api/dispatches/{dispatch}/tries/{seen} — somebody has put right what was wrong; seen is the number of tries on the screen.</summary>
static class SendAgain
{
    public static async Task<Ok<ListDispatches.Shown>> Handle(DispatchId dispatch, int seen, LinliDb db, Audit audit, CancellationToken ct)
    {
        var found = await db.Set<Dispatch>().FirstOrDefaultAsync(d => d.Id == dispatch, ct) ?? throw No.DispatchUnknown();
        // The same tap twice: it waits, or has been tried since.
        if (found.State is DispatchState.Waiting or DispatchState.Sending || found.Tries > seen) return TypedResults.Ok(ListDispatches.Show(found));
        found.Again();
        db.Raise(new DispatchDue(found.Id), found.Via);
        audit.Note("send-again", $"dispatch {found.Id.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(ListDispatches.Show(found));
    }
}
