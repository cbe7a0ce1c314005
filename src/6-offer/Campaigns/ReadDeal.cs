using Linli.Members;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>谁进了团: GET /api/campaigns/{campaign}/deal — what is missing, who is in, who waits, and who got the money back.</summary>
static class ReadDeal
{
    public enum Standing { In, Waiting, Refunded }

    /// <param name="Group">1 is the first.</param>
    /// <param name="Name">As everybody may see it.</param>
    public sealed record Line(int Group, int Number, string Name, Standing Standing, bool Mine);

    /// <param name="Text">"还差 2 户，20:00 截止".</param>
    /// <param name="Missing">Households until the next group is reached.</param>
    /// <param name="Groups">Groups that are reached.</param>
    /// <param name="Mine">Where the caller's household stands, in words.</param>
    public sealed record Shown(
        string Text, int Least, int? Most, int Joined, int Groups, int Missing, int Waiting, int Refunded, DateTimeOffset ClosesAt, bool Over,
        string? Mine, IReadOnlyList<Line> Items, string? Next);

    public static async Task<Ok<Shown>> Handle(
        CampaignId campaign, int? take, string? after, LinliDb db, Caller caller, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        var rows = Board.Within(Deals(db, campaign), await Scope.Neighbourhoods(caller, roster, ct));
        var found = await rows.FirstOrDefaultAsync(ct) ?? throw No.DealUnknown();
        var home = caller.Is(Role.Resident) ? await roster.HouseholdOf(new MemberId(caller.Person), ct) : null;
        return TypedResults.Ok(await Read(found, Paging.Of(take, after), home?.Id, db, roster, caller.Language, clock.GetUtcNow(), ct));
    }

    /// <summary>GET /api/shops/{shop}/campaigns/{campaign}/deal</summary>
    public static async Task<Ok<Shown>> ForPassersBy(
        string shop, CampaignId campaign, int? take, string? after, LinliDb db, Caller caller, Map map, Roster roster, TimeProvider clock, CancellationToken ct)
    {
        var language = caller.Language;
        caller.ActAsSystemOf(await map.ShopCalled(shop, ct) ?? throw No.DealUnknown());
        var found = await Deals(db, campaign).FirstOrDefaultAsync(ct) ?? throw No.DealUnknown();
        return TypedResults.Ok(await Read(found, Paging.Of(take, after), null, db, roster, language, clock.GetUtcNow(), ct));
    }

    static IQueryable<Campaign> Deals(LinliDb db, CampaignId campaign) => db.Set<Campaign>().AsNoTracking()
        .Where(c => c.Id == campaign && c.PublishedAt != null && c.DealHouseholds != null);

    static async Task<Shown> Read(
        Campaign found, Paging paging, HouseholdId? mine, LinliDb db, Roster roster, string language, DateTimeOffset now, CancellationToken ct)
    {
        var deal = found.Deal!.Value;
        var over = found.StateAt(now) == CampaignState.CutOff;
        // Those that are in it by their places, then those whose group was not reached.
        var all = db.Set<Participant>().AsNoTracking().Where(p => p.Campaign == found.Id && (p.Paid > 0 || p.Failed))
            .OrderBy(p => p.Paid == 0).ThenBy(p => p.Place).ThenBy(p => p.Household);
        var failed = await all.CountAsync(p => p.Paid == 0, ct);
        var page = await paging.Of(all, ct);
        var homes = await roster.Households([.. page.Items.Select(p => p.Household)], ct);
        var unnamed = await roster.Unnamed([.. homes.Keys], ct);
        string NameOf(HouseholdId home) => homes.GetValueOrDefault(home) is { } card && !unnamed.Contains(home) ? card.Name : "";
        List<Line> lines = [.. page.Items.Select((p, i) => Of(deal, p, paging.Skip + i + 1, NameOf(p.Household), p.Household == mine))];
        return new(
            deal.Say(found.ClosesAt, now, over, failed, language), deal.Least, deal.Most, deal.Joined, deal.Reached, deal.Missing, deal.Waiting, failed,
            found.CutOffAt ?? found.ClosesAt, over, await Mine(deal, found.Id, mine, over, db, language, ct), lines, page.Next);
    }

    static Line Of(Deal deal, Participant one, int place, string name, bool mine)
    {
        var (standing, group) = one.Paid == 0 ? (Standing.Refunded, deal.Most is null ? 1 : deal.Reached + 1)
            : (place <= deal.In ? Standing.In : Standing.Waiting, deal.GroupOf(place));
        // Those that got their money back are counted on from those that stayed; within their group they begin anew.
        var number = standing == Standing.Refunded ? place - deal.Joined : deal.Most is { } most ? (place - 1) % most + 1 : place;
        return new(group, number, PublicName.Of(name), standing, mine);
    }

    static async Task<string?> Mine(Deal deal, CampaignId campaign, HouseholdId? mine, bool over, LinliDb db, string language, CancellationToken ct)
    {
        if (mine is not { } home) return null;
        var me = await db.Set<Participant>().AsNoTracking().FirstOrDefaultAsync(p => p.Campaign == campaign && p.Household == home, ct);
        if (me is null or { Paid: 0, Failed: false }) return null;
        if (me.Failed && me.Paid == 0)
            return language == "en" ? "Your group was not reached; all your money goes back" : "您这团没凑够户数，付的钱已全额退回";
        var place = 1 + await Dealing.Joined(db, campaign).CountAsync(p => p.Place < me.Place, ct);
        var which = deal.Most is null ? ("", "") : ($"第 {deal.GroupOf(place)} 团", $" in group {deal.GroupOf(place)}");
        var isIn = place <= deal.In;
        if (deal.Most is { } most) place = (place - 1) % most + 1;
        return (isIn, over, language) switch
        {
            (true, _, "en") => $"You are{which.Item2} no. {place}: the deal is reached",
            (true, _, _) => $"您在{which.Item1}第 {place} 位，已成团",
            (_, _, "en") => $"You are{which.Item2} no. {place} and wait for {deal.Missing} more households",
            _ => $"您在{which.Item1}第 {place} 位，还差 {deal.Missing} 户成团，凑不够全额退款",
        };
    }
}
