namespace Linli.Platform;

/// <summary>What the database needs of the running process, as one thing to hand over.</summary>
public sealed class Workings(IEnumerable<Module> modules, Listeners listeners, TimeProvider clock, Bell bell, News news) : IDisposable
{
    internal IReadOnlyList<Module> Modules { get; } = [.. modules];
    internal Listeners Listeners => listeners;
    internal TimeProvider Clock => clock;
    internal Bell Bell => bell;
    internal News News => news;
    internal Writers Writers { get; } = new();
    internal Known Known { get; } = new();

    /// <summary>Where the outside world reaches this house, without a slash at the end. Set when it starts to serve.</summary>
    public string PublicAddress { get; set; } = "";

    public void Dispose() => Writers.Dispose();
}

/// <summary>SQLite's one writer at a time, first come first served within this process.</summary>
sealed class Writers : IDisposable
{
    readonly SemaphoreSlim one = new(1, 1);

    public void Dispose() => one.Dispose();

    public async Task<IDisposable> Take(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        return new Turn(one);
    }

    sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        SemaphoreSlim? held = one;
        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
