using System.Text.Json;

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

/// <summary>How facts of a kind are told to a listener.</summary>
public enum Telling
{
    /// <summary>One after the other, each in a transaction of its own.</summary>
    Alone,

    /// <summary>
    /// Many of them in one transaction (group commit), each seeing what those before it wrote: for what comes by the thousand, changes only rows
    /// of its own thing and posts nothing on accounts that all share. What fails together is told alone.
    /// </summary>
    Together,

    /// <summary>Several at once, each in a transaction of its own: it asks somebody outside, who may take seconds to answer.</summary>
    Outside,
}

public sealed record Listener(Type Kind, string Name, Telling How, Func<IServiceProvider, string, CancellationToken, Task> Hear);

/// <summary>Who listens to what, known from the start.</summary>
public sealed class Listeners(IEnumerable<Listener> all)
{
    readonly ILookup<string, Listener> byKind = all.ToLookup(l => l.Kind.FullName!);
    long lastSeq;

    internal bool IsHeard(Type kind) => byKind.Contains(kind.FullName!);
    internal IEnumerable<Listener> Of(string kind) => byKind[kind];

    /// <summary>Together only when all who hear it agree; outside when one of them asks there.</summary>
    internal Telling How(string kind) =>
        byKind[kind].All(l => l.How == Telling.Together) ? Telling.Together
        : byKind[kind].Any(l => l.How == Telling.Outside) ? Telling.Outside : Telling.Alone;

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

public static class Listening
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Registers a reaction to a fact: a static method whose first parameter is the fact and whose others are services.
        /// It does not commit; the teller does, together with the note that it was heard.
        /// </summary>
        public void When<T>(Delegate react, Telling how = Telling.Alone) where T : notnull
        {
            var parameters = react.Method.GetParameters();
            if (parameters[0].ParameterType != typeof(T) || react.Method.ReturnType != typeof(Task))
                throw new InvalidOperationException($"{react.Method.DeclaringType}.{react.Method.Name} must take {typeof(T).Name} and return Task");
            services.AddSingleton(new Listener(typeof(T), $"{react.Method.DeclaringType!.FullName}.{react.Method.Name}", how,
                (provider, json, ct) => (Task)react.Method.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [
                    JsonSerializer.Deserialize<T>(json, Platform.Json.Options)!,
                    .. parameters.Skip(1).Select(p => p.ParameterType == typeof(CancellationToken) ? ct : provider.GetRequiredService(p.ParameterType)),
                ], null)!));
        }
    }
}
