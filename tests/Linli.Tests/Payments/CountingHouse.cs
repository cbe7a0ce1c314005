using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Linli.Host;
using Linli.Ledger;
using Linli.Payments;
using Linli.Platform;
using Linli.Standins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Linli.Tests.Payments;

/// <summary>Payments and the ledger alone, on a file and a port of their own, with a WeChat Pay beside them: small enough for thousands of payments.</summary>
sealed class CountingHouse : IAsyncDisposable
{
    public const string MerchantId = "1230000109", AppId = "wxd678efh567hg6787", ApiKey = "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb";
    static readonly HttpClient http = new();
    static readonly Lazy<(string Key, string Certificate, string Public, string Serial)> keys = new(MakeKeys);

    readonly WebApplication app;
    readonly string folder;

    public Standin World { get; }
    public Clock Clock { get; }
    public TenantId Shop { get; } = Id.New<TenantId>();
    public Facts Heard { get; } = new();

    CountingHouse(WebApplication app, string folder, Standin world, Clock clock) => (this.app, this.folder, World, Clock) = (app, folder, world, clock);

    public sealed class Facts
    {
        public ConcurrentBag<object> All { get; } = [];
        public IEnumerable<T> Of<T>() => All.OfType<T>();
    }

    static Task Hear(PaymentReceived fact, Facts facts) => Keep(fact, facts);
    static Task HearRefund(RefundDone fact, Facts facts) => Keep(fact, facts);
    static Task HearDone(PayoutDone fact, Facts facts) => Keep(fact, facts);
    static Task HearFailed(PayoutFailed fact, Facts facts) => Keep(fact, facts);

    static Task Keep(object fact, Facts facts)
    {
        facts.All.Add(fact);
        return Task.CompletedTask;
    }

    public static (string Key, string Certificate, string Public, string Serial) Keys => keys.Value;

    static (string, string, string, string) MakeKeys()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=merchant", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        return (key.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem(), key.ExportSubjectPublicKeyInfoPem(), certificate.SerialNumber);
    }

    public static Dictionary<string, string?> Settings(string address) => new()
    {
        ["WeChatPay:MerchantId"] = MerchantId,
        ["WeChatPay:AppId"] = AppId,
        ["WeChatPay:PrivateKey"] = Keys.Key,
        ["WeChatPay:Certificate"] = Keys.Certificate,
        ["WeChatPay:ApiV3Key"] = ApiKey,
        ["WeChatPay:Address"] = address,
        // Long enough for a machine that does much else; who tests silence says how long it waits.
        ["WeChatPay:PatienceMs"] = "20000",
    };

    /// <summary>For faults that are only known by waiting for them.</summary>
    public static Dictionary<string, string?>? Waiting(string fault) =>
        fault is "timeout-before" or "timeout-after" or "slow-body" ? new() { ["WeChatPay:PatienceMs"] = "3000" } : null;

    public static async Task<CountingHouse> Open(bool byPublicKey = false, Dictionary<string, string?>? more = null)
    {
        var clock = new Clock();
        var world = await Standin.Start(new() { Clock = clock, RefundTakes = TimeSpan.Zero, Pauses = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(40)] });
        var answer = await (await http.PutAsJsonAsync($"{world.Address}/control/wechat/merchant", new
        {
            mchId = MerchantId,
            appId = AppId,
            serial = Keys.Serial,
            publicKey = Keys.Public,
            apiV3Key = ApiKey,
            byPublicKey,
        })).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var settings = Settings(world.Address);
        if (byPublicKey)
            (settings["WeChatPay:PublicKeyId"], settings["WeChatPay:PublicKey"]) = (answer.GetProperty("publicKeyId").GetString(), answer.GetProperty("publicKey").GetString());
        foreach (var (key, value) in more ?? []) settings[key] = value;

        var folder = Directory.CreateTempSubdirectory("linli-counting-").FullName;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddLinli([new PaymentsModule(), new LedgerModule()]);
        builder.Services.AddDbContext<LinliDb, SqliteDb>(db => db.UseSqlite($"Data Source={Path.Combine(folder, "counting.db")};Default Timeout=30"));
        builder.Services.AddSingleton<TimeProvider>(clock);
        CountingHouse? house = null;
        builder.Services.AddSingleton(_ => house!.Heard);
        builder.Services.When<PaymentReceived>(Hear);
        builder.Services.When<RefundDone>(HearRefund);
        builder.Services.When<PayoutDone>(HearDone);
        builder.Services.When<PayoutFailed>(HearFailed);
        var app = builder.Build();
        house = new CountingHouse(app, folder, world, clock);
        PaymentsModule.Check(app.Services);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<LinliDb>().Database;
            await database.EnsureCreatedAsync();
            await database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
        }

        app.MapLinli();
        await app.StartAsync();
        app.Services.GetRequiredService<Workings>().PublicAddress =
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return house;
    }

    public async Task<T> Within<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(Shop);
        return await work(scope.ServiceProvider);
    }

    /// <summary>Does something and commits, again when somebody else was first, as a slice is.</summary>
    public async Task<T> Commit<T>(Func<IServiceProvider, Task<T>> work)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Within(async services =>
                {
                    var made = await work(services);
                    await services.GetRequiredService<LinliDb>().Commit(default);
                    return made;
                });
            }
            catch (Exception e) when (LinliDb.IsLostRace(e) && tries < 20) { }
        }
    }

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public async Task Misbehave(params (string Fault, double Chance)[] faults) =>
        await Control(HttpMethod.Put, "faults", new { faults = faults.ToDictionary(f => f.Fault, f => f.Chance), seed = 7 });

    public Task Behave() => Misbehave();

    public async Task<JsonElement> Control(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"{World.Address}/control/wechat/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>What the stand-in wrote down about a number.</summary>
    public async Task<string> Diary(string about) => string.Join("\n", JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync($"{World.Address}/control/log"))
        .EnumerateArray().Where(e => e.GetProperty("about").GetString()!.StartsWith(about, StringComparison.Ordinal))
        .Select(e => $"{e.GetProperty("what").GetString()} {e.GetProperty("detail").GetString()}"));

    public Task<PaymentId> Start(long fen = 1000, PayWay way = PayWay.Native) => Commit(async services =>
    {
        var id = Id.New<PaymentId>();
        await services.GetRequiredService<Cashier>().Start(id, id.Value, "鸡蛋, 番茄 01", new(fen), "wechat", null, Clock.GetUtcNow().AddMinutes(15), default, way);
        return id;
    });

    public Task<PaymentCard> Present(PaymentId id, Payer? payer = null) => Within(s => s.GetRequiredService<Cashier>().Present(id, default, payer));

    public async Task<PaymentId> Paid(long fen = 1000)
    {
        var id = await Start(fen);
        await Present(id);
        await Pay(id);
        await Booked(id);
        return id;
    }

    public Task Pay(PaymentId id) => Control(HttpMethod.Post, $"pay/{id.Value:N}");

    public async Task Booked(PaymentId id)
    {
        for (var i = 0; i < 200 && (await Read(id)).State != PaymentState.Paid; i++) await Task.Delay(10);
        await Settle();
    }

    public Task<PaymentCard> Read(PaymentId id) => Within(async s =>
        await s.GetRequiredService<LinliDb>().Set<Payment>().AsNoTracking().Where(p => p.Id == id).Select(p => new PaymentCard(p.Id, p.State, p.Amount, null)).FirstAsync());

    internal Task<Refund> Refunded(RefundId id) => Within(s => s.GetRequiredService<LinliDb>().Set<Refund>().AsNoTracking().FirstAsync(r => r.Id == id));

    public Task<RefundId> Refund(PaymentId payment, long fen) => Commit(async s =>
    {
        var id = Id.New<RefundId>();
        await s.GetRequiredService<Cashier>().Refund(id, payment.Value, new(fen), "缺货", "prepaid", null, default);
        return id;
    });

    /// <summary>Tells what is due; what fails is told again later.</summary>
    public Task<int> Settle() => Get<Teller>().TellAll(default);

    public async Task Pass(TimeSpan time, int steps = 1)
    {
        for (var i = 0; i < steps; i++)
        {
            Clock.Pass(time / steps);
            await Settle();
        }
    }

    /// <summary>The world is well again, and an hour passes.</summary>
    public async Task Heal()
    {
        await Behave();
        await Pass(TimeSpan.FromMinutes(60), 12);
    }

    public Task<Money> Balance(string account) => Within(s => s.GetRequiredService<Book>().Balance(account, default));

    /// <summary>All there is lies with the provider, and all of it belongs to those who paid.</summary>
    public async Task Holds(long fen)
    {
        Assert.Equal(new(fen), await Balance("provider:wechat"));
        Assert.Equal(new(fen), await Balance("prepaid"));
    }

    public static async Task<string> Refused(Func<Task> act) => (await Assert.ThrowsAsync<Refusal>(act)).Code;

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
