using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Linli.Standins;

/// <summary>What a merchant is told in a callback (回调).</summary>
sealed record Event(
    string Id, [property: JsonPropertyName("event")] string Name, string OutTradeNo, string TradeNo, long Amount,
    string? OutRefundNo, string? RefundNo, DateTimeOffset At);

/// <summary>Brings events to merchants: signed, again and again until acknowledged, and as badly as it was told to.</summary>
sealed class Messenger(
    Signing signing, Misbehaving misbehaving, Diary diary, IReadOnlyList<TimeSpan> pauses, CancellationToken closing)
    : IAsyncDisposable
{
    static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(2);
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };
    readonly ConcurrentDictionary<Task, bool> running = [];
    TaskCompletionSource nextSent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary><paramref name="told"/> is called when the merchant knows or when nothing more will be tried.</summary>
    public void Send(Event happened, string merchant, string url, Action told) =>
        Run(() => Deliver(happened, merchant, url, told));

    public void Later(TimeSpan pause, Action act) => Run(async () =>
    {
        if (pause > TimeSpan.Zero) await Task.Delay(pause, closing);
        act();
    });

    async Task Deliver(Event happened, string merchant, string url, Action told)
    {
        if (misbehaving.Happens(b => b.Lose))
        {
            diary.Write("lost", happened.OutTradeNo, happened.Name);
            told();
            return;
        }
        await Task.Delay(misbehaving.Current.DelayMs, closing);
        if (misbehaving.Happens(b => b.Reorder)) await HoldBack(happened);

        var acknowledged = await TryUntilAcknowledged(happened, merchant, url);
        if (misbehaving.Happens(b => b.Duplicate))
        {
            diary.Write("duplicated", happened.OutTradeNo, happened.Name);
            await Try(happened, merchant, url);
        }
        if (!acknowledged) diary.Write("gaveUp", happened.OutTradeNo, happened.Name);
        told();
    }

    async Task<bool> TryUntilAcknowledged(Event happened, string merchant, string url)
    {
        for (var tried = 0; ; tried++)
        {
            if (await Try(happened, merchant, url)) return true;
            if (tried == pauses.Count) return false;
            await Task.Delay(pauses[tried], closing);
        }
    }

    async Task HoldBack(Event happened)
    {
        diary.Write("heldBack", happened.OutTradeNo, happened.Name);
        var other = Volatile.Read(ref nextSent).Task;
        await Task.WhenAny(other, Task.Delay(LongestHold, closing));
        closing.ThrowIfCancellationRequested();
    }

    async Task<bool> Try(Event happened, string merchant, string url)
    {
        var falseAmount = misbehaving.Happens(b => b.WrongAmount);
        var falseSignature = misbehaving.Happens(b => b.WrongSignature);
        var stale = misbehaving.Happens(b => b.StaleTimestamp);
        var said = falseAmount ? happened with { Amount = happened.Amount + 100 } : happened;
        var body = JsonSerializer.Serialize(said, Json);
        var timestamp = signing.Now(ago: stale ? TimeSpan.FromMinutes(10) : TimeSpan.Zero);
        var nonce = Signing.NewNonce();

        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add(Signing.Merchant, merchant);
        request.Headers.Add(Signing.Timestamp, timestamp);
        request.Headers.Add(Signing.Nonce, nonce);
        request.Headers.Add(Signing.Signature, signing.OfAnswer(timestamp, nonce, falseSignature ? body + " " : body));

        var how = string.Concat(
            falseAmount ? ", false amount" : "", falseSignature ? ", false signature" : "", stale ? ", stale" : "");
        try
        {
            using var answer = await http.SendAsync(request, closing);
            var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            diary.Write("sent", happened.OutTradeNo, $"{happened.Name}{how}, answer {status}");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || e is TaskCanceledException && !closing.IsCancellationRequested)
        {
            diary.Write("sent", happened.OutTradeNo, $"{happened.Name}{how}, no answer: {e.Message}");
            return false;
        }
        finally
        {
            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref nextSent, waiting).TrySetResult();
        }
    }

    void Run(Func<Task> work)
    {
        var task = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
                // what was not told stands in the journal and is taken up at the next start
            }
        });
        running[task] = true;
        _ = task.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(running.Keys);
        http.Dispose();
    }
}
