using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using SQLitePCL;

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
        readonly IReadOnlyList<Action<sqlite3_stmt, object>> binds;

        public Table(IEntityType type)
        {
            columns = [.. type.GetProperties().Select(p => new Column(p))];
            var into = $"insert into \"{type.GetTableName()}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))})";
            arrays = $"{into} select * from unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})";
            each = $"{into} values ({string.Join(", ", columns.Select(_ => "?"))})";
            binds = [.. columns.Select((c, i) => c.Bind(i + 1))];
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
            else InsertEach((SqliteConnection)command.Connection!, rows);
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
        void InsertEach(SqliteConnection connection, IReadOnlyList<object> rows)
        {
            Pass(raw.sqlite3_prepare_v2(connection.Handle, each, out var statement));
            using (statement)
                foreach (var row in rows)
                {
                    foreach (var bind in binds) bind(statement, row);
                    Pass(raw.sqlite3_step(statement));
                    Pass(raw.sqlite3_reset(statement));
                }

            void Pass(int code)
            {
                if (code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, connection.Handle);
            }
        }
    }

    sealed class Column
    {
        static readonly MethodInfo fill = typeof(Column).GetMethod(nameof(Filling), BindingFlags.Static | BindingFlags.NonPublic)!;
        readonly Delegate? of;

        public Column(IProperty property)
        {
            var converter = property.GetTypeMapping().Converter;
            Name = property.GetColumnName();
            var type = converter?.ProviderClrType ?? property.ClrType;
            type = Nullable.GetUnderlyingType(type) ?? type;
            // What the database makes itself is not known.
            Simple = property.ValueGenerated == ValueGenerated.Never && SqliteBinding.Knows(type)
                && (property.PropertyInfo is not null || property.Name == Owning.Revision);
            var element = property.IsNullable && type.IsValueType ? typeof(Nullable<>).MakeGenericType(type) : type;
            if (!Simple)
            {
                All = _ => Array.Empty<object>();
                return;
            }

            var row = Expression.Parameter(typeof(object));
            var value = property.PropertyInfo is { } read
                ? Provided(Expression.Property(Expression.Convert(row, property.DeclaringType.ClrType), read), converter, element)
                // What is new has never been changed.
                : Expression.Constant(0);
            of = Expression.Lambda(value, row).Compile();
            All = (Func<IReadOnlyList<object>, Array>)fill.MakeGenericMethod(element).Invoke(null, [of])!;
        }

        public string Name { get; }
        public bool Simple { get; }

        /// <summary>The values of the column as an array of the type that the database knows.</summary>
        public Func<IReadOnlyList<object>, Array> All { get; }

        /// <summary>Binds the value of a row to a place in a statement of SQLite.</summary>
        public Action<sqlite3_stmt, object> Bind(int at) => SqliteBinding.Of(of, at) ?? ((_, _) => throw new InvalidOperationException($"{Name} can only be written by EF"));

        // As the database keeps it; what is not there stays so.
        static Expression Provided(Expression value, ValueConverter? converter, Type element)
        {
            if (converter is null) return value.Type == element ? value : Expression.Convert(value, element);
            if (Nullable.GetUnderlyingType(value.Type) is { } inner && converter.ModelClrType == inner)
                return Expression.Condition(
                    Expression.Property(value, "HasValue"), Expression.Convert(Converted(Expression.Property(value, "Value"), converter), element),
                    Expression.Default(element));
            Expression converted = Converted(value, converter);
            if (!value.Type.IsValueType)
                converted = Expression.Condition(Expression.ReferenceEqual(value, Expression.Constant(null)), Expression.Default(converted.Type), converted);
            return converted.Type == element ? converted : Expression.Convert(converted, element);
        }

        static InvocationExpression Converted(Expression value, ValueConverter converter) => Expression.Invoke(
            converter.ConvertToProviderExpression,
            value.Type == converter.ModelClrType ? value : Expression.Convert(value, converter.ModelClrType));

        static Func<IReadOnlyList<object>, Array> Filling<T>(Func<object, T> of) => rows =>
        {
            var all = new T[rows.Count];
            for (var i = 0; i < all.Length; i++) all[i] = of(rows[i]);
            return all;
        };
    }
}
