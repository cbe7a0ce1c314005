namespace Linli.Members;

/// <summary>解绑微信: PUT /api/me/wechat/leaving — from now on this person is nobody in WeChat, until they bind it again.</summary>
static class LeaveWeChat
{
    public sealed record Body(WeChatApp App);

    public static async Task<Ok<Me>> Handle(Body body, LinliDb db, Shops shops, Caller caller, Audit audit, CancellationToken ct)
    {
        var me = await Me.Myself(db, caller, ct);
        if (await db.Set<WeChatIdentity>().FirstOrDefaultAsync(i => i.Member == me.Id && i.App == body.App, ct) is { } found)
        {
            db.Remove(found);
            audit.Note("leave-wechat", $"member {me.Id.Value}");
            await db.Commit(ct);
        }

        return TypedResults.Ok(await Me.Of(me, db, shops, ct));
    }
}
