using Npgsql;

namespace Linli.Host.Keeping;

/// <summary>A PostgreSQL database, copied by pg_dump in its own format and put back in one transaction.</summary>
sealed class PostgresBackups(string connection, string? tools) : Backups
{
    readonly PostgresTools tools = new(new NpgsqlConnectionStringBuilder(connection), tools);

    public override async Task<Holding> Copy(string file)
    {
        await using var session = await Open();
        if (!await HasTables(session)) throw No.NothingToBackUp(session.Database);
        // What is counted and what is dumped are the same moment.
        await using var moment = await session.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        var holding = await Count(session);
        var snapshot = (string)(await Ask(session, "select pg_export_snapshot()"))!;
        await tools.Run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={file}"]);
        await Steps(file);
        return holding;
    }

    public override async Task<IReadOnlyList<string>> Steps(string file)
    {
        var content = await tools.Ask("pg_restore", ["--list", file]);
        if (!content.Contains("ordering_orders", StringComparison.Ordinal)) throw No.Damaged(file, "ordering_orders");
        var steps = await tools.Ask("pg_restore", ["--data-only", "--table=__EFMigrationsHistory", "--file=-", file]);
        return [.. steps.Split('\n').SkipWhile(line => !line.StartsWith("COPY ", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line != "\\.").Select(line => line.Split('\t')[0])];
    }

    public override async Task<IDisposable?> KeepOut()
    {
        await using var session = await Open();
        var others = (long)(await Ask(session,
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and coalesce(backend_type, 'client backend') = 'client backend'"))!;
        return others == 0 ? null : throw No.StillServing();
    }

    public override async Task<bool> HoldsShops()
    {
        await using var session = await Open();
        return await HasTables(session) && (await Count(session)).Shops > 0;
    }

    public override async Task<Holding> PutBack(string file, DbContext db)
    {
        const string clear = "drop schema public cascade; create schema public; grant usage on schema public to public";
        await tools.Pipe(
            "pg_restore", ["--no-owner", "--no-privileges", "--file=-", file],
            "psql", ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", $"--command={clear}", "--file=-"]);
        await db.Database.MigrateAsync();
        await using var session = await Open();
        // A database that has just been filled knows nothing of itself, and would plan its first queries badly.
        await Ask(session, "analyze");
        return await Count(session);
    }

    static async Task<bool> HasTables(NpgsqlConnection session) => await Ask(session, "select to_regclass('platform_shops')::text") is string;

    static async Task<Holding> Count(NpgsqlConnection session)
    {
        await using var command = new NpgsqlCommand(Holding.Counted, session) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new(row.GetInt64(0), row.GetInt64(1));
    }

    static async Task<object?> Ask(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync();
    }

    async Task<NpgsqlConnection> Open()
    {
        var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await session.OpenAsync();
        return session;
    }
}
