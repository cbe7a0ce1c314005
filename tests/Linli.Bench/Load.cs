using System.Diagnostics;

namespace Linli.Bench;

/// <summary>What came back of a load. Latencies are of accepted requests within the measured time, in ascending order.</summary>
sealed record Loaded(int Accepted, int Refused, double PerSecond, IReadOnlyList<double> Milliseconds)
{
    public double Percentile(double share) =>
        Milliseconds.Count == 0 ? 0 : Milliseconds[Math.Min(Milliseconds.Count - 1, (int)(Milliseconds.Count * share))];
}

/// <summary>Keeps some connections busy: each sends its next request as soon as it has the answer to the one before.</summary>
static class Load
{
    static readonly TimeSpan warmUp = TimeSpan.FromSeconds(1);

    /// <param name="addresses">Equal hosts; connections are dealt to them in turn.</param>
    /// <param name="next">Makes the next request of a connection, or nothing to end it.</param>
    /// <param name="refusals">Whether 409 is a fair answer: something may be sold out.</param>
    public static async Task<Loaded> Run(IReadOnlyList<Uri> addresses, int connections, TimeSpan length, Func<Random, HttpRequestMessage?> next, bool refusals = false)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        });
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var end = begin + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => One(client, addresses[i % addresses.Count], new Random(i), begin, end, next, refusals))));
        double[] milliseconds = [.. all.SelectMany(c => c.Milliseconds).Order()];
        return new(all.Sum(c => c.Accepted), all.Sum(c => c.Refused), milliseconds.Length / length.TotalSeconds, milliseconds);
    }

    static async Task<(int Accepted, int Refused, List<double> Milliseconds)> One(
        HttpMessageInvoker client, Uri address, Random dice, long begin, long end, Func<Random, HttpRequestMessage?> next, bool refusals)
    {
        var (accepted, refused, milliseconds) = (0, 0, new List<double>(1 << 14));
        while (Stopwatch.GetTimestamp() is var sent && sent < end && next(dice) is { } request)
        {
            request.RequestUri = new(address, request.RequestUri!);
            using (request)
            {
                using var answer = await client.SendAsync(request, default);
                var body = await answer.Content.ReadAsByteArrayAsync();
                if (answer.IsSuccessStatusCode) accepted++;
                else if (refusals && (int)answer.StatusCode == 409) refused++;
                else throw new InvalidOperationException($"{request.RequestUri} answered {(int)answer.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
                var got = Stopwatch.GetTimestamp();
                if (answer.IsSuccessStatusCode && got >= begin && got < end) milliseconds.Add((got - sent) * 1000.0 / Stopwatch.Frequency);
            }
        }

        return (accepted, refused, milliseconds);
    }
}
