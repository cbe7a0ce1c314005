using Linli.Members;

namespace Linli.Commissions;

/// <summary>成为推广员: PUT /api/referrals/me — by explicit consent, for nothing.</summary>
static class BecomePromoter
{
    public sealed record Body(bool Agree);

    public static Body Example { get; } = new(true);

    public static async Task<Ok<PromoterShown>> Handle(
        Body body, LinliDb db, Caller caller, Uplines uplines, ShareLinks links, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        if (!body.Agree) throw No.ConsentMissing();
        await db.Begin(ct);
        var (me, now) = (new MemberId(caller.Person), clock.GetUtcNow());
        var found = await db.Set<Promoter>().FirstOrDefaultAsync(p => p.Id == me, ct);
        if (found is null)
        {
            // Whoever was brought by somebody of the second level begins anew at the first: the tree never grows a third.
            var upper = await Upper(me, db, uplines, now, ct);
            found = new() { Id = me, Level = upper is null ? Promoter.First : Promoter.Second, AgreedAt = now };
            db.Add(found);
            if (upper is { } who) db.Add(new Referral { Promoter = me, Upper = who });
            audit.Note("become-promoter", $"member {me.Value}");
        }

        found.LeftAt = null;
        var link = await links.Of(me, ct);
        await db.Commit(ct);
        return TypedResults.Ok(new PromoterShown(found.Level, link, found.AgreedAt, found.IsActive));
    }

    static async Task<MemberId?> Upper(MemberId me, LinliDb db, Uplines uplines, DateTimeOffset now, CancellationToken ct)
    {
        if (await uplines.Live(me, now, ct) is not { } came || await uplines.OneHousehold(me, came.Promoter, ct)) return null;
        var first = await db.Set<Promoter>().AnyAsync(p => p.Id == came.Promoter && p.Level == Promoter.First && p.LeftAt == null, ct);
        return first ? came.Promoter : null;
    }
}

/// <param name="Link">Signed; goes into a page's address or a mini-program's scene.</param>
sealed record PromoterShown(int Level, string Link, DateTimeOffset AgreedAt, bool Active);
