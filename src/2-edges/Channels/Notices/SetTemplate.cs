namespace Linli.Channels;

/// <summary>订阅消息设置: PUT /api/notice-templates/{which} — by which template of the mini-program people are told of something.</summary>
static class SetTemplate
{
    /// <param name="Fields">The template's fields, like thing1, and what each holds.</param>
    public sealed record Body(string Template, IReadOnlyDictionary<string, NoticeValue> Fields, bool Active = true);

    public static Body Example { get; } = new("Qv6SIwlhHwxkTDqSMzHdaxgB3bjMLuhNGpxWvNIsDAs", new Dictionary<string, NoticeValue>
    {
        ["thing1"] = NoticeValue.Campaign,
        ["time2"] = NoticeValue.Time,
        ["thing3"] = NoticeValue.Place,
    });

    public static async Task<Ok<ListTemplates.Shown>> Handle(Word<NoticeKind> which, Body body, LinliDb db, Audit audit, CancellationToken ct)
    {
        var kind = which.Value;
        var template = body.Template.Trim();
        NoticeTemplate.Check(template, body.Fields);
        var found = await db.Set<NoticeTemplate>().FirstOrDefaultAsync(t => t.Kind == kind, ct);
        var fields = body.Fields.ToDictionary();
        if (found is null) db.Add(found = new() { Kind = kind, Template = template, Fields = fields, Active = body.Active });
        // Who said yes to another template said yes to nothing here.
        else if (found.Template != template)
        {
            await db.Begin(ct);
            await db.Set<Consent>().Where(c => c.Kind == kind).ExecuteUpdateAsync(c => c.SetProperty(x => x.Left, 0), ct);
        }
        (found.Template, found.Fields, found.Active) = (template, fields, body.Active);
        audit.Note("set-notice-template", kind.ToString());
        await db.Commit(ct);
        return TypedResults.Ok(ListTemplates.Show(found));
    }
}
