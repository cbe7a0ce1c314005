using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Linli.Platform;

/// <summary>
/// The business says no. The code is a promise to clients; the texts are for the person, Chinese first.
/// A Refusal is expected and undoes the whole slice; any other exception is our bug and becomes a 500.
/// </summary>
public sealed class Refusal(int status, string code, string text, string english) : Exception(text)
{
    public int Status => status;
    public string Code => code;
    public string English => english;

    /// <summary>For lists of bad rows: where, which code, what to do.</summary>
    public IReadOnlyList<BadRow> Rows { get; init; } = [];

    /// <summary>When a busy counter may be asked again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <param name="English">Nothing when the text is the row's own words.</param>
public sealed record BadRow(string At, string Code, string Text, string? English = null)
{
    public BadRowShown In(string language) => new(At, Code, language == "en" ? English ?? Text : Text);
}

/// <summary>A bad row in the caller's language.</summary>
public sealed record BadRowShown(string At, string Code, string Text);

/// <summary>What the platform itself refuses, before any room is asked.</summary>
static class No
{
    public static Refusal NotSignedIn() => new(401, "caller.not-signed-in", "请先登录", "Please sign in first");
    public static Refusal WrongRole() =>
        new(403, "caller.wrong-role", "您的角色不能做这件事，请联系店主", "Your role may not do this; ask the shop owner");
    public static Refusal Malformed(string what) =>
        new(400, "request.malformed", $"请求的内容不对：{what}", $"The request is malformed: {what}");
    public static Refusal TooLarge() =>
        new(413, "request.too-large", "内容太大了，请分几次提交", "The request is too large; send it in parts");
    public static Refusal NothingHere() => new(404, "request.nothing-here", "没有这个地址", "There is nothing at this address");
    public static Refusal WrongMethod() => new(405, "request.wrong-method", "这个地址不支持这种操作", "This address does not do that");
    public static Refusal WrongType() =>
        new(415, "request.wrong-type", "内容的格式不支持", "This kind of content is not supported");
    public static Refusal LostRace() => new(409, "busy.lost-race", "别人刚刚也在修改，请再试一次", "Somebody changed this at the same moment; try again");
    public static Refusal Busy() => new(503, "busy.try-again", "现在下单的人太多，请过几秒再试", "Too many at this moment; try again in a few seconds")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };
    public static Refusal TooManyLook() => new(503, "live.full",
        "现在看的人太多，页面改为每隔几秒自己刷新", "Too many look at this moment; the page refreshes by itself every few seconds instead")
    {
        RetryAfter = TimeSpan.FromSeconds(30),
    };
    public static Refusal DatabaseAway() => new(503, "database.away",
        "数据库暂时连不上，请过几秒再试；重复提交不会重复生效", "The database cannot be reached; try again in a few seconds, nothing is done twice")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };
    public static Refusal DatabaseFull() => new(503, "database.full",
        "服务器的磁盘满了，现在不能保存，请店主清理磁盘后再试", "The server's disk is full and nothing can be saved; the shop owner has to make room")
    {
        RetryAfter = TimeSpan.FromSeconds(30),
    };
    public static Refusal DatabaseReadOnly() => new(503, "database.read-only",
        "数据库现在只能看不能改，请店主检查后再试", "The database can only be read at the moment; the shop owner has to look at it")
    {
        RetryAfter = TimeSpan.FromSeconds(30),
    };
    public static Refusal TooMany(TimeSpan wait) =>
        new(429, "busy.too-many", $"操作太频繁，请 {Seconds(wait)} 秒后再试", $"Too many requests; try again in {Seconds(wait)} seconds") { RetryAfter = wait };
    public static Refusal TookTooLong() => new(504, "busy.took-too-long", "这次处理得太久，已经停下，请稍后再试", "This took too long and was stopped; try again later")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };
    public static Refusal TooSlow() =>
        new(408, "request.too-slow", "网络太慢，没有收完，请换个网络再试", "The request came in too slowly; try again on a better line");
    public static Refusal Bug(string trace) => new(500, "linli.bug", $"系统出错了，我们会尽快修好（编号 {trace}）", $"Something broke on our side (number {trace})");
    public static Refusal FileUnknown() => new(404, "file.unknown", "没有这个文件", "There is no such file");
    public static Refusal FileKind() =>
        new(422, "file.kind", "只能上传 PNG、JPEG 或 WebP 图片", "Only PNG, JPEG or WebP pictures can be uploaded");
    public static Refusal FileTooLarge(int side) =>
        new(422, "file.too-many-pixels", $"图片太大，长和宽都不能超过 {side} 像素", $"A picture is at most {side} pixels wide and high");
    public static Refusal FileSize() => new(400, "file.size", "图片只有原图和小图（size=small）", "A picture comes whole or small (size=small)");
    public static Refusal FileIdTaken() => new(409, "file.id-taken", "这个文件编号已被占用", "This file id belongs to another file");

    public static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
}

/// <summary>Turns every exception into application/problem+json.</summary>
sealed partial class Refusals(ILogger<Refusals> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested) return true;
        var refusal = Translate(exception) ?? Unavailable(exception) ?? Unexpected(http, exception);
        await Write(http, refusal);
        return true;
    }

    /// <summary>For what the server refuses by itself with a bare status.</summary>
    public static Refusal Of(int status) => status switch
    {
        401 => No.NotSignedIn(),
        403 => No.WrongRole(),
        404 => No.NothingHere(),
        405 => No.WrongMethod(),
        413 => No.TooLarge(),
        415 => No.WrongType(),
        408 => No.TooSlow(),
        429 => No.TooMany(TimeSpan.FromMinutes(1)),
        _ => No.Malformed($"{status}"),
    };

    static Refusal? Translate(Exception exception) => exception switch
    {
        Refusal refusal => refusal,
        BadHttpRequestException { StatusCode: 408 } => No.TooSlow(),
        BadHttpRequestException { StatusCode: 413 } => No.TooLarge(),
        BadHttpRequestException { StatusCode: 415 } => No.WrongType(),
        BadHttpRequestException bad => No.Malformed(bad.InnerException?.Message ?? bad.Message),
        System.Text.Json.JsonException bad => No.Malformed(bad.Message),
        _ when LinliDb.IsLostRace(exception) => No.LostRace(),
        _ => null,
    };

    Refusal? Unavailable(Exception exception)
    {
        if (Outage.Of(exception) is not { } outage) return null;
        Cannot(log, outage.English, exception.GetBaseException().Message);
        return outage;
    }

    Refusal Unexpected(HttpContext http, Exception exception)
    {
        Broke(log, exception, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "?");
        return No.Bug(http.TraceIdentifier);
    }

    public static Task Write(HttpContext http, Refusal refusal)
    {
        // Whoever stopped the slice has cleared the answer.
        Doorstep.Stamp(http);
        http.Response.StatusCode = refusal.Status;
        if (refusal.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = No.Seconds(wait).ToString(CultureInfo.InvariantCulture);
        var language = Caller.LanguageOf(http);
        var problem = new ProblemDetails
        {
            Type = $"urn:linli:{refusal.Code}",
            Title = language == "en" ? refusal.English : refusal.Message,
            Status = refusal.Status,
        };
        problem.Extensions["requestId"] = http.TraceIdentifier;
        if (refusal.Rows.Count > 0) problem.Extensions["rows"] = refusal.Rows.Select(r => r.In(language)).ToList();
        // Not with the request's own token: a request that ran out of time still gets its answer.
        return http.Response.WriteAsJsonAsync(problem, Json.Options, "application/problem+json", CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Warning, "{what} ({why})")]
    static partial void Cannot(ILogger log, string what, string why);

    [LoggerMessage(LogLevel.Error, "{method} {endpoint} broke")]
    static partial void Broke(ILogger log, Exception e, string method, string endpoint);
}
