namespace Linli.Members;

/// <summary>PUT /api/me/totp — on with a secret and its code, off with a code of the secret in use.</summary>
static class SetTotp
{
    public sealed record Body(string Code, string? Secret = null);

    public static async Task<Ok<Me>> Handle(
        Body body, LinliDb db, Shops shops, Caller caller, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var member = await Me.Myself(db, caller, ct);
        var secret = body.Secret is null ? null : Totp.Secret(body.Secret);
        if (member.TotpSecret == secret) return TypedResults.Ok(await Me.Of(member, db, shops, ct));
        if (secret is not null && member.TotpSecret is not null) throw No.TotpAlreadyOn();

        var now = clock.GetUtcNow();
        var guard = await PhoneGuard.Of(member.Phone, db, ct);
        guard.MustBeOpen(now);
        var right = secret is null ? member.TakeTotp(body.Code, Guid.Empty, now) : member.StartTotp(secret, body.Code, now);
        if (!right) guard.Failed(now, db);
        else
        {
            if (secret is null) member.StopTotp();
            audit.Note(secret is null ? "totp-off" : "totp-on", member.Id.Value.ToString());
        }

        await db.Commit(ct);
        return right ? TypedResults.Ok(await Me.Of(member, db, shops, ct)) : throw No.TotpWrong();
    }
}
