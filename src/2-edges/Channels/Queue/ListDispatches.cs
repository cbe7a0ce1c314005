namespace Linli.Channels;

/// <summary>发送记录: GET /api/dispatches — what was sent, newest first, and what was not and why. To whom and what exactly is not shown.</summary>
static class ListDispatches
{
    public sealed record Shown(
        DispatchId Id, Carrier Carrier, NoticeKind? Notice, string Title, DispatchState State, DateTimeOffset At, DateTimeOffset? TriedAt, int Tries, int? Said, string? Why);

    public static async Task<Ok<Page<Shown>>> Handle(
        LinliDb db, CancellationToken ct, Word<Carrier>? carrier = null, Word<DispatchState>? state = null, Guid? via = null, int? take = null, string? after = null)
    {
        var rows = db.Set<Dispatch>().AsNoTracking();
        if (carrier?.Value is { } by) rows = rows.Where(d => d.Carrier == by);
        if (state?.Value is { } now) rows = rows.Where(d => d.State == now);
        if (via is { } one) rows = rows.Where(d => d.Via == one);
        var page = await Paging.Of(take, after).Of(rows.OrderByDescending(d => d.At).ThenByDescending(d => d.Id), ct);
        return TypedResults.Ok(page.Select(Show));
    }

    public static Shown Show(Dispatch d) => new(d.Id, d.Carrier, d.Notice, d.Title, d.State, d.At, d.TriedAt, d.Tries, d.Said, d.Why);
}
