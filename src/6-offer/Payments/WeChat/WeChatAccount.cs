using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Linli.Payments;

/// <summary>微信支付商户 — who we are towards WeChat Pay, read once from settings; files and environment hold the keys, no log ever does.</summary>
sealed class WeChatAccount
{
    const int LeastBits = 2048;

    public required string AppId { get; init; }
    public required string MerchantId { get; init; }

    /// <summary>All our apps that this merchant is bound to: people pay and are paid in the one where their openid is known.</summary>
    public required IReadOnlyList<string> AppIds { get; init; }

    /// <summary>Of the merchant's certificate, which tells WeChat with which key to check us.</summary>
    public required string Serial { get; init; }
    public required RSA PrivateKey { get; init; }

    /// <summary>APIv3 密钥: 32 bytes; what WeChat sends to us is encrypted with it.</summary>
    public required byte[] ApiKey { get; init; }

    /// <summary>PUB_KEY_ID_…, for merchants to whom WeChat gave a public key in place of platform certificates, or beside them.</summary>
    public string? PublicKeyId { get; init; }
    public RSA? PublicKey { get; init; }
    public required IReadOnlyList<Uri> Hosts { get; init; }
    public string? NotifyAddress { get; init; }
    public required TimeSpan Patience { get; init; }
    public bool SharesProfit { get; init; }
    public required string TransferScene { get; init; }
    public required string Job { get; init; }

    public bool Knows(string host) => Hosts.Any(h => h.Host == host) || host.EndsWith(".mch.weixin.qq.com", StringComparison.Ordinal);

    /// <summary>Nothing when no merchant is named; what is named but wrong is refused with what to do.</summary>
    public static WeChatAccount? Read(IConfiguration settings)
    {
        string? Of(string name) => settings[$"WeChatPay:{name}"] is { Length: > 0 } value ? value : null;
        string Needed(string name) => Of(name) ?? throw No.SettingMissing($"WeChatPay:{name}");
        if (Of("MerchantId") is not { } merchant) return null;

        var key = ReadKey(Text(settings, "PrivateKey") ?? throw No.SettingMissing("WeChatPay:PrivateKeyFile"), "WeChatPay:PrivateKeyFile");
        var apiKey = Encoding.UTF8.GetBytes((Text(settings, "ApiV3Key") ?? throw No.SettingMissing("WeChatPay:ApiV3Key")).Trim());
        if (apiKey.Length != 32) throw No.ApiKeyWrong(apiKey.Length);
        var publicKey = Text(settings, "PublicKey") is { } pem ? ReadKey(pem, "WeChatPay:PublicKeyFile", isPublic: true) : null;
        var publicKeyId = Of("PublicKeyId");
        if ((publicKey is null) != (publicKeyId is null)) throw No.SettingMissing(publicKey is null ? "WeChatPay:PublicKeyFile" : "WeChatPay:PublicKeyId");
        if (publicKeyId?.StartsWith("PUB_KEY_ID_", StringComparison.Ordinal) == false) throw No.PublicKeyIdWrong();

        Uri[] hosts = [Address("Address", Of("Address") ?? "https://api.mch.weixin.qq.com"),
            .. Of("Address") is null || Of("FallbackAddress") is not null
                ? new[] { Address("FallbackAddress", Of("FallbackAddress") ?? "https://api2.mch.weixin.qq.com") } : []];
        var notify = Of("NotifyAddress") ?? settings["Linli:PublicAddress"];
        if (notify is { Length: > 0 }) Address("NotifyAddress", notify);
        else if (!hosts[0].IsLoopback) throw No.SettingMissing("Linli:PublicAddress");
        return new()
        {
            AppId = Needed("AppId"),
            MerchantId = merchant,
            AppIds = [.. new[] { Needed("AppId"), settings["WeChat:MiniProgram:AppId"], settings["WeChat:OfficialAccount:AppId"] }.OfType<string>()
                .Concat((Of("AppIds") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(a => a.Length > 0).Distinct()],
            Serial = SerialOf(settings, key),
            PrivateKey = key,
            ApiKey = apiKey,
            PublicKeyId = publicKeyId,
            PublicKey = publicKey,
            Hosts = hosts,
            NotifyAddress = Of("NotifyAddress")?.TrimEnd('/'),
            Patience = TimeSpan.FromMilliseconds(Math.Clamp(settings.GetValue("WeChatPay:PatienceMs", 5000), 50, 30_000)),
            SharesProfit = settings.GetValue("WeChatPay:SharesProfit", false),
            TransferScene = Of("TransferScene") ?? "1005",
            Job = Of("TransferJob") ?? "社区团长",
        };
    }

    static string SerialOf(IConfiguration settings, RSA key)
    {
        var stated = settings["WeChatPay:Serial"] is { Length: > 0 } text ? text.ToUpperInvariant() : null;
        if (Text(settings, "Certificate") is not { } pem) return stated ?? throw No.SettingMissing("WeChatPay:CertificateFile");
        X509Certificate2 certificate;
        try { certificate = X509Certificate2.CreateFromPem(pem); }
        catch (CryptographicException) { throw No.CertificateWrong(); }
        using (certificate)
        {
            using var belongs = certificate.GetRSAPublicKey() ?? throw No.CertificateWrong();
            if (!belongs.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo())) throw No.CertificateDiffers();
            var serial = certificate.SerialNumber;
            if (stated is not null && stated.TrimStart('0') != serial.TrimStart('0')) throw No.SerialDiffers(serial);
            return serial;
        }
    }

    static string? Text(IConfiguration settings, string name) => settings.Secret($"WeChatPay:{name}", No.KeyFileUnreadable);

    static RSA ReadKey(string pem, string setting, bool isPublic = false)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            if (!isPublic) key.SignHash(new byte[32], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw No.KeyWrong(setting);
        }

        if (key.KeySize >= LeastBits) return key;
        var bits = key.KeySize;
        key.Dispose();
        throw No.KeyShort(setting, bits);
    }

    /// <summary>WeChat calls no address without TLS, and refuses one with a query; this machine itself is for trying out.</summary>
    static Uri Address(string name, string text) => Remote.Address(text) ?? throw No.AddressWrong($"WeChatPay:{name}");
}
