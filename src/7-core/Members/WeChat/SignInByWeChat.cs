namespace Linli.Members;

/// <summary>
/// 微信登录: PUT /api/sessions/{session}/wechat — by the code of wx.login, or of a page opened in WeChat. Somebody new gives the phone
/// that WeChat knows too, or signs in by SMS and binds WeChat afterwards.
/// </summary>
static class SignInByWeChat
{
    /// <param name="Code">What wx.login gave, or the code under which WeChat opened the page.</param>
    /// <param name="PhoneCode">What the button open-type="getPhoneNumber" gave.</param>
    public sealed record Body(WeChatApp App, string Code, string? Shop = null, string? PhoneCode = null, string? Totp = null);

    public static async Task<Ok<Session>> Handle(
        Guid session, Body body, LinliDb db, Shops shops, Caller caller, Tokens tokens, WeChatIds ids, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        caller.ActAsSystemOf((await SignIn.ShopOf(body.Shop, shops, ct)).Id);
        var now = clock.GetUtcNow();
        var visitor = await ids.Visit(session, body.App, body.Code, body.PhoneCode, ct);
        // A code counts once: what WeChat said is kept before anything else may fail.
        await db.Commit(ct);

        var holder = await ids.Holder(body.App, visitor, ct);
        var member = holder is null ? null : await db.Set<Member>().FirstOrDefaultAsync(m => m.Id == holder.Member, ct);
        if (member is null)
        {
            if (visitor.Phone is not { } phone) throw No.WeChatStranger();
            member = await db.Set<Member>().FirstOrDefaultAsync(m => m.Phone == phone, ct);
            if (member is null) db.Add(member = Member.NewResident(phone));
        }

        if (!member.Active) throw No.Wrong();
        var right = true;
        if (member.TotpSecret is not null)
        {
            var guard = await PhoneGuard.Of(member.Phone, db, ct);
            guard.MustBeOpen(now);
            right = member.TakeTotp(body.Totp ?? throw No.TotpNeeded(), session, now);
            if (right) guard.Passed();
            else guard.Failed(now, db);
        }

        if (right)
        {
            // Also when it is known: so it is readable again after the keys have changed.
            await ids.Bind(member.Id, body.App, visitor, ct);
            caller.ActAs(caller.Tenant, member.Id.Value, [.. member.Roles]);
            if (holder is null) audit.Note("bind-wechat", $"member {member.Id.Value}");
        }

        await db.Begin(ct);
        await db.Set<WeChatVisit>().Where(v => v.ExpiresAt < now).ExecuteDeleteAsync(ct);
        await db.Commit(ct);
        return right ? TypedResults.Ok(await Session.For(member, db, shops, tokens, ct)) : throw No.Wrong();
    }
}
