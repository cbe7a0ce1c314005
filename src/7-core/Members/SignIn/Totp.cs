using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Linli.Members;

/// <summary>动态口令 — time-based one-time passwords after RFC 6238: HMAC-SHA1, steps of 30 seconds, 6 digits.</summary>
static class Totp
{
    public const int MostSecret = 64;
    const int leastSecret = 16, secondsPerStep = 30;
    const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>160 random bits, as RFC 4226 recommends, in the Base32 that authenticators read.</summary>
    public static string NewSecret()
    {
        var secret = new StringBuilder();
        foreach (var five in RandomNumberGenerator.GetBytes(32)) secret.Append(letters[five & 31]);
        return secret.ToString();
    }

    /// <summary>Refuses what is no Base32 of at least 80 bits.</summary>
    public static string Secret(string text)
    {
        var secret = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var right = secret.Length is >= leastSecret and <= MostSecret && secret.All(c => letters.Contains(c));
        return right ? secret : throw No.TotpSecret();
    }

    /// <summary>The step a code belongs to, or nothing. A phone's clock may be one step early or late.</summary>
    public static long? StepOf(string secret, string code, DateTimeOffset now)
    {
        var key = Bytes(secret);
        var given = Encoding.UTF8.GetBytes(code.Trim());
        var current = now.ToUnixTimeSeconds() / secondsPerStep;
        long? found = null;
        for (var step = current - 1; step <= current + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Code(key, step)))) found = step;
        return found;
    }

    public static string Code(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> moment = stackalloc byte[8], hash = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(moment, step);
#pragma warning disable CA5350 // RFC 6238 authenticators speak HMAC-SHA1, which is not broken as a MAC
        HMACSHA1.HashData(key, moment, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    static byte[] Bytes(string base32)
    {
        var bytes = new byte[base32.Length * 5 / 8];
        var (held, bits, at) = (0, 0, 0);
        foreach (var letter in base32)
        {
            held = (held << 5 | letters.IndexOf(letter, StringComparison.Ordinal)) & 0xFFF;
            if ((bits += 5) < 8) continue;
            bits -= 8;
            bytes[at++] = (byte)(held >> bits);
        }

        return bytes;
    }
}
