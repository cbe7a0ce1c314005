namespace Linli.Members;

/// <summary>GET /api/wechat — which of our apps WeChat knows, so that a phone knows how it may ask who somebody is.</summary>
static class ReadWeChat
{
    /// <param name="Authorize">Where a page in WeChat goes to learn the code of who opened it.</param>
    public sealed record Answer(string? MiniProgram, string? OfficialAccount, string Authorize);

    public static Ok<Answer> Handle(WeChatPlatform platform) => TypedResults.Ok(new Answer(
        platform.Account.IdOf(WeChatApp.MiniProgram), platform.Account.IdOf(WeChatApp.OfficialAccount), platform.Account.AuthorizeAddress));
}
