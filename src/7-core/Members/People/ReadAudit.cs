namespace Linli.Members;

/// <summary>GET /api/audit</summary>
static class ReadAudit
{
    public sealed record Who(Guid Id, string Name);

    public sealed record Line(Guid Id, DateTimeOffset At, Who? Who, string Action, string About);

    public static async Task<Ok<Page<Line>>> Handle(int? take, string? after, Audit audit, Roster roster, CancellationToken ct)
    {
        var page = await audit.Read(Paging.Of(take, after), ct);
        var names = await roster.Names([.. page.Items.Select(a => new MemberId(a.Who)).Distinct()], ct);
        return TypedResults.Ok(page.Select(a => new Line(a.Id, a.At,
            names.TryGetValue(new(a.Who), out var name) ? new Who(a.Who, name) : null, a.Action, a.About)));
    }
}
