namespace Linli.Members;

/// <summary>GET /api/wechat/apps — by which apps the shop speaks to WeChat: its own, the house's, or none.</summary>
static class ListWeChatApps
{
    public enum Whose { None, House, Own }

    /// <param name="AppId">The one that counts now.</param>
    /// <param name="IsReadable">False when the secret must be given again: the shop came from another house.</param>
    public sealed record Shown(WeChatApp App, Whose Whose, string? AppId, string? HouseAppId, string Version, DateTimeOffset? SetAt, bool IsReadable);

    public static async Task<Ok<Page<Shown>>> Handle(WeChatApps apps, WeChatPlatform platform, CancellationToken ct)
    {
        var shown = new List<Shown>();
        foreach (var app in Enum.GetValues<WeChatApp>()) shown.Add(await Show(app, apps, platform, ct));
        return TypedResults.Ok(new Page<Shown>(shown, null));
    }

    public static async Task<Shown> Show(WeChatApp app, WeChatApps apps, WeChatPlatform platform, CancellationToken ct)
    {
        var house = platform.Account.AccountOf(app)?.Id;
        return await apps.Own(app, ct) is { } own
            ? new(app, Whose.Own, own.AppId, house, own.Version, own.SetAt, apps.AccountOf(own) is not null)
            : new(app, house is null ? Whose.None : Whose.House, house, house, platform.Account.Version, null, true);
    }
}
