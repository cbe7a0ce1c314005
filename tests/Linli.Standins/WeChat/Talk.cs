using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Linli.Standins.WeChat;

/// <summary>Checks who asks, lets the world do it, signs the answer, and stumbles where it was told to.</summary>
sealed class Talk(World world, Seals seals, Faults faults, Diary diary)
{
    public const string Asker = "wechat merchant";

    /// <summary>Longer than any merchant waits for an answer.</summary>
    static readonly TimeSpan forever = TimeSpan.FromSeconds(40);

    public async Task Handle(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/v3"))
        {
            await next(context);
            return;
        }

        using var kept = new MemoryStream();
        await context.Request.Body.CopyToAsync(kept, context.RequestAborted);
        kept.Position = 0;
        context.Request.Body = kept;
        var wire = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            Merchant merchant;
            try { merchant = seals.Check(context.Request, target, kept.GetBuffer().AsSpan(0, (int)kept.Length), world.Merchant); }
            catch (Problem problem)
            {
                diary.Write("wechat refused", target, problem.Message);
                await Problem.Write(context, problem);
                await Put(context, wire, answer.ToArray());
                return;
            }

            context.Items[Asker] = merchant;
            await Answer(context, next, merchant, wire, answer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The merchant has hung up.
        }
    }

    async Task Answer(HttpContext context, RequestDelegate next, Merchant merchant, Stream wire, MemoryStream answer)
    {
        if (faults.Happens("timeout-before")) await Task.Delay(forever, context.RequestAborted);
        if (faults.Happens("answer-500-before")) throw500();
        else if (faults.Happens("answer-429")) (context.Response.StatusCode, _) = (429, 0);
        else await Problem.Guard(context, next);
        if (context.Response.StatusCode is 429 or 500)
        {
            answer.SetLength(0);
            await answer.WriteAsync("""{"code":"SYSTEM_ERROR","message":"系统繁忙"}"""u8.ToArray());
        }

        if (context.Items.ContainsKey("500") || faults.Happens("answer-500-after"))
        {
            answer.SetLength(0);
            context.Response.StatusCode = 500;
            await answer.WriteAsync("""{"code":"SYSTEM_ERROR","message":"系统异常"}"""u8.ToArray());
        }

        if (faults.Happens("answer-502"))
        {
            context.Response.StatusCode = 502;
            await Put(context, wire, Encoding.UTF8.GetBytes("<html><body>502 Bad Gateway</body></html>"));
            return;
        }

        if (faults.Happens("timeout-after")) await Task.Delay(forever, context.RequestAborted);
        if (faults.Happens("html"))
        {
            answer.SetLength(0);
            await answer.WriteAsync(Encoding.UTF8.GetBytes("<html><body>系统维护中</body></html>"));
            context.Response.StatusCode = 200;
        }

        if (faults.Happens("keys-rotated")) seals.Rotate();
        var bytes = answer.ToArray();
        var isFile = context.Request.Path.StartsWithSegments("/v3/billdownload");
        if (!isFile && !faults.Happens("answer-unsigned"))
            foreach (var (name, value) in seals.Sign(bytes, merchant.ByPublicKey, faults.Happens("answer-forged"), faults.Happens("answer-stale"), faults.Happens("answer-unknown-serial")))
                context.Response.Headers[name] = value;
        if (bytes.Length > 1 && faults.Happens("cut-midway"))
        {
            context.Response.ContentLength = bytes.Length;
            await wire.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), context.RequestAborted);
            await wire.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        if (bytes.Length > 1 && faults.Happens("slow-body"))
        {
            context.Response.ContentLength = bytes.Length;
            await wire.WriteAsync(bytes.AsMemory(0, 1), context.RequestAborted);
            await wire.FlushAsync(context.RequestAborted);
            await Task.Delay(forever, context.RequestAborted);
            return;
        }

        await Put(context, wire, bytes);

        void throw500() => context.Response.StatusCode = 500;
    }

    static async Task Put(HttpContext context, Stream wire, byte[] bytes)
    {
        context.Response.Body = wire;
        if (context.Response.StatusCode == 204) return;
        context.Response.ContentLength = bytes.Length;
        await wire.WriteAsync(bytes, context.RequestAborted);
    }
}
