using System.Diagnostics;
using Npgsql;

namespace Linli.Host.Keeping;

/// <summary>PostgreSQL's own programs. They learn where the server is from their environment, so no password shows in a list of processes.</summary>
sealed class PostgresTools(NpgsqlConnectionStringBuilder server, string? folder)
{
    public async Task Run(string tool, IEnumerable<string> words)
    {
        using var process = Start(tool, words);
        await Finish(tool, process, process.StandardOutput.ReadToEndAsync());
    }

    public async Task<string> Ask(string tool, IEnumerable<string> words)
    {
        using var process = Start(tool, words);
        var said = process.StandardOutput.ReadToEndAsync();
        await Finish(tool, process, said);
        return await said;
    }

    /// <summary>What the first says, the second hears, without a file between them.</summary>
    public async Task Pipe(string from, IEnumerable<string> fromWords, string to, IEnumerable<string> toWords)
    {
        using var listener = Start(to, toWords, hears: true);
        using var speaker = Start(from, fromWords);
        var heard = Finish(to, listener, listener.StandardOutput.ReadToEndAsync());
        // Half a script must not be taken for a whole one: the listener hears its end only when the speaker ended well.
        try { await Finish(from, speaker, Carry(speaker, listener)); }
        catch
        {
            listener.Kill();
            await listener.WaitForExitAsync();
            throw;
        }

        listener.StandardInput.Close();
        await heard;
    }

    static async Task Carry(Process speaker, Process listener)
    {
        try
        {
            await speaker.StandardOutput.BaseStream.CopyToAsync(listener.StandardInput.BaseStream);
            await listener.StandardInput.BaseStream.FlushAsync();
        }
        catch (IOException) { /* the listener has ended, and says itself why */ }
    }

    static async Task Finish(string tool, Process process, Task saying)
    {
        var complaint = process.StandardError.ReadToEndAsync();
        await saying;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw No.ToolFailed(tool, (await complaint).Trim());
    }

    Process Start(string tool, IEnumerable<string> words, bool hears = false)
    {
        var start = new ProcessStartInfo(Find(tool), words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = hears,
        };
        foreach (var (name, value) in Address())
            if (value is { Length: > 0 }) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    IEnumerable<(string Name, string? Value)> Address() =>
    [
        ("PGHOST", server.Host), ("PGPORT", $"{server.Port}"), ("PGDATABASE", server.Database), ("PGUSER", server.Username),
        ("PGPASSWORD", server.Password), ("PGPASSFILE", server.Passfile),
        ("PGSSLMODE", server.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        }),
        ("PGSSLROOTCERT", server.RootCertificate), ("PGCLIENTENCODING", "UTF8"),
    ];

    string Find(string tool) => Folders().Select(f => Path.Combine(f, tool)).FirstOrDefault(File.Exists) ?? throw No.ToolMissing(tool);

    // Debian keeps the programs of each version in a folder of its own; the newest reads all older servers.
    IEnumerable<string> Folders()
    {
        const string versions = "/usr/lib/postgresql";
        if (folder is { Length: > 0 }) return [folder];
        var newest = !Directory.Exists(versions) ? [] : Directory.GetDirectories(versions)
            .OrderByDescending(v => int.TryParse(Path.GetFileName(v), out var number) ? number : 0).Select(v => Path.Combine(v, "bin"));
        return newest.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
    }
}
