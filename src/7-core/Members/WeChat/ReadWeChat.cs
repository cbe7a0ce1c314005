namespace Linli.Members;

/// <summary>GET /api/wechat — which of the shop's apps WeChat knows, so that a phone knows how it may ask who somebody is.</summary>
static class ReadWeChat
{
    /// <param name="Authorize">Where a page in WeChat goes to learn the code of who opened it.</param>
    public sealed record Answer(string? MiniProgram, string? OfficialAccount, string Authorize);

    /// <param name="shop">Its code, of who is not signed in yet; absent means the only shop, or the house.</param>
    public static async Task<Ok<Answer>> Handle(
        Caller caller, Shops shops, WeChatApps apps, WeChatPlatform platform, CancellationToken ct, string? shop = null)
    {
        if (caller.Tenant == default && (shop is { Length: > 0 } ? await shops.Find(shop, ct) : await shops.Only(ct)) is { } found) caller.ActAsSystemOf(found.Id);
        async Task<string?> IdOf(WeChatApp app) => caller.Tenant == default ? platform.Account.AccountOf(app)?.Id : (await apps.Of(app, ct))?.Id;
        return TypedResults.Ok(new Answer(await IdOf(WeChatApp.MiniProgram), await IdOf(WeChatApp.OfficialAccount), platform.Account.AuthorizeAddress));
    }
}
