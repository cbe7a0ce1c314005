using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Linli.Host.Keeping;

/// <summary>How a value stands in an open file, whatever database it comes from.</summary>
enum Kind { Id, Text, Number, Flag, Moment, Day, Time, Bytes }

/// <param name="Stored">What the database's driver takes and gives.</param>
sealed record Column(string Name, Kind Kind, Type Stored)
{
    const string moment = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", day = "yyyy-MM-dd", time = "HH:mm:ss.FFFFFFF";

    public static Column Of(IColumn column)
    {
        var property = column.PropertyMappings[0].Property;
        var mapping = property.GetTypeMapping();
        var stored = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        stored = Nullable.GetUnderlyingType(stored) ?? stored;
        var meant = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return new(column.Name, KindOf(meant == typeof(DateTimeOffset) ? meant : stored), stored);
    }

    static Kind KindOf(Type type) => type switch
    {
        _ when type == typeof(Guid) => Kind.Id,
        _ when type == typeof(string) => Kind.Text,
        _ when type == typeof(int) || type == typeof(long) => Kind.Number,
        _ when type == typeof(bool) => Kind.Flag,
        _ when type == typeof(DateTimeOffset) => Kind.Moment,
        _ when type == typeof(DateOnly) => Kind.Day,
        _ when type == typeof(TimeOnly) => Kind.Time,
        _ when type == typeof(byte[]) => Kind.Bytes,
        _ => throw new InvalidOperationException($"{type} has no form in an open file yet"),
    };

    public void Write(Utf8JsonWriter json, DbDataReader row, int at)
    {
        json.WritePropertyName(Name);
        if (row.IsDBNull(at))
        {
            json.WriteNullValue();
            return;
        }

        switch (Kind)
        {
            case Kind.Id: json.WriteStringValue(row.GetGuid(at)); break;
            case Kind.Text: json.WriteStringValue(row.GetString(at)); break;
            case Kind.Number: json.WriteNumberValue(row.GetInt64(at)); break;
            case Kind.Flag: json.WriteBooleanValue(row.GetBoolean(at)); break;
            case Kind.Day: json.WriteStringValue(row.GetFieldValue<DateOnly>(at).ToString(day, CultureInfo.InvariantCulture)); break;
            case Kind.Time: json.WriteStringValue(row.GetFieldValue<TimeOnly>(at).ToString(time, CultureInfo.InvariantCulture)); break;
            case Kind.Bytes: json.WriteBase64StringValue(row.GetFieldValue<byte[]>(at)); break;
            case Kind.Moment:
                var when = Stored == typeof(long) ? DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(at)) : row.GetFieldValue<DateTimeOffset>(at);
                json.WriteStringValue(when.ToString(moment, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>What stands in the file, as this database keeps it; throws FormatException for anything else.</summary>
    public object Read(JsonElement row)
    {
        if (!row.TryGetProperty(Name, out var value)) throw new FormatException($"{Name} is missing");
        if (value.ValueKind == JsonValueKind.Null) return DBNull.Value;
        try
        {
            return Kind switch
            {
                Kind.Id => value.GetGuid(),
                Kind.Text => value.GetString()!,
                Kind.Number when Stored == typeof(int) => value.GetInt32(),
                Kind.Number => value.GetInt64(),
                Kind.Flag => value.GetBoolean(),
                Kind.Day => DateOnly.ParseExact(value.GetString()!, day, CultureInfo.InvariantCulture),
                Kind.Time => TimeOnly.ParseExact(value.GetString()!, time, CultureInfo.InvariantCulture),
                Kind.Bytes => value.GetBytesFromBase64(),
                _ => MomentOf(value.GetString()!),
            };
        }
        catch (InvalidOperationException e) { throw new FormatException($"{Name}: {e.Message}", e); }
    }

    object MomentOf(string text)
    {
        var when = DateTimeOffset.ParseExact(text, moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return Stored == typeof(long) ? when.ToUnixTimeMilliseconds() : when;
    }
}

/// <summary>A table of the model, as a file of one JSON object per row in the order of the key.</summary>
sealed record Table(string Name, IReadOnlyList<Column> Columns, IReadOnlyList<Column> Key)
{
    public const string Tenant = "tenant";

    /// <summary>Every table that keeps rows of one operator, wholes before their parts.</summary>
    public static IReadOnlyList<Table> OfOperators(IModel model)
    {
        var ordered = new List<ITable>();
        void Add(ITable table)
        {
            if (ordered.Contains(table)) return;
            foreach (var whole in table.ForeignKeyConstraints.Select(k => k.PrincipalTable).Where(t => t != table)) Add(whole);
            ordered.Add(table);
        }

        foreach (var table in model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal))
            if (table.PrimaryKey?.Columns[0].Name == Tenant) Add(table);
        return [.. ordered.Select(Of)];
    }

    static Table Of(ITable table)
    {
        var key = table.PrimaryKey!.Columns.Select(Column.Of).ToList();
        var rest = table.Columns.Where(c => key.TrueForAll(k => k.Name != c.Name)).OrderBy(c => c.Name, StringComparer.Ordinal);
        return new(table.Name, [.. key, .. rest.Select(Column.Of)], key);
    }

    public string Names => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));

    /// <summary>One shop's rows; the order of texts is that of their bytes on every server.</summary>
    public string Select(bool onPostgres) =>
        $"select {Names} from \"{Name}\" where \"{Tenant}\" = @tenant order by "
        + string.Join(", ", Key.Select(k => $"\"{k.Name}\"{(onPostgres && k.Kind == Kind.Text ? " collate \"C\"" : "")}"));

    /// <summary>Writes one row as a line.</summary>
    public void Write(DbDataReader row, Utf8JsonWriter json, IBufferWriter<byte> line)
    {
        json.WriteStartObject();
        for (var i = 0; i < Columns.Count; i++) Columns[i].Write(json, row, i);
        json.WriteEndObject();
        json.Flush();
        line.Write("\n"u8);
        json.Reset();
    }
}
