using System.Diagnostics;
using Linli.Tests;
using Linli.Tests.Simulation;

namespace Linli.Bench;

/// <summary>./bench idle: what a Linli costs that does nothing: memory, from start to ready on a shop that exists, and the size of the program.</summary>
static class Idle
{
    const string Bench = "idle";
    const int Households = 500, Starts = 5;
    static readonly TimeSpan rest = TimeSpan.FromSeconds(10);

    public static async Task<bool> Run(string program, Choices choices)
    {
        if (choices.Covers("sqlite")) await On("sqlite", program, onServer: false);
        if (TestDatabase.Server is not null && choices.Covers("postgres")) await On("postgres", program, onServer: true);
        await Published("framework-dependent", "--no-self-contained");
        await Published("self-contained", "--self-contained");
        return true;
    }

    static async Task On(string kind, string program, bool onServer)
    {
        await using var database = await TestDatabase.Make(onServer);
        var settings = new Dictionary<string, string>(database.Settings) { ["Linli:Demo"] = "false" };
        await Settlement.LayOut(settings, Households, wares: 100);
        var (seconds, computed, resident) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Starts; i++)
        {
            await using var host = new HostProcess(program, settings);
            var from = Stopwatch.GetTimestamp();
            await host.Start();
            using (var http = new HttpClient { BaseAddress = host.Address })
                Figures.Say($"{kind}: {await http.GetStringAsync(new Uri("health/ready", UriKind.Relative))}");
            seconds.Add(Stopwatch.GetElapsedTime(from).TotalSeconds);
            computed.Add(host.ProcessorTime.TotalSeconds);
            if (i == Starts - 1) await Task.Delay(rest);
            resident.Add(host.ResidentMegabytes);
            if (i == Starts - 1) Figures.Print(Bench, kind, "computed_in_10_s_of_rest", host.ProcessorTime.TotalSeconds - computed[^1], "s", 2);
            await host.Stop();
        }

        Figures.Print(Bench, kind, "start_to_ready", Median(seconds), "s", 2);
        Figures.Print(Bench, kind, "start_to_ready_computed", Median(computed), "s of processor", 2);
        Figures.Print(Bench, kind, "memory_idle", resident[^1], "MB", 0);
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>Says why when it cannot be published here, for want of a runtime to put beside it.</summary>
    static async Task Published(string @case, string how)
    {
        var folder = Directory.CreateTempSubdirectory("linli-published-");
        try
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
            foreach (var word in (string[])["publish", Project, "-c", "Release", "-r", "linux-x64", how, "-p:Checks=false", "--nologo", "-v", "q", "-m:1", "--artifacts-path", Path.Combine(folder.FullName, "build"), "-o", Path.Combine(folder.FullName, "out")])
                start.ArgumentList.Add(word);
            using var publish = Process.Start(start)!;
            var said = await publish.StandardOutput.ReadToEndAsync();
            await publish.WaitForExitAsync();
            if (publish.ExitCode != 0) Figures.Say($"{@case} could not be published:\n{said}");
            else Figures.Print(Bench, @case, "published", new DirectoryInfo(Path.Combine(folder.FullName, "out")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1048576.0, "MB");
        }
        finally { folder.Delete(recursive: true); }
    }

    static string Project => Environment.GetEnvironmentVariable("LINLI_HOST_PROJECT") ?? throw new InvalidOperationException("LINLI_HOST_PROJECT names no project; start ./bench");
}
