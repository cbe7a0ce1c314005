using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Linli.Catalog;
using Microsoft.AspNetCore.DataProtection;

namespace Linli.Procurement;

/// <summary>
/// Links by which a supplier without an account reads its own statements. All that a link allows stands sealed and signed in it, so nothing
/// is kept of it; it ends by itself.
/// </summary>
sealed class SupplierLinks(IDataProtectionProvider protection, TimeProvider clock)
{
    public const int Days = 30;
    const int longest = 600;
    readonly IDataProtector seal = protection.CreateProtector("a supplier's statement");

    public (string Link, DateTimeOffset Until) Make(TenantId tenant, SupplierId supplier)
    {
        var until = clock.GetUtcNow().AddDays(Days);
        Span<byte> plain = stackalloc byte[40];
        tenant.Value.TryWriteBytes(plain);
        supplier.Value.TryWriteBytes(plain[16..]);
        BinaryPrimitives.WriteInt64BigEndian(plain[32..], until.ToUnixTimeSeconds());
        return (Base64Url.EncodeToString(seal.Protect(plain.ToArray())), until);
    }

    public (TenantId Tenant, SupplierId Supplier) Read(string link)
    {
        try
        {
            if (link.Length > longest) throw No.LinkGone();
            ReadOnlySpan<byte> plain = seal.Unprotect(Base64Url.DecodeFromChars(link));
            if (BinaryPrimitives.ReadInt64BigEndian(plain[32..]) <= clock.GetUtcNow().ToUnixTimeSeconds()) throw No.LinkGone();
            return (new(new Guid(plain[..16])), new(new Guid(plain[16..32])));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw No.LinkGone();
        }
    }
}
