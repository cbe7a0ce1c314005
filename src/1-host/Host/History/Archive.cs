using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Linli.Host.History;

/// <summary>What an archive holds, and what of it had changed meanwhile and stayed.</summary>
sealed record Archived(Manifest Manifest, long Stayed);

/// <summary>归档 — the commands archive and unarchive: what is over of a month leaves the database for an open file, and comes back.</summary>
static class Archive
{
    const int AtOnce = 200;

    public static async Task Write(WebApplication app, string month, string file)
    {
        await app.Migrate();
        var done = await Store(app.Services, month, Path.GetFullPath(file), default);
        Say("归档好了", "archived", done.Manifest.Files.Sum(f => f.Lines) - done.Stayed, done.Manifest, file);
        if (done.Stayed == 0) return;
        Console.WriteLine($"{done.Stayed} 条在归档时有变化，留在原处");
        Console.WriteLine($"{done.Stayed} changed meanwhile and stay where they are");
    }

    public static async Task BringBack(WebApplication app, string file)
    {
        await app.Migrate();
        var (manifest, back) = await Restore(app.Services, Path.GetFullPath(file), default);
        Say("取回好了", "brought back", back, manifest, file);
    }

    static void Say(string done, string english, long count, Manifest manifest, string file)
    {
        var tables = string.Join(", ", manifest.Files.GroupBy(f => f.Table).Select(t => $"{t.Key} {t.Sum(f => f.Lines)} ({t.Sum(f => f.Rows)})"));
        Console.WriteLine($"{done}：{manifest.Month}，{count} 条，{file}");
        Console.WriteLine($"{english}: {manifest.Month}, {count} entries, {file}; in the file, with rows of all tables: {tables}");
    }

    /// <summary>Writes and verifies the file before the first row goes. Begun again after a crash, it archives what is left.</summary>
    public static async Task<Archived> Store(IServiceProvider services, string monthText, string file, CancellationToken ct)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        if (!Month.TryParse(monthText, out var month) || month.To > clock.GetUtcNow()) throw No.MonthWrong(monthText);
        if (File.Exists(file)) throw No.FileThere(file);
        await ArchiveFile.Write(file, add => Fill(services, month, add, ct), ct);
        var manifest = await ArchiveFile.Verify(file, ct);
        var stayed = 0L;
        foreach (var kind in manifest.Files)
            await foreach (var lines in ArchiveFile.Read(file, kind.Name, AtOnce)) stayed += await Remove(services, month, kind, lines, ct);
        await services.GetRequiredService<Calendar>().DropEmpty(month, ct);
        return new(manifest, stayed);
    }

    /// <summary>Brings everything back that is not there; doing it again changes nothing.</summary>
    public static async Task<(Manifest Manifest, long Back)> Restore(IServiceProvider services, string file, CancellationToken ct)
    {
        if (!File.Exists(file)) throw No.FileMissing(file);
        var manifest = await ArchiveFile.Verify(file, ct);
        if (!Month.TryParse(manifest.Month, out var month)) throw No.ArchiveDamaged(manifest.Month);
        var known = (await Shops(services, ct)).Select(s => s.Id).ToHashSet();
        if (manifest.Files.FirstOrDefault(f => !known.Contains(f.Tenant)) is { } stranger) throw No.ShopUnknown(stranger.Shop);
        await services.GetRequiredService<Calendar>().Make(month, ct);
        var back = 0L;
        foreach (var kind in manifest.Files)
            await foreach (var lines in ArchiveFile.Read(file, kind.Name, AtOnce)) back += await PutBack(services, month, kind, lines, ct);
        return (manifest, back);
    }

    static async Task<IReadOnlyList<ShopName>> Shops(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Shops>().All(ct);
    }

    static async Task<Manifest> Fill(IServiceProvider services, Month month, ArchiveFile.Add add, CancellationToken ct)
    {
        var files = new List<ArchivedKind>();
        foreach (var shop in await Shops(services, ct))
            foreach (var past in services.GetServices<Past>())
            {
                await using var scope = Of(services, shop.Id);
                var wholes = Wholes(scope.ServiceProvider, shop.Id, past);
                var ids = await past.Ended(scope.ServiceProvider, month, ct);
                if (ids.Count == 0) continue;
                var (name, count) = ($"{shop.Code}/{wholes.Table}.jsonl", new Count());
                var hash = await add(name, Lines(wholes, ids, count, ct));
                files.Add(new(name, shop.Code, shop.Id, wholes.Table, count.Lines, count.Rows, hash));
            }

        return new(Manifest.ThisFormat, month.ToString(), services.GetRequiredService<TimeProvider>().GetUtcNow(), files);
    }

    sealed class Count
    {
        public long Lines { get; set; }
        public long Rows { get; set; }
    }

    static async IAsyncEnumerable<string> Lines(Wholes wholes, IReadOnlyList<Guid> ids, Count count, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var id in ids.OrderBy(i => i.ToString(), StringComparer.Ordinal))
        {
            if (await wholes.Read(id, locked: false, ct) is not { } line) continue;
            using var read = JsonDocument.Parse(line);
            count.Lines++;
            count.Rows += wholes.RowsIn(read.RootElement);
            yield return line;
        }
    }

    /// <returns>How many are not as the archive has them any more, and stay.</returns>
    static async Task<long> Remove(IServiceProvider services, Month month, ArchivedKind kind, string[] lines, CancellationToken ct)
    {
        await using var scope = Of(services, kind.Tenant);
        var (past, wholes) = Kind(scope.ServiceProvider, kind);
        var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
        await db.Begin(ct);
        var (leaving, stayed) = (new List<Guid>(), 0L);
        foreach (var line in lines)
        {
            using var read = JsonDocument.Parse(line);
            var id = wholes.IdOf(read.RootElement);
            if (await wholes.Read(id, locked: true, ct) == line) leaving.Add(id);
            else stayed++;
        }

        if (past.Carry is { } carry && leaving.Count > 0) await carry(scope.ServiceProvider, month, leaving, true, ct);
        foreach (var id in leaving) await wholes.Delete(id, ct);
        await db.Commit(ct);
        return stayed;
    }

    /// <returns>How many were not there.</returns>
    static async Task<long> PutBack(IServiceProvider services, Month month, ArchivedKind kind, string[] lines, CancellationToken ct)
    {
        await using var scope = Of(services, kind.Tenant);
        var (past, wholes) = Kind(scope.ServiceProvider, kind);
        var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
        await db.Begin(ct);
        var back = new List<Guid>();
        foreach (var line in lines)
        {
            using var read = JsonDocument.Parse(line);
            var id = wholes.IdOf(read.RootElement);
            if (await wholes.Read(id, locked: false, ct) is not null) continue;
            await wholes.Insert(read.RootElement, ct);
            back.Add(id);
        }

        if (past.Carry is { } carry && back.Count > 0) await carry(scope.ServiceProvider, month, back, false, ct);
        await db.Commit(ct);
        return back.Count;
    }

    static AsyncServiceScope Of(IServiceProvider services, TenantId shop)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(shop);
        return scope;
    }

    static Wholes Wholes(IServiceProvider services, TenantId shop, Past past) => new(services.GetRequiredService<LinliDb>(), shop, past);

    static (Past, Wholes) Kind(IServiceProvider services, ArchivedKind kind) => services.GetServices<Past>()
        .Select(p => (p, Wholes(services, kind.Tenant, p))).FirstOrDefault(k => k.Item2.Table == kind.Table) is { Item1: not null } found
        ? found
        : throw No.ArchiveFromTheFuture(kind.Table);
}
