using Linli.Members;

namespace Linli.Campaigns;

/// <summary>Lets households into the groups of a deal (成团) one after the other, and tells them where they stand.</summary>
static class Dealing
{
    /// <summary>Those that are in it, in the order in which they paid. Who joined before places were written down comes first.</summary>
    public static IQueryable<Participant> Joined(LinliDb db, CampaignId campaign) => db.Set<Participant>().AsNoTracking()
        .Where(p => p.Campaign == campaign && p.Paid > 0).OrderBy(p => p.Place).ThenBy(p => p.Household);

    /// <summary>
    /// A household has joined. The campaign's row is locked by the count before, so that of many that pay at once exactly one finds
    /// that a group is reached.
    /// </summary>
    public static async Task Join(LinliDb db, Mailbox mailbox, Campaign now, HouseholdId household, DateTimeOffset at, CancellationToken ct)
    {
        var row = db.Set<Campaign>().Where(c => c.Id == now.Id);
        var place = now.Entries + 1;
        await row.ExecuteUpdateAsync(c => c.SetProperty(x => x.Entries, place), ct);
        await db.Set<Participant>().Where(p => p.Campaign == now.Id && p.Household == household)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.Place, place).SetProperty(x => x.Failed, false), ct);
        var deal = now.Deal!.Value;
        if (deal.ReachedNow > deal.Reached)
        {
            await row.ExecuteUpdateAsync(c => c.SetProperty(x => x.DealGroups, deal.ReachedNow).SetProperty(x => x.DealReachedAt, now.DealReachedAt ?? at), ct);
            db.Raise(new DealReached(now.Id, at) { Group = deal.ReachedNow, Joined = deal.Joined }, now.Id.Value);
            return;
        }

        var where = deal.Most is null ? "" : $"第 {deal.GroupOf(deal.Joined)} 团，";
        var group = deal.Most is null ? "" : $"group {deal.GroupOf(deal.Joined)}: ";
        string Stands(string language) => deal.Say(now.ClosesAt, at, over: false, failed: 0, language);
        ((string, string) Title, (string, string) Text) said = deal.Waiting > 0
            ? (("已参团", "You joined"), ($"“{now.Title}”{(deal.Reached == 0 ? where : "")}{Stands("zh")}。", $"\"{now.Title}\" – {(deal.Reached == 0 ? group : "")}{Stands("en")}."))
            : (("拼团成功", "You are in"), ($"“{now.Title}”{where}您进团了，{BusinessDay.Say(now.PickupFrom)} 开始取货。",
                $"\"{now.Title}\" – {group}you are in. Pickup from {BusinessDay.SayInEnglish(now.PickupFrom)}."));
        mailbox.Send(household, said.Title, said.Text, $"/campaigns/{now.Id.Value}");
    }
}
