using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Linli.Platform;

/// <summary>
/// Rows that were added together are written together: one statement per table, on PostgreSQL with an array per column (unnest),
/// on SQLite prepared once and run per row. It takes a few rows' time where one statement per row takes milliseconds.
/// </summary>
static class Inserts
{
    /// <summary>Below this many, what EF does by itself costs no more.</summary>
    const int Worth = 8;
    static readonly ConcurrentDictionary<IEntityType, Table> tables = [];

    /// <summary>Writes what is added, if it is worth it; everything else is left to EF.</summary>
    /// <returns>What was written. EF does not know of it yet.</returns>
    public static async Task<IReadOnlyList<EntityEntry>> Write(LinliDb db, IReadOnlyList<EntityEntry> entries, CancellationToken ct)
    {
        List<EntityEntry> added = [.. entries.Where(e => e.State == EntityState.Added)];
        if (added.Count < Worth) return [];
        var tables = added.GroupBy(e => e.Metadata).ToList();
        if (tables.Any(t => !Of(t.Key).Simple || IsFreed(t.Key, entries))) return [];
        await db.Begin(ct);
        foreach (var rows in tables.OrderBy(t => Of(t.Key).Depth)) await Of(rows.Key).Insert(db, [.. rows.Select(r => r.Entity)], ct);
        return added;
    }

    /// <summary>Writes rows that nobody needs to follow any further.</summary>
    public static Task Write(LinliDb db, IEntityType type, IReadOnlyList<object> rows, CancellationToken ct) => Of(type) is { Simple: true } table
        ? table.Insert(db, rows, ct)
        : throw new InvalidOperationException($"{type.DisplayName()} has columns that only EF can write");

    /// <summary>The same for later.</summary>
    public static LastStatement Of(LinliDb db, IEntityType type, IReadOnlyList<object> rows) => Of(type) is not { Simple: true } table
        ? throw new InvalidOperationException($"{type.DisplayName()} has columns that only EF can write")
        : db.IsPostgres ? new(table.Batched(rows), null) : new(ct => table.Insert(db, rows, ct));

    static Table Of(IEntityType type) => tables.GetOrAdd(type, t => new(t));

    // A key or a unique value that a new row may want is given free by the same commit: EF knows the right order.
    static bool IsFreed(IEntityType type, IReadOnlyList<EntityEntry> entries) => entries.Any(e => e.Metadata == type
        && (e.State == EntityState.Deleted || e.State == EntityState.Modified && Of(type).Unique.Any(p => e.Property(p.Name).IsModified)));

    sealed class Table
    {
        readonly IReadOnlyList<Column> columns;
        readonly string arrays, each;

        public Table(IEntityType type)
        {
            columns = [.. type.GetProperties().Select(p => new Column(p))];
            var into = $"insert into \"{type.GetTableName()}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))})";
            arrays = $"{into} select * from unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})";
            each = $"{into} values ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
            Simple = type.BaseType is null && !type.GetDerivedTypes().Any() && columns.All(c => c.Simple)
                && type.GetForeignKeys().All(f => f.PrincipalEntityType != type);
            Unique = [.. type.GetIndexes().Where(i => i.IsUnique).SelectMany(i => i.Properties).Where(p => !p.IsPrimaryKey()).Distinct()];
            Depth = DepthOf(type);
        }

        public bool Simple { get; }
        public IReadOnlyList<IProperty> Unique { get; }

        /// <summary>Wholes are written before their parts.</summary>
        public int Depth { get; }

        static int DepthOf(IEntityType type) => type.GetForeignKeys().Where(f => f.PrincipalEntityType != type)
            .Select(f => DepthOf(f.PrincipalEntityType) + 1).DefaultIfEmpty(0).Max();

        public async Task Insert(LinliDb db, IReadOnlyList<object> rows, CancellationToken ct)
        {
            await using var command = db.Command();
            if (command is NpgsqlCommand postgres) await InsertArrays(postgres, rows, ct);
            else InsertEach((SqliteCommand)command, rows);
        }

        Task<int> InsertArrays(NpgsqlCommand command, IReadOnlyList<object> rows, CancellationToken ct)
        {
            command.CommandText = arrays;
            Fill(command.Parameters, rows);
            return command.ExecuteNonQueryAsync(ct);
        }

        public NpgsqlBatchCommand Batched(IReadOnlyList<object> rows)
        {
            var command = new NpgsqlBatchCommand(arrays);
            Fill(command.Parameters, rows);
            return command;
        }

        void Fill(NpgsqlParameterCollection parameters, IReadOnlyList<object> rows)
        {
            foreach (var column in columns) parameters.Add(new NpgsqlParameter { Value = column.All(rows) });
        }

        // SQLite has no other way than to wait for it.
        void InsertEach(SqliteCommand command, IReadOnlyList<object> rows)
        {
            command.CommandText = each;
            var values = columns.Select((_, i) => command.Parameters.AddWithValue($"$p{i}", DBNull.Value)).ToArray();
            foreach (var row in rows)
            {
                for (var i = 0; i < values.Length; i++) values[i].Value = columns[i].One(row) ?? DBNull.Value;
                command.ExecuteNonQuery();
            }
        }
    }

    sealed class Column
    {
        static readonly MethodInfo fill = typeof(Column).GetMethod(nameof(Fill), BindingFlags.Instance | BindingFlags.NonPublic)!;
        readonly IClrPropertyGetter? getter;
        readonly Func<object?, object?>? convert;

        public Column(IProperty property)
        {
            var mapping = property.GetTypeMapping();
            Name = property.GetColumnName();
            convert = mapping.Converter?.ConvertToProvider;
            getter = property.IsShadowProperty() ? null : property.GetGetter();
            var type = mapping.Converter?.ProviderClrType ?? property.ClrType;
            type = Nullable.GetUnderlyingType(type) ?? type;
            // An array of arrays cannot be handed over, and what the database makes itself is not known.
            Simple = property.ValueGenerated == ValueGenerated.Never && (type == typeof(string) || !type.IsArray && type.IsValueType)
                && (getter is not null || property.Name == Owning.Revision);
            var element = property.IsNullable && type.IsValueType ? typeof(Nullable<>).MakeGenericType(type) : type;
            All = fill.MakeGenericMethod(element).CreateDelegate<Func<IReadOnlyList<object>, Array>>(this);
        }

        public string Name { get; }
        public bool Simple { get; }

        /// <summary>The values of the column as an array of the type that the database knows.</summary>
        public Func<IReadOnlyList<object>, Array> All { get; }

        public object? One(object row)
        {
            // What is new has never been changed.
            if (getter is null) return 0;
            var value = getter.GetClrValue(row);
            return value is null || convert is null ? value : convert(value);
        }

        T[] Fill<T>(IReadOnlyList<object> rows)
        {
            var all = new T[rows.Count];
            for (var i = 0; i < all.Length; i++) all[i] = (T)One(rows[i])!;
            return all;
        }
    }
}
