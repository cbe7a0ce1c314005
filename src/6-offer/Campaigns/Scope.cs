using Linli.Members;

namespace Linli.Campaigns;

/// <summary>Which campaigns the caller may see: staff all, leaders and residents those of their neighbourhoods.</summary>
static class Scope
{
    /// <summary>Nothing means: no bounds.</summary>
    public static async Task<IReadOnlyCollection<Guid>?> Neighbourhoods(Caller caller, Roster roster, CancellationToken ct)
    {
        if (caller.SeesTheWholeShop) return null;
        var me = new MemberId(caller.Person);
        var own = caller.Is(Role.Leader) ? await roster.NeighbourhoodsOf(me, ct) : new HashSet<Guid>();
        return caller.Is(Role.Resident) && await roster.KnownHouseholdOf(me, ct) is { } home ? [.. own, home.Neighbourhood] : [.. own];
    }

    /// <summary>The campaign, tracked, if the caller may plan in all its neighbourhoods.</summary>
    public static async Task<Campaign> ToPlan(CampaignId id, LinliDb db, Caller caller, Roster roster, CancellationToken ct)
    {
        var campaign = await db.Set<Campaign>().Include(c => c.Items).Include(c => c.Areas).FirstOrDefaultAsync(c => c.Id == id, ct)
            ?? throw No.Unknown();
        await MustPlan(campaign, caller, roster, ct);
        return campaign;
    }

    /// <summary>A leader plans own campaigns in own neighbourhoods; other leaders' do not exist for them.</summary>
    public static async Task MustPlan(Campaign campaign, Caller caller, Roster roster, CancellationToken ct)
    {
        if (caller.SeesTheWholeShop) return;
        var me = new MemberId(caller.Person);
        if (campaign.Leader != me) throw No.Unknown();
        var own = await roster.NeighbourhoodsOf(me, ct);
        if (!campaign.Areas.All(a => own.Contains(a.Neighbourhood.Value))) throw No.NotYourNeighbourhood();
    }
}
