namespace Linli.Platform;

/// <summary>How a tenant is found and called before anybody is signed in: its code stands in links and on posters.</summary>
public sealed record ShopName(TenantId Id, string Code, string Name);

/// <summary>One line of the directory of all tenants, which is read before any tenant is known.</summary>
sealed class ShopEntry
{
    public required TenantId Tenant { get; init; }
    public required string Code { get; init; }
    public required string Name { get; set; }

    public ShopName Card => new(Tenant, Code, Name);
}

/// <summary>租户目录 — the directory of tenants. The caller commits.</summary>
public sealed class Shops(LinliDb db, Caller caller)
{
    public const int MostCode = 30, MostName = 40;

    internal static void Tables(ModelBuilder model) => model.Entity<ShopEntry>(entry =>
    {
        entry.ToTable("platform_shops");
        entry.HasKey(s => s.Tenant);
        entry.HasIndex(s => s.Code).IsUnique();
        entry.Property(s => s.Code).HasMaxLength(MostCode);
        entry.Property(s => s.Name).HasMaxLength(MostName);
        entry.Ignore(s => s.Card);
    });

    /// <summary>Nothing when no tenant has this code; capitals do not matter.</summary>
    public async Task<ShopName?> Find(string code, CancellationToken ct)
    {
        var wanted = code.Trim().ToLowerInvariant();
        if (!IsCode(wanted)) return null;
        return (await db.Set<ShopEntry>().AsNoTracking().FirstOrDefaultAsync(s => s.Code == wanted, ct))?.Card;
    }

    /// <summary>The same as it was at most a second ago: for what is asked many times a second.</summary>
    public async Task<TenantId?> Known(string code, CancellationToken ct)
    {
        var wanted = code.Trim().ToLowerInvariant();
        return (await db.KnownToAll.Find<string, TenantId>(default, [typeof(ShopEntry)], [wanted], async _ =>
            await Find(wanted, ct) is { } shop ? new Dictionary<string, TenantId> { [wanted] = shop.Id } : new Dictionary<string, TenantId>())).TryGetValue(wanted, out var id) ? id : null;
    }

    /// <summary>The one tenant of an installation that has exactly one, so that its people need no code.</summary>
    public async Task<ShopName?> Only(CancellationToken ct) =>
        await db.Set<ShopEntry>().AsNoTracking().Take(2).ToListAsync(ct) is [var one] ? one.Card : null;

    public async Task<IReadOnlyList<ShopName>> All(CancellationToken ct) =>
        [.. (await db.Set<ShopEntry>().AsNoTracking().OrderBy(s => s.Code).ToListAsync(ct)).Select(s => s.Card)];

    /// <summary>The caller's own.</summary>
    public async Task<ShopName?> Own(CancellationToken ct) => (await Mine(ct))?.Card;

    /// <summary>Enters the caller's tenant. A code is lower-case letters, digits and hyphens.</summary>
    public void Add(string code, string name)
    {
        if (!IsCode(code)) throw new InvalidOperationException($"'{code}' is no code: 2 to {MostCode} of a-z, 0-9, -");
        db.Add(new ShopEntry { Tenant = caller.Tenant, Code = code, Name = name });
    }

    public async Task Rename(string name, CancellationToken ct)
    {
        var mine = await Mine(ct) ?? throw new InvalidOperationException("a tenant that was never entered in the directory");
        mine.Name = name;
    }

    Task<ShopEntry?> Mine(CancellationToken ct) => db.Set<ShopEntry>().FirstOrDefaultAsync(s => s.Tenant == caller.Tenant, ct);

    static bool IsCode(string code) =>
        code.Length is >= 2 and <= MostCode && code.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');
}
