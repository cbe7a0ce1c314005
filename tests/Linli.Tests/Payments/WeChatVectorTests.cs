using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Linli.Payments;

namespace Linli.Tests.Payments;

/// <summary>Published vectors of WeChat Pay APIv3: encryption, certificates, signatures.</summary>
[Trait("needs", "nothing")]
public class WeChatVectorTests
{
    static JsonElement Vectors() => JsonSerializer.Deserialize<JsonElement>(Linli.Tests.Catalog.RealData.Read("vectors/wechatpay.json"));

    static string Of(JsonElement holder, string name) => holder.GetProperty(name).GetString()!;

    [Fact]
    public void What_was_encrypted_is_read_and_what_was_changed_is_refused()
    {
        var vector = Vectors().GetProperty("aes_256_gcm")[0];
        var key = Encoding.UTF8.GetBytes(Of(vector, "api_v3_key"));
        var (text, nonce, associated) = (Of(vector, "ciphertext_b64"), Of(vector, "nonce"), Of(vector, "associated_data"));

        Assert.Equal(Of(vector, "plaintext"), Encoding.UTF8.GetString(WeChatSigning.Decrypt(key, text, nonce, associated)));

        Assert.Equal(3, Vectors().GetProperty("aes_256_gcm_must_fail").GetArrayLength());
        Assert.ThrowsAny<CryptographicException>(() => WeChatSigning.Decrypt(key, text, nonce, "bad-associatedData"));
        Assert.ThrowsAny<CryptographicException>(() => WeChatSigning.Decrypt(key, text, "bad-4a9R25RW", associated));
        Assert.ThrowsAny<CryptographicException>(() => WeChatSigning.Decrypt(key, Convert.ToBase64String(new byte[128]), nonce, associated));
    }

    [Fact]
    public void The_answer_with_certificates_is_read()
    {
        var vector = Vectors().GetProperty("certificates_download_response");
        var answer = Encoding.UTF8.GetBytes(vector.GetProperty("response").GetRawText());

        var (serial, key, from, to) = Assert.Single(PlatformKeys.Read(Encoding.UTF8.GetBytes(Of(vector, "api_v3_key")), answer));

        Assert.Equal("5DEA10EF55877E3CF6C33255C2E7DEFFF7E427EC", serial);
        Assert.True(key.KeySize >= 2048 && from < to);
        Assert.ThrowsAny<CryptographicException>(() => PlatformKeys.Read(new byte[32], answer));
    }

    [Fact]
    public void A_signature_is_verified_over_the_very_bytes()
    {
        var vector = Vectors().GetProperty("rsa_sha256_verify");
        using var certificate = X509Certificate2.CreateFromPem(Of(vector, "certificate_pem"));
        Assert.Equal(Of(vector, "serial"), certificate.SerialNumber);
        using var key = certificate.GetRSAPublicKey()!;
        var message = Encoding.UTF8.GetBytes(Of(vector, "message"));
        var signature = Convert.FromBase64String(Of(vector, "signature_b64"));
        Assert.True(key.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        using var own = RSA.Create(2048);
        var body = """{"a": 1}"""u8.ToArray();
        var signed = WeChatSigning.Sign(own, Vectors().GetProperty("response_string_to_verify").GetString()!
            .Replace("{timestamp}", "1652750623", StringComparison.Ordinal).Replace("{nonce}", "n", StringComparison.Ordinal).Replace("{body}", """{"a": 1}""", StringComparison.Ordinal));
        Assert.True(WeChatSigning.IsSigned(own, "1652750623", "n", body, signed));
        Assert.False(WeChatSigning.IsSigned(own, "1652750623", "n", """{"a":1}"""u8, signed));
        Assert.False(WeChatSigning.IsSigned(key, "1652750623", "n", body, signed));
        Assert.False(WeChatSigning.IsSigned(own, "1652750623", "n", body, "no base64 !"));
    }

    [Fact]
    public void The_text_that_is_signed_is_the_documented_one()
    {
        var vector = Vectors().GetProperty("authorization_string_to_sign");
        var (time, nonce) = (vector.GetProperty("timestamp").GetInt64(), Of(vector, "nonce"));

        Assert.Equal(Of(vector, "expect"), WeChatSigning.OfRequest(Of(vector, "method"), new Uri(Of(vector, "url")).PathAndQuery, time, nonce, Of(vector, "body")));
        Assert.Equal(
            Of(vector, "header_format").Replace("{mchid}", "1230000109", StringComparison.Ordinal).Replace("{nonce}", nonce, StringComparison.Ordinal)
                .Replace("{ts}", "1652750623", StringComparison.Ordinal).Replace("{serial}", "S", StringComparison.Ordinal).Replace("{sig}", "X", StringComparison.Ordinal),
            WeChatSigning.Authorization("1230000109", "S", time, nonce, "X"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    [InlineData(-300, false)]
    public void Five_minutes_are_too_old_and_too_new(int seconds, bool fresh)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_652_750_623);
        Assert.Equal(fresh, WeChatSigning.IsFresh(now.AddSeconds(-seconds).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), now));
    }

    [Theory]
    [InlineData("12.34", 1234)]
    [InlineData("0.00600", 1)]
    [InlineData("-0.05", -5)]
    [InlineData("0.00499", 0)]
    [InlineData("100", 10_000)]
    public void Yuan_of_a_bill_become_fen(string text, long fen) => Assert.Equal(new(fen), WeChatBills.Yuan(text));
}
