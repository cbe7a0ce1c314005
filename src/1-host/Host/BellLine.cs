using Npgsql;

namespace Linli.Host;

/// <summary>
/// Carries the bell between the hosts of one PostgreSQL (LISTEN and NOTIFY), outside of everybody's transaction: a notice
/// within it would make all commits of the database wait for each other. A notice that is lost costs a moment: the teller looks by itself.
/// </summary>
sealed partial class BellLine(NpgsqlDataSource source, Bell bell, News news, ILogger<BellLine> log) : BackgroundService
{
    const string Channel = "linli_facts", NewsChannel = "linli_news";

    /// <summary>PostgreSQL carries at most 8,000 bytes in a notice.</summary>
    const int MostNews = 200;

    // Many commits in a moment are one notice.
    static readonly TimeSpan pause = TimeSpan.FromMilliseconds(20), pauseOfNews = TimeSpan.FromMilliseconds(200), beforeCallingAgain = TimeSpan.FromSeconds(1), silence = TimeSpan.FromSeconds(30);
    readonly string me = Guid.NewGuid().ToString("N");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Always(Listen, stoppingToken), Always(Carry, stoppingToken), Always(CarryNews, stoppingToken));

    async Task Always(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try { await work(ct); }
            catch (OperationCanceledException) when (ct.IsCancellationRequested) { return; }
#pragma warning disable CA1031 // the line outlives a database that is away, and calls again
            catch (Exception e)
            {
                Lost(log, e);
                await Task.Delay(beforeCallingAgain, CancellationToken.None);
            }
#pragma warning restore CA1031
        }
    }

    async Task Listen(CancellationToken ct)
    {
        await using var line = await source.OpenConnectionAsync(ct);
        line.Notification += (_, heard) =>
        {
            if (heard.Payload.StartsWith(me, StringComparison.Ordinal)) return;
            if (heard.Channel == Channel) bell.Echo();
            else foreach (var thing in heard.Payload.Split(' ').Skip(1)) news.Echo(Guid.ParseExact(thing, "N"));
        };
        await using var listen = new NpgsqlCommand($"listen {Channel}; listen {NewsChannel}", line);
        await listen.ExecuteNonQueryAsync(ct);
        // What was rung while nobody listened.
        bell.Echo();
        await using var hello = new NpgsqlCommand("select 1", line);
        while (true)
        {
            // A line that was cut without a word looks like silence.
            if (!await line.WaitAsync(silence, ct)) await hello.ExecuteNonQueryAsync(ct);
        }
    }

    async Task Carry(CancellationToken ct)
    {
        while (true)
        {
            await bell.ToCarry(ct);
            await Say(Channel, me, ct);
            await Task.Delay(pause, ct);
        }
    }

    // A sale of a thousand orders a second is five notices a second: who looks is not told more often than twice.
    async Task CarryNews(CancellationToken ct)
    {
        while (true)
        {
            foreach (var some in (await news.ToCarry(ct)).Chunk(MostNews))
                await Say(NewsChannel, string.Join(' ', [me, .. some.Select(thing => thing.ToString("N"))]), ct);
            await Task.Delay(pauseOfNews, ct);
        }
    }

    async Task Say(string channel, string what, CancellationToken ct)
    {
        await using var notify = source.CreateCommand("select pg_notify($1, $2)");
        notify.Parameters.Add(new() { Value = channel });
        notify.Parameters.Add(new() { Value = what });
        await notify.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "The line to the other hosts is cut; it is called again, and until then facts are found by looking")]
    static partial void Lost(ILogger log, Exception e);
}
