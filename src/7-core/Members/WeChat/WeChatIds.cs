using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Linli.Members;

/// <summary>微信身份 — whom WeChat knows a person as in one of our apps. The openid lies encrypted; a mark that tells nothing else finds it.</summary>
sealed class WeChatIdentity : IOwned
{
    public TenantId Tenant { get; set; }
    public required MemberId Member { get; init; }
    public required WeChatApp App { get; init; }
    public required string Sealed { get; set; }
    public required string Mark { get; set; }
    public required DateTimeOffset At { get; set; }
}

/// <summary>
/// What WeChat said about a code, under the number that the phone made for its try: a code counts only once, so a phone whose answer
/// was lost asks again under its number and is not asked for another code. Forgotten after ten minutes.
/// </summary>
sealed class WeChatVisit : IOwned
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    public TenantId Tenant { get; set; }
    public required Guid Id { get; init; }
    public required string Code { get; set; }
    public required string Sealed { get; set; }
    public required DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>Who somebody is inside WeChat. Not to be logged.</summary>
public sealed record WeChatId(string AppId, string OpenId)
{
    public override string ToString() => "somebody in WeChat";
}

/// <summary>The door: who a person is inside WeChat, for paying there and being paid there.</summary>
public sealed class WeChatIds(LinliDb db, IServiceProvider services, IDataProtectionProvider protection, TimeProvider clock)
{
    readonly Caller caller = services.GetRequiredService<Caller>();
    readonly WeChatPlatform platform = services.GetRequiredService<WeChatPlatform>();
    readonly WeChatApps apps = services.GetRequiredService<WeChatApps>();
    readonly IDataProtector seal = protection.CreateProtector("whom WeChat knows");

    /// <summary>In this app, or in any, the mini-program first; nothing when they never came through WeChat.</summary>
    public async Task<WeChatId?> Of(MemberId person, WeChatApp? app, CancellationToken ct)
    {
        var rows = await db.Set<WeChatIdentity>().AsNoTracking().Where(i => i.Member == person && (app == null || i.App == app)).OrderBy(i => i.App).ToListAsync(ct);
        foreach (var row in rows)
            // An openid of an app we no longer have is nobody.
            if (Open<WeChatId>(row.Sealed) is { } found && (await apps.Of(row.App, ct))?.Id == found.AppId) return found;
        return null;
    }

    /// <summary>Which of these people came through WeChat.</summary>
    public async Task<IReadOnlySet<MemberId>> Known(IReadOnlyCollection<MemberId> people, CancellationToken ct) =>
        (await db.Set<WeChatIdentity>().Where(i => people.Contains(i.Member)).Select(i => i.Member).ToListAsync(ct)).ToHashSet();

    internal sealed record Visitor(string AppId, string OpenId, string? Phone)
    {
        public override string ToString() => "visitor";
    }

    /// <summary>Asks WeChat once per number; what it said is kept for the caller to commit at once.</summary>
    internal async Task<Visitor> Visit(Guid number, WeChatApp app, string code, string? phoneCode, CancellationToken ct)
    {
        if (code.Length is 0 or > 512 || phoneCode is { Length: > 512 }) throw No.WeChatCode();
        var (hash, now) = (Hash($"{app}:{code}"), clock.GetUtcNow());
        var found = await db.Set<WeChatVisit>().FirstOrDefaultAsync(v => v.Id == number, ct);
        var known = found is not null && found.Code == hash && found.ExpiresAt > now ? Open<Visitor>(found.Sealed) : null;
        var us = await apps.Needed(app, ct);
        var visitor = known ?? new(us.Id, await platform.OpenIdOf(app, us, code, ct), null);
        if (phoneCode is not null && visitor.Phone is null && await Holder(app, visitor, ct) is null)
            visitor = visitor with { Phone = await platform.PhoneOf(await apps.Needed(WeChatApp.MiniProgram, ct), phoneCode, ct) };
        if (visitor == known) return visitor;
        var text = Close(visitor);
        if (found is null) db.Add(new WeChatVisit { Id = number, Code = hash, Sealed = text, ExpiresAt = now + WeChatVisit.Lasts });
        else (found.Code, found.Sealed, found.ExpiresAt) = (hash, text, now + WeChatVisit.Lasts);
        return visitor;
    }

    internal async Task<WeChatIdentity?> Holder(WeChatApp app, Visitor visitor, CancellationToken ct)
    {
        var mark = Mark(visitor);
        return await db.Set<WeChatIdentity>().FirstOrDefaultAsync(i => i.Mark == mark && i.App == app, ct);
    }

    /// <summary>From now on this is who they are there.</summary>
    internal async Task Bind(MemberId person, WeChatApp app, Visitor visitor, CancellationToken ct)
    {
        var (text, mark, now) = (Close(new WeChatId(visitor.AppId, visitor.OpenId)), Mark(visitor), clock.GetUtcNow());
        if (await db.Set<WeChatIdentity>().FirstOrDefaultAsync(i => i.Member == person && i.App == app, ct) is { } found)
            (found.Sealed, found.Mark, found.At) = (text, mark, now);
        else db.Add(new WeChatIdentity { Member = person, App = app, Sealed = text, Mark = mark, At = now });
    }

    // Openids are random and long: their hash cannot be turned round, and it finds them again after the keys have changed.
    string Mark(Visitor visitor) => Hash($"{caller.Tenant.Value}:{visitor.AppId}:{visitor.OpenId}");

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    string Close<T>(T what) => seal.Protect(JsonSerializer.Serialize(what));

    /// <summary>Keys do not travel with an exported shop: there it is nobody until they come through WeChat again.</summary>
    T? Open<T>(string text) where T : class
    {
        try { return JsonSerializer.Deserialize<T>(seal.Unprotect(text)); }
        catch (CryptographicException) { return null; }
    }
}
