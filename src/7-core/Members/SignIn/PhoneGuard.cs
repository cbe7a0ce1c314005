namespace Linli.Members;

/// <summary>
/// What protects one phone number against guessing and against floods of messages. It knows numbers that belong to
/// nobody too, so that being locked out tells nothing about who is known here.
/// </summary>
sealed class PhoneGuard : IOwned
{
    public const int MostWrong = 5, MostCodes = 5;
    static readonly TimeSpan lockedFor = TimeSpan.FromMinutes(15), codesWithin = TimeSpan.FromMinutes(10);

    public TenantId Tenant { get; set; }
    public required string Phone { get; init; }
    public DateTimeOffset At { get; private set; }
    public int Wrong { get; private set; }
    public DateTimeOffset? LockedUntil { get; private set; }
    public IReadOnlyList<DateTimeOffset> CodesAt { get; private set; } = [];

    /// <summary>The guard of a phone; a new one is stored only when there is something to remember.</summary>
    public static async Task<PhoneGuard> Of(string phone, LinliDb db, CancellationToken ct) =>
        await db.Set<PhoneGuard>().FirstOrDefaultAsync(g => g.Phone == phone, ct) ?? new PhoneGuard { Phone = phone };

    public void MustBeOpen(DateTimeOffset now)
    {
        if (LockedUntil is { } until && until > now) throw No.LockedOut((int)Math.Ceiling((until - now).TotalMinutes));
    }

    public void Failed(DateTimeOffset now, LinliDb db)
    {
        // An old failure is forgotten after the time it could have locked for.
        if (At + lockedFor <= now) Wrong = 0;
        if (++Wrong >= MostWrong) (Wrong, LockedUntil) = (0, now + lockedFor);
        Remember(now, db);
    }

    public void Passed() => (Wrong, LockedUntil) = (0, null);

    public void CountCode(DateTimeOffset now, LinliDb db)
    {
        var recent = CodesAt.Where(at => at > now - codesWithin).ToList();
        if (recent.Count >= MostCodes) throw No.SmsTooMany(recent[0] + codesWithin - now);
        CodesAt = [.. recent, now];
        Remember(now, db);
    }

    void Remember(DateTimeOffset now, LinliDb db)
    {
        At = now;
        if (db.Entry(this).State == EntityState.Detached) db.Add(this);
    }
}
