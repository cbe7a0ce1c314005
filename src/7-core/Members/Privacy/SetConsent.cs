namespace Linli.Members;

/// <summary>PUT /api/me/consents/{kind}</summary>
static class SetConsent
{
    public sealed record Body(bool Given);

    public sealed record Said(ConsentKind Kind, bool Given, DateTimeOffset? At);

    public static async Task<Ok<Said>> Handle(Word<ConsentKind> kind, Body body, LinliDb db, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var me = await Me.Myself(db, caller, ct);
        var said = await db.Set<Consent>().FirstOrDefaultAsync(c => c.Member == me.Id && c.Kind == kind.Value, ct);
        if (said is null) db.Add(said = new() { Member = me.Id, Kind = kind.Value, Given = body.Given, At = clock.GetUtcNow() });
        else if (said.Given != body.Given) (said.Given, said.At) = (body.Given, clock.GetUtcNow());
        await db.Commit(ct);
        return TypedResults.Ok(new Said(said.Kind, said.Given, said.At));
    }

    public static async Task<IReadOnlyList<Said>> All(LinliDb db, MemberId person, CancellationToken ct)
    {
        var said = await db.Set<Consent>().AsNoTracking().Where(c => c.Member == person).ToDictionaryAsync(c => c.Kind, ct);
        return [.. Enum.GetValues<ConsentKind>().Select(k =>
            said.TryGetValue(k, out var one) ? new Said(k, one.Given, one.At) : new Said(k, Consent.IsGivenUnsaid(k), null))];
    }
}
