using Linli.Members;

namespace Linli.Commissions;

/// <summary>我的推广: GET /api/referrals/me — what it brings and what it costs (nothing), before somebody agrees and after.</summary>
static class ReadReferral
{
    /// <param name="Promoter">Nothing before I agreed.</param>
    /// <param name="Brought">How many members count as brought by me today.</param>
    /// <param name="Until">How long I count as brought by somebody myself.</param>
    public sealed record Answer(
        PromoterShown? Promoter, int Brought, DateTimeOffset? Until, int Levels, int DirectBasisPoints, int IndirectBasisPoints, int WindowDays);

    public static async Task<Ok<Answer>> Handle(
        LinliDb db, Caller caller, Uplines uplines, ShareLinks links, TimeProvider clock, CancellationToken ct)
    {
        var (me, now) = (new MemberId(caller.Person), clock.GetUtcNow());
        var terms = await Terms.Of(db, ct);
        var promoter = await db.Set<Promoter>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == me, ct);
        var brought = await db.Set<Attribution>().Where(a => a.Promoter == me && a.Until > now).Select(a => a.Member).Distinct().CountAsync(ct);
        var shown = promoter is null ? null : new PromoterShown(promoter.Level, await links.Of(me, ct), promoter.AgreedAt, promoter.IsActive);
        // A shop that came from elsewhere gets its new key with the first link that is shown.
        if (db.ChangeTracker.HasChanges()) await db.Commit(ct);
        return TypedResults.Ok(new Answer(
            shown, brought,
            (await uplines.Live(me, now, ct))?.Until, terms.Scheme.Levels, terms.Scheme.DirectBasisPoints,
            terms.Scheme.IndirectBasisPoints, terms.WindowDays));
    }
}
