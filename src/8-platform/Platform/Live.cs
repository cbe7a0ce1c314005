using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Linli.Platform;

/// <summary>
/// 实时 — how a thing is shown that many look at: it is read once per change, at most twice a second, and the same bytes go to everybody who
/// looks, however many they are. Who looks costs no query, and whoever reads too slowly gets only the newest.
/// </summary>
/// <param name="read">Reads one thing in its shop; nothing when it may not be seen. It must hold nothing that is not everybody's to see.</param>
public sealed class Live<T>(
    IServiceScopeFactory scopes, News news, IHostApplicationLifetime host, IConfiguration settings,
    Func<IServiceProvider, Guid, CancellationToken, Task<T?>> read) : BackgroundService where T : class
{
    /// <summary>What one screen may look at.</summary>
    public const int MostTogether = 20;

    static readonly TimeSpan betweenReads = TimeSpan.FromMilliseconds(500), heartbeat = TimeSpan.FromSeconds(20);

    /// <summary>News may get lost between hosts, and time passes without any.</summary>
    static readonly TimeSpan look = TimeSpan.FromSeconds(5), forget = TimeSpan.FromSeconds(60);

    readonly ConcurrentDictionary<Guid, Shown> all = [];
    readonly SemaphoreSlim readers = new(4);
    readonly int most = settings.GetValue("Linli:MostLive", 5_000);
    int watching;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        news.Heard += Changed;
        try
        {
            using var timer = new PeriodicTimer(look);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                foreach (var (thing, shown) in all)
                    if (shown.Rests(forget)) all.TryRemove(new(thing, shown));
                    else Changed(thing);
        }
        finally { news.Heard -= Changed; }
    }

    /// <summary>These things as they are, at most half a second old where nobody changed them meanwhile; what may not be seen is missing.</summary>
    public async Task<IReadOnlyList<T>> Latest(TenantId shop, IReadOnlyCollection<Guid> things, CancellationToken ct) =>
        [.. (await Find(shop, things, ct)).Select(s => s.Now!.Value)];

    /// <summary>Server-sent events until the other side or this host ends it: each thing at once, then again whenever it has changed.</summary>
    public async Task Stream(HttpContext http, TenantId shop, IReadOnlyCollection<Guid> things)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        if (Interlocked.Increment(ref watching) > most)
        {
            Interlocked.Decrement(ref watching);
            throw No.TooManyLook();
        }

        using var bell = new SemaphoreSlim(0, 1);
        IReadOnlyList<Shown> shown = [];
        try
        {
            shown = await Find(shop, things, end.Token);
            foreach (var one in shown) one.Join(bell);
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            // nginx would collect the events until a page of them is full.
            http.Response.Headers["X-Accel-Buffering"] = "no";
            // All that were cut off together do not come back together.
            await http.Response.WriteAsync($"retry: {Random.Shared.Next(2_000, 8_000)}\n\n", end.Token);
            await Tell(http.Response.Body, shown, bell, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested) { }
        finally
        {
            foreach (var one in shown) one.Leave(bell);
            Interlocked.Decrement(ref watching);
        }
    }

    static async Task Tell(Stream body, IReadOnlyList<Shown> shown, SemaphoreSlim bell, CancellationToken ct)
    {
        var sent = new Snapshot?[shown.Count];
        while (true)
        {
            var quiet = true;
            for (var i = 0; i < sent.Length; i++)
            {
                if (shown[i].Now is not { } now || now == sent[i]) continue;
                await body.WriteAsync(now.Event, ct);
                (sent[i], quiet) = (now, false);
            }

            if (quiet) await body.WriteAsync(Heartbeat, ct);
            await body.FlushAsync(ct);
            await bell.WaitAsync(heartbeat, ct);
        }
    }

    static ReadOnlyMemory<byte> Heartbeat { get; } = ":\n\n"u8.ToArray();

    async Task<IReadOnlyList<Shown>> Find(TenantId shop, IReadOnlyCollection<Guid> things, CancellationToken ct)
    {
        var found = new List<Shown>(things.Count);
        foreach (var thing in things.Distinct().Take(MostTogether))
        {
            var shown = all.GetOrAdd(thing, static (_, shop) => new Shown(shop), shop);
            // The ids of another shop's things say nothing here.
            if (shown.Shop != shop) continue;
            if (shown.Touch() is null) await Refresh(thing, shown).WaitAsync(ct);
            if (shown.Now is not null) found.Add(shown);
            else all.TryRemove(new(thing, shown));
        }

        return found;
    }

    void Changed(Guid thing)
    {
        if (all.TryGetValue(thing, out var shown)) _ = Refresh(thing, shown);
    }

    /// <summary>However often it is called meanwhile, one reading follows that began after the last call.</summary>
    Task Refresh(Guid thing, Shown shown) => shown.Once(async () =>
    {
        await readers.WaitAsync();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(shown.Shop);
            shown.Show(await read(scope.ServiceProvider, thing, CancellationToken.None));
        }
        finally { readers.Release(); }
    });

    public override void Dispose()
    {
        readers.Dispose();
        base.Dispose();
    }

    /// <param name="Event">What goes to each who looks.</param>
    sealed record Snapshot(T Value, ReadOnlyMemory<byte> Event, byte[] Json);

    sealed class Shown(TenantId shop)
    {
        readonly Lock one = new();
        readonly HashSet<SemaphoreSlim> bells = [];
        long readAt, askedAt = Stopwatch.GetTimestamp();
        Task? reading;
        Task? next;

        public TenantId Shop => shop;
        public Snapshot? Now { get; private set; }

        public Snapshot? Touch()
        {
            askedAt = Stopwatch.GetTimestamp();
            return Now;
        }

        public bool Rests(TimeSpan after)
        {
            lock (one) return bells.Count == 0 && reading is null && Stopwatch.GetElapsedTime(askedAt) > after;
        }

        public void Join(SemaphoreSlim bell)
        {
            lock (one) bells.Add(bell);
        }

        public void Leave(SemaphoreSlim bell)
        {
            lock (one) bells.Remove(bell);
            askedAt = Stopwatch.GetTimestamp();
        }

        public Task Once(Func<Task> read)
        {
            lock (one)
            {
                if (reading is null) return reading = Run(read, readAt);
                // What is being read may be too old already; one more reading serves all who come now.
                return next ??= Then(reading, read);
            }
        }

        async Task Then(Task before, Func<Task> read)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Task mine;
            lock (one)
            {
                next = null;
                mine = reading ??= Run(read, readAt);
            }

            await mine;
        }

        async Task Run(Func<Task> read, long before)
        {
            // Never within the lock.
            await Task.Yield();
            if (before != 0 && betweenReads - Stopwatch.GetElapsedTime(before) is { Ticks: > 0 } pause) await Task.Delay(pause);
            try
            {
                Interlocked.Exchange(ref readAt, Stopwatch.GetTimestamp());
                await read();
            }
            finally
            {
                lock (one) reading = null;
            }
        }

        public void Show(T? value)
        {
            if (value is null)
            {
                Now = null;
                return;
            }

            var json = JsonSerializer.SerializeToUtf8Bytes(value, Json.Options);
            if (Now is { } old && old.Json.AsSpan().SequenceEqual(json)) return;
            Now = new(value, (byte[])[.. "data: "u8, .. json, .. "\n\n"u8], json);
            lock (one)
                foreach (var bell in bells)
                    try { bell.Release(); }
                    catch (SemaphoreFullException) { /* it will look at all its things anyway */ }
        }
    }
}

public static class Lives
{
    /// <param name="read">See <see cref="Live{T}"/>.</param>
    public static void AddLive<T>(this IServiceCollection services, Func<IServiceProvider, Guid, CancellationToken, Task<T?>> read) where T : class
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Live<T>>(provider, read));
        services.AddHostedService(provider => provider.GetRequiredService<Live<T>>());
    }
}
