namespace Linli.Campaigns;

/// <summary>The alarm set when the campaign was published. After an outage it is told late, and closes at the moment it was set for.</summary>
sealed record ClosingTime(CampaignId Campaign);

static class WhenClosingTime
{
    public static async Task CutOff(ClosingTime alarm, LinliDb db, TimeProvider clock, CancellationToken ct)
    {
        var campaign = await db.Set<Campaign>().SingleAsync(c => c.Id == alarm.Campaign, ct);
        await CutOffCampaign.Close(campaign, by: null, db, clock, ct);
    }
}
