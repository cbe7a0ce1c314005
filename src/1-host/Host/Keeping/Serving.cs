namespace Linli.Host.Keeping;

/// <summary>
/// That a host is serving from a SQLite file, shown by a shared lock beside it, which ends with the process however it ends.
/// Whoever would exchange the file asks for the lock alone. On PostgreSQL the server knows its sessions.
/// </summary>
static class Serving
{
    public static IDisposable? Begin(IConfiguration settings) => settings["Linli:Postgres"] is { Length: > 0 }
        ? null
        : new FileStream(LockOf(Databases.FileOf(settings)), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    /// <summary>Nobody serves while this is held; refused when somebody does.</summary>
    public static IDisposable KeepOut(string database)
    {
        try { return new FileStream(LockOf(database), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
        catch (IOException) { throw No.StillServing(); }
    }

    static string LockOf(string database) => database + ".serving";
}
