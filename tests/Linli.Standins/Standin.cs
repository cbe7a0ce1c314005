using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Linli.Standins;

/// <summary>How the outside world is to be played.</summary>
public sealed record StandinOptions
{
    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    public string Secret { get; init; } = "secret of the stand-ins";

    /// <summary>Folder that keeps payments over a restart; none keeps them in memory only.</summary>
    public string? Data { get; init; }

    /// <summary>What the clock shows. Pauses and delays are always real time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Between the tries of a callback; one try more than there are pauses.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } =
        [.. new[] { 0.5, 1.5, 4, 8, 15 }.Select(TimeSpan.FromSeconds)];

    /// <summary>From the order of a refund until it is done.</summary>
    public TimeSpan RefundTakes { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Where sent messages are shown, one line each.</summary>
    public TextWriter Say { get; init; } = TextWriter.Null;

    public static StandinOptions Read(IReadOnlyList<string> args)
    {
        var options = new StandinOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value");
            options = args[i] switch
            {
                "--port" => options with { Port = int.Parse(value, CultureInfo.InvariantCulture) },
                "--secret" => options with { Secret = value },
                "--data" => options with { Data = value },
                "--at" => options with { Clock = ShiftedClock.Showing(value) },
                _ => throw new ArgumentException(
                    $"unknown option {args[i]}; known are --port N --secret S --data DIR --at \"2026-05-01 21:59\""),
            };
        }
        return options;
    }
}

/// <summary>The outside world of a shop, in one small server: the payment provider testpay, WeChat and its Pay, Alipay, robots of WeCom, and an SMS gateway.</summary>
public sealed class Standin : IAsyncDisposable
{
    readonly WebApplication app;
    readonly Testpay testpay;
    readonly WeChat.WeChatStandin wechat;
    readonly Alipay.AlipayStandin alipay;

    Standin(WebApplication app, Testpay testpay, WeChat.WeChatStandin wechat, Alipay.AlipayStandin alipay) =>
        (this.app, this.testpay, this.wechat, this.alipay) = (app, testpay, wechat, alipay);

    /// <summary>For example http://127.0.0.1:41234, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    public Task Stopped => app.WaitForShutdownAsync();

    public static async Task<Standin> Start(StandinOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{options.Port}");
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = 1 << 20);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));

        var app = builder.Build();
        var clock = new ShiftedClock(options.Clock);
        var diary = new Diary(clock);
        var misbehaving = new Misbehaving();
        var signing = new Signing(options.Secret, clock);
        var testpay = new Testpay(options, clock, signing, misbehaving, diary);

        var wechat = new WeChat.WeChatStandin(options, clock, diary);
        var alipay = new Alipay.AlipayStandin(options, clock, diary);
        Standin? standin = null;

        app.Use(wechat.Handle);
        app.Use((context, next) => SignedTalk.Handle(context, next, signing, misbehaving, diary));
        testpay.Endpoints(app);
        new SmsGateway(clock, options.Say).Endpoints(app);
        new WeComRobots(clock, diary).Endpoints(app);
        wechat.Endpoints(app, () => standin!.Address);
        alipay.Endpoints(app, () => standin!.Address);
        ControlPanel.Endpoints(app, misbehaving, diary, clock, testpay);

        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        standin = new Standin(app, testpay, wechat, alipay) { Address = addresses!.Addresses.First().TrimEnd('/') };
        testpay.Open(standin.Address);
        return standin;
    }

    public async ValueTask DisposeAsync()
    {
        await wechat.DisposeAsync();
        await alipay.DisposeAsync();
        await testpay.DisposeAsync();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>A clock that runs as fast as another one but may show another moment.</summary>
public sealed class ShiftedClock(TimeProvider inner) : TimeProvider
{
    static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);
    long shift;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow().AddTicks(Interlocked.Read(ref shift));

    public void Show(DateTimeOffset moment) =>
        Interlocked.Exchange(ref shift, (moment - inner.GetUtcNow()).Ticks);

    /// <summary>A moment without a zone is meant on the shop's wall clock.</summary>
    public static ShiftedClock Showing(string moment)
    {
        var clock = new ShiftedClock(System);
        var culture = CultureInfo.InvariantCulture;
        var bare = DateTime.Parse(moment, culture, DateTimeStyles.RoundtripKind);
        clock.Show(bare.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(bare, Shanghai)
            : DateTimeOffset.Parse(moment, culture));
        return clock;
    }

    /// <summary>The day on the shop's wall.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Shanghai).DateTime);
}
