using Linli.Members;

namespace Linli.Pricing;

/// <summary>The door (会员册): which households pay member prices today.</summary>
public sealed class Memberships(LinliDb db, TimeProvider clock)
{
    public async Task<IReadOnlySet<HouseholdId>> Among(IReadOnlyCollection<HouseholdId> households, CancellationToken ct)
    {
        var today = BusinessDay.Of(clock.GetUtcNow());
        return (await db.Set<Membership>().Where(m => households.Contains(m.Household) && m.EndedAt == null && m.LastDay >= today)
            .Select(m => m.Household).ToListAsync(ct)).ToHashSet();
    }
}
