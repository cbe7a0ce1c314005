using System.Security.Claims;

namespace Linli.Platform;

public readonly record struct TenantId(Guid Value) : IId<TenantId>
{
    public static bool TryParse(string? text, out TenantId id) => Id.TryParse(text, out id);
}

/// <summary>Who a person can be towards a shop.</summary>
public enum Role { Hq, Owner, Clerk, Leader, Sorter, Rider, Supplier, Resident }

/// <summary>Who is asking, and for which operator's shop. Reactions to facts run as that shop's system.</summary>
public sealed class Caller
{
    public TenantId Tenant { get; private set; }
    public Guid Person { get; private set; }
    public IReadOnlyList<Role> Roles { get; private set; } = [];
    public string Language { get; private set; } = "zh";
    public bool IsSystem { get; private set; }

    public bool Is(params ReadOnlySpan<Role> any)
    {
        foreach (var role in any)
            if (Roles.Contains(role)) return true;
        return false;
    }

    /// <summary>Staff who see the whole shop; a leader or supplier sees only a part of it.</summary>
    public bool SeesTheWholeShop => IsSystem || Is(Role.Hq, Role.Owner, Role.Clerk, Role.Sorter);

    /// <summary>In which language somebody is answered who is not known yet.</summary>
    public void Speak(string language) => Language = language;

    /// <summary>For reactions, counters and sign-in, which have found out the shop by themselves.</summary>
    public void ActAsSystemOf(TenantId tenant) => (Tenant, Person, Roles, IsSystem) = (tenant, Guid.Empty, [], true);

    public void ActAs(TenantId tenant, Guid person, params IReadOnlyList<Role> roles) =>
        (Tenant, Person, Roles, IsSystem) = (tenant, person, roles, false);

    internal void Become(ClaimsPrincipal principal, string language)
    {
        Language = language;
        if (principal.Identity?.IsAuthenticated != true) return;
        ActAs(
            new TenantId(Guid.Parse(principal.FindFirstValue(Tokens.TenantClaim)!)),
            Guid.Parse(principal.FindFirstValue(Tokens.PersonClaim)!),
            [.. principal.FindAll(Tokens.RoleClaim).Select(c => Enum.Parse<Role>(c.Value))]);
    }

    public static string LanguageOf(HttpContext http) =>
        http.Request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "zh";
}
