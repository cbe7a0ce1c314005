namespace Linli.Platform;

/// <summary>
/// What was changed a moment ago and may be on somebody's screen. Nothing of it is stored, and no transaction waits for it:
/// news that gets lost costs a few seconds, because who shows something looks again by itself (<see cref="Live{T}"/>).
/// </summary>
public sealed class News
{
    /// <summary>More than a line is asked to carry in one go would be a flood; then the rest is found by looking.</summary>
    const int Most = 2_000;

    readonly Lock one = new();
    readonly HashSet<Guid> waiting = [];
    TaskCompletionSource? toCarry;

    /// <summary>Something was changed, here or on another host.</summary>
    public event Action<Guid>? Heard;

    /// <summary>Committed here.</summary>
    internal void Tell(IReadOnlyCollection<Guid> things)
    {
        foreach (var thing in things) Heard?.Invoke(thing);
        lock (one)
        {
            if (toCarry is null) return;
            foreach (var thing in things)
                if (waiting.Count < Most) waiting.Add(thing);
            toCarry.TrySetResult();
        }
    }

    /// <summary>Committed elsewhere.</summary>
    public void Echo(Guid thing) => Heard?.Invoke(thing);

    /// <summary>Waits for news of this host and hands them over: for whoever carries them to the other hosts.</summary>
    public async Task<IReadOnlyList<Guid>> ToCarry(CancellationToken ct)
    {
        Task some;
        lock (one) some = (toCarry ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        await some.WaitAsync(ct);
        lock (one)
        {
            toCarry = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Guid[] now = [.. waiting];
            waiting.Clear();
            return now;
        }
    }
}
