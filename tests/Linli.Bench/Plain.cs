using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Linli.Bench;

/// <summary>
/// The yardstick: one plain transaction per order (insert order and line, conditional update of the sku's row), each
/// connection one after the other, without HTTP, sign-in or rules. On SQLite its one writer is queued for in the process,
/// which is faster than asking the file's lock again and again.
/// </summary>
sealed class Plain : IAsyncDisposable
{
    readonly Func<DbConnection> open;
    readonly SemaphoreSlim? oneWriter;
    readonly bool isPostgres;

    Plain(Func<DbConnection> open, bool isPostgres) => (this.open, this.isPostgres, oneWriter) = (open, isPostgres, isPostgres ? null : new(1, 1));

    public static async Task<Plain> OnPostgres(string connection, int wares)
    {
        var pool = new NpgsqlConnectionStringBuilder(connection) { MaxPoolSize = 100, MaxAutoPrepare = 10, AutoPrepareMinUsages = 2 }.ConnectionString;
        var plain = new Plain(() => new NpgsqlConnection(pool), isPostgres: true);
        await plain.Make("uuid", wares);
        return plain;
    }

    public static async Task<Plain> OnSqlite(string folder, int wares)
    {
        var file = $"Data Source={Path.Combine(folder, "plain.db")}";
        var plain = new Plain(() => new SqliteConnection(file), isPostgres: false);
        await plain.Make("text", wares);
        return plain;
    }

    /// <returns>Transactions per second.</returns>
    /// <param name="wares">Over how many rows the updates are spread.</param>
    public async Task<double> Run(int connections, int wares, TimeSpan length)
    {
        var end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var done = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => One(new Random(i), wares, end))));
        return done.Sum() / length.TotalSeconds;
    }

    async Task<int> One(Random dice, int wares, long end)
    {
        await using var connection = await Open();
        var done = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            if (oneWriter is not null) await oneWriter.WaitAsync();
            try { await Order(connection, dice.Next(wares)); }
            finally { oneWriter?.Release(); }
            done++;
        }

        return done;
    }

    async Task Order(DbConnection connection, int ware)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var order = Guid.CreateVersion7();
        object id = isPostgres ? order : order.ToString();
        await Run(connection, transaction, "insert into plain_orders (id, household, placed_at) values (@a, @b, 1)", id, id);
        await Run(connection, transaction, "insert into plain_lines (order_id, sku, amount) values (@a, @b, 1)", id, ware);
        if (await Run(connection, transaction, "update plain_items set taken = taken + 1 where sku = @a and taken + 1 <= total", ware) != 1)
            throw new InvalidOperationException("the plain sku is sold out");
        await transaction.CommitAsync();
    }

    async Task Make(string idType, int wares)
    {
        await using var connection = await Open();
        await Run(connection, null, $"create table plain_orders (id {idType} primary key, household {idType}, placed_at bigint)");
        await Run(connection, null, $"create table plain_lines (order_id {idType}, sku int, amount bigint, primary key (order_id, sku))");
        await Run(connection, null, "create table plain_items (sku int primary key, total bigint, taken bigint)");
        for (var i = 0; i < wares; i++) await Run(connection, null, "insert into plain_items values (@a, 900000000, 0)", i);
    }

    async Task<DbConnection> Open()
    {
        var connection = open();
        await connection.OpenAsync();
        if (!isPostgres) await Run(connection, null, "pragma journal_mode = wal; pragma synchronous = full");
        return connection;
    }

    static async Task<int> Run(DbConnection connection, DbTransaction? transaction, string sql, params object[] values)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (i == 0 ? "@a" : "@b", values[i]);
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync()
    {
        oneWriter?.Dispose();
        if (isPostgres) NpgsqlConnection.ClearAllPools();
        else SqliteConnection.ClearAllPools();
        return default;
    }
}
