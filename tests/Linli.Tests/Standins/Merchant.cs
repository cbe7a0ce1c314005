using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Linli.Standins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Linli.Tests.Standins;

/// <summary>A merchant as the provider sees it: signs what it asks, listens to callbacks.</summary>
sealed class Merchant : IAsyncDisposable
{
    public const string Secret = "between merchant and provider";
    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(40);

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    readonly WebApplication ear;
    readonly StandinOptions options;
    Standin standin;

    public sealed record Callback(string Body, string Timestamp, string Nonce, string Signature)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;
        public string Event => Json.GetProperty("event").GetString()!;
        public string OutTradeNo => Json.GetProperty("outTradeNo").GetString()!;
        public long Amount => Json.GetProperty("amount").GetInt64();
    }

    Merchant(WebApplication ear, StandinOptions options, Standin standin)
    {
        (this.ear, this.options, this.standin) = (ear, options, standin);
        Signing = new Signing(Secret, options.Clock);
    }

    public static async Task<Merchant> Open(StandinOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var ear = builder.Build();
        options = (options ?? new StandinOptions()) with { Secret = Secret, Pauses = [Soon, Soon, Soon], RefundTakes = Soon };
        var merchant = new Merchant(ear, options, await Standin.Start(options));
        ear.MapPost("/told", merchant.Hear);
        await ear.StartAsync();
        return merchant;
    }

    public Signing Signing { get; }
    public ConcurrentQueue<Callback> Heard { get; } = new();
    public int RefuseNext { get; set; }
    public string Address => standin.Address;
    public string NotifyUrl => ear.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.First() + "/told";

    public object Body(long amount) => new
    {
        amount,
        currency = "CNY",
        description = "一单",
        notifyUrl = NotifyUrl,
        expiresAt = options.Clock.GetUtcNow().AddMinutes(15),
    };

    public object RefundBody(string of, long amount, long total) => new
    {
        outTradeNo = of,
        amount,
        total,
        reason = "缺货",
        notifyUrl = NotifyUrl,
    };

    public Task<Answer> Put(string path, object body) => Ask("PUT", path, JsonSerializer.Serialize(body));
    public Task<Answer> Get(string path) => Ask("GET", path, "");

    public async Task<Answer> Ask(string method, string path, string body, string? signature = null, TimeSpan ago = default)
    {
        var (timestamp, nonce) = (Signing.Now(ago), Signing.NewNonce());
        using var request = new HttpRequestMessage(new HttpMethod(method), Address + path);
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add(Signing.Merchant, "demo");
        request.Headers.Add(Signing.Timestamp, timestamp);
        request.Headers.Add(Signing.Nonce, nonce);
        request.Headers.Add(Signing.Signature, signature ?? Signing.OfRequest(method, path, timestamp, nonce, body));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(answer.StatusCode, text, SignedRightly(answer, text));
    }

    public async Task Behave(object behaviour) =>
        (await http.PutAsJsonAsync(Address + "/control/behaviour", behaviour)).EnsureSuccessStatusCode();

    /// <summary>The payer pays, without a browser.</summary>
    public async Task Pay(string outTradeNo) =>
        (await http.PostAsync($"{Address}/control/pay/{outTradeNo}", null)).EnsureSuccessStatusCode();

    /// <summary>Without a signature, as a browser on the same machine.</summary>
    public Task<string> Look(string path) => http.GetStringAsync(Address + path);

    public async Task Restart()
    {
        await standin.DisposeAsync();
        standin = await Standin.Start(options);
    }

    public async Task<IReadOnlyList<Callback>> Hears(int count)
    {
        for (var tried = 0; Heard.Count < count; tried++)
        {
            Assert.True(tried < 500, $"{count} callbacks should come, {Heard.Count} came");
            await Task.Delay(10);
        }
        return [.. Heard];
    }

    public async Task SeesInLog(string what)
    {
        for (var tried = 0; !(await Look("/control/log")).Contains(what, StringComparison.Ordinal); tried++)
        {
            Assert.True(tried < 500, $"{what} should stand in the log");
            await Task.Delay(10);
        }
    }

    public async Task HearsNoMore(int count)
    {
        await Task.Delay(300);
        Assert.Equal(count, Heard.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await standin.DisposeAsync();
        await ear.DisposeAsync();
        http.Dispose();
    }

    async Task<IResult> Hear(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var refuse = RefuseNext > 0;
        if (refuse) RefuseNext--;
        Heard.Enqueue(new Callback(await reader.ReadToEndAsync(), request.Headers[Signing.Timestamp].ToString(),
            request.Headers[Signing.Nonce].ToString(), request.Headers[Signing.Signature].ToString()));
        return Results.StatusCode(refuse ? 503 : 204);
    }

    bool SignedRightly(HttpResponseMessage answer, string text)
    {
        string? Header(string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
        return Header(Signing.Signature) is { } signature
            && signature == Signing.OfAnswer(Header(Signing.Timestamp)!, Header(Signing.Nonce)!, text);
    }

    public sealed record Answer(HttpStatusCode Status, string Text, bool Signed)
    {
        public JsonElement Json => JsonDocument.Parse(Text).RootElement;
        public string Field(string field) => Json.GetProperty(field).GetString()!;
    }
}
