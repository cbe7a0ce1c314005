using Linli.Members;

namespace Linli.Channels;

/// <summary>GET /api/robots — the groups of WeCom into which the shop posts.</summary>
static class ListRobots
{
    /// <param name="KeyTail">The last four letters of its key, to know it by.</param>
    public sealed record Shown(RobotId Id, string Name, string KeyTail, MemberId? Leader, IReadOnlyList<RobotTopic> Topics, bool Active);

    public static async Task<Ok<Page<Shown>>> Handle(LinliDb db, CancellationToken ct, int? take = null, string? after = null) =>
        TypedResults.Ok((await Paging.Of(take, after).Of(db.Set<Robot>().AsNoTracking().OrderBy(r => r.Name).ThenBy(r => r.Id), ct)).Select(Show));

    public static Shown Show(Robot r) => new(r.Id, r.Name, r.KeyTail, r.Leader, r.Topics, r.Active);
}
