using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Linli.Standins;

/// <summary>Refuses requests whose signature is wrong and signs the answers, on every path that needs it.</summary>
static class SignedTalk
{
    public static async Task Handle(
        HttpContext context, RequestDelegate next, Signing signing, Misbehaving misbehaving, Diary diary)
    {
        var path = context.Request.Path;
        if (!path.StartsWithSegments("/v1") && path != "/sms/messages")
        {
            await next(context);
            return;
        }

        var body = await Buffer(context.Request);
        var wire = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

        if (signing.Wrong(context.Request, target, body) is { } wrong)
        {
            diary.Write("refused", $"{context.Request.Method} {path}", wrong);
            await Problem.Write(context, new Problem(401, "SIGNATURE_WRONG", wrong));
        }
        else
        {
            await Answer(context, next, misbehaving, diary);
        }
        await Send(context, wire, answer, signing, misbehaving);
    }

    /// <summary>A failing provider may fail before it did what was asked, or after: the caller cannot tell.</summary>
    static async Task Answer(HttpContext context, RequestDelegate next, Misbehaving misbehaving, Diary diary)
    {
        var fails = misbehaving.Happens(b => b.Answer500);
        var afterwards = fails && misbehaving.Happens(_ => 0.5);
        if (!fails || afterwards) await Problem.Guard(context, next);
        if (fails)
        {
            diary.Write("answer500", $"{context.Request.Method} {context.Request.Path}", afterwards ? "done" : "not done");
            context.Response.Body.SetLength(0);
            await Problem.Write(context, new Problem(500, "SYSTEM_BUSY", "the provider is out of order, ask again"));
        }
    }

    static async Task Send(
        HttpContext context, Stream wire, MemoryStream answer, Signing signing, Misbehaving misbehaving)
    {
        var pause = misbehaving.Current.AnswerDelayMs;
        if (pause > 0) await Task.Delay(pause, context.RequestAborted);

        if (!misbehaving.Happens(b => b.AnswerUnsigned))
        {
            var (timestamp, nonce) = (signing.Now(), Signing.NewNonce());
            var said = Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
            context.Response.Headers[Signing.Merchant] = context.Request.Headers[Signing.Merchant];
            context.Response.Headers[Signing.Timestamp] = timestamp;
            context.Response.Headers[Signing.Nonce] = nonce;
            context.Response.Headers[Signing.Signature] = signing.OfAnswer(timestamp, nonce, said);
        }
        context.Response.ContentLength = answer.Length;
        context.Response.Body = wire;
        await wire.WriteAsync(answer.GetBuffer().AsMemory(0, (int)answer.Length), context.RequestAborted);
    }

    static async Task<string> Buffer(HttpRequest request)
    {
        var kept = new MemoryStream();
        await request.Body.CopyToAsync(kept, request.HttpContext.RequestAborted);
        kept.Position = 0;
        request.Body = kept;
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }
}
