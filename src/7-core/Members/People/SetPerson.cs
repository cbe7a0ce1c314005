using Microsoft.AspNetCore.Mvc;

namespace Linli.Members;

/// <summary>PUT /api/people/{person}</summary>
static class SetPerson
{
    /// <param name="Phone">Missing or as masked in the list: stays as it is.</param>
    /// <param name="Password">Missing: stays as it is.</param>
    public sealed record Body(
        string Name, IReadOnlyList<Role> Roles, bool Active, string? Phone = null, string? Password = null,
        IReadOnlyList<Guid>? Neighbourhoods = null, Guid? Supplier = null);

    public static Body Example => new("店员小林", [Role.Clerk], true, "13800000020", "a long password");

    public static async Task<Ok<Person>> Handle(
        MemberId person, Body body, LinliDb db, Caller caller, [FromServices] Surroundings surroundings, Audit audit,
        CancellationToken ct)
    {
        var member = await db.Set<Member>().FirstOrDefaultAsync(m => m.Id == person, ct);
        MayBeSet(member, body, person, caller);
        if (body.Roles.Contains(Role.Leader) && !await AreOurs(body.Neighbourhoods, surroundings, ct))
            throw No.Neighbourhoods(Member.MostNeighbourhoods);

        var name = Written.Fit(body.Name, "姓名", "name", Member.MostName);
        var phone = PhoneOf(member, body) ?? throw No.Phone();
        if (await db.Set<Member>().AnyAsync(m => m.Phone == phone && m.Id != person, ct)) throw No.PhoneTaken();
        if (member is null) db.Add(member = new() { Id = person, Phone = phone, Name = name });
        Change(member, name, phone, body);
        audit.Note("set-person", person.Value.ToString());
        await db.Commit(ct);
        return TypedResults.Ok(Person.Of(member));
    }

    static string? PhoneOf(Member? member, Body body) =>
        body.Phone is { } given && (member is null || given != Written.Mask(member.Phone)) ? Written.Phone(given) : member?.Phone;

    static void MayBeSet(Member? member, Body body, MemberId person, Caller caller)
    {
        if (body.Roles.Count is 0 or > 8) throw No.Roles();
        var aboutHq = body.Roles.Contains(Role.Hq) || member?.Roles.Contains(Role.Hq) == true;
        if (aboutHq && !caller.Is(Role.Hq)) throw No.OnlyHqMakesHq();
        if (body.Roles.Contains(Role.Supplier) && body.Supplier is null) throw No.SupplierMissing();
        // Otherwise a shop could lose its last owner by one slip of the finger.
        var loses = !body.Active || caller.Roles.Any(r => r is Role.Hq or Role.Owner && !body.Roles.Contains(r));
        if (loses && person.Value == caller.Person) throw No.NotYourself();
    }

    static async Task<bool> AreOurs(IReadOnlyList<Guid>? neighbourhoods, Surroundings surroundings, CancellationToken ct) =>
        neighbourhoods is { Count: > 0 and <= Member.MostNeighbourhoods }
        && await surroundings.AreNeighbourhoods(neighbourhoods, ct);

    static void Change(Member member, string name, string phone, Body body)
    {
        var before = (member.Phone, member.RoleWords, member.Active);
        (member.Name, member.Phone, member.Roles, member.Active) = (name, phone, body.Roles, body.Active);
        member.Neighbourhoods = body.Roles.Contains(Role.Leader) ? [.. body.Neighbourhoods!.Distinct()] : [];
        member.Supplier = body.Roles.Contains(Role.Supplier) ? body.Supplier : null;
        if (before != (member.Phone, member.RoleWords, member.Active)) member.EndSessions();
        if (body.Password is { } password) member.SetPassword(password);
    }
}
