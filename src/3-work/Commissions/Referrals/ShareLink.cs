using System.Buffers.Text;
using System.Security.Cryptography;
using Linli.Members;

namespace Linli.Commissions;

/// <summary>推广链接 — who shares, and the shop's signature: 32 letters, as many as a mini-program's scene can carry.</summary>
sealed class ShareLinks(Signing signing)
{
    const int Who = 16, Mac = 8, Bytes = Who + Mac;

    public async Task<string> Of(MemberId promoter, CancellationToken ct)
    {
        var bytes = promoter.Value.ToByteArray(bigEndian: true);
        var mac = await signing.Mac("link", bytes, ct);
        return Base64Url.EncodeToString([.. bytes, .. mac.AsSpan(0, Mac)]);
    }

    /// <summary>Nothing when this shop has not signed it.</summary>
    public async Task<MemberId?> Read(string link, CancellationToken ct)
    {
        if (link is not { Length: 32 } || !Base64Url.IsValid(link)) return null;
        var bytes = Base64Url.DecodeFromChars(link);
        if (bytes.Length != Bytes) return null;
        var mac = await signing.Mac("link", bytes.AsMemory(0, Who), ct);
        if (!CryptographicOperations.FixedTimeEquals(mac.AsSpan(0, Mac), bytes.AsSpan(Who))) return null;
        return new(new Guid(bytes.AsSpan(0, Who), bigEndian: true));
    }
}
