using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace Linli.Platform;

/// <summary>What a signed-in phone or browser carries: protected by the shop's own keys, so any host can read it.</summary>
public sealed class Tokens(IOptionsMonitor<BearerTokenOptions> options, TimeProvider clock)
{
    internal const string TenantClaim = "t", PersonClaim = "p", RoleClaim = "r", StampClaim = "s";
    static readonly TimeSpan lasts = TimeSpan.FromHours(2), refreshable = TimeSpan.FromDays(30);

    BearerTokenOptions Options => options.Get(BearerTokenDefaults.AuthenticationScheme);

    /// <param name="stamp">Changes with the password and the roles, so that older refresh tokens end.</param>
    public TokenPair Issue(TenantId tenant, Guid person, IEnumerable<Role> roles, string stamp, TimeSpan? valid = null)
    {
        var identity = new ClaimsIdentity(
        [
            new Claim(TenantClaim, tenant.Value.ToString()), new Claim(PersonClaim, person.ToString()), new Claim(StampClaim, stamp),
            .. roles.Select(r => new Claim(RoleClaim, r.ToString())),
        ], BearerTokenDefaults.AuthenticationScheme);
        var until = valid ?? lasts;
        return new(
            Options.BearerTokenProtector.Protect(Ticket(identity, until)),
            Options.RefreshTokenProtector.Protect(Ticket(identity, refreshable)),
            (int)until.TotalSeconds);
    }

    /// <summary>Whose refresh token this is, or nothing when it is forged or too old.</summary>
    public (TenantId Tenant, Guid Person, string Stamp)? Read(string refreshToken)
    {
        var ticket = Options.RefreshTokenProtector.Unprotect(refreshToken);
        if (ticket?.Properties.ExpiresUtc is not { } until || until <= clock.GetUtcNow()) return null;
        string Claim(string type) => ticket.Principal.FindFirstValue(type)!;
        return (new(Guid.Parse(Claim(TenantClaim))), Guid.Parse(Claim(PersonClaim)), Claim(StampClaim));
    }

    AuthenticationTicket Ticket(ClaimsIdentity identity, TimeSpan until) => new(
        new ClaimsPrincipal(identity),
        new AuthenticationProperties { ExpiresUtc = clock.GetUtcNow() + until },
        BearerTokenDefaults.AuthenticationScheme);
}

/// <param name="ExpiresIn">Seconds.</param>
public sealed record TokenPair(string Token, string RefreshToken, int ExpiresIn);
