using Microsoft.Data.Sqlite;
using Npgsql;

namespace Linli.Tests;

/// <summary>A fresh database for one town: a SQLite file, or a database on the server named in LINLI_TEST_POSTGRES.</summary>
sealed class TestDatabase : IAsyncDisposable
{
    public static string? Server => Environment.GetEnvironmentVariable("LINLI_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    public required string Folder { get; init; }
    public string? Name { get; private init; }

    public Dictionary<string, string> Settings => Name is null
        ? new() { ["Linli:Data"] = Folder }
        : new() { ["Linli:Data"] = Folder, ["Linli:Postgres"] = ConnectionString };

    string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = Name, MaxPoolSize = 30 }.ConnectionString;

    public static Task<TestDatabase> Make() => Make(Server is not null);

    /// <param name="like">Of which it is a copy; nobody may be at work in that one.</param>
    public static async Task<TestDatabase> Make(bool onServer, TestDatabase? like = null)
    {
        var folder = Directory.CreateTempSubdirectory("linli-test-").FullName;
        if (!onServer)
        {
            if (like is not null) File.Copy(Path.Combine(like.Folder, "linli.db"), Path.Combine(folder, "linli.db"));
            return new() { Folder = folder };
        }

        var name = "linli_" + Guid.NewGuid().ToString("N");
        await Execute($"create database {name}{(like is null ? "" : $" template {like.Name}")}");
        return new() { Folder = folder, Name = name };
    }

    /// <summary>Counts the rows for the planner, as the server does by itself within its first minute.</summary>
    public Task Analyze() => Name is null ? Task.CompletedTask : Execute("analyze", ConnectionString);

    /// <summary>Nobody is at work in it from now on: it may be copied.</summary>
    public async Task Close()
    {
        SqliteConnection.ClearAllPools();
        if (Name is null) return;
        await Execute($"alter database {Name} allow_connections false");
        await Execute($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Name}'");
        while (await Ask($"select count(*) from pg_stat_activity where datname = '{Name}'") > 0) await Task.Delay(20);
    }

    public async ValueTask DisposeAsync()
    {
        if (Name is not null)
        {
            await Execute($"drop database if exists {Name} with (force)");
            NpgsqlConnection.ClearAllPools();
        }
        else SqliteConnection.ClearAllPools();

        Directory.Delete(Folder, recursive: true);
    }

    static async Task Execute(string sql, string? database = null)
    {
        await using var connection = new NpgsqlConnection(database ?? Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<long> Ask(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
