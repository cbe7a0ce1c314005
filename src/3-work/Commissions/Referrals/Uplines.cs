using Linli.Members;

namespace Linli.Commissions;

/// <summary>Who brought a buyer, at most two people up.</summary>
sealed class Uplines(LinliDb db, Roster roster)
{
    /// <summary>The link that counts for a member at a moment; nothing when there is none.</summary>
    public Task<Attribution?> Live(MemberId member, DateTimeOffset at, CancellationToken ct) => db.Set<Attribution>().AsNoTracking()
        .Where(a => a.Member == member && a.At <= at && a.Until > at).OrderByDescending(a => a.Number).FirstOrDefaultAsync(ct);

    /// <summary>Own purchases and those of the own household bring nobody anything, and no household earns twice of one sale.</summary>
    /// <param name="home">Whose order it is.</param>
    public async Task<Upline?> Of(MemberId buyer, HouseholdId home, DateTimeOffset placed, CancellationToken ct)
    {
        if (await Live(buyer, placed, ct) is not { } came) return null;
        var upper = await db.Set<Referral>().AsNoTracking().FirstOrDefaultAsync(r => r.Promoter == came.Promoter, ct);
        MemberId[] people = upper is null ? [came.Promoter] : [came.Promoter, upper.Upper];
        var active = await db.Set<Promoter>().Where(p => people.Contains(p.Id) && p.LeftAt == null).Select(p => p.Id).ToListAsync(ct);
        var homes = await roster.HouseholdsOf(people, ct);
        bool Earns(MemberId who, params HouseholdId?[] not) =>
            who != buyer && active.Contains(who) && !not.Contains(homes.GetValueOrDefault(who)?.Id);

        if (!Earns(came.Promoter, home)) return null;
        var direct = homes.GetValueOrDefault(came.Promoter)?.Id;
        return new(came.Promoter, upper is not null && Earns(upper.Upper, home, direct) ? upper.Upper : null);
    }

    public async Task<bool> OneHousehold(MemberId one, MemberId other, CancellationToken ct)
    {
        var homes = await roster.HouseholdsOf([one, other], ct);
        return one == other || (homes.Count == 2 && homes[one].Id == homes[other].Id);
    }
}
