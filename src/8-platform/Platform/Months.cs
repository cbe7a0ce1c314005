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

    /// <summary>The tables that are kept by month, wholes before their parts.</summary>
    public static IReadOnlyList<Kept> KeptByMonth(this IReadOnlyModel model) =>
    [
        .. model.GetEntityTypes().Where(t => t.FindAnnotation(ByMonth) is not null).OrderBy(t => t.GetForeignKeys().Count())
            .ThenBy(t => t.GetTableName(), StringComparer.Ordinal).Select(t => new Kept(
                t.GetTableName()!, t.FindProperty((string)t.FindAnnotation(ByMonth)!.Value!)!.GetColumnName(),
                t.GetForeignKeys().SingleOrDefault()?.PrincipalEntityType.GetTableName())),
    ];
}

/// <param name="Column">Whose time decides.</param>
/// <param name="Whole">The table its rows are parts of.</param>
public sealed record Kept(string Table, string Column, string? Whole);

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
        // Parts before their wholes: as long as there are parts, the whole is not empty.
        foreach (var kept in db.Model.KeptByMonth().Reverse())
        {
            var months = await db.Database.SqlQuery<string>(
                $"select inhrelid::regclass::text as \"Value\" from pg_inherits where inhparent = to_regclass({kept.Table})").ToListAsync(ct);
            foreach (var name in months.Where(m => !m.EndsWith("_rest", StringComparison.Ordinal) && string.CompareOrdinal(m, NameOf(kept.Table, last)) <= 0))
                await DropIfEmpty(db, kept, name, ct);
        }
    }

    async Task DropIfEmpty(LinliDb db, Kept kept, string name, CancellationToken ct)
    {
        await Alone(db, async () =>
        {
            await Do(db, $"{Locked(kept)}lock table {kept.Table} in access exclusive mode", ct);
            if (await Is(db, $"select exists (select from {name}) as \"Value\"", ct)) return;
            await Do(db, $"alter table {kept.Table} detach partition {name}; drop table {name}", ct);
        }, stays: null, ct);
    }

    async Task Make(LinliDb db, Kept kept, Month month, CancellationToken ct)
    {
        var name = NameOf(kept.Table, month);
        if (await Is(db, $"select to_regclass('{name}') is not null as \"Value\"", ct)) return;
        await Alone(
            db, () => Do(
                db, $"{Locked(kept)}create table if not exists {name} partition of {kept.Table} for values from ('{month.FirstId}') to ('{month.Next.FirstId}')", ct),
            stays: () => StaysInTheRest(log, kept.Table, month), ct);
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

    internal static string NameOf(string table, Month month) => $"{table}_{month.First:yyyy_MM}";

    // Names of tables cannot be parameters; they come from the model and the calendar.
    static Task<int> Do(LinliDb db, string statement, CancellationToken ct) => db.Database.ExecuteSqlRawAsync(statement, ct);
    static Task<bool> Is(LinliDb db, string question, CancellationToken ct) => db.Database.SqlQueryRaw<bool>(question).SingleAsync(ct);

    // Locked in the order in which they are written to: first the whole, then its parts.
    static string Locked(Kept kept) => kept.Whole is null ? "" : $"lock table {kept.Whole} in share row exclusive mode; ";

    [LoggerMessage(LogLevel.Warning, "{table} keeps {month} in its rest: rows of that month came before it was made")]
    static partial void StaysInTheRest(ILogger log, string table, Month month);

    [LoggerMessage(LogLevel.Warning, "A month could not be made or dropped now; it is tried again")]
    static partial void Later(ILogger log, Exception e);
}
