namespace Linli.Platform;

/// <summary>Wakes the teller as soon as a fact has been committed, on this host or on another one.</summary>
public sealed class Bell : IDisposable
{
    readonly SemaphoreSlim rung = new(0, 1), toCarry = new(0, 1);

    /// <summary>A fact was committed here.</summary>
    public void Ring()
    {
        Once(rung);
        Once(toCarry);
    }

    /// <summary>A fact was committed elsewhere.</summary>
    public void Echo() => Once(rung);

    /// <summary>Returns when it has been rung here since the last time: for whoever carries the sound to the other hosts.</summary>
    public Task ToCarry(CancellationToken ct) => toCarry.WaitAsync(ct);

    internal Task<bool> Wait(TimeSpan atMost, CancellationToken ct) => rung.WaitAsync(atMost, ct);

    static void Once(SemaphoreSlim one)
    {
        try { one.Release(); }
        catch (SemaphoreFullException) { /* already ringing: who wakes will look at everything anyway */ }
    }

    public void Dispose()
    {
        rung.Dispose();
        toCarry.Dispose();
    }
}
