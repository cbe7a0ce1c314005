using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace Linli.Standins.WeChat;

/// <summary>A merchant as WeChat knows it.</summary>
public sealed record Merchant
{
    public required string MchId { get; init; }
    public required string AppId { get; init; }

    /// <summary>Apps of other shops that this merchant is bound to as well.</summary>
    public IReadOnlyList<string> Bound { get; init; } = [];

    /// <summary>Of the merchant's certificate.</summary>
    public required string Serial { get; init; }
    public required string PublicKey { get; init; }
    public required string ApiV3Key { get; init; }

    /// <summary>WeChat signs with its public key (PUB_KEY_ID_…) in place of a platform certificate.</summary>
    public bool ByPublicKey { get; init; }
}

/// <summary>WeChat's own keys and what is made with them.</summary>
sealed partial class Seals(TimeProvider clock)
{
    sealed record Pair(RSA Key, string Serial, string Pem, DateTimeOffset From, DateTimeOffset To);

    // Making a key takes a while, and most who start the stand-ins never pay by WeChat.
    readonly Lock gate = new();
    readonly Lazy<RSA> publicKey = new(() => RSA.Create(2048));
    Pair? now;
    Pair? before;

    public const string PublicKeyId = "PUB_KEY_ID_0116000000002026050100000000000001";

    public string PublicKeyPem => publicKey.Value.ExportSubjectPublicKeyInfoPem();

    Pair Now
    {
        get { lock (gate) return now ??= Make(); }
    }

    /// <summary>The old key is not listed any more: a merchant has to fetch the new one.</summary>
    public void Rotate()
    {
        var made = Make();
        lock (gate) (before, now) = (now, made);
    }

    Pair Make()
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Tenpay.com Root CA stand-in", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var (from, to) = (clock.GetUtcNow().AddDays(-1), clock.GetUtcNow().AddYears(5));
        using var certificate = request.CreateSelfSigned(from, to);
        return new(key, certificate.SerialNumber, certificate.ExportCertificatePem(), from, to);
    }

    public object Certificates(Merchant merchant)
    {
        var pair = Now;
        var nonce = RandomNumberGenerator.GetHexString(12, lowercase: true);
        return new
        {
            data = new[]
            {
                new
                {
                    serial_no = pair.Serial,
                    effective_time = Moment(pair.From),
                    expire_time = Moment(pair.To),
                    encrypt_certificate = Encrypted(merchant, pair.Pem, nonce, "certificate"),
                },
            },
        };
    }

    public static object Encrypted(Merchant merchant, string plain, string nonce, string associated, bool tampered = false)
    {
        var text = Encoding.UTF8.GetBytes(plain);
        var sealedText = new byte[text.Length + 16];
        using var aes = new AesGcm(Encoding.UTF8.GetBytes(merchant.ApiV3Key), 16);
        aes.Encrypt(Encoding.UTF8.GetBytes(nonce), text, sealedText.AsSpan(0, text.Length), sealedText.AsSpan(text.Length), Encoding.UTF8.GetBytes(associated));
        if (tampered) sealedText[3] ^= 1;
        return new
        {
            algorithm = "AEAD_AES_256_GCM",
            original_type = "transaction",
            ciphertext = Convert.ToBase64String(sealedText),
            nonce,
            associated_data = associated,
        };
    }

    public string Decrypt(string serial, string text)
    {
        RSA? key;
        lock (gate) key = serial == PublicKeyId ? publicKey.Value : serial == now?.Serial ? now.Key : serial == before?.Serial ? before.Key : null;
        if (key is null) throw new Problem(400, "PARAM_ERROR", "Wechatpay-Serial names no key");
        try { return Encoding.UTF8.GetString(key.Decrypt(Convert.FromBase64String(text), RSAEncryptionPadding.OaepSHA1)); }
        catch (Exception e) when (e is CryptographicException or FormatException) { throw new Problem(400, "PARAM_ERROR", "user_name cannot be decrypted"); }
    }

    /// <summary>The four headers under what WeChat says.</summary>
    public IReadOnlyList<(string Name, string Value)> Sign(
        ReadOnlySpan<byte> body, bool byPublicKey, bool forged = false, bool stale = false, bool unknownSerial = false)
    {
        var time = (clock.GetUtcNow() - (stale ? TimeSpan.FromMinutes(10) : TimeSpan.Zero)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(32);
        var pair = Now;
        byte[] message = [.. Encoding.UTF8.GetBytes($"{time}\n{nonce}\n"), .. body, (byte)'\n', .. forged ? "x"u8 : ""u8];
        var signature = (byPublicKey ? publicKey.Value : pair.Key).SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return
        [
            ("Wechatpay-Timestamp", time), ("Wechatpay-Nonce", nonce), ("Wechatpay-Signature", Convert.ToBase64String(signature)),
            ("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048"),
            ("Wechatpay-Serial", unknownSerial ? "5F1C72E2A8931B72A2E13AF8DEE92471EB000000" : byPublicKey ? PublicKeyId : pair.Serial),
        ];
    }

    /// <summary>Who asks; refuses who is unknown, late, or has signed something else.</summary>
    public Merchant Check(HttpRequest request, string target, ReadOnlySpan<byte> body, Func<string, Merchant?> known)
    {
        static Problem Wrong(string why) => new(401, "SIGN_ERROR", why);
        var parts = Parts().Match(request.Headers.Authorization.ToString());
        if (!parts.Success) throw Wrong("Authorization is not WECHATPAY2-SHA256-RSA2048 with five values");
        string Of(string name) => parts.Groups[name].Value;
        var merchant = known(Of("mchid")) ?? throw Wrong("the merchant is unknown");
        if (Of("serial") != merchant.Serial) throw Wrong("the serial is not the merchant's");
        if (!long.TryParse(Of("time"), CultureInfo.InvariantCulture, out var time) || Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - time) >= 300) throw Wrong("the time is wrong");
        using var key = RSA.Create();
        key.ImportFromPem(merchant.PublicKey);
        byte[] message = [.. Encoding.UTF8.GetBytes($"{request.Method}\n{target}\n{Of("time")}\n{Of("nonce")}\n"), .. body, (byte)'\n'];
        return key.VerifyData(message, Convert.FromBase64String(Of("signature")), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ? merchant : throw Wrong("the signature does not fit");
    }

    [GeneratedRegex("""^WECHATPAY2-SHA256-RSA2048 mchid="(?<mchid>\w+)",nonce_str="(?<nonce>\w{16,32})",timestamp="(?<time>\d{10})",serial_no="(?<serial>\w+)",signature="(?<signature>[A-Za-z0-9+/]+=*)"$""")]
    private static partial Regex Parts();

    public static string Moment(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
