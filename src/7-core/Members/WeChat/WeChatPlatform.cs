using System.Collections.Concurrent;
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
    public const int NotDone = -1;
    const int MostTries = 3, MostBytes = 64 << 10, MostPicture = 1 << 20;
    static readonly TimeSpan pause = TimeSpan.FromMilliseconds(150), early = TimeSpan.FromMinutes(5), rest = TimeSpan.FromSeconds(20);

    readonly Lazy<WeChatSettings> account = new(() => WeChatSettings.Read(settings));
    DateTimeOffset restsUntil = DateTimeOffset.MinValue;

    /// <summary>By secret too: who only knows the id of another shop's app never gets its token.</summary>
    readonly ConcurrentDictionary<AppAccount, Purse> purses = [];

    sealed class Purse : IDisposable
    {
        public SemaphoreSlim Fetching { get; } = new(1, 1);
        public (string Token, DateTimeOffset Until) Kept { get; set; } = ("", DateTimeOffset.MinValue);
        public void Dispose() => Fetching.Dispose();
    }

    /// <summary>The house's.</summary>
    public WeChatSettings Account => account.Value;

    public void Dispose()
    {
        foreach (var purse in purses.Values) purse.Dispose();
    }

    /// <param name="Picture">What came in place of JSON.</param>
    public sealed record Said(int Code, JsonElement Body, byte[]? Picture = null, string Why = "");

    /// <summary>The openid of whoever's phone made this code. The session key that comes with it is dropped: nothing here needs it.</summary>
    public async Task<string> OpenIdOf(WeChatApp app, AppAccount us, string code, CancellationToken ct)
    {
        var (id, secret) = us;
        var escaped = Uri.EscapeDataString(code);
        var said = await Ask(HttpMethod.Get, app == WeChatApp.MiniProgram
            ? $"/sns/jscode2session?appid={id}&secret={secret}&js_code={escaped}&grant_type=authorization_code"
            : $"/sns/oauth2/access_token?appid={id}&secret={secret}&code={escaped}&grant_type=authorization_code", null, ct);
        if (said.Code != 0) throw Refused(said.Code);
        return said.Body.TryGetProperty("openid", out var openId) && openId.GetString() is { Length: > 0 and <= 128 } text ? text : throw No.WeChatSilent();
    }

    /// <summary>The phone that WeChat knows of whoever tapped the button. Each success costs money, so it is asked once per code.</summary>
    public async Task<string> PhoneOf(AppAccount us, string code, CancellationToken ct)
    {
        var said = await WithToken(us, async query => await Ask(HttpMethod.Post, $"/wxa/business/getuserphonenumber{query}", new { code }, ct), ct);
        if (said!.Code is 40029 or 40163) throw No.WeChatPhone();
        if (said.Code != 0) throw said.Code == 45011 ? No.WeChatBusy() : No.WeChatPhone();
        var phone = said.Body.GetProperty("phone_info");
        // A number from abroad is no number here.
        if (phone.TryGetProperty("countryCode", out var country) && country.ToString() != "86") throw No.WeChatPhone();
        return Written.Phone(phone.GetProperty("purePhoneNumber").GetString() ?? "");
    }

    /// <summary>
    /// Asks for something in the name of the mini-program, once: who asks knows whether it may be asked again. Nothing when no answer
    /// came, so that it may be done or not; -1 when it was certainly not done.
    /// </summary>
    public async Task<Said?> Order(AppAccount us, string path, object body, CancellationToken ct)
    {
        // Hundreds of notices must not each wait for somebody who does not answer: all else that is to be told would wait behind them.
        if (clock.GetUtcNow() < restsUntil) return new(NotDone, default, null, "not asked: it has just been silent");
        try
        {
            var said = await WithToken(us, query => Send(HttpMethod.Post, path + query, body, ct), ct);
            if (said is null) restsUntil = clock.GetUtcNow() + rest;
            return said;
        }
        // Without a token nothing was asked for.
        catch (Refusal no) when (no.Code is "wechat.silent" or "wechat.busy" or "wechat.refuses-us")
        {
            return new(NotDone, default, null, no.English);
        }
    }

    /// <summary>Whether WeChat takes this id and secret, and what to do when not.</summary>
    public async Task Try(AppAccount us, CancellationToken ct)
    {
        var said = await AskForToken(us, force: false, ct);
        if (said.Code != 0)
            throw said.Code switch
            {
                40013 or 41002 => No.AppIdWrong("AppID"),
                40125 or 40001 or 41004 => No.AppSecretWrong("AppSecret"),
                40164 => No.WeChatAddressNotListed(said.Why),
                _ => Refused(said.Code),
            };
    }

    async Task<Said?> WithToken(AppAccount us, Func<string, Task<Said?>> ask, CancellationToken ct)
    {
        for (string? spent = null; ;)
        {
            var token = await Token(us, spent, ct);
            var said = await ask($"?access_token={Uri.EscapeDataString(token)}");
            // Another program of the same account has renewed the token, or it ran out while on its way.
            if (said?.Code is not (40001 or 40014 or 42001) || spent is not null) return said;
            spent = token;
        }
    }

    /// <summary>
    /// One token for all hosts, kept by WeChat (stable_token): asking in time gives the same one to each of them, so they do not take it
    /// from each other. Only when that very token is refused is another one demanded.
    /// </summary>
    async Task<string> Token(AppAccount us, string? spent, CancellationToken ct)
    {
        var purse = purses.GetOrAdd(us, static _ => new());
        await purse.Fetching.WaitAsync(ct);
        try
        {
            if (purse.Kept.Token != spent && clock.GetUtcNow() < purse.Kept.Until) return purse.Kept.Token;
            var token = await Fetch(us, purse, force: false, ct);
            return token == spent ? await Fetch(us, purse, force: true, ct) : token;
        }
        finally { purse.Fetching.Release(); }
    }

    async Task<string> Fetch(AppAccount us, Purse purse, bool force, CancellationToken ct)
    {
        var said = await AskForToken(us, force, ct);
        if (said.Code != 0) throw Refused(said.Code);
        var lasts = TimeSpan.FromSeconds(said.Body.GetProperty("expires_in").GetInt32());
        purse.Kept = (said.Body.GetProperty("access_token").GetString()!, clock.GetUtcNow() + (lasts > early * 2 ? lasts - early : lasts / 2));
        return purse.Kept.Token;
    }

    Task<Said> AskForToken(AppAccount us, bool force, CancellationToken ct) => Ask(
        HttpMethod.Post, "/cgi-bin/stable_token", new { grant_type = "client_credential", appid = us.Id, secret = us.Secret, force_refresh = force }, ct);

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
            if (await Send(method, path, body, ct) is { Code: not NotDone } said) return said;
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
            var isPicture = response.Content.Headers.ContentType?.MediaType?.StartsWith("image/", StringComparison.Ordinal) == true;
            await response.Content.LoadIntoBufferAsync(isPicture ? MostPicture : MostBytes, patience.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(patience.Token);
            if ((int)response.StatusCode != 200)
            {
                Trouble(log, bare, $"answered {(int)response.StatusCode}");
                return null;
            }

            if (isPicture) return Pictures.Read(bytes) is null ? null : new(0, default, bytes);
            // Comes as text/plain, and holds errcode only when something is wrong.
            var said = JsonSerializer.Deserialize<JsonElement>(bytes);
            if (said.ValueKind != JsonValueKind.Object) return null;
            var code = said.TryGetProperty("errcode", out var number) ? number.GetInt32()
                : said.TryGetProperty("errno", out number) ? number.GetInt32() : 0;
            if (code != 0) Trouble(log, bare, $"said {code}");
            return new(code, said, null, said.TryGetProperty("errmsg", out var why) ? why.ToString() : "");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            Trouble(log, bare, e.HttpRequestError.ToString());
            return new(NotDone, default, null, "not reached");
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
