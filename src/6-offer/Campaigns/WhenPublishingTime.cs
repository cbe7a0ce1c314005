using System.Security.Cryptography;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>The alarm of a recurring list. Each one sets the next.</summary>
sealed record PublishingTime(TemplateId Template, DateOnly Day, int Version);

static class WhenPublishingTime
{
    public static async Task Publish(
        PublishingTime alarm, LinliDb db, Goods goods, Map map, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        var template = await db.Set<Template>().FirstOrDefaultAsync(t => t.Id == alarm.Template, ct);
        if (template is null || template.Version != alarm.Version) return;

        var now = clock.GetUtcNow();
        var times = template.Times(alarm.Day);
        // After a long outage a list whose cut-off has passed is not opened; the next one is.
        if (now < times.ClosesAt)
        {
            var source = await db.Set<Campaign>().AsNoTracking().Include(c => c.Items).SingleAsync(c => c.Id == template.Campaign, ct);
            var campaign = await CopyCampaign.Of(source, IdOf(alarm), times, now, goods, map, roster, ct);
            db.Add(campaign);
            OpenCampaign.Publish(campaign, db, now);
        }

        template.Plan(db, now);
    }

    /// <summary>The same list of the same day is the same campaign, however often the alarm is told.</summary>
    static CampaignId IdOf(PublishingTime alarm)
    {
        Span<byte> name = stackalloc byte[20];
        alarm.Template.Value.TryWriteBytes(name);
        BitConverter.TryWriteBytes(name[16..], alarm.Day.DayNumber);
        return new(new Guid(SHA256.HashData(name).AsSpan(0, 16)));
    }
}
