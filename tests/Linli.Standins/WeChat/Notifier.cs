using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Linli.Standins.WeChat;

/// <summary>Brings notifications: encrypted, signed, again until acknowledged, and as badly as it was told to.</summary>
sealed class Notifier(Seals seals, Faults faults, Diary diary, TimeProvider clock, IReadOnlyList<TimeSpan> pauses) : IAsyncDisposable
{
    static readonly JsonSerializerOptions json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    readonly CancellationTokenSource closing = new();
    readonly ConcurrentDictionary<Task, bool> running = [];
    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <param name="about">The resource, as JSON text.</param>
    public Task Send(Merchant merchant, string kind, string number, string about, string? url)
    {
        if (url is null) return Task.CompletedTask;
        if (faults.Happens("notify-lost"))
        {
            diary.Write("wechat lost", number, kind);
            return Task.CompletedTask;
        }

        var task = Task.Run(() => Deliver(merchant, kind, number, about, url));
        running[task] = true;
        _ = task.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
        return task;
    }

    async Task Deliver(Merchant merchant, string kind, string number, string about, string url)
    {
        try
        {
            if (faults.Happens("notify-late")) await Task.Delay(300, closing.Token);
            var told = false;
            for (var tried = 0; !told && tried <= pauses.Count; tried++)
            {
                if (tried > 0) await Task.Delay(pauses[tried - 1], closing.Token);
                told = await Try(merchant, kind, number, about, url, first: tried == 0);
            }

            if (told && faults.Happens("notify-twice")) await Try(merchant, kind, number, about, url, first: false);
            if (!told) diary.Write("wechat gaveUp", number, kind);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // What is not told when the stand-in ends is found by asking.
        }
    }

    async Task<bool> Try(Merchant merchant, string kind, string number, string about, string url, bool first)
    {
        bool Wrong(string fault) => first && faults.Happens(fault);
        if (Wrong("notify-wrong-amount")) about = MoreMoney(about);
        if (Wrong("notify-wrong-merchant")) about = about.Replace(merchant.MchId, "1999999999", StringComparison.Ordinal);
        if (Wrong("notify-wrong-app")) about = about.Replace(merchant.AppId, "wx0000000000000000", StringComparison.Ordinal);
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = Guid.NewGuid(),
            create_time = Seals.Moment(clock.GetUtcNow()),
            resource_type = "encrypt-resource",
            event_type = kind,
            summary = "支付结果",
            resource = Seals.Encrypted(merchant, about, RandomNumberGenerator.GetHexString(12), "transaction", Wrong("notify-tampered")),
        }, json);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
        foreach (var (name, value) in seals.Sign(body, merchant.ByPublicKey, Wrong("notify-forged"), Wrong("notify-stale"), Wrong("notify-unknown-serial")))
            request.Headers.Add(name, value);
        try
        {
            using var answer = await http.SendAsync(request, closing.Token);
            var said = answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(closing.Token);
            diary.Write("wechat told", number, $"{kind} {((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture)} {said}");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !closing.IsCancellationRequested))
        {
            diary.Write("wechat told", number, $"{kind}: {e.Message}");
            return false;
        }
    }

    static string MoreMoney(string about)
    {
        var tree = System.Text.Json.Nodes.JsonNode.Parse(about)!.AsObject();
        foreach (var (holder, name) in new[] { (tree["amount"]?.AsObject(), "total"), (tree["amount"]?.AsObject(), "refund"), (tree, "transfer_amount") })
            if (holder?[name] is { } value) holder[name] = value.GetValue<long>() + 100;
        return tree.ToJsonString(json);
    }

    public static string Text(object about) => JsonSerializer.Serialize(about, json);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await Task.WhenAll(running.Keys);
        http.Dispose();
        closing.Dispose();
    }
}
