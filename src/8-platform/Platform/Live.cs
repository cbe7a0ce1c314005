using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Linli.Platform;

/// <summary>
/// 实时 — how a thing is shown that many look at: it is read once per change, at most twice a second, and the same bytes go to everybody who
/// looks, however many they are. Who looks costs no query, and whoever reads too slowly gets only the newest.
/// </summary>
/// <param name="read">Reads one thing in its shop; nothing when it may not be seen. It must hold nothing that is not everybody's to see.</param>
public sealed partial class Live<T>(
    IServiceScopeFactory scopes, News news, IHostApplicationLifetime host, IConfiguration settings, ILogger<Live<T>> log,
    Func<IServiceProvider, Guid, CancellationToken, Task<T?>> read) : BackgroundService where T : class
{
    /// <summary>What one screen may look at.</summary>
    public const int MostTogether = 20;

    static readonly TimeSpan betweenReads = TimeSpan.FromMilliseconds(500), heartbeat = TimeSpan.FromSeconds(20);

    /// <summary>News may get lost between hosts, and time passes without any.</summary>
    static readonly TimeSpan look = TimeSpan.FromSeconds(5), forget = TimeSpan.FromSeconds(60);

    /// <summary>What could not be read is read again while the database comes back.</summary>
    static readonly TimeSpan retry = TimeSpan.FromSeconds(1);

    /// <summary>Each as its shop has it; an id is asked for under another shop only by mistake or out of curiosity, and then it is nothing there.</summary>
    readonly ConcurrentDictionary<Guid, Shown[]> all = [];
    readonly SemaphoreSlim readers = new(4);
    readonly int most = settings.GetValue("Linli:MostLive", 5_000);
    int watching, failing;

    /// <summary>Listens before the host is told that this runs: what is executed begins some time later, and news told until then would be missed.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        news.Heard += Changed;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(look);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                foreach (var (thing, some) in all)
                    foreach (var shown in some)
                        if (shown.Rests(forget)) Drop(thing, shown);
                        else _ = Keep(thing, shown);
        }
        finally { news.Heard -= Changed; }
    }

    /// <summary>These things as they are, at most half a second old where nobody changed them meanwhile; what may not be seen is missing.</summary>
    /// <returns>Their tag, too: the same on every host, and another one as soon as one of them is another.</returns>
    public async Task<(IReadOnlyList<T> Values, string Tag)> Latest(TenantId shop, IReadOnlyCollection<Guid> things, CancellationToken ct)
    {
        List<Snapshot> now = [.. (await Find(shop, things, ct)).Select(s => s.Now).OfType<Snapshot>()];
        return ([.. now.Select(n => n.Value)], TagOf(now));
    }

    /// <summary>
    /// Whether who has this tag has these things as they are: without a query, a scope or knowing who asks. It tells nobody anything,
    /// because a tag is made of the content. What is not at hand here counts as changed.
    /// </summary>
    public bool IsLatest(string tag, IReadOnlyCollection<Guid> things)
    {
        var now = new List<Snapshot>(things.Count);
        foreach (var thing in things)
        {
            // Of two shops that ask for one id only the one that has it sees something.
            if (!all.TryGetValue(thing, out var some) || Array.Find(some, s => s.Now is not null)?.Touch() is not { } one) return false;
            now.Add(one);
        }

        return tag == TagOf(now);
    }

    static string TagOf(List<Snapshot> now) => now is [var one] ? one.Tag : $"\"{string.Concat(now.Select(n => n.Tag.Trim('"')))}\"";

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
            var shown = Of(thing, shop);
            if (shown.Touch() is null) await Refresh(thing, shown).WaitAsync(ct);
            if (shown.Now is not null) found.Add(shown);
            else if (shown.Rests(TimeSpan.Zero)) Drop(thing, shown);
        }

        return found;
    }

    Shown Of(Guid thing, TenantId shop)
    {
        if (all.TryGetValue(thing, out var some) && Array.Find(some, s => s.Shop == shop) is { } known) return known;
        var mine = new Shown(shop);
        return Array.Find(all.AddOrUpdate(thing, [mine], (_, some) => some.Any(s => s.Shop == shop) ? some : [.. some, mine]), s => s.Shop == shop)!;
    }

    void Drop(Guid thing, Shown shown)
    {
        while (all.TryGetValue(thing, out var some) && some.Contains(shown))
            if (some.Length == 1 ? all.TryRemove(new(thing, some)) : all.TryUpdate(thing, [.. some.Where(s => s != shown)], some)) return;
    }

    void Changed(Guid thing)
    {
        if (!all.TryGetValue(thing, out var some)) return;
        foreach (var shown in some) _ = Keep(thing, shown);
    }

    /// <summary>A reading that nobody waits for. When the database is away that is said once, and it is tried again until it is back.</summary>
    async Task Keep(Guid thing, Shown shown)
    {
        try
        {
            await Refresh(thing, shown);
            if (Interlocked.Exchange(ref failing, 0) == 1) Back(log, typeof(T).Name);
        }
        catch (Exception e)
        {
            if (host.ApplicationStopping.IsCancellationRequested) return;
            if (Interlocked.Exchange(ref failing, 1) == 0) Away(log, e, typeof(T).Name);
            if (!shown.WillTryAgain()) return;
            try { await Task.Delay(retry, host.ApplicationStopping); }
            catch (OperationCanceledException) { return; }
            shown.TriesAgain();
            _ = Keep(thing, shown);
        }
    }

    [LoggerMessage(LogLevel.Error, "What people look at ({what}) cannot be read; they see what was, and it is tried again every second")]
    static partial void Away(ILogger log, Exception trouble, string what);

    [LoggerMessage(LogLevel.Information, "What people look at ({what}) can be read again")]
    static partial void Back(ILogger log, string what);

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
