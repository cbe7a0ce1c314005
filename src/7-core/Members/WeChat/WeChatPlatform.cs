using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Linli.Members;

/// <summary>
/// 微信开放接口 — asks WeChat who somebody is: by the code of wx.login (code2Session), by the code of a page (网页授权), and which phone
/// they have. Each code counts once and for five minutes. Requests carry our secret, answers carry people: neither is ever logged.
/// </summary>
sealed partial class WeChatPlatform(IHttpClientFactory clients, IConfiguration settings, TimeProvider clock, ILogger<WeChatPlatform> log) : IDisposable
{
    public const string Client = "wechat";
    const int MostTries = 3, MostBytes = 64 << 10;
    static readonly TimeSpan pause = TimeSpan.FromMilliseconds(150), early = TimeSpan.FromMinutes(5);

    readonly Lazy<WeChatSettings> account = new(() => WeChatSettings.Read(settings));
    readonly SemaphoreSlim fetching = new(1, 1);
    (string Token, DateTimeOffset Until) kept = ("", DateTimeOffset.MinValue);

    public WeChatSettings Account => account.Value;

    public void Dispose() => fetching.Dispose();

    sealed record Said(int Code, JsonElement Body);

    /// <summary>The openid of whoever's phone made this code. The session key that comes with it is dropped: nothing here needs it.</summary>
    public async Task<string> OpenIdOf(WeChatApp app, string code, CancellationToken ct)
    {
        var (id, secret) = Account.Of(app);
        var escaped = Uri.EscapeDataString(code);
        var said = await Ask(HttpMethod.Get, app == WeChatApp.MiniProgram
            ? $"/sns/jscode2session?appid={id}&secret={secret}&js_code={escaped}&grant_type=authorization_code"
            : $"/sns/oauth2/access_token?appid={id}&secret={secret}&code={escaped}&grant_type=authorization_code", null, ct);
        if (said.Code != 0) throw Refused(said.Code);
        return said.Body.TryGetProperty("openid", out var openId) && openId.GetString() is { Length: > 0 and <= 128 } text ? text : throw No.WeChatSilent();
    }

    /// <summary>The phone that WeChat knows of whoever tapped the button. Each success costs money, so it is asked once per code.</summary>
    public async Task<string> PhoneOf(string code, CancellationToken ct)
    {
        for (var renewed = false; ; renewed = true)
        {
            var token = await Token(renewed, ct);
            var said = await Ask(HttpMethod.Post, $"/wxa/business/getuserphonenumber?access_token={Uri.EscapeDataString(token)}", new { code }, ct);
            // Another program of the same account has renewed the token, or it ran out while on its way.
            if (said.Code is 40001 or 40014 or 42001 && !renewed) continue;
            if (said.Code is 40029 or 40163) throw No.WeChatPhone();
            if (said.Code != 0) throw said.Code == 45011 ? No.WeChatBusy() : No.WeChatPhone();
            var phone = said.Body.GetProperty("phone_info");
            // A number from abroad is no number here.
            if (phone.TryGetProperty("countryCode", out var country) && country.ToString() != "86") throw No.WeChatPhone();
            return Written.Phone(phone.GetProperty("purePhoneNumber").GetString() ?? "");
        }
    }

    /// <summary>One token at a time per house (stable_token): asking again in time gives the same one, so several hosts do not take it from each other.</summary>
    async Task<string> Token(bool renewed, CancellationToken ct)
    {
        await fetching.WaitAsync(ct);
        try
        {
            if (!renewed && clock.GetUtcNow() < kept.Until) return kept.Token;
            var (id, secret) = Account.Of(WeChatApp.MiniProgram);
            var said = await Ask(HttpMethod.Post, "/cgi-bin/stable_token", new { grant_type = "client_credential", appid = id, secret, force_refresh = renewed }, ct);
            if (said.Code != 0) throw Refused(said.Code);
            var lasts = TimeSpan.FromSeconds(said.Body.GetProperty("expires_in").GetInt32());
            kept = (said.Body.GetProperty("access_token").GetString()!, clock.GetUtcNow() + (lasts > early * 2 ? lasts - early : lasts / 2));
            return kept.Token;
        }
        finally { fetching.Release(); }
    }

    static Refusal Refused(int code) => code switch
    {
        40029 or 40163 or 41008 => No.WeChatCode(),
        45011 => No.WeChatBusy(),
        40226 => No.WeChatBlocked(),
        40013 or 40125 or 41002 or 41004 or 40001 or 40164 => No.WeChatRefusesUs(code),
        _ => No.WeChatSilent(),
    };

    /// <summary>An answer in JSON; busy (-1), a broken answer and silence are tried again, because then the code is still good, or the next try says that it is not.</summary>
    async Task<Said> Ask(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        for (var tries = 1; tries <= MostTries; tries++)
        {
            if (tries > 1) await Task.Delay(pause * (tries - 1), ct);
            if (await Send(method, path, body, ct) is { Code: not -1 } said) return said;
        }

        throw No.WeChatSilent();
    }

    async Task<Said?> Send(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        var bare = path.Split('?')[0];
        using var request = new HttpRequestMessage(method, new Uri(Account.Address, path));
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Account.Patience);
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await response.Content.LoadIntoBufferAsync(MostBytes, patience.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(patience.Token);
            if ((int)response.StatusCode != 200)
            {
                Trouble(log, bare, $"answered {(int)response.StatusCode}");
                return null;
            }

            // Comes as text/plain, and holds errcode only when something is wrong.
            var said = JsonSerializer.Deserialize<JsonElement>(bytes);
            if (said.ValueKind != JsonValueKind.Object) return null;
            var code = said.TryGetProperty("errcode", out var number) ? number.GetInt32()
                : said.TryGetProperty("errno", out number) ? number.GetInt32() : 0;
            if (code != 0) Trouble(log, bare, $"said {code}");
            return new(code, said);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or FormatException or InvalidOperationException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Trouble(log, bare, e.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "WeChat did not answer {path}: {why}")]
    static partial void Trouble(ILogger log, string path, string why);
}
