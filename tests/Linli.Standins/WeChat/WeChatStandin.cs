using System.Text.Json;

namespace Linli.Standins.WeChat;

/// <summary>WeChat Pay APIv3 as a merchant meets it, and what tests and scripts may turn.</summary>
public sealed class WeChatStandin : IAsyncDisposable
{
    readonly Faults faults = new(Faults.All);
    readonly Notifier notifier;
    readonly Seals seals;
    readonly World world;
    readonly Transfers transfers;
    readonly Talk talk;
    readonly Shares shares;
    readonly Bills bills;
    readonly Platform platform;
    readonly Mini mini;

    internal WeChatStandin(StandinOptions options, TimeProvider clock, Diary diary)
    {
        seals = new(clock);
        notifier = new(seals, faults, diary, clock, options.Pauses);
        world = new(clock, faults, diary, notifier, options.RefundTakes);
        transfers = new(world, seals, faults, diary, clock, notifier);
        shares = new(world, seals, faults, diary, clock);
        bills = new(world, faults, clock);
        platform = new(world, faults, diary, clock);
        mini = new(world, platform, faults, diary);
        talk = new(world, seals, faults, diary);
    }

    public static IReadOnlyCollection<string> FaultNames => [.. Faults.All.Keys];

    internal Task Handle(HttpContext context, RequestDelegate next) => talk.Handle(context, next);

    internal void Endpoints(IEndpointRouteBuilder app, Func<string> address)
    {
        world.Endpoints(app);
        transfers.Endpoints(app);
        shares.Endpoints(app);
        bills.Endpoints(app, address);
        app.MapGet("/v3/certificates", (HttpContext http) => Results.Json(seals.Certificates(World.Asker(http))));
        var control = app.MapGroup("/control/wechat").OnlyHere();
        platform.Endpoints(app, control);
        mini.Endpoints(app, control);
        control.MapGet("/faults", () => Results.Json(faults.Shown()));
        control.MapPut("/faults", async (HttpRequest request) =>
        {
            faults.Become(await JsonSerializer.DeserializeAsync<Faults.Wanted>(request.Body, JsonSerializerOptions.Web) ?? throw Problem.Malformed("a body is needed"));
            return Results.Json(faults.Shown());
        });
        control.MapPut("/merchant", (Merchant merchant) =>
        {
            world.Know(merchant);
            return Results.Json(new { publicKeyId = Seals.PublicKeyId, publicKey = merchant.ByPublicKey ? seals.PublicKeyPem : null });
        });
        control.MapPut("/people/{openId}", (string openId, Person person) =>
        {
            transfers.Know(openId, person.Name);
            return Results.NoContent();
        });
        control.MapPost("/pay/{number}", (string number) => Results.Json(world.Pay(number)));
        control.MapPost("/refunds/{number}/resolution", async (string number) =>
        {
            await world.Become(world.Refund(number), "SUCCESS");
            return Results.NoContent();
        });
        control.MapPost("/transfers/{number}/confirmation", (string number) => Results.Json(transfers.Confirm(number)));
        control.MapGet("/transfers", () => Results.Json(transfers.All.Select(b => b.Shown())));
        control.MapPost("/keys/rotation", () =>
        {
            seals.Rotate();
            return Results.NoContent();
        });
    }

    sealed record Person(string Name);

    public ValueTask DisposeAsync() => notifier.DisposeAsync();
}
