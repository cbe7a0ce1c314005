using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Linli.Platform;

/// <summary>What a counter says to one of its callers: an answer or a no.</summary>
public readonly record struct Served<TAnswer>(TAnswer? Answer, Refusal? No)
{
    public static implicit operator Served<TAnswer>(TAnswer answer) => new(answer, null);
    public static implicit operator Served<TAnswer>(Refusal no) => new(default, no);
}

/// <summary>
/// How a hot thing is sold (group commit): callers that want something of the same shop at the same moment are served
/// by one transaction. The database's conditional updates keep the rules, so any number of hosts may run one.
/// </summary>
/// <remarks>
/// At most <see cref="MostWaiting"/> callers wait per shop; the next one is told to come back at once.
/// At most <see cref="MostAtOnce"/> are served together. A batch that cannot be served together is served one by one.
/// </remarks>
/// <param name="serve">Serves some in one transaction. Its last parameter says whether they lost a race before: then nothing may be hoped for, all is looked up.</param>
public sealed class Counter<TAsk, TAnswer>(
    IServiceScopeFactory scopes,
    Func<IServiceProvider, IReadOnlyList<TAsk>, bool, Task<IReadOnlyList<Served<TAnswer>>>> serve)
{
    public const int MostWaiting = 4096;
    public const int MostAtOnce = 256;

    readonly ConcurrentDictionary<TenantId, Channel<Ticket>> queues = new();

    /// <summary>Waits in line and returns the answer, or throws the refusal.</summary>
    public async Task<TAnswer> Ask(TenantId shop, TAsk ask, CancellationToken ct)
    {
        var ticket = new Ticket(ask);
        if (!queues.GetOrAdd(shop, Open).Writer.TryWrite(ticket)) throw No.Busy();
        var served = await ticket.Done.Task.WaitAsync(ct);
        return served.No is { } no ? throw no : served.Answer!;
    }

    Channel<Ticket> Open(TenantId shop)
    {
        var queue = Channel.CreateBounded<Ticket>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
        _ = Task.Run(() => Work(shop, queue.Reader));
        return queue;
    }

    async Task Work(TenantId shop, ChannelReader<Ticket> queue)
    {
        var batch = new List<Ticket>(MostAtOnce);
        while (await queue.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostAtOnce && queue.TryRead(out var ticket)) batch.Add(ticket);
            await ServeTogether(shop, batch);
        }
    }

    async Task ServeTogether(TenantId shop, List<Ticket> batch)
    {
        try
        {
            var answers = await Serve(shop, batch);
            for (var i = 0; i < batch.Count; i++) batch[i].Done.TrySetResult(answers[i]);
        }
#pragma warning disable CA1031 // what went wrong is handed to each caller, alone
        catch (Exception e)
        {
            // Alone nobody would be served by a database that is away either, only later.
            if (batch.Count == 1 || Outage.Of(e) is not null) foreach (var ticket in batch) ticket.Done.TrySetException(e);
            else foreach (var ticket in batch) await ServeTogether(shop, [ticket]);
        }
#pragma warning restore CA1031
    }

    async Task<IReadOnlyList<Served<TAnswer>>> Serve(TenantId shop, List<Ticket> batch)
    {
        for (var tries = 1; ; tries++)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(shop);
            try { return await serve(scope.ServiceProvider, [.. batch.Select(t => t.Ask)], tries > 1); }
            catch (Exception e) when (LinliDb.IsLostRace(e) && tries < (batch.Count == 1 ? Building.MostTries : 4)) { }
        }
    }

    sealed record Ticket(TAsk Ask)
    {
        public TaskCompletionSource<Served<TAnswer>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
