using Microsoft.Extensions.Logging;

namespace Linli.Platform;

/// <summary>
/// A clock that does not go back: when the machine's is set back a little, it stands still until that one has caught up,
/// so what is stated later is never dated earlier. A correction of more than <see cref="MostHeld"/> is taken as it is:
/// standing still that long would delay every cut-off.
/// </summary>
public sealed partial class SteadyClock(TimeProvider machine, ILogger<SteadyClock> log) : TimeProvider
{
    public static readonly TimeSpan MostHeld = TimeSpan.FromMinutes(5);
    static readonly TimeSpan worthSaying = TimeSpan.FromSeconds(1);
    long newest;
    int said;

    public override DateTimeOffset GetUtcNow()
    {
        while (true)
        {
            var (now, seen) = (machine.GetUtcNow().UtcTicks, Interlocked.Read(ref newest));
            var back = TimeSpan.FromTicks(seen - now);
            if (back > TimeSpan.Zero && back <= MostHeld)
            {
                if (back > worthSaying && Interlocked.Exchange(ref said, 1) == 0) StandsStill(log, back);
                return new(seen, TimeSpan.Zero);
            }

            if (Interlocked.CompareExchange(ref newest, now, seen) != seen) continue;
            if (back > MostHeld) WentBack(log, back);
            else if (said != 0) Interlocked.Exchange(ref said, 0);
            return new(now, TimeSpan.Zero);
        }
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override long TimestampFrequency => machine.TimestampFrequency;

    [LoggerMessage(LogLevel.Warning, "The machine's clock went back by {back}; Linli's stands still until it has caught up")]
    static partial void StandsStill(ILogger log, TimeSpan back);

    [LoggerMessage(LogLevel.Error, "The machine's clock went back by {back}, and Linli's with it; facts stated meanwhile are told when their moment comes again")]
    static partial void WentBack(ILogger log, TimeSpan back);
}
