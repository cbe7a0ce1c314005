namespace Linli.Members;

/// <summary>绑定微信: PUT /api/me/wechat/{binding} — whoever signed in by phone says who they are in WeChat, to pay and be paid there.</summary>
static class BindWeChat
{
    public sealed record Body(WeChatApp App, string Code);

    public static async Task<Ok<Me>> Handle(
        Guid binding, Body body, LinliDb db, Shops shops, Caller caller, WeChatIds ids, Audit audit, CancellationToken ct)
    {
        var visitor = await ids.Visit(binding, body.App, body.Code, null, ct);
        await db.Commit(ct);
        var me = await Me.Myself(db, caller, ct);
        var holder = await ids.Holder(body.App, visitor, ct);
        if (holder is not null && holder.Member != me.Id) throw No.WeChatTaken();
        if (holder is null)
        {
            await ids.Bind(me.Id, body.App, visitor, ct);
            audit.Note("bind-wechat", $"member {me.Id.Value}");
        }

        await db.Commit(ct);
        return TypedResults.Ok(await Me.Of(me, db, shops, ct));
    }
}
