using System.Text.Json;

namespace Linli.Standins;

/// <summary>A refusal as the provider says it: a status, a code for programs, a sentence for people.</summary>
sealed class Problem(int status, string code, string message) : Exception(message)
{
    public static Problem Malformed(string message) => new(400, "MALFORMED", message);

    public static Task Write(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(new { code = problem.Code, message = problem.Message });
    }

    public static async Task Guard(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Problem problem)
        {
            await Write(context, problem);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            await Write(context, Malformed(e.Message));
        }
    }

    public int Status { get; } = status;
    public string Code { get; } = code;
}
