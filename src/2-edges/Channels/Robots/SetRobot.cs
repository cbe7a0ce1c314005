using System.Web;
using Linli.Members;

namespace Linli.Channels;

/// <summary>群机器人设置: PUT /api/robots/{robot} — which group hears of what. The address is given once and never shown again.</summary>
static class SetRobot
{
    /// <param name="Address">The webhook's whole address; absent keeps the one there is.</param>
    public sealed record Body(string Name, IReadOnlyList<RobotTopic> Topics, string? Address = null, MemberId? Leader = null, bool Active = true);

    public static Body Example { get; } = new("杏雨花园 1 群", [RobotTopic.Published, RobotTopic.Arrived],
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa");

    public static async Task<Ok<ListRobots.Shown>> Handle(
        RobotId robot, Body body, LinliDb db, Posting posting, Roster roster, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var name = body.Name.Trim();
        if (name.Length is 0 or > Robot.MostName) throw No.RobotName(Robot.MostName);
        List<RobotTopic> topics = [.. body.Topics.Distinct().Order()];
        if (topics.Count == 0) throw No.RobotTopics();
        if (body.Leader is { } leader && !await roster.IsLeader(leader, ct)) throw No.RobotLeader();
        var key = body.Address is { Length: > 0 } address ? KeyIn(address) ?? throw No.RobotAddress() : null;
        var found = await db.Set<Robot>().FirstOrDefaultAsync(r => r.Id == robot, ct);
        if (found is null)
        {
            var first = key ?? throw No.RobotAddress();
            db.Add(found = new()
            {
                Id = robot,
                Name = name,
                SealedKey = posting.Close(first),
                KeyTail = first[^Robot.KeyTailLetters..],
                Leader = body.Leader,
                Topics = topics,
                Active = body.Active,
                MadeAt = clock.GetUtcNow(),
            });
        }
        else if (key is not null) (found.SealedKey, found.KeyTail) = (posting.Close(key), key[^Robot.KeyTailLetters..]);

        (found.Name, found.Leader, found.Topics, found.Active) = (name, body.Leader, topics, body.Active);
        audit.Note("set-robot", $"robot {robot.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(ListRobots.Show(found));
    }

    /// <summary>Of the address only the key is kept: it must not be sent anywhere but to WeCom.</summary>
    static string? KeyIn(string address) =>
        Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && uri.AbsolutePath == "/cgi-bin/webhook/send"
        && HttpUtility.ParseQueryString(uri.Query)["key"] is { Length: >= 16 and <= 64 } key && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? key : null;
}
