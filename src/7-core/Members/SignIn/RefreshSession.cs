namespace Linli.Members;

/// <summary>PUT /api/sessions/{session}/refresh — ends for those who left or whose password, phone or roles changed.</summary>
static class RefreshSession
{
    public sealed record Body(string RefreshToken);

    public static async Task<Ok<Session>> Handle(
        Guid session, Body body, LinliDb db, Shops shops, Caller caller, Tokens tokens, CancellationToken ct)
    {
        if (tokens.Read(body.RefreshToken) is not var (tenant, person, stamp)) throw No.Expired();
        caller.ActAsSystemOf(tenant);
        var id = new MemberId(person);
        var member = await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, ct);
        if (member is not { Active: true } || member.Stamp != stamp) throw No.Expired();
        return TypedResults.Ok(await Session.For(member, db, shops, tokens, ct));
    }
}
