using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Linli.Members;

/// <summary>本店的小程序或公众号 — a shop's own app at WeChat; without one the shop uses the house's. The secret lies encrypted and is never shown.</summary>
sealed class OwnApp : IOwned
{
    public const int MostVersion = 10;

    public TenantId Tenant { get; set; }
    public required WeChatApp App { get; init; }
    public required string AppId { get; set; }
    public required string SealedSecret { get; set; }

    /// <summary>正式版, 体验版, 开发版: of a mini-program.</summary>
    public required string Version { get; set; }
    public required DateTimeOffset SetAt { get; set; }
}

/// <summary>Who we are in an app, towards WeChat. Not to be logged.</summary>
sealed record AppAccount(string Id, string Secret)
{
    public override string ToString() => Id;
}

/// <summary>As whom the caller's shop speaks to WeChat: by its own app, or else by the house's.</summary>
sealed class WeChatApps(LinliDb db, Caller caller, WeChatPlatform platform, IDataProtectionProvider protection)
{
    // Under its shop's name: a secret copied into another shop's row opens nothing there.
    IDataProtector Seal => protection.CreateProtector("a shop's app at WeChat", caller.Tenant.Value.ToString());

    /// <summary>Nothing where there is none. An own app whose secret cannot be opened here is none: the house must not speak in its stead.</summary>
    public async Task<AppAccount?> Of(WeChatApp app, CancellationToken ct) =>
        await Own(app, ct) is { } own ? AccountOf(own) : platform.Account.AccountOf(app);

    public async Task<AppAccount> Needed(WeChatApp app, CancellationToken ct) => await Of(app, ct) ?? throw No.WeChatNotSetUp();

    public async Task<string> VersionOf(WeChatApp app, CancellationToken ct) => (await Own(app, ct))?.Version ?? platform.Account.Version;

    public Task<OwnApp?> Own(WeChatApp app, CancellationToken ct) => db.Set<OwnApp>().AsNoTracking().FirstOrDefaultAsync(a => a.App == app, ct);

    /// <summary>Keys do not travel with an exported shop: there its secret must be given again.</summary>
    public AppAccount? AccountOf(OwnApp own)
    {
        try { return new(own.AppId, Seal.Unprotect(own.SealedSecret)); }
        catch (CryptographicException) { return null; }
    }

    public string Close(string secret) => Seal.Protect(secret);
}
