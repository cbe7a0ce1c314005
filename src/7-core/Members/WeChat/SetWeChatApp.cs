namespace Linli.Members;

/// <summary>
/// 本店小程序设置: PUT /api/wechat/apps/{app} — the shop's own mini-program or official account. It is tried at WeChat before it counts;
/// without an app id the shop uses the house's again.
/// </summary>
static class SetWeChatApp
{
    /// <param name="Secret">The AppSecret; absent keeps the one there is, while the app id stays the same.</param>
    /// <param name="Version">release, trial or develop: of a mini-program.</param>
    public sealed record Body(string? AppId, string? Secret = null, string? Version = null);

    public static Body Example { get; } = new("wx0123456789abcdef", "0123456789abcdef0123456789abcdef");

    public static async Task<Ok<ListWeChatApps.Shown>> Handle(
        Word<WeChatApp> app, Body body, LinliDb db, WeChatApps apps, WeChatPlatform platform, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var found = await db.Set<OwnApp>().FirstOrDefaultAsync(a => a.App == app.Value, ct);
        if (body.AppId?.Trim() is not { Length: > 0 } id)
        {
            if (found is not null) db.Remove(found);
        }
        else
        {
            if (!WeChatSettings.IsAppId(id)) throw No.AppIdWrong("AppID");
            var version = body.Version is null or "" ? "release" : WeChatSettings.IsVersion(body.Version) ? body.Version : throw No.OwnVersionWrong();
            var secret = body.Secret?.Trim() is { Length: > 0 } given ? given
                : found?.AppId == id && apps.AccountOf(found) is { } known ? known.Secret : throw No.AppSecretWrong("AppSecret");
            if (!WeChatSettings.IsSecret(secret)) throw No.AppSecretWrong("AppSecret");
            await platform.Try(new(id, secret), ct);
            if (found is null) db.Add(found = new() { App = app.Value, AppId = id, SealedSecret = apps.Close(secret), Version = version, SetAt = clock.GetUtcNow() });
            else if ((found.AppId, found.Version) != (id, version) || apps.AccountOf(found)?.Secret != secret)
                (found.AppId, found.SealedSecret, found.Version, found.SetAt) = (id, apps.Close(secret), version, clock.GetUtcNow());
        }

        audit.Note("set-wechat-app", $"{app.Value} {body.AppId?.Trim()}");
        await db.Commit(ct);
        return TypedResults.Ok(await ListWeChatApps.Show(app.Value, apps, platform, ct));
    }
}
