using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Linli.Payments;

/// <summary>支付宝商户 — who we are towards Alipay, in the mode of public keys (公钥模式), read once from settings; files and environment hold the keys, no log ever does.</summary>
sealed class AlipayAccount
{
    const int LeastBits = 2048;

    public required string AppId { get; init; }

    /// <summary>The merchant's number (2088…); where it is given, a notification for another one is refused.</summary>
    public string? SellerId { get; init; }
    public required RSA PrivateKey { get; init; }

    /// <summary>支付宝公钥: what Alipay signs with, not our own application's public key.</summary>
    public required RSA AlipayKey { get; init; }
    public required Uri Gateway { get; init; }
    public string? NotifyAddress { get; init; }
    public required TimeSpan Patience { get; init; }

    public bool Knows(Uri address) => address.Host.EndsWith(".alipay.com", StringComparison.Ordinal) && address.Scheme == Uri.UriSchemeHttps
        || (Gateway.IsLoopback && address.Authority == Gateway.Authority);

    /// <summary>Nothing when no application is named; what is named but wrong is refused with what to do.</summary>
    public static AlipayAccount? Read(IConfiguration settings)
    {
        string? Of(string name) => settings[$"Alipay:{name}"] is { Length: > 0 } value ? value : null;
        if (Of("AppId") is not { } app) return null;
        if (app.Length is < 16 or > 32 || !app.All(char.IsAsciiDigit)) throw No.AlipayAppWrong();
        if (Of("SellerId") is { } seller && (!seller.StartsWith("2088", StringComparison.Ordinal) || seller.Length != 16)) throw No.AlipaySellerWrong();
        var key = Key(settings, "PrivateKey", isPublic: false);
        var theirs = Key(settings, "AlipayPublicKey", isPublic: true);
        // The mistake that everybody makes once: it is our own public key, and then no answer is ever believed.
        if (theirs.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo())) throw No.AlipayKeyIsOurs();
        var gateway = Address("Address", Of("Address") ?? "https://openapi.alipay.com/gateway.do");
        var notify = Of("NotifyAddress") ?? settings["Linli:PublicAddress"];
        if (notify is { Length: > 0 }) Address("NotifyAddress", notify);
        else if (!gateway.IsLoopback) throw No.AlipaySettingMissing("Linli:PublicAddress");
        return new()
        {
            AppId = app,
            SellerId = Of("SellerId"),
            PrivateKey = key,
            AlipayKey = theirs,
            Gateway = gateway,
            NotifyAddress = Of("NotifyAddress")?.TrimEnd('/'),
            Patience = TimeSpan.FromMilliseconds(Math.Clamp(settings.GetValue("Alipay:PatienceMs", 8000), 50, 30_000)),
        };
    }

    /// <summary>PEM, or the bare Base64 that Alipay's own tool writes: PKCS#8 or PKCS#1.</summary>
    static RSA Key(IConfiguration settings, string name, bool isPublic)
    {
        var text = settings.Secret($"Alipay:{name}", No.KeyFileUnreadable);
        if (string.IsNullOrWhiteSpace(text)) throw No.AlipaySettingMissing($"Alipay:{name}File");
        var key = RSA.Create();
        try
        {
            if (text.Contains("-----BEGIN", StringComparison.Ordinal)) key.ImportFromPem(text);
            else Import(key, Convert.FromBase64String(text.Trim()), isPublic);
            if (!isPublic) key.SignHash(new byte[32], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or FormatException)
        {
            key.Dispose();
            throw No.AlipayKeyWrong($"Alipay:{name}");
        }

        if (key.KeySize >= LeastBits) return key;
        var bits = key.KeySize;
        key.Dispose();
        throw No.KeyShort($"Alipay:{name}", bits);
    }

    static void Import(RSA key, byte[] bytes, bool isPublic)
    {
        if (isPublic)
        {
            key.ImportSubjectPublicKeyInfo(bytes, out _);
            return;
        }

        try { key.ImportPkcs8PrivateKey(bytes, out _); }
        catch (CryptographicException) { key.ImportRSAPrivateKey(bytes, out _); }
    }

    static Uri Address(string name, string text) => Remote.Address(text) ?? throw No.AddressWrong($"Alipay:{name}");
}
