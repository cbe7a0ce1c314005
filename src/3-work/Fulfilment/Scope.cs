using Linli.Members;

namespace Linli.Fulfilment;

/// <summary>Whose bags the caller may see: staff all, leaders those of their neighbourhoods.</summary>
static class Scope
{
    /// <summary>Nothing means: no bounds.</summary>
    public static async Task<IReadOnlySet<Guid>?> Neighbourhoods(Caller caller, Roster roster, CancellationToken ct)
    {
        if (caller.SeesTheWholeShop) return null;
        return caller.Is(Role.Leader)
            ? await roster.NeighbourhoodsOf(new MemberId(caller.Person), ct)
            : new HashSet<Guid>();
    }

    /// <summary>Bags that are, or were, somebody's.</summary>
    public static async Task<IQueryable<Pickup>> Pickups(LinliDb db, Caller caller, Roster roster, CancellationToken ct)
    {
        var pickups = db.Set<Pickup>().Where(p => p.State != PickupState.Cancelled);
        if (await Neighbourhoods(caller, roster, ct) is not { } led) return pickups;
        Guid[] own = [.. led];
        return pickups.Where(p => own.Contains(p.Neighbourhood));
    }

    /// <summary>One bag, tracked, with its orders and what was sorted into it.</summary>
    public static async Task<Pickup> Pickup(
        PickupId id, LinliDb db, Caller caller, Roster roster, CancellationToken ct) =>
        await (await Pickups(db, caller, roster, ct)).Include(p => p.Orders).Include(p => p.Sorted).Include(p => p.Proxies).AsSplitQuery()
            .FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw No.Unknown();
}
