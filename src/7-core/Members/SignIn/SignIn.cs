namespace Linli.Members;

/// <summary>登录: PUT /api/sessions/{session}</summary>
static class SignIn
{
    public sealed record Body(
        string Phone, string? Shop = null, string? Password = null, string? Code = null, string? Totp = null);

    public static async Task<Ok<Session>> Handle(
        Guid session, Body body, LinliDb db, Shops shops, Caller caller, Tokens tokens, TimeProvider clock, CancellationToken ct)
    {
        var phone = Written.Phone(body.Phone);
        if (body.Password is null == body.Code is null) throw No.OneProof();
        caller.ActAsSystemOf((await ShopOf(body.Shop, shops, ct)).Id);

        var now = clock.GetUtcNow();
        var guard = await PhoneGuard.Of(phone, db, ct);
        guard.MustBeOpen(now);
        var member = await db.Set<Member>().FirstOrDefaultAsync(m => m.Phone == phone, ct);
        var code = body.Code is null ? null : await SmsCode.Newest(phone, db, now, ct);
        var right = (body.Password is { } password ? Member.Knows(member, password) : code?.Fits(body.Code!, session) == true)
            && member is not { Active: false };
        if (right && member?.TotpSecret is not null)
            right = member.TakeTotp(body.Totp ?? throw No.TotpNeeded(), session, now);

        if (right)
        {
            code?.UsedBy = session;
            guard.Passed();
            if (member is null) db.Add(member = Member.NewResident(phone));
        }
        else guard.Failed(now, db);

        // A failure is counted before it is told.
        await db.Commit(ct);
        return right ? TypedResults.Ok(await Session.For(member!, db, shops, tokens, ct)) : throw No.Wrong();
    }

    /// <summary>By its code, or the only one of this installation.</summary>
    public static async Task<ShopName> ShopOf(string? code, Shops shops, CancellationToken ct) =>
        await (code is null ? shops.Only(ct) : shops.Find(code, ct)) ?? throw No.ShopUnknown();
}

/// <summary>What a phone or browser keeps after signing in.</summary>
/// <param name="ExpiresIn">Seconds.</param>
sealed record Session(string Token, string RefreshToken, int ExpiresIn, Me Me)
{
    public static async Task<Session> For(Member member, LinliDb db, Shops shops, Tokens tokens, CancellationToken ct)
    {
        var me = await Me.Of(member, db, shops, ct);
        var pair = tokens.Issue(me.Shop.Id, member.Id.Value, member.Roles, member.Stamp);
        return new(pair.Token, pair.RefreshToken, pair.ExpiresIn, me);
    }
}
