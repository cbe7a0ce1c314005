using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Linli.Host.History;

/// <summary>
/// One table of a shop as anybody can read it: a row is a JSON object of its columns, with ids as text, moments in UTC and money
/// in fen, the same from both databases.
/// </summary>
sealed class OpenTable
{
    enum Kind { Id, Moment, Flag, Number, Text }

    sealed record Column(string Name, Kind Kind, bool MayBeEmpty);

    readonly LinliDb db;
    readonly Column[] columns;
    readonly string select, insert;

    /// <param name="by">The column, beside the tenant, by which rows are asked for.</param>
    public OpenTable(LinliDb db, IEntityType type, string by)
    {
        this.db = db;
        Name = type.GetTableName()!;
        By = type.FindProperty(by)!.GetColumnName();
        columns = [.. type.GetProperties().OrderBy(p => p.GetColumnName(), StringComparer.Ordinal).Select(p => new Column(p.GetColumnName(), KindOf(p), p.IsNullable))];
        var key = string.Join(", ", type.FindPrimaryKey()!.Properties.Select(p => $"\"{p.GetColumnName()}\""));
        var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        select = $"select {names} from {Name} where tenant = @tenant and \"{By}\" = @by order by {key}";
        insert = $"insert into {Name} ({names}) values ({string.Join(", ", columns.Select((_, i) => $"@c{i}"))})";
    }

    public string Name { get; }
    public string By { get; }

    /// <param name="locked">Nobody else changes them before the transaction ends. SQLite has one writer anyway.</param>
    /// <returns>How many there are.</returns>
    public async Task<int> Write(Utf8JsonWriter json, TenantId shop, Guid by, bool locked, CancellationToken ct)
    {
        await using var command = await Command(select + (locked && db.IsPostgres ? " for update" : ""), ct);
        Add(command, "@tenant", shop.Value);
        Add(command, "@by", by);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var count = 0;
        json.WriteStartArray(Name);
        for (; await rows.ReadAsync(ct); count++)
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Length; i++) Write(json, columns[i], rows, i);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return count;
    }

    /// <summary>Puts a row back as it was. A column that is younger than the row gets what a new column begins with.</summary>
    public async Task Insert(JsonElement row, CancellationToken ct)
    {
        foreach (var field in row.EnumerateObject())
            if (!columns.Any(c => c.Name == field.Name)) throw No.ArchiveFromTheFuture($"{Name}.{field.Name}");
        await using var command = await Command(insert, ct);
        for (var i = 0; i < columns.Length; i++)
            Add(command, $"@c{i}", row.TryGetProperty(columns[i].Name, out var value) ? Read(columns[i].Kind, value) : Beginning(columns[i]));
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task Delete(TenantId shop, Guid by, CancellationToken ct)
    {
        await using var command = await Command($"delete from {Name} where tenant = @tenant and \"{By}\" = @by", ct);
        Add(command, "@tenant", shop.Value);
        Add(command, "@by", by);
        await command.ExecuteNonQueryAsync(ct);
    }

    async Task<DbCommand> Command(string sql, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }

    void Write(Utf8JsonWriter json, Column column, DbDataReader row, int at)
    {
        if (row.IsDBNull(at)) json.WriteNull(column.Name);
        else
            switch (column.Kind)
            {
                case Kind.Id: json.WriteString(column.Name, row.GetGuid(at)); break;
                case Kind.Flag: json.WriteBoolean(column.Name, row.GetBoolean(at)); break;
                case Kind.Number: json.WriteNumber(column.Name, row.GetInt64(at)); break;
                case Kind.Text: json.WriteString(column.Name, row.GetString(at)); break;
                case Kind.Moment:
                    json.WriteString(column.Name, (db.IsPostgres ? row.GetFieldValue<DateTimeOffset>(at)
                    : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(at))).UtcDateTime); break;
            }
    }

    object? Read(Kind kind, JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : kind switch
    {
        Kind.Id => value.GetGuid(),
        Kind.Flag => value.GetBoolean(),
        Kind.Number => value.GetInt64(),
        Kind.Moment => Moment(value.GetDateTimeOffset()),
        _ => value.GetString(),
    };

    object? Beginning(Column column) => column.MayBeEmpty ? null : column.Kind switch
    {
        Kind.Id => Guid.Empty,
        Kind.Flag => false,
        Kind.Number => 0L,
        Kind.Moment => Moment(DateTimeOffset.UnixEpoch),
        _ => "",
    };

    object Moment(DateTimeOffset at) => db.IsPostgres ? at : at.ToUnixTimeMilliseconds();

    static Kind KindOf(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        var kept = property.GetTypeMapping().Converter?.ProviderClrType ?? type;
        return type == typeof(DateTimeOffset) ? Kind.Moment
            : type == typeof(Guid) || type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>)) ? Kind.Id
            : kept == typeof(bool) ? Kind.Flag
            : kept == typeof(int) || kept == typeof(long) ? Kind.Number
            : kept == typeof(string) ? Kind.Text
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{property.Name} is kept as {kept.Name}, which has no open form yet"));
    }
}
