using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Linli.Platform;

/// <summary>One of a slice's last statements. On PostgreSQL those that follow each other without a decision between them are one message.</summary>
sealed class LastStatement
{
    readonly NpgsqlBatchCommand? command;
    readonly int? changes;
    readonly Func<CancellationToken, Task>? run;

    /// <param name="changes">How many rows it must change; else the race is lost.</param>
    public LastStatement(NpgsqlBatchCommand command, int? changes) => (this.command, this.changes) = (command, changes);

    public LastStatement(Func<CancellationToken, Task> run) => this.run = run;

    public static async Task Run(LinliDb db, IReadOnlyList<LastStatement> endings, CancellationToken ct)
    {
        for (var i = 0; i < endings.Count;)
        {
            List<LastStatement> together = [.. endings.Skip(i).TakeWhile(e => e.command is not null)];
            if (together.Count > 0) await Together(db, together, ct);
            else await endings[i].run!(ct);
            i += Math.Max(together.Count, 1);
        }
    }

    static async Task Together(LinliDb db, List<LastStatement> endings, CancellationToken ct)
    {
        await db.Begin(ct);
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction());
        foreach (var one in endings) batch.BatchCommands.Add(one.command!);
        await batch.ExecuteNonQueryAsync(ct);
        foreach (var one in endings)
            if (one.changes is { } wanted) Won(wanted, one.command!.RecordsAffected);
    }

    public static void Won(int wanted, int changed)
    {
        if (changed != wanted) throw new DbUpdateConcurrencyException("another host was faster");
    }
}
