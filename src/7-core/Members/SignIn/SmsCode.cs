using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Linli.Members;

/// <summary>
/// 验证码 — six digits sent to a phone. Only the newest of a phone counts, for five minutes, five tries and one sign-in.
/// </summary>
sealed class SmsCode : IOwned
{
    public const int MostWrong = 5;
    static readonly TimeSpan lasts = TimeSpan.FromMinutes(5);

    public TenantId Tenant { get; set; }
    public required SmsCodeId Id { get; init; }
    public required string Phone { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public string Hash { get; private set; } = "";
    public int Sent { get; private set; }
    public int Wrong { get; private set; }
    public Guid? UsedBy { get; set; }

    // Cut to the millisecond, as the database keeps it: asked again, the answer is the same.
    public static SmsCode For(string phone, SmsCodeId id, DateTimeOffset now) => new()
    {
        Id = id,
        Phone = phone,
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds((now + lasts).ToUnixTimeMilliseconds()),
    };

    /// <summary>The code that counts now, if any.</summary>
    public static Task<SmsCode?> Newest(string phone, LinliDb db, DateTimeOffset now, CancellationToken ct) =>
        db.Set<SmsCode>().Where(c => c.Phone == phone && c.ExpiresAt > now)
            .OrderByDescending(c => c.ExpiresAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(ct);

    /// <summary>Six digits for the phone; only their hash is kept.</summary>
    public string Draw(string? always)
    {
        var digits = always ?? RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        Hash = HashOf(digits);
        Sent++;
        return digits;
    }

    /// <summary>A used code still fits the sign-in that used it, whose answer may have been lost.</summary>
    public bool Fits(string digits, Guid session)
    {
        if (Wrong >= MostWrong || UsedBy is { } by && by != session) return false;
        var (kept, given) = (Encoding.UTF8.GetBytes(Hash), Encoding.UTF8.GetBytes(HashOf(digits.Trim())));
        var right = CryptographicOperations.FixedTimeEquals(kept, given);
        if (!right) Wrong++;
        return right;
    }

    string HashOf(string digits) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Id.Value}:{Phone}:{digits}")));
}

readonly record struct SmsCodeId(Guid Value) : IId<SmsCodeId>
{
    public static bool TryParse(string? text, out SmsCodeId id) => Id.TryParse(text, out id);
}
