using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Linli.Payments;

/// <summary>
/// The cryptography of WeChat Pay APIv3: SHA256withRSA under lines of text, AES-256-GCM for what is sent to us, RSAES-OAEP (SHA-1)
/// for what only WeChat may read. Lines end in \n; an empty body is an empty line. Source: the provider's APIv3 documentation.
/// </summary>
static class WeChatSigning
{
    const int TagBytes = 16;
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    public static string OfRequest(string method, string pathAndQuery, long time, string nonce, string body) =>
        string.Create(CultureInfo.InvariantCulture, $"{method}\n{pathAndQuery}\n{time}\n{nonce}\n{body}\n");

    public static string Authorization(string merchant, string serial, long time, string nonce, string signature) => string.Create(
        CultureInfo.InvariantCulture,
        $"WECHATPAY2-SHA256-RSA2048 mchid=\"{merchant}\",nonce_str=\"{nonce}\",timestamp=\"{time}\",serial_no=\"{serial}\",signature=\"{signature}\"");

    public static string Sign(RSA key, string message) =>
        Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(message), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>Over the bytes as they came: JSON written anew is another text.</summary>
    public static bool IsSigned(RSA key, string time, string nonce, ReadOnlySpan<byte> body, string signature)
    {
        var head = Encoding.UTF8.GetBytes($"{time}\n{nonce}\n");
        var message = new byte[head.Length + body.Length + 1];
        head.CopyTo(message, 0);
        body.CopyTo(message.AsSpan(head.Length));
        message[^1] = (byte)'\n';
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var length)
            && key.VerifyData(message, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public static bool IsFresh(string time, DateTimeOffset now) =>
        long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(now.ToUnixTimeSeconds() - (decimal)seconds) < (decimal)Freshness.TotalSeconds;

    /// <summary>Throws CryptographicException or FormatException when anything was changed on the way.</summary>
    public static byte[] Decrypt(byte[] key, string ciphertext, string nonce, string associated)
    {
        var bytes = Convert.FromBase64String(ciphertext);
        var iv = Encoding.UTF8.GetBytes(nonce);
        if (bytes.Length < TagBytes || iv.Length != AesGcm.NonceByteSizes.MaxSize) throw new CryptographicException("too short to be encrypted text");
        var plain = new byte[bytes.Length - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(iv, bytes.AsSpan(0, plain.Length), bytes.AsSpan(plain.Length), plain, Encoding.UTF8.GetBytes(associated));
        return plain;
    }

    /// <summary>The resource of a notification or of a certificate.</summary>
    public static byte[] Decrypt(byte[] key, JsonElement resource)
    {
        if (resource.GetProperty("algorithm").GetString() != "AEAD_AES_256_GCM") throw new CryptographicException("another algorithm");
        var associated = resource.TryGetProperty("associated_data", out var data) ? data.GetString() ?? "" : "";
        return Decrypt(key, resource.GetProperty("ciphertext").GetString()!, resource.GetProperty("nonce").GetString()!, associated);
    }

    public static string Encrypt(RSA key, string text) =>
        Convert.ToBase64String(key.Encrypt(Encoding.UTF8.GetBytes(text), RSAEncryptionPadding.OaepSHA1));

    public static string NewNonce() => RandomNumberGenerator.GetHexString(32);
}
