namespace Linli.Members;

/// <summary>The door: what rooms above may know of people and households.</summary>
public sealed class Roster(LinliDb db)
{
    public async Task<HouseholdCard?> HouseholdOf(MemberId person, CancellationToken ct) =>
        (await HouseholdsOf([person], ct)).GetValueOrDefault(person);

    /// <summary>The households of many people at once, for a counter. People without one are missing in the answer.</summary>
    public async Task<IReadOnlyDictionary<MemberId, HouseholdCard>> HouseholdsOf(
        IReadOnlyCollection<MemberId> people, CancellationToken ct)
    {
        var rows = from member in db.Set<Member>()
                   join home in db.Set<Household>() on member.Household equals home.Id
                   where people.Contains(member.Id)
                   select new { member.Id, Home = home };
        return await rows.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Home.Card, ct);
    }

    /// <summary>The same as it was at most a second ago, for counters and for what many look at.</summary>
    public Task<IReadOnlyDictionary<MemberId, HouseholdCard>> KnownHouseholdsOf(IReadOnlyCollection<MemberId> people, CancellationToken ct) =>
        db.Known([typeof(Member), typeof(Household)], people, missing => HouseholdsOf(missing, ct));

    public async Task<HouseholdCard?> KnownHouseholdOf(MemberId person, CancellationToken ct) =>
        (await KnownHouseholdsOf([person], ct)).GetValueOrDefault(person);

    public Task<IReadOnlyDictionary<HouseholdId, HouseholdCard>> KnownHouseholds(IReadOnlyCollection<HouseholdId> ids, CancellationToken ct) =>
        db.Known([typeof(Household)], ids, missing => Households(missing, ct));

    public async Task<IReadOnlyDictionary<HouseholdId, HouseholdCard>> Households(
        IReadOnlyCollection<HouseholdId> ids, CancellationToken ct) =>
        ids.Count == 0 ? new() : await db.Set<Household>().AsNoTracking().Where(h => ids.Contains(h.Id))
            .ToDictionaryAsync(h => h.Id, h => h.Card, ct);

    /// <summary>By part of the name, or by the phone or its last four digits of anybody living there.</summary>
    public async Task<IReadOnlyList<HouseholdId>> FindHouseholds(string q, int most, CancellationToken ct)
    {
        if (Written.Search(q) is not { } wanted) return [];
        return await Matching(db, wanted).OrderBy(h => h.Id).Take(most).Select(h => h.Id).ToListAsync(ct);
    }

    /// <summary>Those who live in one of these buildings behind one of these doors; a superset of the pairs that are meant.</summary>
    public async Task<IReadOnlyList<HouseholdCard>> HouseholdsBehind(
        IReadOnlyCollection<Guid> buildings, IReadOnlyCollection<string> rooms, CancellationToken ct) =>
        [.. (await db.Set<Household>().AsNoTracking().Where(h => buildings.Contains(h.Building) && rooms.Contains(h.Room))
            .OrderBy(h => h.Id).ToListAsync(ct)).Select(h => h.Card)];

    /// <summary>By door: those who live in one of these buildings, or behind a door of this number anywhere in these neighbourhoods; at most so many.</summary>
    /// <param name="neighbourhoods">Nothing means everywhere.</param>
    public async Task<IReadOnlyList<HouseholdId>> FindDoors(
        IReadOnlyCollection<Guid>? buildings, string? room, IReadOnlyCollection<Guid>? neighbourhoods, int most, CancellationToken ct)
    {
        var found = db.Set<Household>().AsNoTracking();
        if (buildings is not null) found = found.Where(h => buildings.Contains(h.Building));
        if (neighbourhoods is not null) found = found.Where(h => neighbourhoods.Contains(h.Neighbourhood));
        if (room is not null) found = found.Where(h => h.Room == room);
        return await found.OrderBy(h => h.Id).Take(most).Select(h => h.Id).ToListAsync(ct);
    }

    /// <summary>By whole phone numbers; those that nobody here has, or who has no household, are missing in the answer.</summary>
    public async Task<IReadOnlyDictionary<string, HouseholdCard>> HouseholdsByPhone(IReadOnlyCollection<string> phones, CancellationToken ct)
    {
        var rows = from member in db.Set<Member>()
                   join home in db.Set<Household>() on member.Household equals home.Id
                   where phones.Contains(member.Phone)
                   select new { member.Phone, Home = home };
        return await rows.AsNoTracking().ToDictionaryAsync(r => r.Phone, r => r.Home.Card, ct);
    }

    /// <summary>By the whole name; at most so many.</summary>
    public async Task<IReadOnlyList<HouseholdCard>> HouseholdsNamed(IReadOnlyCollection<string> names, int most, CancellationToken ct) =>
        [.. (await db.Set<Household>().AsNoTracking().Where(h => names.Contains(h.Name)).OrderBy(h => h.Id).Take(most).ToListAsync(ct))
            .Select(h => h.Card)];

    /// <summary>Those of these households where somebody does not want the name in public lists.</summary>
    public async Task<IReadOnlySet<HouseholdId>> Unnamed(IReadOnlyCollection<HouseholdId> households, CancellationToken ct) => (await (
        from member in db.Set<Member>()
        join said in db.Set<Consent>() on member.Id equals said.Member
        where member.Household != null && households.Contains(member.Household.Value) && said.Kind == ConsentKind.ShowName && !said.Given
        select member.Household!.Value).ToListAsync(ct)).ToHashSet();

    /// <summary>A door as the register writes it: "１单元 ４０２" is "1单元402".</summary>
    public static string Door(string room) => Written.Door(room);

    public async Task<IReadOnlySet<Guid>> NeighbourhoodsOf(MemberId leader, CancellationToken ct) =>
        (await db.Set<Member>().Where(m => m.Id == leader && m.Active)
            .Select(m => m.Neighbourhoods).FirstOrDefaultAsync(ct) ?? []).ToHashSet();

    public async Task<IReadOnlyDictionary<MemberId, string>> Names(IReadOnlyCollection<MemberId> ids, CancellationToken ct) =>
        await db.Set<Member>().Where(m => ids.Contains(m.Id)).Select(m => new { m.Id, m.Name }).ToDictionaryAsync(m => m.Id, m => m.Name, ct);

    public async Task<bool> IsLeader(MemberId person, CancellationToken ct)
    {
        var word = Member.WordOf(Role.Leader);
        return await db.Set<Member>().AnyAsync(m => m.Id == person && m.Active && m.RoleWords.Contains(word), ct);
    }

    /// <summary>All who lead now, by name.</summary>
    public async Task<Page<LeaderName>> Leaders(Paging paging, CancellationToken ct)
    {
        var word = Member.WordOf(Role.Leader);
        return await paging.Of(db.Set<Member>().Where(m => m.Active && m.RoleWords.Contains(word)).OrderBy(m => m.Name).ThenBy(m => m.Id)
            .Select(m => new LeaderName(m.Id, m.Name)), ct);
    }

    /// <summary>The supplier a person of that role acts for; nothing for everybody else.</summary>
    public async Task<Guid?> SupplierOf(MemberId person, CancellationToken ct) =>
        await db.Set<Member>().Where(m => m.Id == person && m.Active).Select(m => m.Supplier).FirstOrDefaultAsync(ct);

    internal static IQueryable<Household> Matching(LinliDb db, string wanted) =>
        from home in db.Set<Household>()
        where home.Name.Contains(wanted) || home.PhoneTail == wanted
            || db.Set<Member>().Any(m => m.Household == home.Id && (m.PhoneTail == wanted || m.Phone == wanted))
        select home;
}

public sealed record LeaderName(MemberId Id, string Name);

/// <param name="PhoneTail">The last four digits of its first member's phone.</param>
public sealed record HouseholdCard(
    HouseholdId Id, Guid Neighbourhood, Guid Building, string Room, string Name, string PhoneTail, Guid? PickupPoint);
