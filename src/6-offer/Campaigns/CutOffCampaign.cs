using Linli.Members;

namespace Linli.Campaigns;

/// <summary>提前截单: PUT /api/campaigns/{campaign}/cut-off</summary>
static class CutOffCampaign
{
    public static async Task<Ok<CampaignShown>> Handle(
        CampaignId campaign, LinliDb db, Caller caller, Roster roster, Showing showing, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var me = new MemberId(caller.Person);
        var found = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Id == campaign, ct) ?? throw No.Unknown();
        if (found.Leader != me && !caller.Is(Role.Hq, Role.Owner)) throw No.OnlyTheLeaderClosesEarly();

        await Close(found, me, db, clock, ct);
        audit.Note("cut-off", $"campaign {campaign.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(campaign, toStaff: true, ct));
    }

    /// <summary>
    /// The same for a person and for the clock. Closing the items waits for orders that hold their rows,
    /// and refuses those that come after: so the cut-off is exact on any number of hosts.
    /// </summary>
    public static async Task Close(Campaign campaign, MemberId? by, LinliDb db, TimeProvider clock, CancellationToken ct)
    {
        db.Tell(campaign.Id.Value);
        await db.Begin(ct);
        await db.Set<CampaignItem>().Where(i => i.Campaign == campaign.Id)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.State, ItemState.Closed), ct);
        // The moment is taken behind the wait: no order that came in before it is stamped later.
        if (!campaign.Close(by, clock.GetUtcNow())) return;
        db.Raise(new CampaignCutOff(campaign.Id, campaign.CutOffAt!.Value), campaign.Id.Value);
    }
}
