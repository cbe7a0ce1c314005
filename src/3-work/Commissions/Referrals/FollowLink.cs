using Linli.Members;

namespace Linli.Commissions;

/// <summary>
/// 打开推广链接: PUT /api/referrals/attributions/{attribution} — kept with the member, so it outlives the phone. The first link
/// counts until its window ends; another one opened meanwhile changes nothing. Tries are limited by person, as everything is: by address
/// a link posted in a group would be refused to most of it, for a neighbourhood has one address with its carrier.
/// </summary>
static class FollowLink
{
    public sealed record Body(string Link);

    public static Body Example { get; } = new("AZq8…");

    public sealed record Answer(DateTimeOffset Until);

    public static async Task<Ok<Answer>> Handle(
        AttributionId attribution, Body body, LinliDb db, Caller caller, Uplines uplines, ShareLinks links, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var (me, now) = (new MemberId(caller.Person), clock.GetUtcNow());
        if (body.Link is null || await links.Read(body.Link, ct) is not { } promoter
            || !await db.Set<Promoter>().AnyAsync(p => p.Id == promoter && p.LeftAt == null, ct)) throw No.LinkWrong();
        if (await uplines.OneHousehold(me, promoter, ct)) throw No.OwnHousehold();
        // Also one that a host whose clock goes ahead has just written: a repetition finds it, and the first still counts.
        if (await db.Set<Attribution>().AsNoTracking().Where(a => a.Member == me && (a.Id == attribution || a.Until > now))
            .OrderByDescending(a => a.Number).FirstOrDefaultAsync(ct) is { } known) return TypedResults.Ok(new Answer(known.Until));

        var until = now.AddDays((await Terms.Of(db, ct)).WindowDays);
        db.Add(new Attribution
        {
            Id = attribution,
            Member = me,
            Number = await db.Set<Attribution>().CountAsync(a => a.Member == me, ct),
            Promoter = promoter,
            At = now,
            Until = until,
        });
        await db.Commit(ct);
        return TypedResults.Ok(new Answer(until));
    }
}
