using System.Text.Json;

namespace Linli.Standins;

/// <summary>An SMS gateway whose messages land on a page instead of on phones.</summary>
sealed class SmsGateway(TimeProvider clock, TextWriter say)
{
    const int Most = 200;
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    readonly LinkedList<Message> messages = new();
    readonly Lock gate = new();

    sealed record Body
    {
        public required string To { get; init; }
        public required string Template { get; init; }
        public Dictionary<string, string> Params { get; init; } = [];
        public required string Id { get; init; }
    }

    internal sealed record Message(
        string Id, string To, string Template, IReadOnlyDictionary<string, string> Params, string Text, DateTimeOffset At);

    public void Endpoints(IEndpointRouteBuilder app)
    {
        app.MapPost("/sms/messages", Take);
        var inbox = app.MapGroup("/sms").OnlyHere();
        inbox.MapGet("", (string? to) => Results.Json(Read(to)));
        inbox.MapGet("/inbox", (string? to) => InboxPage.For(Read(to)));
    }

    async Task<IResult> Take(HttpRequest request)
    {
        var body = await JsonSerializer.DeserializeAsync<Body>(request.Body, Json)
            ?? throw Problem.Malformed("a body is needed");
        if (body.To is not { Length: 11 } || !body.To.All(char.IsAsciiDigit) || body.To[0] != '1')
            throw Problem.Malformed("to must be a mobile number of 11 digits");
        if (body.Id is not { Length: >= 1 and <= 64 }) throw Problem.Malformed("id must have 1 to 64 letters");

        var text = TextOf(body);
        lock (gate)
        {
            // the same message asked for again is sent once
            if (messages.All(m => m.Id != body.Id))
            {
                messages.AddFirst(new Message(body.Id, body.To, body.Template, body.Params, text, clock.GetUtcNow()));
                if (messages.Count > Most) messages.RemoveLast();
                say.WriteLine($"短信 {body.To[..3]}****{body.To[7..]} {text}");
            }
        }
        return Results.Json(new { id = body.Id, state = "sent" });
    }

    static string TextOf(Body body) => body.Params.TryGetValue("code", out var code)
        ? $"验证码 {code}"
        : string.Join(' ', body.Params.Values.Prepend(body.Template));

    List<Message> Read(string? to)
    {
        lock (gate) return [.. messages.Where(m => to is null || m.To == to)];
    }
}
