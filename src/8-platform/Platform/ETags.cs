namespace Linli.Platform;

/// <summary>Answers of GET under /api carry an ETag; a phone that already has the same answer gets 304 and no body. Long answers flow on without one.</summary>
static class ETags
{
    public static async Task Answer(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || !http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            || http.Request.Path.StartsWithSegments("/api/files", StringComparison.Ordinal)
            || http.Request.Path.Value!.EndsWith("/file", StringComparison.Ordinal)
            || http.Request.Path.Value!.EndsWith("/live", StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        var response = http.Response;
        var body = response.Body;
        await using var held = new Held(response, body);
        response.Body = held;
        try { await next(http); }
        finally { response.Body = body; }

        if (held.Flows) return;
        if (response.StatusCode == 200)
        {
            // Who has its answer at hand has named it already.
            var tag = response.Headers.ETag is [{ } named] ? named : $"\"{Hash(held.Bytes.Span)}\"";
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

        // An answer that has no body must not be given even an empty one.
        if (held.Bytes.Length > 0) await body.WriteAsync(held.Bytes, http.RequestAborted);
    }

    /// <summary>
    /// What is asked every second by thousands and has seldom changed: who asks is neither found out nor counted, because that
    /// would cost more than the answer.
    /// </summary>
    public static Task Unchanged(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<AtHand>() is not { } known || http.Request.Headers.IfNoneMatch is not [{ } tag]
            || !known.IsLatest(http, tag)) return next(http);
        http.Response.StatusCode = 304;
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return Task.CompletedTask;
    }

    // Not a secret, only a name for the content: the first 128 bits of SHA-256.
    static string Hash(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(content, hash);
        return Convert.ToHexString(hash[..16]);
    }
}

/// <summary>Keeps an answer back while it is short; a long one flows on as it is made.</summary>
sealed class Held(HttpResponse response, Stream onward) : Stream
{
    const int Most = 1 << 20;
    readonly MemoryStream kept = new();

    public bool Flows { get; private set; }
    public ReadOnlyMemory<byte> Bytes => kept.GetBuffer().AsMemory(0, (int)kept.Length);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!Flows && kept.Length + buffer.Length <= Most)
        {
            kept.Write(buffer.Span);
            return;
        }

        if (!Flows)
        {
            Flows = true;
            response.Headers.CacheControl = "private, no-cache";
            await onward.WriteAsync(Bytes, cancellationToken);
        }

        await onward.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Flows ? onward.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
