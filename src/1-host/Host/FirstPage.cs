using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Linli.Campaigns;
using Microsoft.Extensions.FileProviders;

namespace Linli.Host;

/// <summary>
/// 首屏 — the residents' page as it answers to an address: with the shop and its list of the day in it, so that a slow line is waited for
/// once. What stands in it is what anybody may see of this shop. The page alone is /index.html: that is what phones keep.
/// </summary>
sealed partial class FirstPage
{
    /// <summary>Where the build left room for the list.</summary>
    const string Room = "<script type=\"application/json\" id=\"list\">";

    /// <summary>So many shops and languages are kept packed; beyond that all begin anew.</summary>
    const int MostKept = 200;

    static readonly TimeSpan patience = TimeSpan.FromSeconds(1);

    readonly byte[] before, after;
    readonly string policy;
    readonly ConcurrentDictionary<(string Shop, string Language), Made> kept = [];

    sealed record Made(Storefront.Shown Of, byte[] Plain, byte[] Packed, string Tag);

    FirstPage(string page, int room)
    {
        (before, after) = (Encoding.UTF8.GetBytes(page[..room]), Encoding.UTF8.GetBytes(page[room..]));
        policy = Apps.PolicyOf(page);
    }

    /// <summary>Nothing when what was built has no room for a list.</summary>
    public static FirstPage? Of(IFileProvider files)
    {
        if (files.GetFileInfo("index.html") is not { Exists: true } file) return null;
        using var reader = new StreamReader(file.CreateReadStream());
        var page = reader.ReadToEnd();
        var room = page.IndexOf(Room, StringComparison.Ordinal);
        return room < 0 ? null : new(page, room + Room.Length);
    }

    public async Task Answer(HttpContext http, RequestDelegate next)
    {
        var (request, response) = (http.Request, http.Response);
        if (request.Path != "/" || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || await Find(http) is not { } made)
        {
            await next(http);
            return;
        }

        var headers = response.Headers;
        headers.CacheControl = "no-cache";
        headers.Vary = "Accept-Encoding, Accept-Language";
        headers.ContentSecurityPolicy = policy;
        headers.ETag = made.Tag;
        if (request.Headers.IfNoneMatch == made.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var packed = request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        var body = packed ? made.Packed : made.Plain;
        if (packed) headers.ContentEncoding = "br";
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = packed ? body.Length : null;
        if (HttpMethods.IsGet(request.Method)) await response.Body.WriteAsync(body, http.RequestAborted);
    }

    // A page without its list is better than none: the app asks for it then, and says what is wrong.
    async Task<Made?> Find(HttpContext http)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        inTime.CancelAfter(patience);
        try
        {
            var code = http.Request.Query["shop"].FirstOrDefault();
            var front = http.RequestServices.GetRequiredService<Storefront>();
            return await front.Of(code is { Length: > 0 } ? code : null, Caller.LanguageOf(http), inTime.Token) is { } shown ? Make(shown) : null;
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            WithoutList(http.RequestServices.GetRequiredService<ILogger<FirstPage>>(), e);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The first page goes out without its list")]
    static partial void WithoutList(ILogger logger, Exception e);

    // Packing costs more than reading, so it is done once for what has not changed.
    Made Make(Storefront.Shown shown)
    {
        var key = (shown.Shop, shown.Language);
        if (kept.TryGetValue(key, out var last) && (last.Of == shown || last.Of.Json.Span.SequenceEqual(shown.Json.Span))) return last;
        byte[] plain = [.. before, .. shown.Json.Span, .. after];
        var made = new Made(shown, plain, Pack(plain), $"W/\"{Convert.ToHexString(SHA256.HashData(plain)[..12])}\"");
        if (kept.Count >= MostKept) kept.Clear();
        return kept[key] = made;
    }

    static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, new BrotliCompressionOptions { Quality = 6 }, leaveOpen: true)) brotli.Write(plain);
        return packed.ToArray();
    }
}
