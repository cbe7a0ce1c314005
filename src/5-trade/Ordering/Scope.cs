using Linli.Members;

namespace Linli.Ordering;

/// <summary>Whose orders the caller may see: staff all, leaders those of their neighbourhoods, residents their household's.</summary>
static class Scope
{
    public static async Task<IQueryable<Order>> Orders(LinliDb db, Caller caller, Roster roster, CancellationToken ct)
    {
        var orders = db.Set<Order>().AsQueryable();
        if (caller.SeesTheWholeShop) return orders;
        var me = new MemberId(caller.Person);
        Guid[] led = caller.Is(Role.Leader) ? [.. await roster.NeighbourhoodsOf(me, ct)] : [];
        var home = caller.Is(Role.Resident) ? (await roster.HouseholdOf(me, ct))?.Id : null;
        return home is { } own
            ? orders.Where(o => led.Contains(o.Neighbourhood) || o.Household == own)
            : orders.Where(o => led.Contains(o.Neighbourhood));
    }

    /// <summary>One order, tracked, with its lines and claims.</summary>
    public static async Task<Order> Order(OrderId id, LinliDb db, Caller caller, Roster roster, CancellationToken ct) =>
        await (await Orders(db, caller, roster, ct)).Include(o => o.Lines).Include(o => o.Claims).FirstOrDefaultAsync(o => o.Id == id, ct)
        ?? throw No.Unknown();

    /// <summary>An order of the caller's own household, whatever else the caller may be.</summary>
    public static async Task<Order> OwnOrder(OrderId id, LinliDb db, Caller caller, Roster roster, CancellationToken ct)
    {
        var home = await roster.HouseholdOf(new MemberId(caller.Person), ct) ?? throw No.HouseholdMissing();
        return await db.Set<Order>().Include(o => o.Lines).Include(o => o.Claims)
            .FirstOrDefaultAsync(o => o.Id == id && o.Household == home.Id, ct) ?? throw No.Unknown();
    }
}
