using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Linli.Platform;

/// <summary>A fact waiting to be told: the outbox. A fact with a moment in the future is an alarm.</summary>
sealed class Fact
{
    public required TenantId Tenant { get; init; }
    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public required string Json { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Order of statement; ids made in one millisecond are not in order.</summary>
    public required long Seq { get; init; }

    /// <summary>What it is about: facts about one thing are told in order.</summary>
    public required string Thing { get; init; }
    public DateTimeOffset? TakenUntil { get; set; }
    public DateTimeOffset? ToldAt { get; set; }
    public int Tries { get; set; }
    public string? Trouble { get; set; }
}

/// <summary>That one listener has heard one fact: the inbox. Its key makes hearing twice impossible.</summary>
sealed class Heard
{
    public required TenantId Tenant { get; init; }
    public required Guid Fact { get; init; }
    public required string By { get; init; }
}

static class Facts
{
    public static void Tables(ModelBuilder model)
    {
        model.Entity<Fact>(fact =>
        {
            fact.ToTable("platform_facts");
            fact.HasKey(f => new { f.Tenant, f.Id });
            fact.KeptByMonth(nameof(Fact.Id));
            fact.HasIndex(f => new { f.At, f.Seq }).HasFilter("told_at IS NULL").HasDatabaseName("ix_platform_facts_waiting");
            fact.HasIndex(f => new { f.Tenant, f.Thing, f.At }).HasFilter("told_at IS NULL").HasDatabaseName("ix_platform_facts_thing");
            fact.Property(f => f.Kind).HasMaxLength(200);
            fact.Property(f => f.Thing).HasMaxLength(80);
            fact.Property(f => f.Trouble).HasMaxLength(500);
        });
        model.Entity<Heard>(heard =>
        {
            heard.ToTable("platform_heard");
            heard.HasKey(h => new { h.Tenant, h.Fact, h.By });
            heard.KeptByMonth(nameof(Heard.Fact));
            heard.Property(h => h.By).HasMaxLength(200);
        });
    }

    /// <summary>What has been told is over; a fact in trouble and an alarm that waits are not.</summary>
    public static Past Past { get; } = new(typeof(Fact), async (services, month, ct) =>
    {
        var (shop, from, to) = (services.GetRequiredService<Caller>().Tenant, month.From, month.To);
        return await services.GetRequiredService<LinliDb>().Set<Fact>()
            .Where(f => f.Tenant == shop && f.At >= from && f.At < to && f.ToldAt != null).Select(f => f.Id).ToListAsync(ct);
    })
    {
        Tied = (typeof(Heard), nameof(Heard.Fact)),
    };
}

public sealed record Listener(Type Kind, string Name, Func<IServiceProvider, string, CancellationToken, Task> Hear);

/// <summary>Who listens to what, known from the start.</summary>
public sealed class Listeners(IEnumerable<Listener> all)
{
    readonly ILookup<string, Listener> byKind = all.ToLookup(l => l.Kind.FullName!);
    long lastSeq;

    internal bool IsHeard(Type kind) => byKind.Contains(kind.FullName!);
    internal IEnumerable<Listener> Of(string kind) => byKind[kind];

    // The clock's ticks, but never the same twice in a process.
    internal long NextSeq(DateTimeOffset now)
    {
        while (true)
        {
            var last = Interlocked.Read(ref lastSeq);
            var next = Math.Max(now.UtcTicks, last + 1);
            if (Interlocked.CompareExchange(ref lastSeq, next, last) == last) return next;
        }
    }
}

/// <summary>
/// Tells each stored fact to each listener, in order per thing, each in a transaction of its own, until it succeeds.
/// Any number of hosts may run one: a fact is taken on a lease, and <see cref="Heard"/> decides who was first.
/// </summary>
public sealed partial class Teller(
    IServiceScopeFactory scopes, Listeners listeners, TimeProvider clock, Bell bell, IConfiguration settings,
    ILogger<Teller> log) : BackgroundService
{
    static readonly TimeSpan lease = TimeSpan.FromSeconds(60), afterTrouble = TimeSpan.FromMilliseconds(500);

    // Alarms ring no bell, and neither does a host that was killed between its commit and the bell.
    readonly TimeSpan look = TimeSpan.FromMilliseconds(settings.GetValue("Linli:LookEvery", 500));
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
        var failures = 0;
        foreach (var fact in facts)
        {
            // A host that leaves finishes what it is at and gives the rest back, so that nobody waits for its lease to end.
            if (ct.IsCancellationRequested)
            {
                await Mark(fact, f => f.SetProperty(x => x.TakenUntil, (DateTimeOffset?)null));
                continue;
            }

            try
            {
                foreach (var listener in listeners.Of(fact.Kind)) await Tell(fact, listener);
                await Mark(fact, f => f.SetProperty(x => x.ToldAt, clock.GetUtcNow()));
            }
#pragma warning disable CA1031 // one listener's failure is noted, and its fact told again later
            catch (Exception e)
            {
                failures++;
                Failed(log, e, fact.Kind, fact.Tries);
                var again = clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, fact.Tries)));
                var trouble = string.Create(CultureInfo.InvariantCulture, $"{e.GetType().Name}: {e.Message}");
                await Mark(fact, f => f.SetProperty(x => x.TakenUntil, again).SetProperty(x => x.Trouble, trouble[..Math.Min(500, trouble.Length)]));
            }
#pragma warning restore CA1031
        }

        return failures;
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

    [LoggerMessage(LogLevel.Error, "No fact can be told, {outage}: {why}")]
    static partial void Away(ILogger log, string outage, string why);

    [LoggerMessage(LogLevel.Information, "Facts are told again; {outage} is over")]
    static partial void BackAgain(ILogger log, string outage);

    [LoggerMessage(LogLevel.Error, "A round of telling failed; the next one follows")]
    static partial void RoundFailed(ILogger log, Exception e);
}

public static class Listening
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Registers a reaction to a fact: a static method whose first parameter is the fact and whose others are services.
        /// It does not commit; the teller does, together with the note that it was heard.
        /// </summary>
        public void When<T>(Delegate react) where T : notnull
        {
            var parameters = react.Method.GetParameters();
            if (parameters[0].ParameterType != typeof(T) || react.Method.ReturnType != typeof(Task))
                throw new InvalidOperationException($"{react.Method.DeclaringType}.{react.Method.Name} must take {typeof(T).Name} and return Task");
            services.AddSingleton(new Listener(typeof(T), $"{react.Method.DeclaringType!.FullName}.{react.Method.Name}",
                (provider, json, ct) => (Task)react.Method.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [
                    JsonSerializer.Deserialize<T>(json, Platform.Json.Options)!,
                    .. parameters.Skip(1).Select(p => p.ParameterType == typeof(CancellationToken) ? ct : provider.GetRequiredService(p.ParameterType)),
                ], null)!));
        }
    }
}
