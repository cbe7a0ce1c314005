using Linli.Members;

namespace Linli.Commissions;

/// <summary>不再推广: PUT /api/referrals/me/leaving — what was earned stays; nothing more is earned.</summary>
static class LeavePromoting
{
    public static async Task<NoContent> Handle(LinliDb db, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var me = new MemberId(caller.Person);
        var found = await db.Set<Promoter>().FirstOrDefaultAsync(p => p.Id == me, ct) ?? throw No.NoPromoter();
        found.LeftAt ??= clock.GetUtcNow();
        await db.Commit(ct);
        return TypedResults.NoContent();
    }
}
