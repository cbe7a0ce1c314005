using Microsoft.Data.Sqlite;
using Npgsql;

namespace Linli.Platform;

/// <summary>
/// A database that cannot, told from our own mistakes by the codes of both products. What was asked is undone whole;
/// doing it again with the same id later is safe, so people are told to wait and their phones try again.
/// </summary>
public static class Outage
{
    /// <summary>Nothing when the exception means something else.</summary>
    public static Refusal? Of(Exception e) => e switch
    {
        // SQLITE_FULL
        SqliteException { SqliteErrorCode: 13 } or PostgresException { SqlState: "53100" } => No.DatabaseFull(),
        // SQLITE_READONLY
        SqliteException { SqliteErrorCode: 8 } or PostgresException { SqlState: "25006" } => No.DatabaseReadOnly(),
        // SQLITE_IOERR, SQLITE_CANTOPEN
        SqliteException { SqliteErrorCode: 10 or 14 } => No.DatabaseAway(),
        // It is being stopped or started, the line broke, or it has no place for one more.
        PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "57P05" or "53300" or ['0', '8', ..] } => No.DatabaseAway(),
        PostgresException => null,
        NpgsqlException { IsTransient: true } or NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException } => No.DatabaseAway(),
        DbUpdateException { InnerException: { } inner } => Of(inner),
        InvalidOperationException { InnerException: { } inner } => Of(inner),
        _ => null,
    };
}
