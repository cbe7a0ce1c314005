using Linli.Campaigns;
using Linli.Members;
using Linli.Places;

namespace Linli.Fulfilment;

/// <summary>
/// 找货: GET /api/pickups?q=&amp;point=&amp;state= — by pickup code (6 digits), order number (8 digits),
/// phone tail (4 digits), name, or building and door. What can be handed over comes first; what was picked up long ago is left out.
/// </summary>
static class FindPickups
{
    const int LongestSearch = 40, MostHouseholds = 100;
    static readonly TimeSpan remembered = TimeSpan.FromDays(7);

    public static async Task<Ok<Page<PickupShown>>> Handle(
        string? q, CampaignId? campaign, PickupPointId? point, Word<PickupState>? state, int? take, string? after, LinliDb db, Caller caller,
        Roster roster, Map map, Showing showing, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var text = q?.Trim() ?? "";
        if (text.Length > LongestSearch) throw No.SearchTooLong(LongestSearch);
        var found = await Scope.Pickups(db, caller, roster, ct);
        if (point is { } there) found = found.Where(p => p.Point == there);
        if (state is { } wanted) found = found.Where(p => p.State == wanted.Value);
        var since = clock.GetUtcNow() - remembered;
        found = found.Where(p => p.State != PickupState.Done || p.DoneAt >= since);
        if (campaign is { } one) found = found.Where(p => p.Campaign == one);
        if (IsNumber(text, 6))
        {
            var now = clock.GetUtcNow();
            found = found.Where(p => p.Code == text || p.Proxies.Any(x => x.Code == text && x.UsedAt == null && x.EndedAt == null && x.Until > now));
        }
        else if (IsNumber(text, 8)) found = found.Where(p => p.Orders.Any(o => o.Number == text));
        else if (text.Length > 0)
        {
            HouseholdId[] homes = [.. await roster.FindHouseholds(text, MostHouseholds, ct), .. await Doors.Behind(text, MostHouseholds, caller, roster, map, ct)];
            found = found.Where(p => homes.Contains(p.Household));
        }

        var page = await Paging.Of(take, after).Of(found.AsNoTracking().Include(p => p.Orders).Include(p => p.Proxies).AsSplitQuery()
            .OrderBy(p => p.State == PickupState.Done).ThenBy(p => p.State == PickupState.Waiting)
            .ThenBy(p => p.From).ThenBy(p => p.Place).ThenBy(p => p.Id), ct);
        var shown = await showing.Pickups(page.Items, p => p.Code == text, ct);
        // By what was looked for only in kind: a name or a phone does not belong into a log.
        audit.Note("find-pickups",
            text.Length == 0 ? "list" : string.Join(' ', page.Items.Take(4).Select(p => $"pickup {p.Id.Value}")));
        await db.Commit(ct);
        return TypedResults.Ok(new Page<PickupShown>(shown, page.Next));
    }

    static bool IsNumber(string text, int digits) => text.Length == digits && text.All(char.IsAsciiDigit);
}
