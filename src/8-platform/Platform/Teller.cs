using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Linli.Platform;

/// <summary>
/// Tells each stored fact to each listener, in order per thing, in a transaction with the note that it was heard, until it succeeds.
/// Any number of hosts may run one: a fact is taken on a lease, and <see cref="Heard"/> decides who was first.
/// </summary>
public sealed partial class Teller(
    IServiceScopeFactory scopes, Listeners listeners, TimeProvider clock, Bell bell, IConfiguration settings,
    ILogger<Teller> log) : BackgroundService
{
    static readonly TimeSpan lease = TimeSpan.FromSeconds(60), afterTrouble = TimeSpan.FromMilliseconds(500);

    // Alarms ring no bell, and neither does a host that was killed between its commit and the bell.
    readonly TimeSpan look = TimeSpan.FromMilliseconds(settings.GetValue("Linli:LookEvery", 500));
    /// <summary>A silent provider of one shop must not make the others' facts wait.</summary>
    const int atOnceOutside = 8;

    readonly SemaphoreSlim oneRound = new(1, 1);
    string? outage;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bell.Wait(look, stoppingToken);
                await TellAll(stoppingToken);
                if (outage is not null) BackAgain(log, outage);
                outage = null;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
#pragma warning disable CA1031 // the teller outlives a database that is away and tries again
            catch (Exception e)
            {
                Complain(e);
                await Task.Delay(afterTrouble, CancellationToken.None);
            }
#pragma warning restore CA1031
        }
    }

    // A database that is away is said once, not twice a second into a log that may lie on the same full disk.
    void Complain(Exception e)
    {
        var why = Outage.Of(e)?.Code;
        if (why is null) RoundFailed(log, e);
        else if (why != outage) Away(log, why, e.GetBaseException().Message);
        outage = why;
    }

    /// <summary>Returns, with the number of failures, when nothing due is left to tell. Tests call it to let the world settle.</summary>
    public async Task<int> TellAll(CancellationToken ct)
    {
        await oneRound.WaitAsync(ct);
        try
        {
            var failures = 0;
            while (await Take(ct) is { Count: > 0 } taken) failures += await TellSome(taken, ct);
            return failures;
        }
        finally { oneRound.Release(); }
    }

    async Task<List<Fact>> Take(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
        var now = clock.GetUtcNow();
        // Looking first costs no write when, as mostly, nothing is due.
        if (!await db.Set<Fact>().AnyAsync(f => f.ToldAt == null && f.At <= now && (f.TakenUntil == null || f.TakenUntil < now), ct)) return [];
        await db.Begin(ct);
        var (nowValue, until) = (Moment(db, now), Moment(db, now + lease));
        var taken = await db.Set<Fact>().FromSqlRaw(db.IsPostgres ? takeOnPostgres : take, nowValue, until).AsNoTracking().ToListAsync(ct);
        await db.Commit(ct);
        return [.. taken.OrderBy(f => f.At).ThenBy(f => f.Seq)];
    }

    const string take =
        """
        update platform_facts set taken_until = {1}, tries = tries + 1
        where (tenant, id) in (
            select f.tenant, f.id from platform_facts f
            where f.told_at is null and f.at <= {0} and (f.taken_until is null or f.taken_until < {0})
              and not exists (
                select 1 from platform_facts e where e.tenant = f.tenant and e.thing = f.thing and e.told_at is null
                  and (e.at < f.at or (e.at = f.at and e.seq < f.seq)))
            order by f.at, f.seq limit 64 /*lock*/) returning *
        """;

    static readonly string takeOnPostgres = take.Replace("/*lock*/", "for update skip locked", StringComparison.Ordinal);

    static object Moment(LinliDb db, DateTimeOffset at) =>
        db.IsPostgres ? DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()) : at.ToUnixTimeMilliseconds();

    async Task<int> TellSome(List<Fact> facts, CancellationToken ct)
    {
        var how = facts.ToLookup(f => listeners.How(f.Kind));
        var alone = how[Telling.Alone].ToList();
        foreach (var shop in how[Telling.Together].GroupBy(f => f.Tenant))
            if (ct.IsCancellationRequested || !await TellTogether(shop.Key, [.. shop])) alone.AddRange(shop);

        var failures = 0;
        foreach (var fact in alone) failures += await TellOne(fact, ct) ? 0 : 1;
        await Parallel.ForEachAsync(how[Telling.Outside], new ParallelOptions { MaxDegreeOfParallelism = atOnceOutside }, async (fact, _) =>
        {
            if (!await TellOne(fact, ct)) Interlocked.Increment(ref failures);
        });
        return failures;
    }

    /// <returns>False when they must be told one by one.</returns>
    async Task<bool> TellTogether(TenantId shop, List<Fact> facts)
    {
        if (facts.Count == 1) return false;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(shop);
        var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
        try
        {
            await db.Begin(CancellationToken.None);
            var ids = facts.Select(f => f.Id).ToList();
            var heard = (await db.Set<Heard>().AsNoTracking().Where(h => h.Tenant == shop && ids.Contains(h.Fact)).Select(h => new { h.Fact, h.By })
                .ToListAsync(CancellationToken.None)).Select(h => (h.Fact, h.By)).ToHashSet();
            List<Heard> hears = [];
            foreach (var fact in facts)
                foreach (var listener in listeners.Of(fact.Kind).Where(l => !heard.Contains((fact.Id, l.Name))))
                {
                    hears.Add(new Heard { Tenant = shop, Fact = fact.Id, By = listener.Name });
                    await listener.Hear(scope.ServiceProvider, fact.Json, CancellationToken.None);
                    await db.SaveChangesAsync(CancellationToken.None);
                    // The next one reads what stands in the database, as if this one had been committed.
                    db.ChangeTracker.Clear();
                }

            db.AddRange(hears);
            var now = clock.GetUtcNow();
            await db.Set<Fact>().Where(f => f.Tenant == shop && ids.Contains(f.Id)).ExecuteUpdateAsync(f => f.SetProperty(x => x.ToldAt, now), CancellationToken.None);
            await db.Commit(CancellationToken.None);
            return true;
        }
#pragma warning disable CA1031 // whoever fails is found when each is told alone, and noted there
        catch (Exception e)
        {
            NotTogether(log, e, facts.Count);
            await db.Forget();
            return false;
        }
#pragma warning restore CA1031
    }

    /// <returns>False when a listener failed; the fact will be told again.</returns>
    async Task<bool> TellOne(Fact fact, CancellationToken ct)
    {
        // A host that leaves finishes what it is at and gives the rest back, so that nobody waits for its lease to end.
        if (ct.IsCancellationRequested)
        {
            await Mark(fact, f => f.SetProperty(x => x.TakenUntil, (DateTimeOffset?)null));
            return true;
        }

        try
        {
            foreach (var listener in listeners.Of(fact.Kind)) await Tell(fact, listener);
            await Mark(fact, f => f.SetProperty(x => x.ToldAt, clock.GetUtcNow()));
            return true;
        }
#pragma warning disable CA1031 // one listener's failure is noted, and its fact told again later
        catch (Exception e)
        {
            Failed(log, e, fact.Kind, fact.Tries);
            var again = clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, fact.Tries)));
            var trouble = string.Create(CultureInfo.InvariantCulture, $"{e.GetType().Name}: {e.Message}");
            await Mark(fact, f => f.SetProperty(x => x.TakenUntil, again).SetProperty(x => x.Trouble, trouble[..Math.Min(500, trouble.Length)]));
            return false;
        }
#pragma warning restore CA1031
    }

    async Task Mark(Fact fact, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Fact>> change)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
        await db.Begin(CancellationToken.None);
        await db.Set<Fact>().Where(f => f.Tenant == fact.Tenant && f.Id == fact.Id).ExecuteUpdateAsync(change, CancellationToken.None);
        await db.Commit(CancellationToken.None);
    }

    async Task Tell(Fact fact, Listener listener)
    {
        for (var tries = 1; ; tries++)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(fact.Tenant);
            var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
            if (await db.Set<Heard>().AnyAsync(h => h.Tenant == fact.Tenant && h.Fact == fact.Id && h.By == listener.Name, CancellationToken.None)) return;
            try
            {
                db.Add(new Heard { Tenant = fact.Tenant, Fact = fact.Id, By = listener.Name });
                await listener.Hear(scope.ServiceProvider, fact.Json, CancellationToken.None);
                await db.Commit(CancellationToken.None);
                return;
            }
            catch (Exception e) when (LinliDb.IsLostRace(e) && tries < Building.MostTries)
            {
                await db.Forget();
            }
        }
    }

    public override void Dispose()
    {
        oneRound.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "A listener of {kind} failed (try {tries}); the fact will be told again")]
    static partial void Failed(ILogger log, Exception e, string kind, int tries);

    [LoggerMessage(LogLevel.Information, "{count} facts could not be told together; each is told alone")]
    static partial void NotTogether(ILogger log, Exception e, int count);

    [LoggerMessage(LogLevel.Error, "No fact can be told, {outage}: {why}")]
    static partial void Away(ILogger log, string outage, string why);

    [LoggerMessage(LogLevel.Information, "Facts are told again; {outage} is over")]
    static partial void BackAgain(ILogger log, string outage);

    [LoggerMessage(LogLevel.Error, "A round of telling failed; the next one follows")]
    static partial void RoundFailed(ILogger log, Exception e);
}
