using Linli.Places;

namespace Linli.Channels;

/// <summary>测试群机器人: PUT /api/robots/{robot}/tests/{test} — one post through the queue; what became of it stands among the dispatches.</summary>
static class TryRobot
{
    public static async Task<Ok<ListDispatches.Shown>> Handle(
        RobotId robot, Guid test, LinliDb db, Outgoing outgoing, Map map, CancellationToken ct)
    {
        var found = await db.Set<Robot>().FirstOrDefaultAsync(r => r.Id == robot, ct) ?? throw No.RobotUnknown();
        await Posting.Try(found, test, (await map.Shop(ct)).Name, outgoing, ct);
        await db.Commit(ct);
        var id = new DispatchId(test);
        return TypedResults.Ok(ListDispatches.Show(await db.Set<Dispatch>().AsNoTracking().SingleAsync(d => d.Id == id, ct)));
    }
}
