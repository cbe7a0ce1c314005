using System.Data.Common;
using System.Runtime.CompilerServices;
using Linli.Host.Keeping;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Linli.Host;

/// <summary>A shop in one file.</summary>
sealed class SqliteDb(DbContextOptions<SqliteDb> options, Workings workings, Caller caller) : LinliDb(options, workings, caller)
{
    public override bool IsPostgres => false;
}

/// <summary>When it grows.</summary>
sealed class PostgresDb(DbContextOptions<PostgresDb> options, Workings workings, Caller caller) : LinliDb(options, workings, caller)
{
    public override bool IsPostgres => true;
}

static class Databases
{
    /// <summary>A year of rows takes its time to be written anew.</summary>
    public static readonly TimeSpan LongEnough = TimeSpan.FromHours(12);

    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (settings["Linli:Postgres"] is { Length: > 0 } postgres)
        {
            var source = new NpgsqlDataSourceBuilder(postgres);
            // Each host keeps few connections: the counters need one per busy shop, readers the rest.
            if (!postgres.Contains("Maximum Pool Size", StringComparison.OrdinalIgnoreCase)) source.ConnectionStringBuilder.MaxPoolSize = 40;
            // The same few hundred statements come again and again: each connection plans them once.
            if (!postgres.Contains("Max Auto Prepare", StringComparison.OrdinalIgnoreCase)) source.ConnectionStringBuilder.MaxAutoPrepare = 200;
            if (!postgres.Contains("Auto Prepare Min Usages", StringComparison.OrdinalIgnoreCase)) source.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
            // What is changed of a session ends with its transaction, and the bell's line keeps its own: there is nothing to set back.
            if (!postgres.Contains("No Reset On Close", StringComparison.OrdinalIgnoreCase)) source.ConnectionStringBuilder.NoResetOnClose = true;
            var built = source.Build();
            builder.Services.AddSingleton(built);
            // The choices are the same for everybody: made once, not for every request.
            builder.Services.AddDbContext<LinliDb, PostgresDb>(db => db.UseNpgsql(built), optionsLifetime: ServiceLifetime.Singleton);
            return;
        }

        var file = new SqliteConnectionStringBuilder
        {
            DataSource = FileOf(settings),
            ForeignKeys = true,
            DefaultTimeout = 30,
        };
        builder.Services.AddDbContext<LinliDb, SqliteDb>(db => db.UseSqlite(file.ConnectionString,
            // A list is one parameter, so its statement is the same for one id and for two hundred.
            sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(new LongLog()), optionsLifetime: ServiceLifetime.Singleton);
    }

    /// <summary>Where a shop lies that needs no server.</summary>
    public static string FileOf(IConfiguration settings)
    {
        var folder = Path.GetFullPath(settings["Linli:Data"] ?? "data");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, "linli.db");
    }

    /// <summary>Brings the database to this version; a database that is newer than the program is left alone.</summary>
    public static async Task Migrate(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<LinliDb>().Database;
        RefuseFuture(database, await database.CanConnectAsync() ? await database.GetAppliedMigrationsAsync() : []);
        database.SetCommandTimeout(LongEnough);
        await database.MigrateAsync();
        await app.Services.GetRequiredService<Calendar>().Make(default);
        if (database.IsSqlite()) await CheckDurability(database);
    }

    /// <summary>The steps of this version's schema, by the names that both databases give them.</summary>
    public static IReadOnlyList<string> Steps(DatabaseFacade database) => [.. database.GetMigrations().Select(m => m[(m.IndexOf('_', StringComparison.Ordinal) + 1)..])];

    public static async Task RequireCurrent(DatabaseFacade database)
    {
        RefuseFuture(database, await database.GetAppliedMigrationsAsync());
        if ((await database.GetPendingMigrationsAsync()).Any()) throw No.NotUpgraded();
    }

    public static void RefuseFuture(DatabaseFacade database, IEnumerable<string> steps)
    {
        if (steps.Except(database.GetMigrations()).FirstOrDefault() is { } future) throw No.Future(future);
    }

    // What is acknowledged must survive a power cut: the write-ahead log, and an fsync per commit.
    static async Task CheckDurability(DatabaseFacade database)
    {
        var mode = (await database.SqlQueryRaw<string>("PRAGMA journal_mode=WAL").ToListAsync()).Single();
        var synchronous = (await database.SqlQueryRaw<long>("PRAGMA synchronous").ToListAsync()).Single();
        if (mode != "wal" || synchronous < 2)
            throw new InvalidOperationException($"SQLite must run with WAL and synchronous FULL, not {mode} and {synchronous}");
    }
}

/// <summary>
/// Lets SQLite's write-ahead log grow to 16 MB before it is carried into the file: a busy shop writes the same pages again and again,
/// and with the usual 4 MB it pays for that twice. Said once to each connection of the pool.
/// </summary>
sealed class LongLog : DbConnectionInterceptor
{
    const int Pages = 4000;
    readonly ConditionalWeakTable<object, LongLog> told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (!told.TryAdd(((SqliteConnection)connection).Handle!, this)) return;
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_autocheckpoint={Pages}";
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}

/// <summary>For `dotnet ef` only: `.ci/migrations NAME` writes a migration for both databases.</summary>
sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=design.db").Options, Design.Workings(), new Caller());
}

sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=design").Options, Design.Workings(), new Caller());
}

static class Design
{
    public static Workings Workings() => new(Rooms.All(), new Listeners([]), TimeProvider.System, new Bell(), new News());
}
