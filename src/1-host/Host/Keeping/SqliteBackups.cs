using Microsoft.Data.Sqlite;

namespace Linli.Host.Keeping;

/// <summary>A shop in one file. The copy is one moment of it; orders go on meanwhile.</summary>
sealed class SqliteBackups(string database) : Backups
{
    const int NotADatabase = 26, Corrupt = 11;

    public override async Task<Holding> Copy(string file)
    {
        if (!await HasTables()) throw No.NothingToBackUp(database);
        await using (var source = await Open(database, SqliteOpenMode.ReadWrite))
        {
            // A copy without the log beside it, and without the room that deleted rows left.
            await using var command = source.CreateCommand();
            command.CommandText = "vacuum into $file";
            command.Parameters.AddWithValue("$file", file);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync();
        }

        await Steps(file);
        return await Count(file);
    }

    public override async Task<IReadOnlyList<string>> Steps(string file)
    {
        try
        {
            await using var backup = await Open(file, SqliteOpenMode.ReadOnly);
            var health = await Read(backup, "pragma integrity_check", row => row.GetString(0));
            if (health is not ["ok"]) throw No.Damaged(file, health[0]);
            return await Read(backup, "select \"MigrationId\" from \"__EFMigrationsHistory\" order by 1", row => row.GetString(0));
        }
        catch (SqliteException e) when (e.SqliteErrorCode is NotADatabase or Corrupt or 1)
        {
            throw No.Damaged(file, e.Message);
        }
    }

    public override Task<IDisposable?> KeepOut()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(database)!);
        return Task.FromResult<IDisposable?>(Serving.KeepOut(database));
    }

    public override async Task<bool> HoldsShops() => await HasTables() && (await Count(database)).Shops > 0;

    async Task<bool> HasTables()
    {
        if (!File.Exists(database)) return false;
        await using var connection = await Open(database, SqliteOpenMode.ReadWrite);
        return await Read(connection, "select 1 from sqlite_master where name = 'platform_shops'", _ => true) is [true];
    }

    public override async Task<Holding> PutBack(string file, DbContext db)
    {
        using var part = PartFile.For(database);
        File.Copy(file, part.Name, overwrite: true);
        db.Database.SetConnectionString(new SqliteConnectionStringBuilder { DataSource = part.Name, ForeignKeys = true, Pooling = false }.ConnectionString);
        await db.Database.MigrateAsync();
        await db.Database.CloseConnectionAsync();
        await WithoutLog(part.Name);
        var holding = await Count(part.Name);
        // A log that stayed behind would be read into the file that takes the old one's place.
        if (File.Exists(database)) await WithoutLog(database);
        part.Finish();
        return holding;
    }

    static async Task WithoutLog(string file)
    {
        await using var connection = await Open(file, SqliteOpenMode.ReadWrite);
        var mode = await Read(connection, "pragma journal_mode = delete", row => row.GetString(0));
        if (mode is not ["delete"]) throw No.StillServing();
    }

    static async Task<Holding> Count(string file)
    {
        await using var connection = await Open(file, SqliteOpenMode.ReadWrite);
        return (await Read(connection, Holding.Counted, row => new Holding(row.GetInt64(0), row.GetInt64(1)))).Single();
    }

    static async Task<SqliteConnection> Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    static async Task<List<T>> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> row)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add(row(reader));
        return rows;
    }
}
