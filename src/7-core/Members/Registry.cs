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
        Guid neighbourhood, Guid building, string room, string name, string phoneTail, Guid? pickupPoint = null)
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
        return made.Id;
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
