namespace Linli.Platform;

/// <summary>One line of the audit log: who looked at or changed what. Never the data itself.</summary>
public sealed record AuditLine(Guid Id, DateTimeOffset At, Guid Who, string Action, string About);

sealed class AuditEntry : IOwned
{
    public TenantId Tenant { get; set; }
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid Who { get; init; }
    public required string Action { get; init; }
    public required string About { get; init; }
}

/// <summary>审计 — every read of personal data by staff, and every change of rights or money by hand, leaves a line.</summary>
public sealed class Audit(LinliDb db, Caller caller, TimeProvider clock)
{
    /// <summary>Adds a line to the caller's transaction. <paramref name="about"/> names things by id, never by content.</summary>
    public void Note(string action, string about)
    {
        if (caller.IsSystem) return;
        db.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(),
            At = clock.GetUtcNow(),
            Who = caller.Person,
            Action = action,
            About = about.Length > 200 ? about[..200] : about,
        });
    }

    public async Task<Page<AuditLine>> Read(Paging paging, CancellationToken ct) =>
        (await paging.Of(db.Set<AuditEntry>().AsNoTracking().OrderByDescending(a => a.At).ThenByDescending(a => a.Id), ct))
        .Select(a => new AuditLine(a.Id, a.At, a.Who, a.Action, a.About));
}

static class Auditing
{
    public static void Tables(ModelBuilder model) => model.Owned<AuditEntry>("platform_audit", a => a.Id, row =>
    {
        row.Index(a => a.At);
        row.Property(a => a.Action).HasMaxLength(80);
        row.Property(a => a.About).HasMaxLength(200);
    });
}
