namespace Linli.Members;

/// <summary>GET /api/me/messages</summary>
static class ReadMessages
{
    public sealed record Line(MessageId Id, DateTimeOffset At, string Title, string Text, string? Link, bool Read)
    {
        public static Line Of(Message m, string language, DateTimeOffset? readTo)
        {
            var (title, text) = m.In(language);
            return new(m.Id, m.At, title, text, m.Link, m.At <= readTo);
        }
    }

    public sealed record Inbox(IReadOnlyList<Line> Items, string? Next, int Unread);

    public static async Task<Ok<Inbox>> Handle(int? take, string? after, LinliDb db, Caller caller, CancellationToken ct)
    {
        var paging = Paging.Of(take, after);
        var me = new MemberId(caller.Person);
        var member = await db.Set<Member>().Where(m => m.Id == me)
            .Select(m => new { m.Household, m.ReadTo }).FirstOrDefaultAsync(ct);
        if (member?.Household is not { } home) return TypedResults.Ok(new Inbox([], null, 0));

        var page = await paging.Of(db.Set<Message>().AsNoTracking().Where(m => m.Household == home)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id), ct);
        var lines = page.Select(m => Line.Of(m, caller.Language, member.ReadTo));
        return TypedResults.Ok(new Inbox(lines.Items, lines.Next, await Message.Unread(home, member.ReadTo, db, ct)));
    }
}
