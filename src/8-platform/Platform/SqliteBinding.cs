using System.Globalization;
using System.Text;
using SQLitePCL;

namespace Linli.Platform;

/// <summary>
/// Values of new rows, bound to a statement of SQLite by their place and written as the provider writes them. The provider itself looks
/// every value of every row up by its name, which takes longer than writing it.
/// </summary>
static class SqliteBinding
{
    /// <summary>Longer texts are handed over as they are.</summary>
    const int Short = 512;

    public static bool Knows(Type type) => type == typeof(string) || type == typeof(Guid) || type == typeof(long) || type == typeof(int)
        || type == typeof(bool) || type == typeof(double) || type == typeof(DateOnly) || type == typeof(DateTimeOffset);

    /// <param name="of">Takes the value out of a row.</param>
    /// <param name="at">Counted from 1.</param>
    /// <returns>Nothing for a type that only the provider knows to write.</returns>
    public static Action<sqlite3_stmt, object>? Of(Delegate? of, int at) => of switch
    {
        Func<object, string?> text => (to, row) => Text(to, at, text(row)),
        Func<object, Guid> id => (to, row) => Id(to, at, id(row)),
        Func<object, Guid?> id => Maybe(id, at, Id),
        Func<object, long> whole => (to, row) => raw.sqlite3_bind_int64(to, at, whole(row)),
        Func<object, long?> whole => Maybe(whole, at, static (to, at, value) => raw.sqlite3_bind_int64(to, at, value)),
        Func<object, int> whole => (to, row) => raw.sqlite3_bind_int64(to, at, whole(row)),
        Func<object, int?> whole => Maybe(whole, at, static (to, at, value) => raw.sqlite3_bind_int64(to, at, value)),
        Func<object, bool> flag => (to, row) => raw.sqlite3_bind_int64(to, at, flag(row) ? 1 : 0),
        Func<object, bool?> flag => Maybe(flag, at, static (to, at, value) => raw.sqlite3_bind_int64(to, at, value ? 1 : 0)),
        Func<object, double> number => (to, row) => raw.sqlite3_bind_double(to, at, number(row)),
        Func<object, double?> number => Maybe(number, at, static (to, at, value) => raw.sqlite3_bind_double(to, at, value)),
        Func<object, DateOnly> day => (to, row) => Day(to, at, day(row)),
        Func<object, DateOnly?> day => Maybe(day, at, Day),
        _ => null,
    };

    static Action<sqlite3_stmt, object> Maybe<T>(Func<object, T?> of, int at, Action<sqlite3_stmt, int, T> bind) where T : struct => (to, row) =>
    {
        if (of(row) is { } value) bind(to, at, value);
        else raw.sqlite3_bind_null(to, at);
    };

    static void Day(sqlite3_stmt to, int at, DateOnly value) => Text(to, at, value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    // In capitals, like every id in SQLite.
    static void Id(sqlite3_stmt to, int at, Guid value)
    {
        Span<byte> text = stackalloc byte[36];
        value.TryFormat(text, out _);
        Ascii.ToUpperInPlace(text, out _);
        raw.sqlite3_bind_text(to, at, text);
    }

    static void Text(sqlite3_stmt to, int at, string? value)
    {
        if (value is null) raw.sqlite3_bind_null(to, at);
        else if (value.Length > Short / 3) raw.sqlite3_bind_text(to, at, value);
        else
        {
            Span<byte> text = stackalloc byte[Short];
            raw.sqlite3_bind_text(to, at, text[..Encoding.UTF8.GetBytes(value, text)]);
        }
    }
}
