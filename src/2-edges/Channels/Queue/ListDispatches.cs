using Linli.Ordering;

namespace Linli.Channels;

/// <summary>Why a notice did not arrive: what the shop can do about it differs.</summary>
enum NoticeTrouble { NoConsent, NotInMiniProgram, TemplateFields, TemplateGone, Forbidden, NoAnswer, Other }

/// <summary>发送记录: GET /api/dispatches — what was sent, newest first, and what was not and why. To whom and what exactly is not shown.</summary>
static class ListDispatches
{
    /// <param name="Order">Of a notice that did not arrive: which order it was about, so that its household can be told otherwise.</param>
    /// <param name="CanSendAgain">By hand: a notice only while its person has a yes left.</param>
    public sealed record Shown(
        DispatchId Id, Carrier Carrier, NoticeKind? Notice, string Title, DispatchState State, DateTimeOffset At, DateTimeOffset? TriedAt, int Tries, int? Said, string? Why,
        NoticeTrouble? Trouble, OrderId? Order, bool CanSendAgain);

    /// <param name="Missed">How many notices of the last seven days did not arrive or may not have.</param>
    public sealed record Answer(IReadOnlyList<Shown> Items, string? Next, int Missed);

    static readonly TimeSpan lately = TimeSpan.FromDays(7);

    public static async Task<Ok<Answer>> Handle(
        LinliDb db, Notifying notices, Outgoing outgoing, TimeProvider clock, CancellationToken ct,
        Word<Carrier>? carrier = null, Word<DispatchState>? state = null, Guid? via = null, bool missed = false, int? take = null, string? after = null)
    {
        var rows = db.Set<Dispatch>().AsNoTracking();
        var since = clock.GetUtcNow() - lately;
        var lost = rows.Where(d => d.Carrier == Carrier.Notice && (d.State == DispatchState.Refused || d.State == DispatchState.Unclear));
        var count = await lost.CountAsync(d => d.At >= since, ct);
        if (missed) rows = lost;
        if (carrier?.Value is { } by) rows = rows.Where(d => d.Carrier == by);
        if (state?.Value is { } now) rows = rows.Where(d => d.State == now);
        if (via is { } one) rows = rows.Where(d => d.Via == one);
        var page = await Paging.Of(take, after).Of(rows.OrderByDescending(d => d.At).ThenByDescending(d => d.Id), ct);
        return TypedResults.Ok(new Answer(await Many(page.Items, notices, outgoing, ct), page.Next, count));
    }

    public static async Task<Shown> One(Dispatch dispatch, Notifying notices, Outgoing outgoing, CancellationToken ct) =>
        (await Many([dispatch], notices, outgoing, ct))[0];

    static async Task<IReadOnlyList<Shown>> Many(IReadOnlyList<Dispatch> some, Notifying notices, Outgoing outgoing, CancellationToken ct)
    {
        var yeses = await notices.YesesOf([.. some.Where(d => d is { Carrier: Carrier.Notice, IsStuck: true }).Select(d => d.To!.Value).Distinct()], ct);
        return [.. some.Select(d => d is { Carrier: Carrier.Notice, IsStuck: true }
            ? Show(d) with { Trouble = TroubleOf(d), Order = Notifying.About(d, outgoing), CanSendAgain = yeses.Contains((d.To!.Value, d.Notice!.Value)) }
            : Show(d))];
    }

    public static Shown Show(Dispatch d) => new(
        d.Id, d.Carrier, d.Notice, d.Title, d.State, d.At, d.TriedAt, d.Tries, d.Said, d.Why, null, null, d.Carrier != Carrier.Notice && d.IsStuck);

    static NoticeTrouble TroubleOf(Dispatch d) => d switch
    {
        { State: DispatchState.Unclear } => NoticeTrouble.NoAnswer,
        { Said: 43101 } => NoticeTrouble.NoConsent,
        { Said: 40003 or null } => NoticeTrouble.NotInMiniProgram,
        { Said: 47003 or 45168 } => NoticeTrouble.TemplateFields,
        { Said: 40037 } => NoticeTrouble.TemplateGone,
        { Said: 43107 or 48001 } => NoticeTrouble.Forbidden,
        _ => NoticeTrouble.Other,
    };
}
