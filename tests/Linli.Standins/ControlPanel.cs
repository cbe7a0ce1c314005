using System.Net;
using System.Text.Json;

namespace Linli.Standins;

/// <summary>What scripts and tests may turn and read, from this machine only.</summary>
static class ControlPanel
{
    public static void Endpoints(
        IEndpointRouteBuilder app, Misbehaving misbehaving, Diary diary, ShiftedClock clock, Testpay testpay)
    {
        var control = app.MapGroup("/control").OnlyHere();
        control.MapGet("/behaviour", () => Results.Json(misbehaving.Current, Behaviour.Json));
        control.MapPut("/behaviour", async (HttpRequest request) =>
        {
            var wanted = await JsonSerializer.DeserializeAsync<Behaviour>(request.Body, Behaviour.Json);
            misbehaving.Become(wanted ?? throw Problem.Malformed("a body is needed"));
            return Results.Json(misbehaving.Current, Behaviour.Json);
        });
        control.MapGet("/log", () => Results.Json(diary.Read()));
        control.MapPost("/pay/{outTradeNo}", (string outTradeNo, string? merchant) =>
            Results.Json(testpay.Shown(testpay.Pay(merchant, outTradeNo))));
        control.MapPut("/clock", (ClockBody body) =>
        {
            clock.Show(body.Now);
            return Results.Json(new ClockBody(clock.GetUtcNow()));
        });
    }

    sealed record ClockBody(DateTimeOffset Now);

    /// <summary>Refuses callers from other machines.</summary>
    public static RouteGroupBuilder OnlyHere(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (call, next) =>
        {
            var from = call.HttpContext.Connection.RemoteIpAddress;
            if (from is not null && !IPAddress.IsLoopback(from))
                return Results.Json(new { code = "NOT_HERE", message = "only from this machine" }, statusCode: 403);
            try
            {
                return await next(call);
            }
            catch (Problem problem)
            {
                return Results.Json(new { code = problem.Code, message = problem.Message }, statusCode: problem.Status);
            }
            catch (JsonException e)
            {
                return Results.Json(new { code = "MALFORMED", message = e.Message }, statusCode: 400);
            }
        });
        return group;
    }
}
