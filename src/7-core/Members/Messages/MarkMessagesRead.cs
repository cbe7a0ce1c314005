namespace Linli.Members;

/// <summary>PUT /api/me/messages/read</summary>
static class MarkMessagesRead
{
    public sealed record Body(MessageId UpTo);

    public sealed record Left(int Unread);

    public static async Task<Ok<Left>> Handle(Body body, LinliDb db, Caller caller, CancellationToken ct)
    {
        var me = new MemberId(caller.Person);
        var member = await db.Set<Member>().FirstOrDefaultAsync(m => m.Id == me, ct) ?? throw No.MessageUnknown();
        var at = await db.Set<Message>().Where(m => m.Id == body.UpTo && m.Household == member.Household)
            .Select(m => (DateTimeOffset?)m.At).FirstOrDefaultAsync(ct) ?? throw No.MessageUnknown();
        if (member.ReadTo is null || member.ReadTo < at) member.ReadTo = at;
        await db.Commit(ct);
        return TypedResults.Ok(new Left(await Message.Unread(member.Household, member.ReadTo, db, ct)));
    }
}
