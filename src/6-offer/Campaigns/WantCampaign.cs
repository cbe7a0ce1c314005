using Linli.Members;

namespace Linli.Campaigns;

/// <summary>想要: PUT /api/campaigns/{campaign}/interest — before it opens a household says that it wants it, and is told when it opens.</summary>
static class WantCampaign
{
    public sealed record Body(bool Wanted);

    public sealed record Shown(int Interested, bool Mine);

    public static async Task<Ok<Shown>> Handle(
        CampaignId campaign, Body body, LinliDb db, Caller caller, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        var home = (await roster.HouseholdOf(new MemberId(caller.Person), ct))?.Id ?? throw No.HouseholdMissing();
        var found = await Board.Within(db.Set<Campaign>().AsNoTracking(), await Scope.Neighbourhoods(caller, roster, ct))
            .FirstOrDefaultAsync(c => c.Id == campaign && c.PublishedAt != null, ct) ?? throw No.Unknown();
        var said = await db.Set<Interest>().FirstOrDefaultAsync(i => i.Campaign == campaign && i.Household == home, ct);
        if (body.Wanted != said is not null)
        {
            // It is a question about what is to come; later an order says it better.
            if (found.StateAt(clock.GetUtcNow()) != CampaignState.Announced) throw No.OpenAlready();
            if (said is null) db.Add(new Interest { Campaign = campaign, Household = home, At = clock.GetUtcNow() });
            else db.Remove(said);
            db.Tell(campaign.Value);
            await db.Commit(ct);
        }

        return TypedResults.Ok(new Shown(await db.Set<Interest>().CountAsync(i => i.Campaign == campaign, ct), body.Wanted));
    }

    /// <summary>GET /api/me/interests — which announced campaigns my household wants.</summary>
    public static async Task<Ok<Page<CampaignId>>> Mine(int? take, string? after, LinliDb db, Caller caller, Roster roster, CancellationToken ct) =>
        TypedResults.Ok(await roster.HouseholdOf(new MemberId(caller.Person), ct) is not { } home ? new Page<CampaignId>([], null)
            : await Paging.Of(take, after).Of(db.Set<Interest>().Where(i => i.Household == home.Id)
                .OrderByDescending(i => i.At).ThenBy(i => i.Campaign).Select(i => i.Campaign), ct));
}
