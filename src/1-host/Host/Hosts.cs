using Linli.Channels;
using Linli.Members;
using Linli.Payments;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Linli.Host;

/// <summary>What a host does because it may not be the only one on its database: it takes turns, listens, and leaves politely.</summary>
static class Hosts
{
    // "linli" in ASCII: any number will do, as long as all hosts use the same.
    const long Turn = 0x6c696e6c69;

    public static void AddHosts(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Linli:Postgres"] is { Length: > 0 }) builder.Services.AddHostedService<BellLine>();
        // The balancer is told to go elsewhere before the door is closed, not by the closed door.
        var notice = TimeSpan.FromSeconds(builder.Configuration.GetValue("Linli:NoticeSeconds", 0));
        builder.Services.AddHostedService(_ => new Notice(notice));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout += notice);
    }

    /// <summary>Hosts that start at the same moment on one PostgreSQL do this one after the other.</summary>
    public static async Task InTurn(this WebApplication app, Func<Task> work)
    {
        if (app.Services.GetService<NpgsqlDataSource>() is not { } source)
        {
            await work();
            return;
        }

        await using var line = await source.OpenConnectionAsync();
        await using var turn = await line.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock($1)", line, turn)
        {
            Parameters = { new() { Value = Turn } },
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync();
        await work();
        await turn.CommitAsync();
    }

    /// <summary>
    /// Brings the database to this version and puts the first key into it. Two hosts that each made a first key would not
    /// believe each other's tokens until they look for new keys, a day later.
    /// </summary>
    public static async Task Prepare(this WebApplication app)
    {
        PaymentsModule.Check(app.Services);
        MembersModule.Check(app.Services);
        ChannelsModule.Check(app.Services);
        await app.MakeDatabase();
        await app.InTurn(async () =>
        {
            await app.Migrate();
            app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("first key").Protect("");
        });
    }

    static async Task MakeDatabase(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var maker = scope.ServiceProvider.GetRequiredService<LinliDb>().Database.GetService<IRelationalDatabaseCreator>();
        if (await maker.ExistsAsync()) return;
        try { await maker.CreateAsync(); }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another host made it at this moment.
        }
    }

    /// <summary>Told to stop, a host says at once that it is not ready, and serves on for a while.</summary>
    sealed class Notice(TimeSpan length) : IHostedLifecycleService
    {
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(length, cancellationToken);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
