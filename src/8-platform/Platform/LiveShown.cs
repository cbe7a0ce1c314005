using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Linli.Platform;

/// <summary>What is known of one thing, and who looks at it.</summary>
public sealed partial class Live<T>
{
    /// <param name="Event">What goes to each who looks.</param>
    /// <param name="Tag">A name for the content: 64 bits of its SHA-256.</param>
    sealed record Snapshot(T Value, ReadOnlyMemory<byte> Event, byte[] Json, string Tag);

    sealed class Shown(TenantId shop)
    {
        readonly Lock one = new();
        readonly HashSet<SemaphoreSlim> bells = [];
        long readAt, askedAt = Stopwatch.GetTimestamp();
        Task? reading;
        Task? next;
        int again;

        public TenantId Shop => shop;
        public Snapshot? Now { get; private set; }

        public Snapshot? Touch()
        {
            askedAt = Stopwatch.GetTimestamp();
            return Now;
        }

        public bool Rests(TimeSpan after)
        {
            lock (one) return bells.Count == 0 && reading is null && Stopwatch.GetElapsedTime(askedAt) > after;
        }

        /// <summary>True for the first who asks: one tries again for all.</summary>
        public bool WillTryAgain() => Interlocked.Exchange(ref again, 1) == 0;
        public void TriesAgain() => Volatile.Write(ref again, 0);

        public void Join(SemaphoreSlim bell)
        {
            lock (one) bells.Add(bell);
        }

        public void Leave(SemaphoreSlim bell)
        {
            lock (one) bells.Remove(bell);
            askedAt = Stopwatch.GetTimestamp();
        }

        public Task Once(Func<Task> read)
        {
            lock (one)
            {
                if (reading is null) return reading = Run(read, readAt);
                // What is being read may be too old already; one more reading serves all who come now.
                return next ??= Then(reading, read);
            }
        }

        async Task Then(Task before, Func<Task> read)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Task mine;
            lock (one)
            {
                next = null;
                mine = reading ??= Run(read, readAt);
            }

            await mine;
        }

        async Task Run(Func<Task> read, long before)
        {
            // Never within the lock.
            await Task.Yield();
            if (before != 0 && betweenReads - Stopwatch.GetElapsedTime(before) is { Ticks: > 0 } pause) await Task.Delay(pause);
            try
            {
                Interlocked.Exchange(ref readAt, Stopwatch.GetTimestamp());
                await read();
            }
            finally
            {
                lock (one) reading = null;
            }
        }

        public void Show(T? value)
        {
            if (value is null)
            {
                Now = null;
                return;
            }

            var json = JsonSerializer.SerializeToUtf8Bytes(value, Json.Options);
            if (Now is { } old && old.Json.AsSpan().SequenceEqual(json)) return;
            Now = new(value, (byte[])[.. "data: "u8, .. json, .. "\n\n"u8], json, $"\"{Convert.ToHexString(SHA256.HashData(json).AsSpan(0, 8))}\"");
            lock (one)
                foreach (var bell in bells)
                    try { bell.Release(); }
                    catch (SemaphoreFullException) { /* it will look at all its things anyway */ }
        }
    }
}
