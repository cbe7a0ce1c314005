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
        CampaignId campaign, int? take, string? after, LinliDb db, Caller caller, Roster roster, Board board, Map map, Naming naming,
        CancellationToken ct)
    {
        var card = await ChainOf(campaign, board, ct);
        var me = new MemberId(caller.Person);
        var home = caller.Is(Role.Resident) ? await roster.HouseholdOf(me, ct) : null;
        if (!caller.SeesTheWholeShop)
        {
            var own = caller.Is(Role.Leader) ? await roster.NeighbourhoodsOf(me, ct) : new HashSet<Guid>();
            var points = await map.Points(card.PickupPoints, ct);
            if (!points.Values.Any(p => own.Contains(p.Neighbourhood.Value) || p.Neighbourhood.Value == home?.Neighbourhood)) throw No.EntriesUnknown();
        }

        var serves = caller.SeesTheWholeShop || caller.Is(Role.Leader);
        return TypedResults.Ok(await Read(campaign, Paging.Of(take, after), serves, home?.Id, db, naming, ct));
    }

    /// <summary>GET /api/shops/{shop}/campaigns/{campaign}/entries</summary>
    public static async Task<Ok<Page<Entry>>> ForPassersBy(
        string shop, CampaignId campaign, int? take, string? after, LinliDb db, Caller caller, Board board, Map map, Naming naming,
        CancellationToken ct)
    {
        caller.ActAsSystemOf(await map.ShopCalled(shop, ct) ?? throw No.EntriesUnknown());
        await ChainOf(campaign, board, ct);
        return TypedResults.Ok(await Read(campaign, Paging.Of(take, after), serves: false, mine: null, db, naming, ct));
    }

    static async Task<CampaignCard> ChainOf(CampaignId campaign, Board board, CancellationToken ct) =>
        (await board.Read([campaign], ct)).GetValueOrDefault(campaign) is { Kind: CampaignKind.Chain } card ? card : throw No.EntriesUnknown();

    static async Task<Page<Entry>> Read(
        CampaignId campaign, Paging paging, bool serves, HouseholdId? mine, LinliDb db, Naming naming, CancellationToken ct)
    {
        var page = await paging.Of(db.Set<Order>().AsNoTracking().Include(o => o.Lines).AsSplitQuery()
            .Where(o => o.Campaign == campaign && o.Entry != null).OrderBy(o => o.Entry), ct);
        var names = await naming.Of([.. page.Items], ct);
        return page.Select(o => new Entry(
            o.Entry!.Value, Naming.Public(names[o.Id]), Naming.Goods(o), serves || o.Household == mine ? o.Note : "", o.PlacedAt,
            o.IsAlive || o.State == OrderState.Completed ? EntryState.In : EntryState.Withdrawn,
            o.Timeline.Any(t => t.What == Event.Amended), o.Household == mine));
    }
}
