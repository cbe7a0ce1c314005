using System.Diagnostics;

namespace Linli.Tests.Keeping;

/// <summary>What a command said on the screen, and what it ended with.</summary>
sealed record Said(int Code, string Text)
{
    public Said Well()
    {
        Assert.True(Code == 0, Text);
        return this;
    }

    public void Refuses(string code)
    {
        Assert.True(Code == 1, Text);
        Assert.EndsWith($"({code})", Text.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
    }
}

/// <summary>The program as somebody starts it at the machine.</summary>
static class HostProgram
{
    public static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "Linli.Host.dll");

    public static async Task<Said> Run(TestDatabase database, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. words, .. database.Settings.Where(s => !words.Any(w => w.StartsWith($"--{s.Key}=", StringComparison.Ordinal))).Select(s => $"--{s.Key}={s.Value}")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, string.Concat(texts));
    }
}
