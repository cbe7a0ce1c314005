using System.Text;
using Linli.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Linli.Tests.Platform;

public sealed class LiveReadingTests : IAsyncDisposable
{
    sealed record Count(int N);

    readonly News news = new();
    readonly ServiceProvider services = new ServiceCollection().AddScoped<Caller>().BuildServiceProvider();
    readonly ApplicationLifetime host = new(NullLogger<ApplicationLifetime>.Instance);
    readonly TenantId shop = new(Guid.NewGuid());
    readonly Guid thing = Guid.NewGuid();
    readonly Said said = new();
    readonly Live<Count> live;
    int now, reads;
    volatile bool away;

    public LiveReadingTests() => live = new(services.GetRequiredService<IServiceScopeFactory>(), news, host, new ConfigurationBuilder().Build(), said,
        async (scope, _, ct) =>
        {
            Interlocked.Increment(ref reads);
            if (away) throw new TimeoutException("the database is away");
            if (scope.GetRequiredService<Caller>().Tenant == shop) return new(Volatile.Read(ref now));
            await Task.Delay(300, ct);
            return null;
        });

    public async ValueTask DisposeAsync()
    {
        await live.StopAsync(default);
        live.Dispose();
        await services.DisposeAsync();
    }

    [Fact]
    public async Task A_hundred_who_look_at_a_thousand_changes_a_second_cost_two_readings_a_second_and_all_see_the_last()
    {
        await live.StartAsync(default);
        using var end = new CancellationTokenSource();
        var screens = Enumerable.Range(0, 100).Select(_ => new DefaultHttpContext { Response = { Body = new MemoryStream() }, RequestAborted = end.Token }).ToList();
        var looking = screens.Select(s => live.Stream(s, shop, [thing])).ToList();
        for (var i = 1; i <= 1000; i++)
        {
            Volatile.Write(ref now, i);
            news.Tell([thing]);
            await Task.Delay(1);
        }

        await Task.Delay(1200);
        await end.CancelAsync();
        await Task.WhenAll(looking);
        // About a second and a half of changes on a quiet machine, some more on a busy one.
        Assert.InRange(reads, 2, 20);
        foreach (var screen in screens)
        {
            var told = Encoding.UTF8.GetString(((MemoryStream)screen.Response.Body).ToArray()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("data: {\"n\":1000}", told[^1]);
            Assert.InRange(told.Length, 2, 22);
        }
    }

    [Fact]
    public async Task News_that_got_lost_is_found_by_looking()
    {
        await live.StartAsync(default);
        Assert.Equal([new Count(0)], (await live.Latest(shop, [thing], default)).Values);
        now = 1;
        for (var tries = 0; tries < 80 && (await live.Latest(shop, [thing], default)).Values[0].N == 0; tries++) await Task.Delay(100);
        Assert.Equal([new Count(1)], (await live.Latest(shop, [thing], default)).Values);
    }

    [Fact]
    public async Task A_database_that_is_away_is_said_once_and_looked_for_until_it_is_back()
    {
        await live.StartAsync(default);
        var first = await live.Latest(shop, [thing], default);
        away = true;
        for (var i = 0; i < 20; i++)
        {
            news.Tell([thing]);
            await Task.Delay(100);
        }

        Assert.Equal(["Error: the database is away"], said.Lines);
        Assert.Equal(first.Values, (await live.Latest(shop, [thing], default)).Values);
        (now, away) = (1, false);
        // Nobody tells of it again, and it is found before the next look around.
        for (var tries = 0; tries < 30 && (await live.Latest(shop, [thing], default)).Values[0].N == 0; tries++) await Task.Delay(100);
        Assert.Equal([new Count(1)], (await live.Latest(shop, [thing], default)).Values);
        for (var tries = 0; tries < 30 && said.Lines.Count < 2; tries++) await Task.Delay(100);
        Assert.Equal(["Error: the database is away", "Information: "], said.Lines);
    }

    [Fact]
    public async Task Who_asks_for_it_in_another_shop_sees_nothing_and_hides_it_from_nobody()
    {
        await live.StartAsync(default);
        var elsewhere = live.Latest(new(Guid.NewGuid()), [thing], default);
        Assert.Equal([new Count(0)], (await live.Latest(shop, [thing], default)).Values);
        Assert.Empty((await elsewhere).Values);
        now = 1;
        news.Tell([thing]);
        for (var tries = 0; tries < 30 && (await live.Latest(shop, [thing], default)).Values[0].N == 0; tries++) await Task.Delay(50);
        Assert.Equal([new Count(1)], (await live.Latest(shop, [thing], default)).Values);
    }

    [Fact]
    public async Task What_is_at_hand_is_known_by_its_tag_without_a_reading()
    {
        await live.StartAsync(default);
        var other = Guid.NewGuid();
        Assert.False(live.IsLatest("\"\"", [thing]));
        var (_, tag) = await live.Latest(shop, [thing], default);
        var (_, both) = await live.Latest(shop, [thing, other], default);
        var before = reads;
        Assert.True(live.IsLatest(tag, [thing]));
        Assert.True(live.IsLatest(both, [thing, other]));
        Assert.False(live.IsLatest(tag, [thing, other]));
        Assert.False(live.IsLatest(tag, [thing, Guid.NewGuid()]));
        Assert.Equal(before, reads);
        now = 1;
        news.Tell([thing]);
        for (var tries = 0; tries < 30 && live.IsLatest(tag, [thing]); tries++) await Task.Delay(50);
        Assert.False(live.IsLatest(tag, [thing]));
        Assert.False(live.IsLatest(both, [thing, other]));
    }

    [Fact]
    public async Task Who_reads_too_slowly_gets_the_newest_and_what_was_in_between_is_kept_for_nobody()
    {
        await live.StartAsync(default);
        using var end = new CancellationTokenSource();
        var slow = new Slow();
        var looking = live.Stream(new DefaultHttpContext { Response = { Body = slow }, RequestAborted = end.Token }, shop, [thing]);
        await slow.Waits.WaitAsync();
        for (var i = 1; i <= 4; i++)
        {
            Volatile.Write(ref now, i);
            news.Tell([thing]);
            await Task.Delay(600);
        }

        slow.Go.Release(100);
        await Task.Delay(500);
        await end.CancelAsync();
        await looking;
        Assert.DoesNotContain("{\"n\":2}", slow.Text, StringComparison.Ordinal);
        Assert.EndsWith("{\"n\":4}\n\n", slow.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_ends_does_not_wait_for_who_looks()
    {
        await live.StartAsync(default);
        var looking = live.Stream(new DefaultHttpContext { Response = { Body = new MemoryStream() } }, shop, [thing]);
        host.StopApplication();
        await looking.WaitAsync(TimeSpan.FromSeconds(5));
    }

    sealed class Said : ILogger<Live<Count>>
    {
        readonly Lock one = new();
        readonly List<string> lines = [];

        public IReadOnlyList<string> Lines
        {
            get { lock (one) return [.. lines]; }
        }

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? trouble, Func<TState, Exception?, string> say)
        {
            lock (one) lines.Add($"{level}: {trouble?.Message}");
        }

        public bool IsEnabled(LogLevel level) => true;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    }

    /// <summary>A connection whose other side takes nothing until it is told to.</summary>
    sealed class Slow : MemoryStream
    {
        public SemaphoreSlim Go { get; } = new(1);
        public SemaphoreSlim Waits { get; } = new(0);
        public string Text => Encoding.UTF8.GetString(ToArray());

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Go.CurrentCount == 0) Waits.Release();
            await Go.WaitAsync(cancellationToken);
            Write(buffer.Span);
        }
    }
}
