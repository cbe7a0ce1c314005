using Linli.Members;

namespace Linli.Channels;

/// <summary>订阅: PUT /api/me/subscriptions/{ask} — what I answered when the mini-program asked me. Each yes is good for one notice.</summary>
static class AnswerSubscription
{
    public sealed record Body(IReadOnlyList<NoticeKind> Accepted, IReadOnlyList<NoticeKind>? Declined = null);

    public static Body Example { get; } = new([NoticeKind.Arrived]);

    public static async Task<Ok<ReadSubscriptions.Answer>> Handle(
        Guid ask, Body body, LinliDb db, Caller caller, MiniProgram mini, TimeProvider clock, CancellationToken ct)
    {
        var me = new MemberId(caller.Person);
        List<NoticeKind> accepted = [.. body.Accepted.Distinct().Order()], declined = [.. (body.Declined ?? []).Distinct().Order()];
        var active = await db.Set<NoticeTemplate>().Where(t => t.Active).Select(t => t.Kind).ToListAsync(ct);
        if (await mini.AppId(ct) is null || accepted.Concat(declined).Any(k => !active.Contains(k)) || accepted.Intersect(declined).Any()) throw No.NotOffered();
        if (await db.Set<ConsentAnswer>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == ask, ct) is { } earlier)
        {
            if (earlier.Member != me || !earlier.Accepted.SequenceEqual(accepted) || !earlier.Declined.SequenceEqual(declined)) throw No.AskIdTaken();
            return TypedResults.Ok(await ReadSubscriptions.Of(me, db, mini, ct));
        }

        await db.Begin(ct);
        db.Add(new ConsentAnswer { Id = ask, Member = me, Accepted = accepted, Declined = declined, At = clock.GetUtcNow() });
        foreach (var kind in accepted)
            if (await db.Set<Consent>().Where(c => c.Member == me && c.Kind == kind).ExecuteUpdateAsync(c => c.SetProperty(x => x.Left, x => x.Left + 1), ct) == 0)
                db.Add(new Consent { Member = me, Kind = kind, Left = 1 });
        await db.Commit(ct);
        return TypedResults.Ok(await ReadSubscriptions.Of(me, db, mini, ct));
    }
}
