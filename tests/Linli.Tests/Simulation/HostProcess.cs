using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Linli.Tests.Simulation;

/// <summary>A Linli in a process of its own: it can be killed at any moment and started again on the same port and data.</summary>
/// <param name="address">Where it listens; at any free port when nothing is said.</param>
sealed class HostProcess(string program, IReadOnlyDictionary<string, string> settings, Uri? address = null) : IAsyncDisposable
{
    const int MostHeard = 60, LongestHeard = 600;
    static readonly TimeSpan patience = TimeSpan.FromSeconds(120);
    readonly Queue<string> heard = new();
    Process? process;

    public Uri Address { get; private set; } = address ?? new("http://127.0.0.1:0");

    /// <summary>The last lines it said, for whoever has to find out what went wrong.</summary>
    public string LastWords
    {
        get { lock (heard) return string.Join('\n', heard); }
    }

    /// <summary>The most memory it ever had resident, as the kernel counted it.</summary>
    public double PeakMegabytes => Status("VmHWM:");

    public double ResidentMegabytes => Status("VmRSS:");

    /// <summary>From now on the peak is counted anew.</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{process!.Id}/clear_refs", "5");

    double Status(string name) => File.ReadLines($"/proc/{process!.Id}/status").Where(l => l.StartsWith(name, StringComparison.Ordinal))
        .Select(l => double.Parse(l.AsSpan(name.Length, l.Length - name.Length - 2), System.Globalization.CultureInfo.InvariantCulture) / 1024).Single();

    public TimeSpan ProcessorTime
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Returns when it answers requests.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { program },
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A few people here do what a town does elsewhere.
        foreach (var rate in (ReadOnlySpan<string>)["RequestsPerMinute", "StrangerRequestsPerMinute", "HeavyRequestsPerMinute"]) start.Environment[$"Linli__{rate}"] = "0";
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_URLS"] = Address.ToString().TrimEnd('/');
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"the host ended before it was ready:\n{LastWords}"));
        AppDomain.CurrentDomain.ProcessExit += KillAtTheEnd;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Address = await ready.Task.WaitAsync(patience);
    }

    /// <summary>kill -9: nothing is said goodbye to.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        Forget();
    }

    /// <summary>As Ctrl-C does.</summary>
    public async Task Stop()
    {
        if (process is not { HasExited: false }) return;
        if (SendSignal(process.Id, 15) != 0) process.Kill();
        await process.WaitForExitAsync().WaitAsync(patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        if (!process.HasExited) await Kill();
        Forget();
    }

    void Forget()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtTheEnd;
        process?.Dispose();
        process = null;
    }

    void KillAtTheEnd(object? sender, EventArgs e) => process?.Kill();

    void Hear(string? line, TaskCompletionSource<Uri> ready)
    {
        if (line is null) return;
        lock (heard)
        {
            heard.Enqueue(line.Length > LongestHeard ? line[..LongestHeard] + " …" : line);
            if (heard.Count > MostHeard) heard.Dequeue();
        }

        if (line.StartsWith("ready http", StringComparison.Ordinal)) ready.TrySetResult(new(line["ready ".Length..]));
    }

    public const int Quit = 3;

    /// <summary>Sends a signal to any process of this machine that we may signal.</summary>
    public static void Signal(int process, int signal)
    {
        if (SendSignal(process, signal) != 0) throw new InvalidOperationException($"process {process} could not be signalled: {Marshal.GetLastPInvokeError()}");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int SendSignal(int process, int signal);
}
