namespace Linli.Platform;

/// <summary>Answers of GET under /api carry an ETag; a phone that already has the same answer gets 304 and no body.</summary>
static class ETags
{
    public static async Task Answer(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || !http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            || http.Request.Path.StartsWithSegments("/api/files", StringComparison.Ordinal)
            || http.Request.Path.Value!.EndsWith("/file", StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        var response = http.Response;
        var body = response.Body;
        using var held = new MemoryStream();
        response.Body = held;
        try { await next(http); }
        finally { response.Body = body; }

        if (response.StatusCode == 200)
        {
            var tag = $"\"{Hash(held.GetBuffer().AsSpan(0, (int)held.Length))}\"";
            response.Headers.ETag = tag;
            response.Headers.CacheControl = "private, no-cache";
            if (http.Request.Headers.IfNoneMatch == tag)
            {
                response.StatusCode = 304;
                response.ContentLength = null;
                response.Headers.ContentType = default;
                return;
            }
        }

        held.Position = 0;
        await held.CopyToAsync(body, http.RequestAborted);
    }

    // Not a secret, only a name for the content: the first 128 bits of SHA-256.
    static string Hash(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(content, hash);
        return Convert.ToHexString(hash[..16]);
    }
}
