using Microsoft.Extensions.Configuration;

namespace Linli.Members;

/// <summary>Where somebody meets us inside WeChat: in our mini-program (小程序), or in a page opened under our official account (公众号).</summary>
public enum WeChatApp { MiniProgram, OfficialAccount }

/// <summary>Who the house is towards WeChat's open platform, read once from settings. A person has another openid in each app.</summary>
sealed class WeChatSettings
{
    readonly Dictionary<WeChatApp, AppAccount> apps = [];

    public required Uri Address { get; init; }

    /// <summary>Where a page asks who opened it (网页授权).</summary>
    public required string AuthorizeAddress { get; init; }
    public required TimeSpan Patience { get; init; }

    /// <summary>正式版, 体验版, 开发版.</summary>
    public required string Version { get; init; }

    public AppAccount? AccountOf(WeChatApp app) => apps.GetValueOrDefault(app);

    public static bool IsAppId(string text) => text is ['w', 'x', ..] && text.Length == 18 && text.All(char.IsAsciiLetterOrDigit);
    public static bool IsSecret(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigit);
    public static bool IsVersion(string text) => text is "release" or "trial" or "develop";

    /// <summary>What is named but wrong is refused with what to do.</summary>
    public static WeChatSettings Read(IConfiguration settings)
    {
        var address = Https(settings, "WeChat:Address", "https://api.weixin.qq.com");
        var made = new WeChatSettings
        {
            Address = address,
            AuthorizeAddress = Https(settings, "WeChat:AuthorizeAddress", "https://open.weixin.qq.com/connect/oauth2/authorize").ToString(),
            Patience = TimeSpan.FromMilliseconds(Math.Clamp(settings.GetValue("WeChat:PatienceMs", 5000), 50, 30_000)),
            Version = settings["WeChat:MiniProgram:Version"] is { Length: > 0 } version
                ? IsVersion(version) ? version : throw No.WeChatVersionWrong() : "release",
        };
        foreach (var app in Enum.GetValues<WeChatApp>())
        {
            if (settings[$"WeChat:{app}:AppId"] is not { Length: > 0 } id) continue;
            if (!IsAppId(id)) throw No.AppIdWrong($"WeChat:{app}:AppId");
            made.apps[app] = new(id, Secret(settings, app));
        }

        return made;
    }

    static string Secret(IConfiguration settings, WeChatApp app)
    {
        var secret = settings.Secret($"WeChat:{app}:Secret", No.AppSecretWrong)?.Trim();
        return secret is not null && IsSecret(secret) ? secret : throw No.AppSecretWrong($"WeChat:{app}:Secret");
    }

    static Uri Https(IConfiguration settings, string name, string usual) =>
        Remote.Address(settings[name] is { Length: > 0 } text ? text : usual) ?? throw No.WeChatAddressWrong(name);
}
