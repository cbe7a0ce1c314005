using System.Globalization;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Linli.Platform;

/// <summary>A month of the shop's calendar: what grows is kept, archived and brought back by it.</summary>
/// <param name="First">Its first day.</param>
public readonly record struct Month(DateOnly First)
{
    public DateTimeOffset From => BusinessDay.At(First, default);
    public DateTimeOffset To => Next.From;
    public Month Next => new(First.AddMonths(1));

    /// <summary>No id that was made earlier is greater: the time stands in the first 48 bits of a UUIDv7.</summary>
    public Guid FirstId
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            bytes.Clear();
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, From.ToUnixTimeMilliseconds() << 16);
            return new(bytes, bigEndian: true);
        }
    }

    public static Month Of(DateTimeOffset at)
    {
        var day = BusinessDay.Of(at);
        return new(new(day.Year, day.Month, 1));
    }

    /// <param name="text">2026-03</param>
    public static bool TryParse(string? text, out Month month)
    {
        var ok = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        month = new(first);
        return ok;
    }

    public override string ToString() => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <summary>Which tables are kept by month: those whose rows are made all day long and are seldom asked for after some weeks.</summary>
public static class Months
{
    const string ByMonth = "Linli:ByMonth";

    extension<T>(EntityTypeBuilder<T> row) where T : class
    {
        /// <summary>
        /// Keeps the table by month on a database that can (PostgreSQL's native partitions), by the time in this column of the key:
        /// so the key stays what it was, and who asks again meets the same row.
        /// </summary>
        public void KeptByMonth(string id) => row.HasAnnotation(ByMonth, id);
    }

    /// <summary>The tables that are kept by month, each with those that hold its parts: they come and go together.</summary>
    public static IReadOnlyList<Kept> KeptByMonth(this IReadOnlyModel model)
    {
        List<IReadOnlyEntityType> all = [.. model.GetEntityTypes().Where(t => t.FindAnnotation(ByMonth) is not null).OrderBy(t => t.GetTableName(), StringComparer.Ordinal)];
        return [.. all.Where(t => !t.GetForeignKeys().Any()).Select(whole => new Kept(whole.GetTableName()!, [.. all.SelectMany(part => part.GetForeignKeys())
            .Where(key => key.PrincipalEntityType == whole).Select(key => new KeptPart(
                key.DeclaringEntityType.GetTableName()!, key.GetConstraintName()!, Columns(key.Properties), Columns(key.PrincipalKey.Properties)))]))];
    }

    static string Columns(IEnumerable<IReadOnlyProperty> properties) => string.Join(", ", properties.Select(p => $"\"{p.GetColumnName()}\""));
}

/// <param name="Parts">The tables whose rows are parts of its rows, and which lie in the same month.</param>
public sealed record Kept(string Table, IReadOnlyList<KeptPart> Parts)
{
    /// <summary>The tables of a month, wholes before their parts.</summary>
    public IEnumerable<string> Tables => Parts.Select(p => p.Table).Prepend(Table);

    /// <summary>
    /// Makes a month. Its parts name their whole in the same month, so what they are checked against is one table: a key between the whole
    /// tables would open every month for each row.
    /// </summary>
    public string Room(Month month) => string.Join(";\n", Tables.Select(table =>
        $"create table if not exists {In(table, month)} partition of {table} for values from ('{month.FirstId}') to ('{month.Next.FirstId}')").Concat(Parts.Select(part =>
        $"""
        do $$ begin if not exists (select from pg_constraint where conrelid = '{In(part.Table, month)}'::regclass and contype = 'f') then
            alter table {In(part.Table, month)} add constraint "{part.Key}" foreign key ({part.Columns}) references {In(Table, month)} ({part.Far}) on delete cascade;
        end if; end $$
        """)));

    public static string In(string table, Month month) => $"{table}_{month.First:yyyy_MM}";
}

/// <param name="Key">What its foreign key is called.</param>
/// <param name="Far">The columns of the whole.</param>
public sealed record KeptPart(string Table, string Key, string Columns, string Far);

/// <summary>
/// 月历 — makes room for the months to come before anybody orders in them, and clears away those that lie in an archive. An id whose time lies in no month that has been made (a phone
/// with a wrong clock) falls into the table's rest, where it is found like any other.
/// </summary>
public sealed partial class Calendar(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Calendar> log) : BackgroundService
{
    /// <summary>So many months after this one: a host that runs at least once a quarter always finds its month made.</summary>
    public const int Ahead = 3;

    // Any number that no other lock of the house has.
    const long oneAtATime = 0x4c494e4c4931;
    static readonly TimeSpan look = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // The first time it is done before the doors open.
            while (true)
            {
                await Task.Delay(look, stoppingToken);
                await Try(stoppingToken);
            }
        }
        catch (OperationCanceledException) { /* the host ends */ }
    }

    async Task Try(CancellationToken ct)
    {
        try { await Make(ct); }
        catch (NpgsqlException e) when (!ct.IsCancellationRequested) { Later(log, e); }
    }

    /// <summary>Does nothing on a database that does not keep by month, and nothing twice.</summary>
    public async Task Make(CancellationToken ct)
    {
        var month = Month.Of(clock.GetUtcNow());
        for (var i = 0; i <= Ahead; i++, month = month.Next) await Make(month, ct);
    }

    /// <summary>Makes one month, for rows that come back into it.</summary>
    public async Task Make(Month month, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
        if (!db.IsPostgres) return;
        foreach (var kept in db.Model.KeptByMonth()) await Make(db, kept, month, ct);
    }

    /// <summary>Drops this and earlier months where nothing is left in them, so that nothing has to be looked for there.</summary>
    public async Task DropEmpty(Month last, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
        if (!db.IsPostgres) return;
        if (last.To > clock.GetUtcNow()) throw new InvalidOperationException("a month that has not ended is not dropped");
        foreach (var kept in db.Model.KeptByMonth())
        {
            var months = await db.Database.SqlQuery<string>(
                $"select distinct right(inhrelid::regclass::text, 7) as \"Value\" from pg_inherits where inhparent::regclass::text = any ({kept.Tables.ToArray()})").ToListAsync(ct);
            foreach (var name in months)
                if (Month.TryParse(name.Replace('_', '-'), out var month) && month.First <= last.First) await DropIfEmpty(db, kept, month, ct);
        }
    }

    async Task DropIfEmpty(LinliDb db, Kept kept, Month month, CancellationToken ct)
    {
        await Alone(db, async () =>
        {
            // Locked in the order in which they are written to. Parts go first: as long as there are parts, their whole is not empty.
            foreach (var table in kept.Tables) await Do(db, $"lock table {table} in access exclusive mode", ct);
            List<string> there = [];
            foreach (var table in kept.Tables.Reverse())
                if (await Is(db, $"select to_regclass('{Kept.In(table, month)}') is not null as \"Value\"", ct)) there.Add(table);
            foreach (var table in there)
                if (await Is(db, $"select exists (select from {Kept.In(table, month)}) as \"Value\"", ct)) return;
            foreach (var table in there) await Do(db, $"alter table {table} detach partition {Kept.In(table, month)}; drop table {Kept.In(table, month)}", ct);
        }, stays: null, ct);
    }

    async Task Make(LinliDb db, Kept kept, Month month, CancellationToken ct)
    {
        if (await Is(db, $"""
            select not exists (select from unnest(array['{string.Join("','", kept.Tables)}']) t where to_regclass(t || '_{month.First:yyyy_MM}') is null)
                and {kept.Parts.Count} = (select count(*) from pg_constraint where contype = 'f' and conrelid = any (array[{string.Join(", ", kept.Parts.Select(p => $"to_regclass('{Kept.In(p.Table, month)}')"))}]::regclass[]))
                as "Value"
            """, ct)) return;
        await Alone(db, () => Do(db, kept.Room(month), ct), stays: () => StaysInTheRest(log, kept.Table, month), ct);
    }

    /// <param name="stays">What to say when rows stand in the way.</param>
    async Task Alone(LinliDb db, Func<Task> work, Action? stays, CancellationToken ct)
    {
        try
        {
            await db.Begin(ct);
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({oneAtATime})", ct);
            // Selling goes on rather than waiting behind somebody's long reading; the next look does it.
            await db.Database.ExecuteSqlAsync($"set local lock_timeout = '5s'", ct);
            await work();
            await db.Commit(ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CheckViolation && stays is not null)
        {
            await db.Forget();
            stays();
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            await db.Forget();
            Later(log, e);
        }
    }

    // Names of tables cannot be parameters; they come from the model and the calendar.
    static Task<int> Do(LinliDb db, string statement, CancellationToken ct) => db.Database.ExecuteSqlRawAsync(statement, ct);
    static Task<bool> Is(LinliDb db, string question, CancellationToken ct) => db.Database.SqlQueryRaw<bool>(question).SingleAsync(ct);

    [LoggerMessage(LogLevel.Warning, "{table} keeps {month} in its rest: rows of that month came before it was made")]
    static partial void StaysInTheRest(ILogger log, string table, Month month);

    [LoggerMessage(LogLevel.Warning, "A month could not be made or dropped now; it is tried again")]
    static partial void Later(ILogger log, Exception e);
}
