namespace Linli.Members;

/// <summary>PUT /api/me/password — answers with a new session, because every other one ends.</summary>
static class ChangePassword
{
    /// <param name="Old">Missing only for somebody who has none yet.</param>
    public sealed record Body(string New, string? Old = null);

    public static async Task<Ok<Session>> Handle(
        Body body, LinliDb db, Shops shops, Caller caller, Tokens tokens, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var member = await Me.Myself(db, caller, ct);
        var now = clock.GetUtcNow();
        var guard = await PhoneGuard.Of(member.Phone, db, ct);
        guard.MustBeOpen(now);
        // The same call again finds the new password already in place.
        var right = member.PasswordHash is null || Member.Knows(member, body.Old ?? "") || Member.Knows(member, body.New);
        if (right)
        {
            member.SetPassword(body.New);
            audit.Note("change-password", member.Id.Value.ToString());
        }
        else guard.Failed(now, db);

        await db.Commit(ct);
        return right ? TypedResults.Ok(await Session.For(member, db, shops, tokens, ct)) : throw No.PasswordWrong();
    }
}
