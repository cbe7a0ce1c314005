using Linli.Members;

namespace Linli.Pricing;

enum MembershipState { Current, Over, Ended }

/// <param name="LastDay">The last day it counts.</param>
sealed record MembershipShown(
    HouseholdId Household, string Name, Guid Building, string Room, string PhoneTail, string Level, string Reason, DateOnly LastDay, MembershipState State,
    DateTimeOffset SetAt, DateTimeOffset? EndedAt)
{
    public static MembershipShown Of(Membership m, HouseholdCard home, DateOnly today) => new(
        m.Household, home.Name, home.Building, home.Room, home.PhoneTail, m.Level, m.Reason, m.LastDay,
        m.EndedAt is not null ? MembershipState.Ended : m.CountsOn(today) ? MembershipState.Current : MembershipState.Over, m.SetAt, m.EndedAt);
}

/// <summary>会员名单: GET /api/memberships?q= — those set last first.</summary>
static class ListMemberships
{
    const int MostFound = 500;

    public static async Task<Ok<Page<MembershipShown>>> Handle(
        string? q, int? take, string? after, LinliDb db, Roster roster, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var rows = db.Set<Membership>().AsNoTracking();
        if (q is { Length: > 0 })
        {
            var homes = await roster.FindHouseholds(q, MostFound, ct);
            rows = rows.Where(m => homes.Contains(m.Household) || m.Level.Contains(q));
        }

        var page = await Paging.Of(take, after).Of(rows.OrderByDescending(m => m.SetAt).ThenBy(m => m.Household), ct);
        var cards = await roster.Households([.. page.Items.Select(m => m.Household)], ct);
        var today = BusinessDay.Of(clock.GetUtcNow());
        audit.Note("read-memberships", $"{page.Items.Count} households");
        await db.Commit(ct);
        return TypedResults.Ok(page.Select(m => MembershipShown.Of(m, cards[m.Household], today)));
    }
}

/// <param name="IsMember">Whether member prices are the household's today.</param>
sealed record OwnMembership(bool IsMember, string Level, string Reason, DateOnly? LastDay);

/// <summary>我家是不是会员: GET /api/membership</summary>
static class ReadMembership
{
    public static async Task<Ok<OwnMembership>> Handle(LinliDb db, Caller caller, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        var household = (await roster.HouseholdOf(new(caller.Person), ct))?.Id ?? throw No.NoHousehold();
        var found = await db.Set<Membership>().AsNoTracking().FirstOrDefaultAsync(m => m.Household == household, ct);
        return TypedResults.Ok(found is not null && found.CountsOn(BusinessDay.Of(clock.GetUtcNow()))
            ? new OwnMembership(true, found.Level, found.Reason, found.LastDay) : new(false, "", "", null));
    }
}
