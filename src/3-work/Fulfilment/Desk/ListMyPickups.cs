using Linli.Members;

namespace Linli.Fulfilment;

/// <summary>我的取货: GET /api/me/pickups — with the code, and which orders are in each bag.</summary>
static class ListMyPickups
{
    public static async Task<Ok<Page<PickupShown>>> Handle(
        int? take, string? after, LinliDb db, Caller caller, Roster roster, Showing showing, CancellationToken ct)
    {
        if (await roster.HouseholdOf(new MemberId(caller.Person), ct) is not { } home)
            return TypedResults.Ok(new Page<PickupShown>([], null));
        var page = await Paging.Of(take, after).Of(db.Set<Pickup>().AsNoTracking().Include(p => p.Orders).Include(p => p.Proxies).AsSplitQuery()
            .Where(p => p.Household == home.Id && p.State != PickupState.Cancelled)
            .OrderByDescending(p => p.MadeAt).ThenBy(p => p.Id), ct);
        return TypedResults.Ok(new Page<PickupShown>(await showing.Pickups(page.Items, _ => true, ct), page.Next));
    }
}
