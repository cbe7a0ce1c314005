using System.Data.Common;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Linli.Host.Keeping;

/// <summary>导入 — brings one operator's open file into this Linli, wholly or not at all.</summary>
static class Import
{
    public static async Task Read(WebApplication app, string file)
    {
        var begun = Stopwatch.GetTimestamp();
        var source = Path.GetFullPath(file);
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(source);
            var manifest = await OpenFile.ManifestOf(zip);
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
            var tables = Table.OfOperators(db.Model);
            await Check(zip, manifest, tables, db);
            await app.Migrate();
            await Fill(zip, manifest, tables, db);
            Export.Say("导入好了", "imported", manifest, source, begun);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or FormatException)
        {
            throw No.Damaged(source, e.Message);
        }
        // Whole, but not by the house's rules: a third level of promoters, an order without its lines' order.
        catch (DbException e) when (e is SqliteException { SqliteErrorCode: 19 } or PostgresException { SqlState: ['2', '3', ..] })
        {
            throw No.Damaged(source, e.Message);
        }
    }

    static async Task Check(ZipArchive zip, Manifest manifest, IReadOnlyList<Table> tables, LinliDb db)
    {
        if (manifest.Format != Manifest.Shop) throw new FormatException(manifest.Format);
        var ours = Databases.Steps(db.Database);
        if (manifest.Version > Manifest.Newest || manifest.Steps.Except(ours).Any())
            throw No.Future(manifest.Steps.Except(ours).FirstOrDefault() ?? $"{Manifest.Shop} {manifest.Version}");
        if (manifest.Steps.Count < ours.Count) throw No.OlderFile(manifest.Steps[^1]);
        if (!manifest.Tables.Select(t => t.Table).SequenceEqual(tables.Select(t => t.Name))) throw new FormatException("tables");
        foreach (var sheet in manifest.Tables) await OpenFile.Check(zip, sheet);
    }

    static async Task Fill(ZipArchive zip, Manifest manifest, IReadOnlyList<Table> tables, LinliDb db)
    {
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        await using var whole = await connection.BeginTransactionAsync();
        if (await Holds(connection, whole, manifest)) throw No.ShopThere(manifest.Code);
        foreach (var (table, sheet) in tables.Zip(manifest.Tables))
        {
            var rows = connection is NpgsqlConnection postgres
                ? await Copy(postgres, table, Rows(zip, sheet, table, manifest))
                : await Insert((SqliteConnection)connection, (SqliteTransaction)whole, table, Rows(zip, sheet, table, manifest));
            if (rows != sheet.Rows) throw new FormatException($"{table.Name}: {rows} rows, not {sheet.Rows}");
        }

        await whole.CommitAsync();
    }

    static async Task<bool> Holds(DbConnection connection, DbTransaction whole, Manifest manifest)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = whole;
        command.CommandText = "select count(*) from platform_shops where tenant = @tenant or code = @code";
        command.Add("tenant", manifest.Tenant);
        command.Add("code", manifest.Code);
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }

    // Whatever the file says, no row of another operator comes out of it.
    static async IAsyncEnumerable<object[]> Rows(ZipArchive zip, Sheet sheet, Table table, Manifest manifest)
    {
        await foreach (var row in OpenFile.Rows(zip, sheet))
            using (row)
            {
                object[] values = [.. table.Columns.Select(c => c.Read(row.RootElement))];
                if (!manifest.Tenant.Equals(values[0])) throw new FormatException($"{table.Name}: {values[0]} is another operator's");
                yield return values;
            }
    }

    static async Task<long> Copy(NpgsqlConnection connection, Table table, IAsyncEnumerable<object[]> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy \"{table.Name}\" ({table.Names}) from stdin (format binary)");
        var count = 0L;
        await foreach (var row in rows)
        {
            await copy.StartRowAsync();
            for (var i = 0; i < row.Length; i++)
                if (row[i] is DBNull) await copy.WriteNullAsync();
                else await copy.WriteAsync(row[i], OnPostgres(table.Columns[i]));
            count++;
        }

        await copy.CompleteAsync();
        return count;
    }

    static NpgsqlDbType OnPostgres(Column column) => column.Kind switch
    {
        Kind.Id => NpgsqlDbType.Uuid,
        Kind.Text => NpgsqlDbType.Text,
        Kind.Number => column.Stored == typeof(int) ? NpgsqlDbType.Integer : NpgsqlDbType.Bigint,
        Kind.Flag => NpgsqlDbType.Boolean,
        Kind.Moment => NpgsqlDbType.TimestampTz,
        Kind.Day => NpgsqlDbType.Date,
        Kind.Time => NpgsqlDbType.Time,
        _ => NpgsqlDbType.Bytea,
    };

    static async Task<long> Insert(SqliteConnection connection, SqliteTransaction whole, Table table, IAsyncEnumerable<object[]> rows)
    {
        await using var insert = connection.CreateCommand();
        insert.Transaction = whole;
        insert.CommandText = $"insert into \"{table.Name}\" ({table.Names}) values ({string.Join(", ", table.Columns.Select((_, i) => $"@v{i}"))})";
        var values = table.Columns.Select((_, i) => insert.Add($"v{i}", DBNull.Value)).ToList();
        await insert.PrepareAsync();
        var count = 0L;
        await foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) values[i].Value = row[i];
            await insert.ExecuteNonQueryAsync();
            count++;
        }

        return count;
    }
}
