namespace Linli.Members;

/// <summary>GET /api/people</summary>
static class ListPeople
{
    public static async Task<Ok<Page<Person>>> Handle(
        string? role, string? q, int? take, string? after, LinliDb db, Audit audit, CancellationToken ct)
    {
        var paging = Paging.Of(take, after);
        var people = db.Set<Member>().AsNoTracking();
        if (role is not null)
        {
            var word = Enum.GetValues<Role>().Select(Member.WordOf).FirstOrDefault(w => w == role) ?? throw No.Roles();
            people = people.Where(m => m.RoleWords.Contains(word));
        }

        if (Written.Search(q) is { } text)
            people = people.Where(m => m.Name.Contains(text) || m.PhoneTail == text || m.Phone == text);
        var resident = Member.WordOf(Role.Resident);
        var page = await paging.Of(people.OrderBy(m => m.RoleWords == resident).ThenBy(m => m.Name).ThenBy(m => m.Id), ct);
        audit.Note("read-people", $"{page.Items.Count} people");
        await db.Commit(ct);
        return TypedResults.Ok(page.Select(Person.Of));
    }
}

/// <summary>A person as staff see them in a list.</summary>
sealed record Person(
    MemberId Id, string Name, string Phone, IReadOnlyList<Role> Roles, bool Active,
    IReadOnlyList<Guid> Neighbourhoods, Guid? Supplier)
{
    public static Person Of(Member m) =>
        new(m.Id, m.Name, Written.Mask(m.Phone), m.Roles, m.Active, m.Neighbourhoods, m.Supplier);
}
