namespace Linli.Campaigns;

/// <summary>The alarm set when the campaign was published.</summary>
sealed record OpeningTime(CampaignId Campaign);

static class WhenOpeningTime
{
    public static async Task Open(OpeningTime alarm, LinliDb db, CancellationToken ct)
    {
        db.Tell(alarm.Campaign.Value);
        if (await db.Set<Campaign>().AnyAsync(c => c.Id == alarm.Campaign && c.CutOffAt == null, ct))
            db.Raise(new CampaignOpened(alarm.Campaign), alarm.Campaign.Value);
    }
}
