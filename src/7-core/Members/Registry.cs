namespace Linli.Members;

/// <summary>
/// The door for entering people and households into a new shop before anybody can sign in.
/// It acts for the caller's tenant, and the caller commits.
/// </summary>
public sealed class Registry(LinliDb db, Caller caller, Tokens tokens)
{
    /// <param name="password">None for residents, who sign in by SMS code.</param>
    /// <param name="neighbourhoods">What a leader sees.</param>
    /// <param name="supplier">For whom somebody of the role supplier acts.</param>
    public MemberId AddMember(
        string name, string phone, IReadOnlyList<Role> roles, string? password = null, HouseholdId? household = null,
        IReadOnlyList<Guid>? neighbourhoods = null, Guid? supplier = null)
    {
        var made = new Member
        {
            Id = Id.New<MemberId>(),
            Phone = Written.Phone(phone),
            Name = Written.Fit(name, "姓名", "name", Member.MostName),
            Roles = roles,
            Household = household,
            Neighbourhoods = neighbourhoods ?? [],
            Supplier = supplier,
        };
        if (password is not null) made.SetPassword(password);
        db.Add(made);
        return made.Id;
    }

    /// <param name="phoneTail">The last four digits of its first member's phone.</param>
    public HouseholdId AddHousehold(
        Guid neighbourhood, Guid building, string room, string name, string phoneTail, Guid? pickupPoint = null) =>
        Add(neighbourhood, building, room, name, phoneTail, pickupPoint).Id;

    Household Add(Guid neighbourhood, Guid building, string room, string name, string phoneTail, Guid? pickupPoint)
    {
        var made = new Household
        {
            Id = Id.New<HouseholdId>(),
            Neighbourhood = neighbourhood,
            Building = building,
            Room = Household.RoomOf(room),
            Name = Household.NameOf(name),
            PhoneTail = phoneTail,
            PickupPoint = pickupPoint,
        };
        db.Add(made);
        return made;
    }

    /// <summary>
    /// Households of people who order through a group. Who names no door stands under the own name, with a number
    /// behind it when somebody of the same building, or of no known building, has that already. One door is one household.
    /// </summary>
    public async Task<IReadOnlyList<HouseholdCard>> AddHouseholds(IReadOnlyList<NewHousehold> wanted, CancellationToken ct)
    {
        var rooms = await FreeRooms(wanted, ct);
        var made = new Dictionary<(Guid, string), HouseholdCard>();
        var cards = new List<HouseholdCard>(wanted.Count);
        foreach (var (one, room) in wanted.Zip(rooms))
        {
            if (!made.TryGetValue((one.Building, room), out var card))
                made[(one.Building, room)] = card = Add(
                    one.Neighbourhood, one.Building, room, CutTo(one.Name, Household.MostName), one.PhoneTail, one.PickupPoint).Card;
            cards.Add(card);
        }

        return cards;
    }

    // Asks the database once per number that has to be tried; nearly always once.
    async Task<string[]> FreeRooms(IReadOnlyList<NewHousehold> wanted, CancellationToken ct)
    {
        var rooms = new string[wanted.Count];
        var chosen = new HashSet<(Guid, string)>();
        List<int> open = [.. Enumerable.Range(0, rooms.Length)];
        for (var number = 1; open.Count > 0; number++)
        {
            foreach (var i in open) rooms[i] = wanted[i].Room is { } room ? Household.RoomOf(room) : Base(wanted[i]) + (number == 1 ? "" : $"{number}");
            var named = open.Where(i => wanted[i].Room is null).ToList();
            string[] names = [.. named.Select(i => rooms[i]).Distinct()];
            Guid[] buildings = [.. named.Select(i => wanted[i].Building).Distinct()];
            var taken = (await db.Set<Household>().Where(h => buildings.Contains(h.Building) && names.Contains(h.Room))
                .Select(h => new { h.Building, h.Room }).ToListAsync(ct)).Select(h => (h.Building, h.Room)).ToHashSet();
            open = [.. named.Where(i => taken.Contains((wanted[i].Building, rooms[i])) || !chosen.Add((wanted[i].Building, rooms[i])))];
        }

        return rooms;
    }

    // Room for a number behind it.
    static string Base(NewHousehold one) => CutTo(Written.Door(one.Name), Household.MostRoom - 4);

    static string CutTo(string text, int most)
    {
        var clean = string.Concat(text.Where(c => !char.IsControl(c))).Trim();
        if (clean.Length == 0) return "邻居";
        if (clean.Length <= most) return clean;
        return clean[..(char.IsHighSurrogate(clean[most - 1]) ? most - 1 : most)];
    }

    public async Task<MemberId?> Find(string phone, CancellationToken ct)
    {
        var wanted = Written.Phone(phone);
        return await db.Set<Member>().Where(m => m.Phone == wanted).Select(m => (MemberId?)m.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>Tokens for scripts that act as this person, who may have been added a moment ago.</summary>
    public async Task<TokenPair> SessionFor(MemberId person, TimeSpan valid, CancellationToken ct)
    {
        var member = db.Set<Member>().Local.FirstOrDefault(m => m.Id == person)
            ?? await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == person, ct)
            ?? throw new InvalidOperationException("a session for somebody who was never added");
        return tokens.Issue(caller.Tenant, person.Value, member.Roles, member.Stamp, valid);
    }
}

/// <param name="Building">Empty when it is not known.</param>
/// <param name="Room">Nothing when it is not known.</param>
public sealed record NewHousehold(Guid Neighbourhood, Guid Building, string? Room, string Name, string PhoneTail, Guid? PickupPoint);
