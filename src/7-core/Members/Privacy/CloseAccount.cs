namespace Linli.Members;

/// <summary>
/// 注销: PUT /api/me/closure — who somebody was is forgotten; what the law wants kept stays without it. The same phone may come
/// again as somebody new.
/// </summary>
static class CloseAccount
{
    /// <param name="Sure">Said by the person, not by a slip of the finger.</param>
    public sealed record Body(bool Sure);

    public sealed record Closed(IReadOnlyList<ReadPrivacy.Kept> Stays);

    public static async Task<Ok<Closed>> Handle(
        Body body, LinliDb db, Caller caller, IServiceProvider services, Audit audit, CancellationToken ct)
    {
        if (!body.Sure) throw No.NotSure();
        await db.Begin(ct);
        var me = await Me.Myself(db, caller, ct);
        if ((await ReadPrivacy.Hindrances(me, db, services, ct)) is [var first, ..]) throw No.NotClosedYet(first.Zh, first.En);

        var phone = me.Phone;
        await db.Set<WeChatIdentity>().Where(i => i.Member == me.Id).ExecuteDeleteAsync(ct);
        await db.Set<Consent>().Where(c => c.Member == me.Id).ExecuteDeleteAsync(ct);
        await db.Set<SmsCode>().Where(c => c.Phone == phone).ExecuteDeleteAsync(ct);
        var home = me.Household;
        me.Forget();
        if (home is { } id && !await db.Set<Member>().AnyAsync(m => m.Household == id && m.Id != me.Id, ct))
        {
            await db.Set<Message>().Where(m => m.Household == id).ExecuteDeleteAsync(ct);
            (await db.Set<Household>().SingleAsync(h => h.Id == id, ct)).Forget();
        }

        audit.Note("close-account", $"person {me.Id.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(new Closed([.. services.GetServices<Own>().Where(o => o.Stays is not null).Select(o => caller.Language == "en"
            ? new ReadPrivacy.Kept(o.Name, o.What.En, o.Stays!.Value.En) : new ReadPrivacy.Kept(o.Name, o.What.Zh, o.Stays!.Value.Zh))]));
    }
}
