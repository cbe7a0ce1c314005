using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;

namespace Linli.Platform;

/// <summary>
/// A counter's few statements, written once for both databases: what changes goes in as rows, and what the rows
/// must find true stands in the statement, so that any number of hosts may run it at once.
/// </summary>
public static partial class Statements
{
    extension(LinliDb db)
    {
        /// <summary>
        /// Runs a statement over many rows. In its text <c>{rows}</c> is a table with a column for each property of the record (snake_case),
        /// <c>@tenant</c> the operator, and <c>{for update of x}</c> takes locks in the order of the query where there is more than one writer.
        /// Join what changes by <c>{rows} cross join t where …</c>: SQLite then looks the rows up by key instead of reading the table. Lock in a
        /// <c>with w as (…)</c>, which PostgreSQL runs once: within <c>from (…)</c> a plan made before the table was counted may run it for every row.
        /// </summary>
        /// <typeparam name="TRow">A record of ids, whole numbers and texts.</typeparam>
        /// <returns>How many rows were changed.</returns>
        public async Task<int> Write<TRow>(string sql, IReadOnlyList<TRow> rows, CancellationToken ct)
        {
            if (rows.Count == 0) return 0;
            await db.Begin(ct);
            await using var command = db.Command(sql, rows);
            return await command.ExecuteNonQueryAsync(ct);
        }

        /// <summary>The same for a statement that ends in <c>returning</c> a text.</summary>
        /// <returns>That text of each row that was changed.</returns>
        public async Task<IReadOnlySet<string>> Changed<TRow>(string sql, IReadOnlyList<TRow> rows, CancellationToken ct)
        {
            var changed = new HashSet<string>(rows.Count, StringComparer.Ordinal);
            if (rows.Count == 0) return changed;
            await db.Begin(ct);
            await using var command = db.Command(sql, rows);
            await using var told = await command.ExecuteReaderAsync(ct);
            while (await told.ReadAsync(ct)) changed.Add(told.GetString(0));
            return changed;
        }

        DbCommand Command<TRow>(string sql, IReadOnlyList<TRow> rows)
        {
            var command = db.Command();
            if (command is NpgsqlCommand postgres)
            {
                command.CommandText = Shape<TRow>.ForPostgres(sql);
                Fill(postgres.Parameters, db, rows);
                return command;
            }

            command.CommandText = Shape<TRow>.ForSqlite(sql);
            Add("@tenant", db.Own.Value);
            Add("@rows", Shape<TRow>.Text(rows));
            return command;

            void Add(string name, object value)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
        }
    }

    /// <param name="each">Whether every row must find something to change.</param>
    internal static LastStatement Last<TRow>(LinliDb db, string sql, IReadOnlyList<TRow> rows, bool each)
    {
        if (db.IsPostgres)
        {
            var command = new NpgsqlBatchCommand(Shape<TRow>.ForPostgres(sql));
            Fill(command.Parameters, db, rows);
            return new(command, each ? rows.Count : null);
        }

        return new(async ct =>
        {
            var changed = await db.Write(sql, rows, ct);
            if (each) LastStatement.Won(rows.Count, changed);
        });
    }

    static void Fill<TRow>(NpgsqlParameterCollection parameters, LinliDb db, IReadOnlyList<TRow> rows)
    {
        parameters.Add(new NpgsqlParameter { Value = db.Own.Value });
        foreach (var column in Shape<TRow>.Columns) parameters.Add(new NpgsqlParameter { Value = column.All(rows) });
    }

    [GeneratedRegex(@"\{(for update of \w+)\}")]
    private static partial Regex Locks();

    [GeneratedRegex(@"@(\w+)")]
    private static partial Regex Named();

    static class Shape<TRow>
    {
        public static IReadOnlyList<Column> Columns { get; } =
            [.. typeof(TRow).GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(p => new Column(p))];

        static readonly ConcurrentDictionary<string, string> postgres = [], sqlite = [];

        /// <summary>With its parameters by number: the tenant, then a column each.</summary>
        public static string ForPostgres(string sql) => postgres.GetOrAdd(sql, text => Named().Replace(
            Locks().Replace(text, "$1").Replace("{rows}", unnest, StringComparison.Ordinal),
            name => "$" + (numbers.IndexOf(name.Groups[1].Value) + 1).ToString(CultureInfo.InvariantCulture)));

        public static string ForSqlite(string sql) => sqlite.GetOrAdd(sql, text => Locks().Replace(text, "").Replace("{rows}", each, StringComparison.Ordinal));

        static readonly List<string> numbers = ["tenant", .. Columns.Select(c => c.Name)];

        static readonly string unnest =
            $"unnest({string.Join(", ", Columns.Select(c => "@" + c.Name))}) as r({string.Join(", ", Columns.Select(c => c.Name))})";

        static readonly string each =
            $"(select {string.Join(", ", Columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"value ->> {i} as {c.Name}")))} from json_each(@rows)) as r";

        public static string Text(IReadOnlyList<TRow> rows)
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartArray();
                foreach (var row in rows)
                {
                    json.WriteStartArray();
                    foreach (var column in Columns) column.Write(json, row!);
                    json.WriteEndArray();
                }

                json.WriteEndArray();
            }

            return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
    }

    sealed class Column(PropertyInfo property)
    {
        readonly PropertyInfo? id = property.PropertyType.GetInterface(typeof(IId<>).Name) is null
            ? null : property.PropertyType.GetProperty(nameof(IId<>.Value));

        public string Name { get; } = Owning.Snake(property.Name);

        public Array All<TRow>(IReadOnlyList<TRow> rows) => id is not null ? rows.Select(r => (Guid)Of(r!)).ToArray()
            : property.PropertyType == typeof(string) ? rows.Select(r => (string)Of(r!)).ToArray()
            : rows.Select(r => Convert.ToInt64(Of(r!), CultureInfo.InvariantCulture)).ToArray();

        public void Write(Utf8JsonWriter json, object row)
        {
            // SQLite keeps ids as text in capitals.
            if (Of(row) is Guid value) json.WriteStringValue(value.ToString("D").ToUpperInvariant());
            else if (Of(row) is string text) json.WriteStringValue(text);
            else json.WriteNumberValue(Convert.ToInt64(Of(row), CultureInfo.InvariantCulture));
        }

        object Of(object row) => id is null ? property.GetValue(row)! : id.GetValue(property.GetValue(row))!;
    }
}
