using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using Linli.Tests;
using Linli.Tests.Simulation;

namespace Linli.Bench;

/// <summary>./bench import: two real price lists through the HTTP API, previewed, confirmed and imported once more.</summary>
static class Imports
{
    const string Bench = "import";
    static readonly (string Case, string Path)[] files = [("veg_retail_cn", "veg_retail_cn/catalog.csv"), ("xinfadi", "xinfadi/prices.csv.gz")];

    public static async Task<bool> Run(string host)
    {
        var folder = DataFolder();
        var there = files.Where(f => File.Exists(Path.Combine(folder, f.Path))).ToArray();
        foreach (var (name, path) in files.Except(there)) Figures.Say($"{name} is left out: {Path.Combine(folder, path)} is not on this machine");
        if (there.Length == 0) return true;
        await On("sqlite", host, folder, there, onServer: false);
        if (TestDatabase.Server is not null) await On("postgres", host, folder, there, onServer: true);
        return true;
    }

    static async Task On(string kind, string program, string folder, IReadOnlyList<(string Case, string Path)> there, bool onServer)
    {
        await using var database = await TestDatabase.Make(onServer);
        var settings = new Dictionary<string, string>(database.Settings) { ["Linli:Demo"] = "false" };
        var shop = await Settlement.LayOut(settings, households: 1, wares: 1);
        await using var host = new HostProcess(program, settings);
        await host.Start();
        using var http = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", shop.Owner.Token);
        foreach (var (name, path) in there) await Measure($"{kind}-{name}", http, Path.GetFileName(path), Read(Path.Combine(folder, path)));
        await host.Stop();
    }

    static async Task Measure(string @case, HttpClient http, string file, byte[] content)
    {
        Figures.Say($"{@case}: {content.Length / 1024} KiB …");
        var (seen, preview) = await Timed(() => Preview(http, Guid.CreateVersion7(), file, content));
        var (_, confirm) = await Timed(() => Put(http, $"api/imports/{seen.GetProperty("id").GetGuid()}/confirmed", null));
        var (again, _) = await Timed(() => Preview(http, Guid.CreateVersion7(), file, content));
        foreach (var figure in (string[])["rows", "good", "bad", "new"])
            Figures.Print(Bench, @case, figure, seen.GetProperty(figure).GetInt64(), "rows");
        foreach (var reason in seen.GetProperty("reasons").EnumerateArray())
            Figures.Print(Bench, @case, $"bad {reason.GetProperty("code").GetString()}", reason.GetProperty("rows").GetInt64(), "rows");
        Figures.Print(Bench, @case, "new_when_repeated", again.GetProperty("new").GetInt64(), "rows");
        Figures.Print(Bench, @case, "preview_s", preview, "s", 3);
        Figures.Print(Bench, @case, "confirm_s", confirm, "s", 3);
        Figures.Print(Bench, @case, "rows_per_s", seen.GetProperty("rows").GetInt64() / (preview + confirm), "1/s");
    }

    static Task<JsonElement> Preview(HttpClient http, Guid import, string file, byte[] content) =>
        Put(http, $"api/imports/{import}?name={Uri.EscapeDataString(file)}", new ByteArrayContent(content));

    static async Task<JsonElement> Put(HttpClient http, string path, HttpContent? content)
    {
        using (content)
        {
            using var answer = await http.PutAsync(new Uri(path, UriKind.Relative), content);
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    static async Task<(JsonElement Answer, double Seconds)> Timed(Func<Task<JsonElement>> work)
    {
        var begun = Stopwatch.GetTimestamp();
        var answer = await work();
        return (answer, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    static byte[] Read(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal)) return File.ReadAllBytes(path);
        using var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var content = new MemoryStream();
        zip.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Beside the repository, or where LINLI_SHARED_DATA says.</summary>
    static string DataFolder()
    {
        if (Environment.GetEnvironmentVariable("LINLI_SHARED_DATA") is { Length: > 0 } named) return named;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? "/", "shared", "data");
    }
}
