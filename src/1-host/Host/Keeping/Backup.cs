using System.Diagnostics;
using System.Globalization;

namespace Linli.Host.Keeping;

/// <summary>What a copy holds, in the two numbers a shop knows of itself.</summary>
sealed record Holding(long Shops, long Orders)
{
    public const string Counted = "select (select count(*) from platform_shops), (select count(*) from ordering_orders)";
}

/// <summary>One kind of database, as something that is copied while it serves and put back when it is lost.</summary>
abstract class Backups
{
    /// <summary>Writes one moment of the database into a new file and reads it back.</summary>
    public abstract Task<Holding> Copy(string file);

    /// <summary>The steps of the schema in a backup, after making sure that it is whole.</summary>
    public abstract Task<IReadOnlyList<string>> Steps(string file);

    /// <summary>Keeps hosts away, or refuses because one is serving.</summary>
    public abstract Task<IDisposable?> KeepOut();

    public abstract Task<bool> HoldsShops();

    /// <summary>Replaces everything by the backup and brings it to this version. What was there stays until the last moment.</summary>
    public abstract Task<Holding> PutBack(string file, DbContext db);
}

/// <summary>备份 — the commands backup and restore.</summary>
static class Backup
{
    public static async Task Write(WebApplication app, string file)
    {
        var begun = Stopwatch.GetTimestamp();
        var target = Path.GetFullPath(file);
        if (File.Exists(target)) throw No.FileExists(target);
        using var part = PartFile.For(target);
        var holding = await Of(app).Copy(part.Name);
        part.Finish();
        Say("备份好了", "backed up", holding, target, begun);
    }

    public static async Task Restore(WebApplication app, string file, bool over)
    {
        var begun = Stopwatch.GetTimestamp();
        var source = Path.GetFullPath(file);
        if (!File.Exists(source)) throw No.FileTrouble(source);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
        var backups = Of(app);
        db.Database.SetCommandTimeout(Databases.LongEnough);
        Databases.RefuseFuture(db.Database, await backups.Steps(source));
        using var alone = await backups.KeepOut();
        if (!over && await backups.HoldsShops()) throw No.NotEmpty();
        Say("恢复好了", "restored", await backups.PutBack(source, db), source, begun);
    }

    static Backups Of(WebApplication app) => app.Configuration["Linli:Postgres"] is { Length: > 0 } postgres
        ? new PostgresBackups(postgres, app.Configuration["Linli:PostgresTools"])
        : new SqliteBackups(Databases.FileOf(app.Configuration));

    static void Say(string done, string english, Holding holding, string file, long begun)
    {
        var (megabytes, seconds) = (new FileInfo(file).Length / 1e6, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{done}：{holding.Shops} 家店，{holding.Orders} 个订单，{megabytes:0.0} MB，{seconds:0.0} 秒，{file}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{english}: {holding.Shops} shops, {holding.Orders} orders, {megabytes:0.0} MB in {seconds:0.0} s, {file}"));
    }
}
