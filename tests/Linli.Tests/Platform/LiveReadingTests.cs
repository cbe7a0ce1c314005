using System.Text;
using Linli.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
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
    readonly Live<Count> live;
    int now, reads;

    public LiveReadingTests() => live = new(services.GetRequiredService<IServiceScopeFactory>(), news, host, new ConfigurationBuilder().Build(), (_, _, _) =>
    {
        Interlocked.Increment(ref reads);
        return Task.FromResult<Count?>(new(Volatile.Read(ref now)));
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
        Assert.Equal([new Count(0)], await live.Latest(shop, [thing], default));
        now = 1;
        for (var tries = 0; tries < 80 && (await live.Latest(shop, [thing], default))[0].N == 0; tries++) await Task.Delay(100);
        Assert.Equal([new Count(1)], await live.Latest(shop, [thing], default));
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
