using Linli.Campaigns;
using Linli.Members;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>接龙名单: GET /api/campaigns/{campaign}/entries — who is in a chain campaign and with what, as everybody in the group may see it.</summary>
static class ListEntries
{
    public enum EntryState { In, Withdrawn }

    /// <param name="Note">Only to those who serve the order and to the household itself: people write doors and phones into it.</param>
    public sealed record Entry(
        int Number, string Nickname, string Text, string Note, DateTimeOffset At, EntryState State, bool Changed, bool Mine);

    public static async Task<Ok<Page<Entry>>> Handle(
        CampaignId campaign, int? take, string? after, LinliDb db, Caller caller, Roster roster, Board board, Naming naming, CancellationToken ct)
    {
        MustBeChain(await board.ReadToSee(campaign, caller, roster, ct));
        var home = caller.Is(Role.Resident) ? await roster.HouseholdOf(new MemberId(caller.Person), ct) : null;
        var serves = caller.SeesTheWholeShop || caller.Is(Role.Leader);
        return TypedResults.Ok(await Read(campaign, Paging.Of(take, after), serves, home?.Id, db, naming, ct));
    }

    /// <summary>GET /api/shops/{shop}/campaigns/{campaign}/entries</summary>
    public static async Task<Ok<Page<Entry>>> ForPassersBy(
        string shop, CampaignId campaign, int? take, string? after, LinliDb db, Caller caller, Board board, Map map, Naming naming,
        CancellationToken ct)
    {
        caller.ActAsSystemOf(await map.ShopCalled(shop, ct) ?? throw No.EntriesUnknown());
        MustBeChain((await board.Read([campaign], ct)).GetValueOrDefault(campaign));
        return TypedResults.Ok(await Read(campaign, Paging.Of(take, after), serves: false, mine: null, db, naming, ct));
    }

    static void MustBeChain(CampaignCard? card)
    {
        if (card is not { Kind: CampaignKind.Chain }) throw No.EntriesUnknown();
    }

    static async Task<Page<Entry>> Read(
        CampaignId campaign, Paging paging, bool serves, HouseholdId? mine, LinliDb db, Naming naming, CancellationToken ct)
    {
        var page = await paging.Of(db.Set<Order>().AsNoTracking().Include(o => o.Lines).AsSplitQuery()
            .Where(o => o.Campaign == campaign && o.Entry != null).OrderBy(o => o.Entry), ct);
        var names = await naming.InPublic([.. page.Items], ct);
        return page.Select(o => new Entry(
            o.Entry!.Value, names[o.Id], Naming.Goods(o), serves || o.Household == mine ? o.Note : "", o.PlacedAt,
            o.IsAlive || o.State == OrderState.Completed ? EntryState.In : EntryState.Withdrawn,
            o.Timeline.Any(t => t.What == Event.Amended), o.Household == mine));
    }
}
