using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Linli.Payments;

/// <summary>
/// How we talk with Alipay's gateway: names and values sorted and signed by RSA2 (SHA256withRSA), the answer checked over the bytes as
/// they came. A success that is not rightly signed is silence; silence is asked about again under the same number.
/// </summary>
sealed partial class AlipayTalk(IHttpClientFactory clients, AlipayAccount account, TimeProvider clock, ILogger log)
{
    public const string Client = "alipay";
    const int MostBytes = 1 << 20, MostBillBytes = 64 << 20;
    static readonly TimeSpan china = TimeSpan.FromHours(8);

    static readonly JsonSerializerOptions json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="Code">Why it was refused (sub_code), when it was.</param>
    public sealed record Said(JsonElement Body, string? Code)
    {
        public Said OrRefuse() => Code is null ? this : throw No.ProviderRefused(Code);

        public string? Text(string name) => Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    public async Task<Said> Ask(string method, object content, CancellationToken ct, string? notify = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{account.Gateway}?charset=utf-8") { Content = new FormUrlEncodedContent(Signed(method, content, notify, null)) };
        if (await Send(request, MostBytes, account.Patience, method, ct) is { } bytes && Read(method, bytes) is { } said) return said;
        throw No.ProviderSilent();
    }

    /// <summary>Where the person's browser goes by itself: the same names and values, signed, in the address.</summary>
    public string Page(string method, object content, string notify, string? returnUrl) =>
        $"{account.Gateway}?{string.Join('&', Signed(method, content, notify, returnUrl).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"))}";

    SortedDictionary<string, string> Signed(string method, object content, string? notify, string? returnUrl)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["app_id"] = account.AppId,
            ["method"] = method,
            ["format"] = "JSON",
            ["charset"] = "utf-8",
            ["sign_type"] = "RSA2",
            ["timestamp"] = Moment(clock.GetUtcNow()),
            ["version"] = "1.0",
            ["biz_content"] = JsonSerializer.Serialize(content, json),
        };
        if (notify is not null) all["notify_url"] = notify;
        if (returnUrl is not null) all["return_url"] = returnUrl;
        all["sign"] = Convert.ToBase64String(account.PrivateKey.SignData(
            Encoding.UTF8.GetBytes(Text(all.Select(p => (p.Key, p.Value)))), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return all;
    }

    /// <summary>What is signed: name=value in the order of names, joined by &amp;, without empty values; the values as they are, not as they travel.</summary>
    public static string Text(IEnumerable<(string Name, string Value)> all) =>
        string.Join('&', all.Where(p => p.Value.Length > 0).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value}"));

    public bool IsSigned(ReadOnlySpan<byte> text, string signature)
    {
        var bytes = new byte[signature.Length];
        return signature.Length is > 0 and <= 1024 && Convert.TryFromBase64String(signature, bytes, out var length)
            && account.AlipayKey.VerifyData(text, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    // The signature stands over the text of the answer's own part, to the byte.
    Said? Read(string method, byte[] bytes)
    {
        try
        {
            using var whole = JsonDocument.Parse(bytes);
            var name = method.Replace('.', '_') + "_response";
            if (!whole.RootElement.TryGetProperty(name, out var part) && !whole.RootElement.TryGetProperty("error_response", out part)) return null;
            var signature = whole.RootElement.TryGetProperty("sign", out var sign) ? sign.GetString() ?? "" : "";
            var code = part.GetProperty("code").GetString();
            var why = part.TryGetProperty("sub_code", out var sub) ? sub.GetString() : null;
            // A refusal may come unsigned, as when Alipay cannot tell who asks; one that is signed must be signed rightly.
            var signed = signature.Length > 0 && IsSigned(Encoding.UTF8.GetBytes(part.GetRawText()), signature);
            if (!signed && (code == "10000" || signature.Length > 0)) Trouble(log, method, "answered what it did not sign");
            else if (code is "20000" || why is "ACQ.SYSTEM_ERROR" or "aop.ACQ.SYSTEM_ERROR" or "isp.unknow-error") Trouble(log, method, "does not know");
            else return new(part.Clone(), code == "10000" ? null : why ?? code ?? "UNKNOWN");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException) { Trouble(log, method, "answered what is no JSON of it"); }
        return null;
    }

    /// <summary>A file that a signed answer has named.</summary>
    public async Task<byte[]> Download(Uri address, CancellationToken ct)
    {
        if (!account.Knows(address)) throw No.ProviderRefused("BILL_ELSEWHERE");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await Send(request, MostBillBytes, account.Patience * 6, "bill", ct) ?? throw No.ProviderSilent();
    }

    async Task<byte[]?> Send(HttpRequestMessage request, int most, TimeSpan wait, string what, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(wait);
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await response.Content.LoadIntoBufferAsync(most, patience.Token);
            if ((int)response.StatusCode == 200) return await response.Content.ReadAsByteArrayAsync(patience.Token);
            Trouble(log, what, $"answered {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Trouble(log, what, e.GetType().Name);
        }

        return null;
    }

    public static string Moment(DateTimeOffset at) => at.ToOffset(china).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>"88.88": what is no amount in yuan and fen is no answer.</summary>
    public static Money Yuan(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var yuan) && Math.Abs(yuan) < 100_000_000
            ? new((long)Math.Round(yuan * 100, MidpointRounding.AwayFromZero)) : throw No.ProviderSilent();

    public static string Yuan(Money money) => (money.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    // Method names only: forms and answers hold people and signatures, and are never logged.
    [LoggerMessage(LogLevel.Warning, "Alipay did not answer {method}: {why}")]
    static partial void Trouble(ILogger log, string method, string why);
}
