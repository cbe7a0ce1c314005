using System.Collections.Concurrent;
using Linli.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Linli.Tests.Platform;

/// <summary>Facts that are told many at once: what is true of those told alone must be true of them.</summary>
public sealed class TellingTests : IAsyncDisposable
{
    const int Many = 100;
    static readonly TenantId shop = new(Guid.CreateVersion7());
    readonly string folder = Directory.CreateTempSubdirectory("linli-telling-").FullName;
    readonly Clock clock = new();
    readonly WebApplication app;

    public TellingTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddDbContext<LinliDb, Db>(db => db.UseSqlite($"Data Source={Path.Combine(folder, "telling.db")};Default Timeout=30"));
        builder.AddLinli([new Room()]);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<Ears>();
        builder.Services.When<Said>(Pass, Telling.Together);
        builder.Services.When<Passed>(Count);
        builder.Services.When<Asked>(Wait, Telling.Outside);
        app = builder.Build();
    }

    public sealed record Said(int Number);

    public sealed record Passed(int Number);

    public sealed record Asked(int Number);

    sealed class Ears
    {
        public ConcurrentDictionary<int, int> Passed { get; } = [];
        public int? Deaf { get; set; }
        public int Together, Most;
        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    sealed class Room : Module
    {
        public override void Services(IServiceCollection services) { }

        public override void Tables(ModelBuilder model) { }

        public override void Endpoints(IEndpointRouteBuilder api) { }
    }

    sealed class Db(DbContextOptions<Db> options, Workings workings, Caller caller) : LinliDb(options, workings, caller)
    {
        public override bool IsPostgres => false;
    }

    static Task Pass(Said fact, LinliDb db, Ears ears)
    {
        // Stated before it fails: what was stated must be gone with it.
        db.Raise(new Passed(fact.Number));
        return fact.Number == ears.Deaf ? throw new InvalidOperationException("deaf") : Task.CompletedTask;
    }

    static Task Count(Passed fact, Ears ears)
    {
        ears.Passed.AddOrUpdate(fact.Number, 1, (_, before) => before + 1);
        return Task.CompletedTask;
    }

    static async Task Wait(Asked _, Ears ears)
    {
        var now = Interlocked.Increment(ref ears.Together);
        lock (ears) ears.Most = Math.Max(ears.Most, now);
        if (now > 1) ears.Answer.TrySetResult();
        await ears.Answer.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Interlocked.Decrement(ref ears.Together);
    }

    Ears Hears => app.Services.GetRequiredService<Ears>();

    async Task<int> Say(IEnumerable<object> facts)
    {
        await using (var scope = app.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(shop);
            var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
            await db.Database.EnsureCreatedAsync();
            foreach (var fact in facts)
                if (fact is Said said) db.Raise(said);
                else db.Raise((Asked)fact);
            await db.Commit(default);
        }

        return await Tell();
    }

    Task<int> Tell() => app.Services.GetServices<IHostedService>().OfType<Teller>().Single().TellAll(default);

    [Fact]
    public async Task Facts_told_together_are_each_heard_once()
    {
        Assert.Equal(0, await Say(Enumerable.Range(0, Many).Select(i => new Said(i))));
        Assert.Equal(0, await Tell());
        Assert.Equal(Many, Hears.Passed.Count);
        Assert.All(Hears.Passed.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task One_that_fails_does_not_take_the_others_with_it()
    {
        Hears.Deaf = 7;
        Assert.Equal(1, await Say(Enumerable.Range(0, Many).Select(i => new Said(i))));
        Assert.Equal(Enumerable.Range(0, Many).Where(i => i != 7), Hears.Passed.Keys.Order());

        Hears.Deaf = null;
        // It is told again when its pause is over, and not before.
        Assert.Equal(0, await Tell());
        Assert.DoesNotContain(7, Hears.Passed.Keys);
        clock.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await Tell());
        Assert.Equal(Many, Hears.Passed.Count);
        Assert.All(Hears.Passed.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task Who_asks_outside_does_not_make_the_next_wait()
    {
        Assert.Equal(0, await Say(Enumerable.Range(0, 20).Select(i => new Asked(i))));
        Assert.InRange(Hears.Most, 2, 8);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
