namespace Linli.Members;

/// <summary>What WeChat said to something asked for in the name of our mini-program.</summary>
/// <param name="Code">0 when it is done, -1 when it is certainly not done and may be asked again; nothing when no answer came: then it may be done or not.</param>
public sealed record WeChatSaid(int? Code, string Why, byte[]? Picture = null);

/// <summary>The door (小程序): what the shop does in the name of its mini-program, and whom it reaches there.</summary>
public sealed class MiniProgram(LinliDb db, IServiceProvider services)
{
    const int MostWhy = 200;

    readonly WeChatPlatform platform = services.GetRequiredService<WeChatPlatform>();
    readonly WeChatApps apps = ActivatorUtilities.CreateInstance<WeChatApps>(services, db);
    readonly WeChatIds ids = services.GetRequiredService<WeChatIds>();

    /// <summary>The shop's own or the house's; nothing where there is none.</summary>
    public async Task<string?> AppId(CancellationToken ct) => (await apps.Of(WeChatApp.MiniProgram, ct))?.Id;

    /// <summary>release 正式版, trial 体验版 or develop 开发版: which of them is opened by a code or a message.</summary>
    public Task<string> Version(CancellationToken ct) => apps.VersionOf(WeChatApp.MiniProgram, ct);

    public async Task<WeChatSaid> Ask(string path, object body, CancellationToken ct)
    {
        if (await apps.Of(WeChatApp.MiniProgram, ct) is not { } us) return new(WeChatPlatform.NotDone, "there is no mini-program");
        var said = await platform.Order(us, path, body, ct);
        return said is null ? new(null, "no answer") : new(said.Code, said.Why.Length > MostWhy ? said.Why[..MostWhy] : said.Why, said.Picture);
    }

    /// <summary>Nothing when this person never opened our mini-program, or has left it.</summary>
    public async Task<string?> OpenIdOf(MemberId person, CancellationToken ct) => (await ids.Of(person, WeChatApp.MiniProgram, ct))?.OpenId;
}
