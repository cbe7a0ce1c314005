using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Linli.Standins.WeChat;

/// <summary>WeChat's open platform: who made a code, in which app, and which phone they have. A code counts once and for five minutes.</summary>
sealed class Platform(World world, Faults faults, Diary diary, TimeProvider clock)
{
    static readonly TimeSpan forever = TimeSpan.FromSeconds(40);

    sealed class Code
    {
        public required string Kind { get; init; }
        public required string AppId { get; init; }
        public required string About { get; init; }
        public required DateTimeOffset Until { get; init; }
        public bool Used { get; set; }
        public bool Puzzled { get; set; }
    }

    public sealed record App(string AppId, string Secret);

    public sealed record Wanted(string AppId, string OpenId);

    public sealed record Phone(string AppId, string Number, string Country = "86");

    readonly Dictionary<string, string> secrets = [];
    readonly Dictionary<string, Code> codes = [];
    readonly Dictionary<string, (string AppId, DateTimeOffset Until)> tokens = [];

    public void Endpoints(IEndpointRouteBuilder app, RouteGroupBuilder control)
    {
        app.MapGet("/sns/jscode2session", (HttpContext http, string? appid, string? secret, string? js_code, string? grant_type) =>
            Say(http, () => Exchange("login", appid, secret, js_code, grant_type)));
        app.MapGet("/sns/oauth2/access_token", (HttpContext http, string? appid, string? secret, string? code, string? grant_type) =>
            Say(http, () => Exchange("page", appid, secret, code, grant_type)));
        app.MapPost("/cgi-bin/stable_token", (Delegate)StableToken);
        app.MapPost("/wxa/business/getuserphonenumber", (Delegate)PhoneNumber);
        app.MapGet("/connect/oauth2/authorize", Authorize);

        control.MapPut("/apps", (App one) =>
        {
            world.Alone(() => secrets[one.AppId] = one.Secret);
            return Results.NoContent();
        });
        control.MapPost("/codes", (Wanted wanted) => Results.Json(new { code = Make("login", wanted.AppId, wanted.OpenId) }));
        control.MapPost("/page-codes", (Wanted wanted) => Results.Json(new { code = Make("page", wanted.AppId, wanted.OpenId) }));
        control.MapPost("/phone-codes", (Phone phone) => Results.Json(new { code = Make("phone", phone.AppId, $"{phone.Country} {phone.Number}") }));
    }

    string Make(string kind, string appId, string about)
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        world.Alone(() => codes[code] = new() { Kind = kind, AppId = appId, About = about, Until = clock.GetUtcNow().AddMinutes(5) });
        return code;
    }

    public static object Wrong(int code, string why) => new { errcode = code, errmsg = why };

    /// <summary>A refusal is an answer of 200 with errcode, as text/plain, as the real one does it.</summary>
    async Task<IResult> Say(HttpContext http, Func<object> answer)
    {
        if (faults.Happens("login-500")) return Results.Text("<html>502</html>", "text/html", Encoding.UTF8, 502);
        if (faults.Happens("login-limited")) return Text(Wrong(45011, "api minute-quota reach limit"));
        var said = answer();
        if (faults.Happens("login-lost")) await Task.Delay(forever, http.RequestAborted);
        return faults.Happens("login-html") ? Results.Text("<html>系统维护中</html>", "text/html", Encoding.UTF8) : Text(said);
    }

    public static IResult Text(object said) => Results.Text(JsonSerializer.Serialize(said), "text/plain", Encoding.UTF8);

    object Exchange(string kind, string? appid, string? secret, string? code, string? grant) => world.Alone<object>(() =>
    {
        if (grant != "authorization_code") return Wrong(40002, "invalid grant_type");
        if (appid is null || !secrets.TryGetValue(appid, out var right)) return Wrong(40013, "invalid appid");
        if (secret != right) return Wrong(40125, "invalid appsecret");
        if (faults.Happens("login-blocked")) return Wrong(40226, "code blocked");
        if (Take(kind, appid, code) is not { } found) return Wrong(codes.GetValueOrDefault(code ?? "")?.Used == true ? 40163 : 40029, "invalid code");
        if (!found.Puzzled && faults.Happens("login-busy"))
        {
            (found.Puzzled, found.Used) = (true, false);
            return Wrong(-1, "system error");
        }

        diary.Write("wechat login", appid, kind);
        return kind == "login"
            ? new { session_key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)), openid = found.About }
            : new { access_token = "page", expires_in = 7200, refresh_token = "again", openid = found.About, scope = "snsapi_base" };
    });

    Code? Take(string kind, string appId, string? code)
    {
        if (!codes.TryGetValue(code ?? "", out var found) || found.Kind != kind || found.AppId != appId || found.Used || found.Until <= clock.GetUtcNow()) return null;
        found.Used = true;
        return found;
    }

    async Task<IResult> StableToken(HttpContext http)
    {
        var body = await World.Body(http);
        string? Field(string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var (appId, force) = (Field("appid") ?? "", body.TryGetProperty("force_refresh", out var refresh) && refresh.GetBoolean());
        return Text(world.Alone<object>(() =>
        {
            if (Field("grant_type") != "client_credential") return Wrong(40002, "invalid grant_type");
            if (!secrets.TryGetValue(appId, out var right)) return Wrong(40013, "invalid appid");
            if (Field("secret") != right) return Wrong(40125, "invalid appsecret");
            if (faults.Happens("address-not-listed")) return Wrong(40164, "invalid ip 203.0.113.7, not in whitelist");
            var now = clock.GetUtcNow();
            var known = force ? null : tokens.Where(t => t.Value.AppId == appId && t.Value.Until > now.AddMinutes(5)).Select(t => t.Key).FirstOrDefault();
            var token = known ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            if (known is null)
            {
                tokens[token] = (appId, now.AddHours(2));
                diary.Write("wechat token", appId, force ? "renewed" : "made");
            }

            return new { access_token = token, expires_in = (int)(tokens[token].Until - now).TotalSeconds };
        }));
    }

    async Task<IResult> PhoneNumber(HttpContext http)
    {
        var (body, token) = (await World.Body(http), http.Request.Query["access_token"].ToString());
        return await Say(http, () => world.Alone<object>(() =>
        {
            if (faults.Happens("token-revoked") && tokens.Count < 2) tokens[token] = (tokens.GetValueOrDefault(token).AppId, DateTimeOffset.MinValue);
            if (!tokens.TryGetValue(token, out var known) || known.Until <= clock.GetUtcNow()) return Wrong(42001, "access_token expired");
            if (faults.Happens("phone-quota")) return new { errno = 1400001, errmsg = "quota used up" };
            if (Take("phone", known.AppId, World.Text(body, "code", 64)) is not { } found) return Wrong(40029, "invalid code");
            diary.Write("wechat phone", known.AppId, "asked");
            var (country, number) = (found.About.Split(' ')[0], found.About.Split(' ')[1]);
            return new
            {
                errcode = 0,
                errmsg = "ok",
                phone_info = new { phoneNumber = country == "86" ? number : $"+{country}{number}", purePhoneNumber = number, countryCode = country, watermark = new { appid = known.AppId } },
            };
        }));
    }

    /// <summary>Whose token it is; nothing when it has run out.</summary>
    public string? AppOf(string token) => tokens.TryGetValue(token, out var known) && known.Until > clock.GetUtcNow() ? known.AppId : null;

    /// <summary>Who opens this page in WeChat is somebody; which one is told by a cookie, so that a browser of the tests may be whom it wants.</summary>
    IResult Authorize(HttpContext http, string? appid, string? redirect_uri, string? response_type, string? scope, string? state)
    {
        if (appid is null || response_type != "code" || scope != "snsapi_base" || !Uri.TryCreate(redirect_uri, UriKind.Absolute, out var back)) return Results.BadRequest();
        var code = Make("page", appid, http.Request.Cookies["openid"] ?? "oPage0uMuAJO_M2pxb1Q9zNjWeS6o");
        return Results.Redirect($"{back.GetLeftPart(UriPartial.Path)}?{(back.Query.Length > 1 ? back.Query[1..] + "&" : "")}code={code}&state={state}{back.Fragment}");
    }
}
