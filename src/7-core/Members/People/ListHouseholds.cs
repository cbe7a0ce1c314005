namespace Linli.Members;

/// <summary>GET /api/households</summary>
static class ListHouseholds
{
    public sealed record Line(
        HouseholdId Id, Guid Neighbourhood, Guid Building, string Room, string Name, string PhoneTail, int People);

    public static async Task<Ok<Page<Line>>> Handle(
        string? q, Guid? neighbourhood, int? take, string? after,
        LinliDb db, Caller caller, Roster roster, Audit audit, CancellationToken ct)
    {
        var paging = Paging.Of(take, after);
        var homes = Written.Search(q) is { } wanted
            ? Roster.Matching(db, wanted).Union(db.Set<Household>().Where(h => h.Room.Contains(wanted)))
            : db.Set<Household>();
        if (!caller.Is(Role.Hq, Role.Owner, Role.Clerk))
        {
            var own = await roster.NeighbourhoodsOf(new(caller.Person), ct);
            if (neighbourhood is { } asked && !own.Contains(asked)) throw No.NotYourNeighbourhood();
            homes = homes.Where(h => own.Contains(h.Neighbourhood));
        }

        if (neighbourhood is not null) homes = homes.Where(h => h.Neighbourhood == neighbourhood);
        var lines = homes.OrderBy(h => h.Building).ThenBy(h => h.Room).ThenBy(h => h.Id).Select(h => new Line(
            h.Id, h.Neighbourhood, h.Building, h.Room, h.Name, h.PhoneTail, db.Set<Member>().Count(m => m.Household == h.Id)));
        var page = await paging.Of(lines, ct);
        audit.Note("read-households", $"{page.Items.Count} households");
        await db.Commit(ct);
        return TypedResults.Ok(page);
    }
}
