using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Linli.Members;

/// <summary>
/// 短信网关 — sends messages to phones through the gateway named by Sms:Address, signed with Sms:Secret both ways.
/// Logs neither numbers nor texts.
/// </summary>
sealed partial class SmsGateway(HttpClient http, IConfiguration settings, TimeProvider clock, ILogger<SmsGateway> log)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    const int mostTries = 3;
    const string merchant = "Testpay-Merchant", timestamp = "Testpay-Timestamp";
    const string nonce = "Testpay-Nonce", signature = "Testpay-Signature";

    string? Address => settings["Sms:Address"] is { Length: > 0 } address ? address.TrimEnd('/') : null;
    string? Secret => settings["Sms:Secret"] is { Length: > 0 } secret ? secret : null;

    public bool IsSetUp => Address is not null && Secret is not null;

    /// <summary>The gateway sends one message per id, so asking again after an unclear answer is safe.</summary>
    public async Task Send(
        string to, string template, IReadOnlyDictionary<string, string> values, string id, CancellationToken ct)
    {
        if (!IsSetUp) throw No.SmsNotSetUp();
        var body = JsonSerializer.Serialize(new { To = to, Template = template, Params = values, Id = id }, Json.Options);
        for (var tries = 1; tries <= mostTries; tries++)
        {
            try
            {
                var trouble = await Ask(body, ct);
                if (trouble is null) return;
                NotTaken(log, trouble, tries);
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
            {
                NotTaken(log, e.GetType().Name, tries);
            }
        }

        throw No.SmsNotSent();
    }

    /// <returns>What went wrong, or nothing.</returns>
    async Task<string?> Ask(string body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/sms/messages");
        var (now, once) = (clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        request.Headers.Add(merchant, "linli");
        request.Headers.Add(timestamp, now);
        request.Headers.Add(nonce, once);
        request.Headers.Add(signature, Sign($"POST\n{request.RequestUri!.PathAndQuery}\n{now}\n{once}\n{body}\n"));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await http.SendAsync(request, ct);
        var said = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode) return $"status {(int)answer.StatusCode}";
        var right = Sign($"{Header(answer, timestamp)}\n{Header(answer, nonce)}\n{said}\n");
        var given = Header(answer, signature);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(given))
            ? null
            : "an answer with a wrong signature";
    }

    static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    string Sign(string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret!), Encoding.UTF8.GetBytes(text)));

    [LoggerMessage(LogLevel.Warning, "The SMS gateway did not take a message: {trouble} (try {tries})")]
    static partial void NotTaken(ILogger log, string trouble, int tries);
}
