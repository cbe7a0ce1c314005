using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;

namespace Linli.Payments;

/// <summary>
/// The real client of the payment provider testpay: JSON over HTTP, each side signs with HMAC-SHA256.
/// Requests sign METHOD, path, time, nonce and body; answers and callbacks sign time, nonce and body; each line ends in \n.
/// </summary>
sealed class TestPay(IHttpClientFactory clients, IConfiguration settings, TimeProvider clock, Workings workings) : PaymentProvider
{
    public const string Client = "testpay";
    static readonly TimeSpan freshness = TimeSpan.FromMinutes(5);
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public override string Name => "testpay";
    public override bool IsSetUp => settings["Testpay:Address"] is { Length: > 0 } && settings["Testpay:Secret"] is { Length: > 0 };

    public override bool HasBills => true;

    public override async Task<Presented?> Present(Payment payment, Payer payer, CancellationToken ct)
    {
        var (_, answer) = await Call(HttpMethod.Put, $"/v1/payments/{payment.Number.Value:N}", new PresentBody(
            payment.Whole.Fen, "CNY", payment.Title, Callback(payment.Tenant), payment.ReturnUrl, payment.ExpiresAt), ct);
        return new(Url: answer!.Value.GetProperty("payUrl").GetString());
    }

    public override async Task<ProviderSays?> Ask(PaymentId payment, CancellationToken ct)
    {
        var (status, answer) = await Call(HttpMethod.Get, $"/v1/payments/{payment.Value:N}", null, ct, HttpStatusCode.NotFound);
        if (status == HttpStatusCode.NotFound) return null;
        var paid = answer!.Value.GetProperty("state").GetString() == "paid";
        return new(payment, answer.Value.GetProperty("tradeNo").GetString()!, paid,
            new(answer.Value.GetProperty(paid ? "paidAmount" : "amount").GetInt64()));
    }

    public override async Task<bool> Close(PaymentId payment, CancellationToken ct)
    {
        var (status, _) = await Call(HttpMethod.Post, $"/v1/payments/{payment.Value:N}/close", null, ct,
            HttpStatusCode.NotFound, HttpStatusCode.Conflict);
        return status != HttpStatusCode.Conflict;
    }

    public override async Task<RefundOutcome> Refund(Refund refund, Payment payment, CancellationToken ct)
    {
        var (_, answer) = await Call(HttpMethod.Put, $"/v1/refunds/{refund.Id.Value:N}", new RefundBody(
            payment.Number.Value.ToString("N"), refund.Amount.Fen, payment.Whole.Fen, refund.Reason, Callback(payment.Tenant)), ct);
        return answer!.Value.GetProperty("state").GetString() == "done" ? RefundOutcome.Done : RefundOutcome.OnItsWay;
    }

    public override Task<ProviderSays?> Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        Task.FromResult(Read(headers, body.Span));

    /// <summary>A CSV without quotes; there are no fees. The day's bill is there as soon as the day is over.</summary>
    public override async Task<ProviderBill?> Bill(DateOnly day, CancellationToken ct)
    {
        if (day >= BusinessDay.Of(clock.GetUtcNow())) return null;
        var (_, answer) = await Send(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/v1/bills/{day:yyyy-MM-dd}"), null, ct);
        var rows = Encoding.UTF8.GetString(answer).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToList();
        var lines = rows.Select(c => new BillLine(
            DateTimeOffset.Parse(c[0], CultureInfo.InvariantCulture), c[1] == "refund" ? BillKind.Refunded : BillKind.Paid, c[2], c[3],
            c[1] == "refund" ? c[4] : null, new(long.Parse(c[6], CultureInfo.InvariantCulture)), Money.Zero)).ToList();
        return new(day, lines, lines.Count, lines.Where(l => l.Kind == BillKind.Paid).Sum(l => l.Amount),
            lines.Where(l => l.Kind == BillKind.Refunded).Sum(l => l.Amount), Money.Zero);
    }

    ProviderSays? Read(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        string Header(string name) => headers[$"Testpay-{name}"].ToString();
        if (!IsSetUp || !IsSigned(Header("Timestamp"), Header("Nonce"), Header("Signature"), body)) return null;
        var notice = JsonSerializer.Deserialize<JsonElement>(body);
        var payment = new PaymentId(Guid.ParseExact(notice.GetProperty("outTradeNo").GetString()!, "N"));
        var refund = notice.GetProperty("event").GetString() == "refund.done"
            ? new RefundId(Guid.ParseExact(notice.GetProperty("outRefundNo").GetString()!, "N"))
            : (RefundId?)null;
        return new(payment, notice.GetProperty("tradeNo").GetString()!, refund is null, new(notice.GetProperty("amount").GetInt64()))
        {
            Refund = refund,
            Outcome = RefundOutcome.Done,
        };
    }

    async Task<(HttpStatusCode Status, JsonElement? Body)> Call(
        HttpMethod method, string path, object? body, CancellationToken ct, params HttpStatusCode[] alsoFine)
    {
        var (status, answer) = await Send(method, path, body, ct, alsoFine);
        return (status, (int)status < 300 ? JsonSerializer.Deserialize<JsonElement>(answer) : null);
    }

    async Task<(HttpStatusCode Status, byte[] Bytes)> Send(
        HttpMethod method, string path, object? body, CancellationToken ct, params HttpStatusCode[] alsoFine)
    {
        if (!IsSetUp) throw No.ProviderNotSetUp();
        var text = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), json);
        using var request = new HttpRequestMessage(method, settings["Testpay:Address"]!.TrimEnd('/') + path);
        if (body is not null) request.Content = new ByteArrayContent(text) { Headers = { ContentType = new("application/json") } };
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        request.Headers.Add("Testpay-Merchant", settings["Testpay:Merchant"] ?? "linli");
        request.Headers.Add("Testpay-Timestamp", time);
        request.Headers.Add("Testpay-Nonce", nonce);
        request.Headers.Add("Testpay-Signature", Sign($"{method.Method}\n{path}\n{time}\n{nonce}\n", text));
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, ct);
            var answer = await response.Content.ReadAsByteArrayAsync(ct);
            if (!response.IsSuccessStatusCode && !alsoFine.Contains(response.StatusCode)) throw No.ProviderSilent();
            string Header(string name) => response.Headers.TryGetValues($"Testpay-{name}", out var values) ? values.First() : "";
            // An answer that is not signed is not an answer.
            if (!IsSigned(Header("Timestamp"), Header("Nonce"), Header("Signature"), answer)) throw No.ProviderSilent();
            return (response.StatusCode, answer);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw No.ProviderSilent();
        }
    }

    bool IsSigned(string time, string nonce, string signature, ReadOnlySpan<byte> body) =>
        long.TryParse(time, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - seconds) < freshness.TotalSeconds
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign($"{time}\n{nonce}\n", body)), Encoding.ASCII.GetBytes(signature));

    string Sign(string head, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(settings["Testpay:Secret"]!));
        hmac.AppendData(Encoding.UTF8.GetBytes(head));
        hmac.AppendData(body);
        hmac.AppendData("\n"u8);
        return Convert.ToBase64String(hmac.GetHashAndReset());
    }

    string Callback(TenantId shop) => $"{workings.PublicAddress}/api/payments/callbacks/testpay/{shop.Value}";

    sealed record PresentBody(long Amount, string Currency, string Description, string NotifyUrl, string? ReturnUrl, DateTimeOffset ExpiresAt);

    sealed record RefundBody(string OutTradeNo, long Amount, long Total, string Reason, string NotifyUrl);
}
