using System.Text;
using System.Text.Json;

namespace Linli.Standins;

/// <summary>Group robots of WeCom: the key is all one needs, twenty posts a minute and robot, two thousand bytes a text.</summary>
sealed class WeComRobots(TimeProvider clock, Diary diary)
{
    const int PerMinute = 20, MostBytes = 2048;

    sealed record Wanted(string Key);
    sealed record Misdeed(string? Fault);

    readonly Lock gate = new();
    readonly HashSet<string> keys = [];
    readonly Dictionary<string, List<(DateTimeOffset At, string Text)>> posts = [];
    string? fault;

    public void Endpoints(IEndpointRouteBuilder app)
    {
        app.MapPost("/cgi-bin/webhook/send", (Delegate)Take);
        var control = app.MapGroup("/control/wecom").OnlyHere();
        control.MapPut("/robots", (Wanted robot) =>
        {
            lock (gate) keys.Add(robot.Key);
            return Results.NoContent();
        });
        // busy: -1; lost: taken, and a gateway answers 502; gone: the robot was taken out of its group.
        control.MapPut("/fault", (Misdeed one) =>
        {
            lock (gate) fault = one.Fault;
            return Results.NoContent();
        });
        control.MapGet("/posts", (string key) =>
        {
            lock (gate) return Results.Json(posts.GetValueOrDefault(key, []).Select(p => new { at = p.At, text = p.Text }));
        });
    }

    async Task<IResult> Take(HttpContext http)
    {
        var (key, body) = (http.Request.Query["key"].ToString(), await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body));
        lock (gate)
        {
            if (!keys.Contains(key) || fault == "gone") return Say(93000, "invalid webhook url, hint: [17]");
            if (fault == "busy") return Say(-1, "system busy");
            if (body.GetProperty("msgtype").GetString() != "text") return Say(40008, "invalid message type");
            var text = body.GetProperty("text").GetProperty("content").GetString() ?? "";
            if (Encoding.UTF8.GetByteCount(text) is 0 or > MostBytes) return Say(40058, "content exceed max length 2048. invalid Request Parameter");
            if (!posts.TryGetValue(key, out var said)) posts[key] = said = [];
            var now = clock.GetUtcNow();
            if (said.Count(p => p.At > now.AddMinutes(-1)) >= PerMinute) return Say(45009, "api freq out of limit");
            said.Add((now, text));
            diary.Write("wecom post", key[^4..], "taken");
            return fault == "lost" ? Results.Text("<html>502</html>", "text/html", null, 502) : Say(0, "ok");
        }
    }

    static IResult Say(int code, string why) => Results.Json(new { errcode = code, errmsg = why });
}
