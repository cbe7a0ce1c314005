using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Linli.Payments;

/// <summary>
/// How we talk with WeChat Pay: each request signed, each answer checked. A host that is silent, broken or answers what nobody has
/// signed is given up for the other one; every request carries its own number, so sending it twice does nothing twice.
/// </summary>
sealed partial class WeChatTalk
{
    public const string Client = "wechatpay";
    const int MostBytes = 1 << 20, MostBillBytes = 64 << 20;

    static readonly JsonSerializerOptions json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    readonly IHttpClientFactory clients;
    readonly WeChatAccount account;
    readonly TimeProvider clock;
    readonly ILogger log;

    public PlatformKeys Keys { get; }

    public WeChatTalk(IHttpClientFactory clients, WeChatAccount account, TimeProvider clock, ILogger log)
    {
        (this.clients, this.account, this.clock, this.log) = (clients, account, clock, log);
        Keys = new(account, clock, DownloadKeys);
    }

    /// <param name="Code">Why it was refused, when it was.</param>
    public sealed record Said(int Status, JsonElement Body, string? Code)
    {
        public Said OrRefuse() => Code is null ? this : throw No.ProviderRefused(Code);
    }

    sealed record Raw(int Status, byte[] Bytes, HttpResponseHeaders Headers);

    /// <summary>An answer that WeChat has signed, or a refusal of its own; anything else is silence.</summary>
    public async Task<Said> Ask(HttpMethod method, string path, object? body, CancellationToken ct, string? encryptedFor = null)
    {
        var text = body is null ? "" : JsonSerializer.Serialize(body, json);
        foreach (var host in account.Hosts)
        {
            if (await Send(host, method, path, text, encryptedFor, MostBytes, ct) is not { } answer) continue;
            if (answer.Status is >= 500 or 429)
            {
                Trouble(log, host.Host, path, $"answered {answer.Status}");
                continue;
            }

            if (!await IsTrue(answer, ct))
            {
                Trouble(log, host.Host, path, "answered what it did not sign");
                continue;
            }

            if (Read(answer) is { } said) return said;
            Trouble(log, host.Host, path, "answered what is no JSON");
        }

        throw No.ProviderSilent();
    }

    /// <summary>A file that WeChat has named; its hash stands in a signed answer.</summary>
    public async Task<byte[]?> Download(Uri address, string sha1, CancellationToken ct)
    {
        if (!account.Knows(address.Host)) throw No.ProviderRefused("BILL_ELSEWHERE");
        var root = new Uri(address.GetLeftPart(UriPartial.Authority));
        if (await Send(root, HttpMethod.Get, address.PathAndQuery, "", null, MostBillBytes, ct) is not { Status: 200 } answer) throw No.ProviderSilent();
        var bytes = answer.Bytes is [0x1f, 0x8b, ..] ? Unpack(answer.Bytes) : answer.Bytes;
#pragma warning disable CA5350 // the provider's choice; it is not what protects the file, the line to the provider does
        var hash = Convert.ToHexString(SHA1.HashData(bytes));
#pragma warning restore CA5350
        return string.Equals(hash, sha1, StringComparison.OrdinalIgnoreCase) ? bytes : throw No.ProviderSilent();
    }

    static byte[] Unpack(byte[] packed)
    {
        using var open = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var buffer = new byte[81920];
        try
        {
            for (int read; (read = open.Read(buffer)) > 0;)
            {
                if (plain.Length + read > MostBillBytes) throw No.ProviderRefused("BILL_TOO_LARGE");
                plain.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException) { throw No.ProviderSilent(); }
        return plain.ToArray();
    }

    /// <summary>Signed by a key we believe, in the last five minutes, over these bytes.</summary>
    public async Task<bool> IsTrue(Func<string, string> header, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var (time, nonce, signature) = (header("Wechatpay-Timestamp"), header("Wechatpay-Nonce"), header("Wechatpay-Signature"));
        if (signature.Length is 0 or > 1024 || !WeChatSigning.IsFresh(time, clock.GetUtcNow())) return false;
        return await Keys.Of(header("Wechatpay-Serial"), ct) is { } key && WeChatSigning.IsSigned(key, time, nonce, body.Span, signature);
    }

    // A refusal may come unsigned, as when WeChat cannot tell who asks; one that is signed must be signed rightly.
    async Task<bool> IsTrue(Raw answer, CancellationToken ct) =>
        (answer.Status >= 400 && !answer.Headers.Contains("Wechatpay-Signature"))
        || await IsTrue(name => answer.Headers.TryGetValues(name, out var values) ? values.First() : "", answer.Bytes, ct);

    static Said? Read(Raw answer)
    {
        if (answer.Bytes.Length == 0) return answer.Status < 300 ? new(answer.Status, default, null) : null;
        try
        {
            var body = JsonSerializer.Deserialize<JsonElement>(answer.Bytes);
            if (body.ValueKind != JsonValueKind.Object) return null;
            var code = answer.Status < 300 ? null
                : body.TryGetProperty("code", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
            return answer.Status >= 300 && code is null ? null : new(answer.Status, body, code);
        }
        catch (JsonException) { return null; }
    }

    async Task<byte[]?> DownloadKeys(CancellationToken ct)
    {
        foreach (var host in account.Hosts)
        {
            // Not checked by signature: the keys to check with are what is fetched. Decrypting proves where they come from.
            if (await Send(host, HttpMethod.Get, "/v3/certificates", "", null, MostBytes, ct) is not { Status: 200 } answer) continue;
            try
            {
                PlatformKeys.Read(account.ApiKey, answer.Bytes);
                return answer.Bytes;
            }
            catch (Exception e) when (e is CryptographicException or JsonException or FormatException or KeyNotFoundException)
            {
                Trouble(log, host.Host, "/v3/certificates", e.Message);
            }
        }

        return null;
    }

    async Task<Raw?> Send(Uri host, HttpMethod method, string path, string body, string? encryptedFor, int mostBytes, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(host, path));
        if (method != HttpMethod.Get) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var (time, nonce) = (clock.GetUtcNow().ToUnixTimeSeconds(), WeChatSigning.NewNonce());
        var signature = WeChatSigning.Sign(account.PrivateKey, WeChatSigning.OfRequest(method.Method, path, time, nonce, body));
        request.Headers.TryAddWithoutValidation("Authorization", WeChatSigning.Authorization(account.MerchantId, account.Serial, time, nonce, signature));
        request.Headers.Accept.Add(new("application/json"));
        request.Headers.UserAgent.ParseAdd("Linli/1");
        if ((encryptedFor ?? account.PublicKeyId) is { } serial) request.Headers.Add("Wechatpay-Serial", serial);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(mostBytes == MostBytes ? account.Patience : account.Patience * 6);
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await response.Content.LoadIntoBufferAsync(mostBytes, patience.Token);
            return new((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(patience.Token), response.Headers);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Trouble(log, host.Host, path, e.Message);
            return null;
        }
    }

    // Paths hold our own numbers only; bodies and headers, which hold people and signatures, are never logged.
    [LoggerMessage(LogLevel.Warning, "WeChat Pay at {host} did not answer {path}: {why}")]
    static partial void Trouble(ILogger log, string host, string path, string why);
}
