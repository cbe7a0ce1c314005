using Linli.Members;

namespace Linli.Campaigns;

/// <summary>发布: PUT /api/campaigns/{campaign}/opening — it opens at its opening moment, or now if that has passed.</summary>
static class OpenCampaign
{
    public static async Task<Ok<CampaignShown>> Handle(
        CampaignId campaign, LinliDb db, Caller caller, Roster roster, Showing showing, TimeProvider clock, CancellationToken ct)
    {
        Publish(await Scope.ToPlan(campaign, db, caller, roster, ct), db, clock.GetUtcNow());
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(campaign, toStaff: true, ct));
    }

    /// <summary>Sets the two alarms; the same for a person and for a template.</summary>
    public static void Publish(Campaign campaign, LinliDb db, DateTimeOffset now)
    {
        if (!campaign.Publish(now)) return;
        db.Tell(campaign.Id.Value);
        db.Raise(new OpeningTime(campaign.Id), campaign.Id.Value, at: campaign.OpensAt);
        db.Raise(new ClosingTime(campaign.Id), campaign.Id.Value, at: campaign.ClosesAt);
    }
}
