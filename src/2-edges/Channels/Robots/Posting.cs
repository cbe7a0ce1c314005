using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Linli.Members;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Linli.Channels;

/// <summary>群机器人发言 — queues and sends posts, at most twenty a minute and robot over all hosts. The caller commits.</summary>
sealed partial class Posting(
    LinliDb db, IHttpClientFactory clients, IConfiguration settings, IDataProtectionProvider protection, ILogger<Posting> log)
{
    public const string Client = "wecom";

    /// <summary>What WeCom takes of a text.</summary>
    const int MostBytes = 2048, MostAnswer = 64 << 10;

    readonly IDataProtector seal = protection.CreateProtector("keys of robots");

    sealed record Post(string Text);

    public sealed record Pause(Guid Via, TimeSpan Time);

    public string Close(string key) => seal.Protect(key);

    /// <summary>Where WeCom is; another address is for trying out.</summary>
    public static Uri Address(IConfiguration settings) =>
        Remote.Address(settings["WeCom:Address"] is { Length: > 0 } text ? text : "https://qyapi.weixin.qq.com") ?? throw No.WeComAddress();

    /// <summary>Somebody hears of anything at all: asked before a text is made of it.</summary>
    public Task<bool> IsHeard(CancellationToken ct) => db.Set<Robot>().AnyAsync(r => r.Active, ct);

    /// <summary>Says something in every group that hears of this topic, once per cause.</summary>
    public async Task Say(RobotTopic topic, Guid cause, MemberId leader, string title, string text, Outgoing outgoing, CancellationToken ct)
    {
        var robots = await db.Set<Robot>().AsNoTracking().Where(r => r.Active && (r.Leader == null || r.Leader == leader)).OrderBy(r => r.Id).Take(200).ToListAsync(ct);
        foreach (var robot in robots.Where(r => r.Topics.Contains(topic)))
            await outgoing.Add(Id.Derived(cause, $"{topic}/{robot.Id.Value}"), Carrier.Robot, robot.Id.Value, title, new Post(Cut(text)), ct);
    }

    public static Task<bool> Try(Robot robot, Guid test, string shop, Outgoing outgoing, CancellationToken ct) =>
        outgoing.Add(test, Carrier.Robot, robot.Id.Value, "测试消息", new Post($"{shop}的群机器人已连上，这是一条测试消息。"), ct);

    /// <summary>How long this one must wait, because its robot has said as much as it may in a minute. Facts of one robot are told one after another.</summary>
    public async Task<Pause?> Wait(DispatchId id, DateTimeOffset now, CancellationToken ct)
    {
        var dispatch = await db.Set<Dispatch>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, ct);
        if (dispatch is not { Carrier: Carrier.Robot, State: DispatchState.Waiting }) return null;
        var (via, since) = (dispatch.Via, now - Robot.Minute);
        // So that each attempt of the last minute is counted: a row knows only its last one.
        if (dispatch.TriedAt > since) return new(via, dispatch.TriedAt.Value + Robot.Minute - now + TimeSpan.FromMilliseconds(1));
        var recent = await db.Set<Dispatch>().Where(d => d.Carrier == Carrier.Robot && d.Via == via && d.TriedAt > since)
            .OrderByDescending(d => d.TriedAt).Select(d => d.TriedAt).Take(Robot.PerMinute).ToListAsync(ct);
        return recent.Count < Robot.PerMinute ? null : new(via, recent[^1]!.Value + Robot.Minute - now + TimeSpan.FromMilliseconds(1));
    }

    public async Task<Reply> Send(Dispatch dispatch, Outgoing outgoing, CancellationToken ct)
    {
        var id = new RobotId(dispatch.Via);
        if (await db.Set<Robot>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.Active, ct) is not { } robot) return Reply.Never("switched off");
        if (outgoing.Open<Post>(dispatch) is not { } post || Key(robot) is not { } key) return Reply.Never("sealed by another house");
        var body = JsonSerializer.Serialize(new { msgtype = "text", text = new { content = post.Text } });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address(settings), $"/cgi-bin/webhook/send?key={Uri.EscapeDataString(key)}"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMilliseconds(Math.Clamp(settings.GetValue("WeCom:PatienceMs", 5000), 50, 30_000)));
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await response.Content.LoadIntoBufferAsync(MostAnswer, patience.Token);
            if ((int)response.StatusCode != 200) return Silent($"answered {(int)response.StatusCode}");
            var said = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(patience.Token));
            return Said(said.GetProperty("errcode").GetInt32(), said.TryGetProperty("errmsg", out var why) ? why.ToString().Replace(key, "…", StringComparison.Ordinal) : "");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new(Reply.Kind.Later, null, "not reached", Robot.Minute);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Silent(e.GetType().Name);
        }
    }

    Reply Silent(string why)
    {
        Trouble(log, why);
        return new(Reply.Kind.Silence, null, why);
    }

    static Reply Said(int code, string why) => code switch
    {
        0 => new(Reply.Kind.Done, 0),
        // It is busy, or somebody else posts by the same robot: a minute later there is room again.
        -1 or 45009 or 45033 => new(Reply.Kind.Later, code, why, Robot.Minute),
        _ => new(Reply.Kind.Never, code, why),
    };

    string? Key(Robot robot)
    {
        try { return seal.Unprotect(robot.SealedKey); }
        catch (CryptographicException) { return null; }
    }

    static string Cut(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MostBytes) return text;
        var kept = new StringBuilder();
        var bytes = 3;
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > MostBytes) break;
            kept.Append(rune);
        }

        return kept.Append('…').ToString();
    }

    [LoggerMessage(LogLevel.Warning, "WeCom did not answer a robot: {why}")]
    static partial void Trouble(ILogger log, string why);
}
