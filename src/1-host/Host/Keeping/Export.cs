using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Microsoft.Data.Sqlite;

namespace Linli.Host.Keeping;

/// <summary>导出 — everything of one operator in open files: it belongs to the shop, not to the program.</summary>
static class Export
{
    const string explanation =
        """
        # 一家店的全部数据 · Everything of one shop

        `tables/*.jsonl`：每张表一个文件，每行一个 JSON 对象（UTF-8）。金额以分为单位，时间为 UTC，编号为 UUID，图片为 Base64（`platform_files`）。
        `manifest.json`：店名、各表的行数与 SHA-256。导入：`./run import FILE`。
        里面有居民与员工的姓名、电话、住址，都是明文，还有密码的散列和动态口令的密钥。请像保管账本一样保管它。

        `tables/*.jsonl`: one file per table, one JSON object per line (UTF-8). Money is whole fen, moments are UTC, ids are UUIDs, pictures are Base64 (`platform_files`).
        `manifest.json`: the shop, and rows and SHA-256 of each table. To bring it in elsewhere: `./run import FILE`.
        Names, phones and homes of residents and staff stand in it in clear, as do password hashes and second-factor secrets. Keep it as you keep the books.
        """;

    public static async Task Write(WebApplication app, string code, string file)
    {
        var begun = Stopwatch.GetTimestamp();
        var target = Path.GetFullPath(file);
        if (File.Exists(target)) throw No.FileExists(target);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
        await Databases.RequireCurrent(db.Database);
        var shop = await scope.ServiceProvider.GetRequiredService<Shops>().Find(code, default) ?? throw No.ShopUnknown(code);

        using var part = PartFile.For(target);
        Manifest manifest;
        await using (var stream = part.Open())
        await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
            manifest = await Fill(zip, db, shop);
        await Note(scope.ServiceProvider, shop.Id);
        part.Finish();
        Say("导出好了", "exported", manifest, target, begun);
    }

    static async Task<Manifest> Fill(ZipArchive zip, LinliDb db, ShopName shop)
    {
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        // All tables are read as they were at one moment, while the shop goes on.
        await using var moment = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await OpenFile.Write(zip, "README.md", explanation + "\n");
        var sheets = new List<Sheet>();
        foreach (var table in Table.OfOperators(db.Model))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = moment;
            command.CommandTimeout = 0;
            command.CommandText = table.Select(db.IsPostgres);
            command.Add("tenant", shop.Id.Value);
            await using var rows = await command.ExecuteReaderAsync();
            sheets.Add(await OpenFile.Write(zip, table, rows));
        }

        var manifest = new Manifest(Manifest.Shop, Manifest.Newest, shop.Id.Value, shop.Code, shop.Name, true, Databases.Steps(db.Database), sheets);
        await OpenFile.Write(zip, manifest);
        return manifest;
    }

    // The file does not get its name before the shop's own audit log says that it was made.
    static async Task Note(IServiceProvider services, TenantId shop)
    {
        services.GetRequiredService<Caller>().ActAs(shop, Guid.Empty);
        services.GetRequiredService<Audit>().Note("shop.exported", "Linli.Host export");
        var db = services.GetRequiredService<LinliDb>();
        await db.Commit(default);
    }

    public static void Say(string done, string english, Manifest manifest, string file, long begun)
    {
        var (rows, seconds) = (manifest.Tables.Sum(t => t.Rows), Stopwatch.GetElapsedTime(begun).TotalSeconds);
        var megabytes = new FileInfo(file).Length / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done}：{manifest.Name}，{rows} 行，{megabytes:0.0} MB，{seconds:0.0} 秒，{file}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{english}: {manifest.Code}, {rows} rows, {megabytes:0.0} MB in {seconds:0.0} s, {file}"));
    }

    public static DbParameter Add(this DbCommand command, string name, object? value = null)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return parameter;
    }
}
