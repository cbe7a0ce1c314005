using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Linli.Standins;

/// <summary>The signature both sides put under what they say: HMAC-SHA256 over lines of text.</summary>
public sealed class Signing(string secret, TimeProvider clock)
{
    public const string Merchant = "Testpay-Merchant";
    public const string Timestamp = "Testpay-Timestamp";
    public const string Nonce = "Testpay-Nonce";
    public const string Signature = "Testpay-Signature";

    /// <summary>Older or newer talk is refused, so that a recorded one cannot be played again for long.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    readonly byte[] key = Encoding.UTF8.GetBytes(secret);

    public static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string Now(TimeSpan ago = default) =>
        (clock.GetUtcNow() - ago).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public string OfRequest(string method, string pathAndQuery, string timestamp, string nonce, string body) =>
        Of($"{method}\n{pathAndQuery}\n{timestamp}\n{nonce}\n{body}\n");

    public string OfAnswer(string timestamp, string nonce, string body) => Of($"{timestamp}\n{nonce}\n{body}\n");

    /// <summary>Says what is wrong with a request's signature, or nothing.</summary>
    public string? Wrong(HttpRequest request, string pathAndQuery, string body)
    {
        string Header(string name) => request.Headers[name].ToString();

        if (Header(Merchant) is not { Length: > 0 and <= 64 }) return $"{Merchant} is missing or too long";
        if (Header(Nonce) is not { Length: 32 } nonce || !nonce.All(char.IsAsciiHexDigit))
            return $"{Nonce} must be 32 hexadecimal digits";
        if (!long.TryParse(Header(Timestamp), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return $"{Timestamp} must be seconds since 1970";
        if (Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - (decimal)seconds) >= (decimal)Tolerance.TotalSeconds)
            return $"{Timestamp} is 300 seconds or more away from now";

        var right = OfRequest(request.Method, pathAndQuery, Header(Timestamp), nonce, body);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(Header(Signature)))
            ? null
            : $"{Signature} does not fit the request";
    }

    string Of(string message) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(message)));
}
