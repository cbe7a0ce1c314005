using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Linli.Tests.Keeping;

/// <summary>All rows of all tables as text, read without the product.</summary>
static class Rows
{
    public static async Task<DbConnection> Open(TestDatabase database)
    {
        DbConnection connection = database.Name is null
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(database.Folder, "linli.db"), Pooling = false }.ConnectionString)
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Settings["Linli:Postgres"]) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static async Task<SortedDictionary<string, List<string>>> All(TestDatabase database)
    {
        await using var connection = await Open(database);
        var tables = await Read(connection, database.Name is null
            ? "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
            : "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition");
        var all = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var table in tables) all[table] = await Read(connection, $"select * from \"{table}\"");
        return all;
    }

    public static async Task<List<string>> Read(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    public static async Task Do(TestDatabase database, string sql)
    {
        await using var connection = await Open(database);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
