using Linli.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Linli.Tests.Platform;

/// <summary>A house with one room in which everything goes wrong.</summary>
public class TroubleTests
{
    sealed class TroubleModule : Module
    {
        public int Tries;

        public override void Services(IServiceCollection services) { }

        public override void Tables(ModelBuilder model) { }

        public override void Endpoints(IEndpointRouteBuilder api)
        {
            api.MapGet("/bug", string () => throw new InvalidOperationException("a secret of the database")).ForAnyone().Says("Breaks");
            api.MapGet("/race", string () => { Tries++; throw new DbUpdateConcurrencyException("always late"); }).ForAnyone().Says("Loses");
        }
    }

    sealed class Db(DbContextOptions<Db> options, Workings workings, Caller caller) : LinliDb(options, workings, caller)
    {
        public override bool IsPostgres => false;
    }

    static async Task<(WebApplication App, HttpClient Http)> Start(Module room)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddDbContext<LinliDb, Db>(db => db.UseSqlite("Data Source=:memory:"));
        builder.AddLinli([room]);
        foreach (var teller in builder.Services.Where(s => s.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService) && s.ImplementationFactory is not null).ToList())
            if (teller.ImplementationFactory!.Method.ReturnType == typeof(Teller)) builder.Services.Remove(teller);
        var app = builder.Build();
        app.MapLinli();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return (app, new HttpClient { BaseAddress = new(address) });
    }

    [Fact]
    public async Task Our_own_mistake_is_a_500_that_says_nothing_of_the_inside()
    {
        var (app, http) = await Start(new TroubleModule());
        await using var _ = app;
        using var answer = await http.GetAsync("/api/bug");
        var told = await Answer.From(answer);
        Assert.Equal(500, told.Status);
        Assert.Equal("linli.bug", told.Refused);
        Assert.DoesNotContain("secret", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_race_is_done_again_and_at_last_said()
    {
        var room = new TroubleModule();
        var (app, http) = await Start(room);
        await using var _ = app;
        using var answer = await http.GetAsync("/api/race");
        Assert.Equal("busy.lost-race", (await Answer.From(answer)).Refused);
        Assert.Equal(Building.MostTries, room.Tries);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_instead_of_after_seconds()
    {
        var services = new ServiceCollection().AddScoped<Caller>().BuildServiceProvider();
        var doors = new TaskCompletionSource();
        var counter = new Counter<int, int>(services.GetRequiredService<IServiceScopeFactory>(), async (_, asks, _) =>
        {
            await doors.Task;
            return [.. asks.Select(a => (Served<int>)(a * 2))];
        });
        var shop = Id.New<TenantId>();
        var waiting = Enumerable.Range(0, Counter<int, int>.MostWaiting + Counter<int, int>.MostAtOnce).Select(i => counter.Ask(shop, i, default)).ToList();

        var refused = await Assert.ThrowsAsync<Refusal>(async () =>
        {
            for (var i = 0; i < 1000; i++) await counter.Ask(shop, i, default).WaitAsync(TimeSpan.FromMilliseconds(1)).ContinueWith(t => { if (t.Exception?.InnerException is Refusal no) throw no; }, TaskScheduler.Default);
        });

        Assert.Equal("busy.try-again", refused.Code);
        Assert.NotNull(refused.RetryAfter);
        doors.SetResult();
        var answered = await Task.WhenAll(waiting.Select(async (ask, i) => { try { return await ask == i * 2; } catch (Refusal) { return false; } }));
        Assert.True(answered.Count(a => a) >= Counter<int, int>.MostWaiting);
    }

    [Fact]
    public async Task A_batch_that_fails_together_is_served_one_by_one()
    {
        var services = new ServiceCollection().AddScoped<Caller>().BuildServiceProvider();
        var counter = new Counter<int, int>(services.GetRequiredService<IServiceScopeFactory>(), (_, asks, _) => asks.Count > 1 || asks[0] == 13
            ? throw new InvalidOperationException("13 is never served")
            : Task.FromResult<IReadOnlyList<Served<int>>>([asks[0]]));
        var shop = Id.New<TenantId>();

        var asks = Enumerable.Range(0, 40).Select(i => counter.Ask(shop, i, default)).ToList();

        for (var i = 0; i < 40; i++)
        {
            if (i == 13) await Assert.ThrowsAsync<InvalidOperationException>(() => asks[i]);
            else Assert.Equal(i, await asks[i]);
        }
    }
}
