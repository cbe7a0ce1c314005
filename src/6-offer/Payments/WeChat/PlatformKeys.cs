using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Linli.Payments;

/// <summary>
/// 平台证书 — WeChat's keys by serial. They change while we run: an unknown serial, or an old list, is a reason to fetch the list
/// again, but only so often, because anybody may send us an unknown serial.
/// </summary>
sealed class PlatformKeys(WeChatAccount account, TimeProvider clock, Func<CancellationToken, Task<byte[]?>> download)
{
    static readonly TimeSpan pause = TimeSpan.FromSeconds(30), renewed = TimeSpan.FromHours(12);

    sealed record Known(RSA Key, DateTimeOffset From, DateTimeOffset To);

    readonly Lock gate = new();
    Task fetching = Task.CompletedTask;
    volatile Dictionary<string, Known> bySerial = [];
    DateTimeOffset fetchedAt = DateTimeOffset.MinValue, triedAt = DateTimeOffset.MinValue;

    /// <summary>The key that checks what is signed under this serial; nothing when WeChat has no such key now.</summary>
    public async ValueTask<RSA?> Of(string serial, CancellationToken ct)
    {
        if (serial.StartsWith("PUB_KEY_ID_", StringComparison.Ordinal)) return serial == account.PublicKeyId ? account.PublicKey : null;
        if (Valid(serial) is not { } key || clock.GetUtcNow() - fetchedAt > renewed) await Fetch(() => Valid(serial) is null, ct);
        return Valid(serial);
    }

    /// <summary>The key to encrypt for WeChat with, and its name.</summary>
    public async ValueTask<(string Serial, RSA Key)> ToEncrypt(CancellationToken ct)
    {
        if (account.PublicKey is { } own) return (account.PublicKeyId!, own);
        if (Newest() is null || clock.GetUtcNow() - fetchedAt > renewed) await Fetch(() => Newest() is null, ct);
        return Newest() ?? throw No.ProviderSilent();
    }

    RSA? Valid(string serial) =>
        bySerial.TryGetValue(serial, out var known) && known.From <= clock.GetUtcNow() && clock.GetUtcNow() < known.To ? known.Key : null;

    (string Serial, RSA Key)? Newest() => bySerial.Where(k => Valid(k.Key) is not null).OrderByDescending(k => k.Value.To)
        .Select(k => ((string, RSA)?)(k.Key, k.Value.Key)).FirstOrDefault();

    /// <summary>One fetch at a time; who comes meanwhile waits for it.</summary>
    Task Fetch(Func<bool> needed, CancellationToken ct)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (fetching.IsCompleted && (needed() || now - fetchedAt > renewed) && now - triedAt >= pause)
            {
                triedAt = now;
                fetching = Fetch(now);
            }

            return fetching.WaitAsync(ct);
        }
    }

    async Task Fetch(DateTimeOffset now)
    {
        if (await download(CancellationToken.None) is not { } answer) return;
        bySerial = Read(account.ApiKey, answer).ToDictionary(c => c.Serial, c => new Known(c.Key, c.From, c.To));
        fetchedAt = now;
    }

    /// <summary>The answer of GET /v3/certificates. Only who holds the APIv3 key can have made it.</summary>
    public static IReadOnlyList<(string Serial, RSA Key, DateTimeOffset From, DateTimeOffset To)> Read(byte[] apiKey, byte[] answer)
    {
        var list = new List<(string, RSA, DateTimeOffset, DateTimeOffset)>();
        foreach (var one in JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("data").EnumerateArray())
        {
            var pem = Encoding.UTF8.GetString(WeChatSigning.Decrypt(apiKey, one.GetProperty("encrypt_certificate")));
            using var certificate = X509Certificate2.CreateFromPem(pem);
            var serial = one.GetProperty("serial_no").GetString()!;
            if (certificate.SerialNumber != serial) throw new CryptographicException("the certificate has another serial");
            list.Add((serial, certificate.GetRSAPublicKey()!, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime()));
        }

        return list;
    }
}
