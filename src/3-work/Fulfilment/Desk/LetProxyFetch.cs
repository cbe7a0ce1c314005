using Linli.Members;

namespace Linli.Fulfilment;

/// <summary>请人代取: PUT /api/me/pickups/{pickup}/proxies/{proxy} — a code of one's own for the neighbour who fetches the bag.</summary>
static class LetProxyFetch
{
    static readonly TimeSpan afterPickup = TimeSpan.FromDays(1);

    /// <param name="Name">Who fetches it.</param>
    public sealed record Body(string Name);

    public static Body Example { get; } = new("隔壁小李");

    public static async Task<Ok<PickupShown>> Handle(
        PickupId pickup, ProxyId proxy, Body body, LinliDb db, Caller caller, Roster roster, Codes codes, Showing showing,
        TimeProvider clock, CancellationToken ct)
    {
        var name = body.Name.Trim();
        if (name.Length is 0 or > Proxy.LongestName) throw No.ProxyNameWrong(Proxy.LongestName);
        await db.Begin(ct);
        var bag = await Own(pickup, db, caller, roster, ct);
        var now = clock.GetUtcNow();
        if (await db.Set<Proxy>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == proxy, ct) is { } earlier)
            return (earlier.Pickup, earlier.Name) == (pickup, name) ? await Answer(bag, showing, ct) : throw No.ProxyIdTaken();
        if (bag.State == PickupState.Done) throw No.AlreadyDone();

        foreach (var other in bag.Proxies) other.End(now);
        db.Add(new Proxy
        {
            Id = proxy,
            Pickup = pickup,
            Code = (await codes.Draw(1, ct))[0],
            Name = name,
            MadeAt = now,
            Until = (bag.To > now ? bag.To : now) + afterPickup,
        });
        await db.Commit(ct);
        return await Answer(bag, showing, ct);
    }

    /// <summary>PUT /api/me/pickups/{pickup}/proxies/{proxy}/end</summary>
    public static async Task<Ok<PickupShown>> End(
        PickupId pickup, ProxyId proxy, LinliDb db, Caller caller, Roster roster, Showing showing, TimeProvider clock, CancellationToken ct)
    {
        var bag = await Own(pickup, db, caller, roster, ct);
        bag.Proxies.Find(p => p.Id == proxy)?.End(clock.GetUtcNow());
        await db.Commit(ct);
        return await Answer(bag, showing, ct);
    }

    static async Task<Pickup> Own(PickupId id, LinliDb db, Caller caller, Roster roster, CancellationToken ct)
    {
        var home = await roster.HouseholdOf(new MemberId(caller.Person), ct) ?? throw No.Unknown();
        return await db.Set<Pickup>().Include(p => p.Orders).Include(p => p.Proxies).AsSplitQuery()
            .FirstOrDefaultAsync(p => p.Id == id && p.Household == home.Id && p.State != PickupState.Cancelled, ct) ?? throw No.Unknown();
    }

    static async Task<Ok<PickupShown>> Answer(Pickup bag, Showing showing, CancellationToken ct) =>
        TypedResults.Ok((await showing.Pickups([bag], _ => true, ct))[0]);
}
