using System.Buffers.Text;
using System.Security.Cryptography;
using Linli.Catalog;
using Linli.Members;
using Microsoft.AspNetCore.DataProtection;

namespace Linli.Procurement;

/// <summary>给供应商的对账链接 — by which a supplier without an account reads its own statements until it ends or the shop calls it back.</summary>
sealed class SupplierLink : IOwned
{
    public const int Days = 30;

    public TenantId Tenant { get; set; }
    public required SupplierLinkId Id { get; init; }
    public required SupplierId Supplier { get; init; }
    public required MemberId MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset Until { get; init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && Until > now;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

/// <summary>Seals the number of a link, so that nobody finds another one by trying; what it allows stands in its row.</summary>
sealed class SupplierLinks(LinliDb db, IDataProtectionProvider protection, Caller caller, TimeProvider clock)
{
    const int longest = 600;
    readonly IDataProtector seal = protection.CreateProtector("a supplier's statement");

    public string Write(SupplierLink link)
    {
        Span<byte> plain = stackalloc byte[32];
        link.Tenant.Value.TryWriteBytes(plain);
        link.Id.Value.TryWriteBytes(plain[16..]);
        return Base64Url.EncodeToString(seal.Protect(plain.ToArray()));
    }

    /// <summary>Whose statements it opens; from then on the caller acts for its shop.</summary>
    public async Task<SupplierId> Open(string link, CancellationToken ct)
    {
        var (tenant, id) = Read(link);
        caller.ActAsSystemOf(tenant);
        var found = await db.Set<SupplierLink>().AsNoTracking().FirstOrDefaultAsync(l => l.Id == id, ct);
        return found?.IsOpen(clock.GetUtcNow()) == true ? found.Supplier : throw No.LinkGone();
    }

    (TenantId Tenant, SupplierLinkId Id) Read(string link)
    {
        try
        {
            if (link.Length > longest) throw No.LinkGone();
            ReadOnlySpan<byte> plain = seal.Unprotect(Base64Url.DecodeFromChars(link));
            // Links of before they had a number cannot be called back, and are no longer good.
            return plain.Length == 32 ? (new(new Guid(plain[..16])), new(new Guid(plain[16..]))) : throw No.LinkGone();
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw No.LinkGone();
        }
    }
}
