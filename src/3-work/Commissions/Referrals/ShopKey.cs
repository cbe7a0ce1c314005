using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Linli.Commissions;

/// <summary>A shop's own secret, from which its share links are signed. It lies encrypted in the database and never leaves this class.</summary>
sealed class ShopKey : IOwned
{
    public TenantId Tenant { get; set; }
    public required TenantId Id { get; init; }
    public required string Sealed { get; set; }
}

/// <summary>Signs, and finds again what was signed.</summary>
sealed class Signing(LinliDb db, Caller caller, IDataProtectionProvider protection)
{
    readonly IDataProtector seal = protection.CreateProtector("the key of share links");

    /// <summary>A message authentication code under the shop's key (HMAC-SHA-256, RFC 2104).</summary>
    public async Task<byte[]> Mac(string purpose, ReadOnlyMemory<byte> of, CancellationToken ct)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, await Key(ct));
        mac.AppendData(System.Text.Encoding.UTF8.GetBytes(purpose));
        mac.AppendData([0]);
        mac.AppendData(of.Span);
        return mac.GetHashAndReset();
    }

    async Task<byte[]> Key(CancellationToken ct)
    {
        var found = await db.Set<ShopKey>().FirstOrDefaultAsync(ct);
        if (found is not null)
            try { return Convert.FromBase64String(seal.Unprotect(found.Sealed)); }
            catch (CryptographicException)
            {
                // Keys do not travel with an exported shop: here it gets a new one, and its old links end.
            }

        var made = RandomNumberGenerator.GetBytes(32);
        var text = seal.Protect(Convert.ToBase64String(made));
        if (found is null) db.Add(new ShopKey { Id = caller.Tenant, Sealed = text });
        else found.Sealed = text;
        return made;
    }
}
